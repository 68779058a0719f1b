-- What a landlord wrote otherwise when he put a home right, and which of the fields that were named he left as they stood: the
-- officer who accepts it sees both. The words may hold a name, so they lie sealed and go with the officer's sentence.

-- +goose Up
ALTER TABLE unit_returns ADD COLUMN changed BLOB;
ALTER TABLE unit_returns ADD COLUMN unmended VARCHAR(120) NOT NULL DEFAULT '';
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('unit_returns', 'changed', 'sealed'),
  ('unit_returns', 'unmended', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'unit_returns' AND column_name IN ('changed', 'unmended');
ALTER TABLE unit_returns DROP COLUMN unmended;
ALTER TABLE unit_returns DROP COLUMN changed;
