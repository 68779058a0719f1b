-- Old rosters: the day from which a stay taken over by --baseline is to be confirmed again, and the mark that the
-- consent for a child under 14 is still to be obtained.

-- +goose Up
ALTER TABLE stays ADD COLUMN confirm_from BIGINT NOT NULL DEFAULT 0;
ALTER TABLE stays ADD COLUMN consent_due BOOLEAN NOT NULL DEFAULT 0;
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('stays', 'confirm_from', 'fact'),
  ('stays', 'consent_due', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'stays' AND column_name IN ('confirm_from', 'consent_due');
ALTER TABLE stays DROP COLUMN consent_due;
ALTER TABLE stays DROP COLUMN confirm_from;
