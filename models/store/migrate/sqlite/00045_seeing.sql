-- Seeing how texts go: which way one took, counts of days, and how many texts people get. The counts are a cache: a job
-- counts them anew, and no page goes through the outbox.

-- +goose Up
ALTER TABLE notices ADD COLUMN gateway VARCHAR(20) NOT NULL DEFAULT '';
ALTER TABLE notices ADD COLUMN network VARCHAR(4) NOT NULL DEFAULT '';
CREATE INDEX ix_notices_day ON notices (day);
CREATE INDEX ix_notices_seen ON notices (state, id);
CREATE TABLE notice_days (
  day INTEGER NOT NULL,
  category VARCHAR(10) NOT NULL,
  state VARCHAR(10) NOT NULL,
  gateway VARCHAR(20) NOT NULL,
  network VARCHAR(4) NOT NULL,
  texts INTEGER NOT NULL,
  segments INTEGER NOT NULL,
  PRIMARY KEY (day, category, state, gateway, network)
);
CREATE TABLE notice_loads (
  day INTEGER NOT NULL,
  texts INTEGER NOT NULL,
  people INTEGER NOT NULL,
  PRIMARY KEY (day, texts)
);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('notices', 'gateway', 'tech'),
  ('notices', 'network', 'person'),
  ('notice_days', 'day', 'fact'),
  ('notice_days', 'category', 'fact'),
  ('notice_days', 'state', 'fact'),
  ('notice_days', 'gateway', 'tech'),
  ('notice_days', 'network', 'fact'),
  ('notice_days', 'texts', 'fact'),
  ('notice_days', 'segments', 'fact'),
  ('notice_loads', 'day', 'fact'),
  ('notice_loads', 'texts', 'fact'),
  ('notice_loads', 'people', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name IN ('notice_days', 'notice_loads') OR table_name = 'notices' AND column_name IN ('gateway', 'network');
DROP TABLE notice_loads;
DROP TABLE notice_days;
DROP INDEX ix_notices_seen;
DROP INDEX ix_notices_day;
ALTER TABLE notices DROP COLUMN network;
ALTER TABLE notices DROP COLUMN gateway;
