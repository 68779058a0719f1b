-- A visit or an employer may say that somebody left whom nobody has checked out (RULES 17); leases that end are looked up
-- by their day (RULES 27).

-- +goose Up
ALTER TABLE stays ADD COLUMN said_left_on INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stays ADD COLUMN said_left_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX ix_stays_lease ON stays (lease_end);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('stays', 'said_left_on', 'fact'),
  ('stays', 'said_left_at', 'fact');

-- +goose Down
DROP INDEX ix_stays_lease;
DELETE FROM column_classes WHERE table_name = 'stays' AND column_name IN ('said_left_on', 'said_left_at');
ALTER TABLE stays DROP COLUMN said_left_at;
ALTER TABLE stays DROP COLUMN said_left_on;
