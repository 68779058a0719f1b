-- How much one of staff looked at on a day: whole numbers, and homes outside his areas that he tried to open. Beyond the limit
-- his supervisor is told, once a day, and says that he has seen it (B35). No person and no home stands here.

-- +goose Up
CREATE TABLE look_days (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  user_id BIGINT NOT NULL,
  role VARCHAR(16) NOT NULL,
  day BIGINT NOT NULL,
  city_id BIGINT NOT NULL DEFAULT 0,
  county_id BIGINT NOT NULL DEFAULT 0,
  subdistrict_id BIGINT NOT NULL DEFAULT 0,
  community_id BIGINT NOT NULL DEFAULT 0,
  grid_id BIGINT NOT NULL DEFAULT 0,
  full_ids BIGINT NOT NULL DEFAULT 0,
  outside BIGINT NOT NULL DEFAULT 0,
  raised_at BIGINT NOT NULL DEFAULT 0,
  seen_at BIGINT NOT NULL DEFAULT 0,
  seen_by BIGINT NOT NULL DEFAULT 0,
  note VARBINARY(2000) NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_look_days_ref ON look_days (ref);
CREATE UNIQUE INDEX ux_look_days ON look_days (user_id, day);
CREATE INDEX ix_look_days_raised ON look_days (raised_at);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('look_days', 'id', 'tech'),
  ('look_days', 'ref', 'tech'),
  ('look_days', 'user_id', 'fact'),
  ('look_days', 'role', 'fact'),
  ('look_days', 'day', 'fact'),
  ('look_days', 'city_id', 'place'),
  ('look_days', 'county_id', 'place'),
  ('look_days', 'subdistrict_id', 'place'),
  ('look_days', 'community_id', 'place'),
  ('look_days', 'grid_id', 'place'),
  ('look_days', 'full_ids', 'fact'),
  ('look_days', 'outside', 'fact'),
  ('look_days', 'raised_at', 'fact'),
  ('look_days', 'seen_at', 'fact'),
  ('look_days', 'seen_by', 'fact'),
  ('look_days', 'note', 'sealed');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'look_days';
DROP TABLE look_days;
