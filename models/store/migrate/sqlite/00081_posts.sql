-- The hand-over of a grid from one worker to the next (B34): whose, which area, from when, and how much went with it. A draft
-- says from whom it came.

-- +goose Up
ALTER TABLE drafts ADD COLUMN handed_from INTEGER NOT NULL DEFAULT 0;
CREATE TABLE post_hands (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ref VARCHAR(26) NOT NULL,
  role VARCHAR(16) NOT NULL,
  area_id INTEGER NOT NULL,
  from_user INTEGER NOT NULL,
  to_user INTEGER NOT NULL,
  starts_at INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  made_by INTEGER NOT NULL,
  settled_at INTEGER NOT NULL DEFAULT 0,
  flags INTEGER NOT NULL DEFAULT 0,
  homes INTEGER NOT NULL DEFAULT 0,
  drafts INTEGER NOT NULL DEFAULT 0,
  reports INTEGER NOT NULL DEFAULT 0,
  checks INTEGER NOT NULL DEFAULT 0
);
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
