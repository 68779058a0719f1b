-- The hand-over of a grid from one worker to the next (B34): whose, which area, from when, and how much went with it. A draft
-- says from whom it came.

-- +goose Up
ALTER TABLE drafts ADD COLUMN handed_from BIGINT NOT NULL DEFAULT 0;
CREATE TABLE post_hands (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  role VARCHAR(16) NOT NULL,
  area_id BIGINT NOT NULL,
  from_user BIGINT NOT NULL,
  to_user BIGINT NOT NULL,
  starts_at BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by BIGINT NOT NULL,
  settled_at BIGINT NOT NULL DEFAULT 0,
  flags BIGINT NOT NULL DEFAULT 0,
  homes BIGINT NOT NULL DEFAULT 0,
  drafts BIGINT NOT NULL DEFAULT 0,
  reports BIGINT NOT NULL DEFAULT 0,
  checks BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_post_hands_ref ON post_hands (ref);
CREATE INDEX ix_post_hands_due ON post_hands (settled_at, starts_at);
CREATE INDEX ix_post_hands_to ON post_hands (to_user, starts_at);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('drafts', 'handed_from', 'fact'),
  ('post_hands', 'id', 'tech'),
  ('post_hands', 'ref', 'tech'),
  ('post_hands', 'role', 'fact'),
  ('post_hands', 'area_id', 'place'),
  ('post_hands', 'from_user', 'fact'),
  ('post_hands', 'to_user', 'fact'),
  ('post_hands', 'starts_at', 'fact'),
  ('post_hands', 'made_at', 'fact'),
  ('post_hands', 'made_by', 'fact'),
  ('post_hands', 'settled_at', 'fact'),
  ('post_hands', 'flags', 'fact'),
  ('post_hands', 'homes', 'fact'),
  ('post_hands', 'drafts', 'fact'),
  ('post_hands', 'reports', 'fact'),
  ('post_hands', 'checks', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'post_hands' OR table_name = 'drafts' AND column_name = 'handed_from';
DROP TABLE post_hands;
ALTER TABLE drafts DROP COLUMN handed_from;
