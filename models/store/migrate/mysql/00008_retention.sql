-- What is kept of people who left is erased on schedule, and the counts stay; statistics of past days are kept as rollups
-- that know by themselves when they no longer hold.

-- +goose Up
ALTER TABLE stays ADD COLUMN voided_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE stays ADD COLUMN held BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE stays ADD COLUMN erased_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE tenants ADD COLUMN erased_at BIGINT NOT NULL DEFAULT 0;

CREATE TABLE past_origins (
  city_id BIGINT NOT NULL,
  origin VARCHAR(2) NOT NULL,
  day BIGINT NOT NULL,
  n INT NOT NULL,
  PRIMARY KEY (city_id, origin, day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE count_changes (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  area_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  n BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_count_changes_area ON count_changes (area_id, day);

CREATE TABLE daily_counts (
  area_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  changes BIGINT NOT NULL,
  residents INT NOT NULL,
  over_half INT NOT NULL,
  over_year INT NOT NULL,
  reported INT NOT NULL,
  PRIMARY KEY (area_id, day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

INSERT INTO count_changes (area_id, day, n)
  SELECT units.area_id, 0, COUNT(*) FROM stays JOIN units ON units.id = stays.unit_id GROUP BY units.area_id;

INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('stays', 'voided_at', 'fact'),
  ('stays', 'held', 'fact'),
  ('stays', 'erased_at', 'fact'),
  ('tenants', 'erased_at', 'fact'),
  ('past_origins', 'city_id', 'place'),
  ('past_origins', 'origin', 'fact'),
  ('past_origins', 'day', 'fact'),
  ('past_origins', 'n', 'fact'),
  ('count_changes', 'id', 'tech'),
  ('count_changes', 'area_id', 'place'),
  ('count_changes', 'day', 'fact'),
  ('count_changes', 'n', 'tech'),
  ('daily_counts', 'area_id', 'place'),
  ('daily_counts', 'day', 'fact'),
  ('daily_counts', 'changes', 'tech'),
  ('daily_counts', 'residents', 'fact'),
  ('daily_counts', 'over_half', 'fact'),
  ('daily_counts', 'over_year', 'fact'),
  ('daily_counts', 'reported', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name IN ('past_origins', 'count_changes', 'daily_counts');
DELETE FROM column_classes WHERE table_name = 'stays' AND column_name IN ('voided_at', 'held', 'erased_at');
DELETE FROM column_classes WHERE table_name = 'tenants' AND column_name = 'erased_at';
DROP TABLE daily_counts;
DROP TABLE count_changes;
DROP TABLE past_origins;
ALTER TABLE tenants DROP COLUMN erased_at;
ALTER TABLE stays DROP COLUMN erased_at;
ALTER TABLE stays DROP COLUMN held;
ALTER TABLE stays DROP COLUMN voided_at;
