-- What a landlord says who submits a home again as it stood: why nothing has to be changed. The line may name somebody, so it
-- lies sealed and goes with the officer's sentence. stood marks what stood in the fields that were to be put right.

-- +goose Up
ALTER TABLE unit_returns ADD COLUMN answer BLOB;
ALTER TABLE unit_returns ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE unit_returns ADD COLUMN stood VARCHAR(300) NOT NULL DEFAULT '';
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('unit_returns', 'answer', 'sealed'),
  ('unit_returns', 'kept', 'fact'),
  ('unit_returns', 'stood', 'tech');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'unit_returns' AND column_name IN ('answer', 'kept', 'stood');
ALTER TABLE unit_returns DROP COLUMN stood;
ALTER TABLE unit_returns DROP COLUMN kept;
ALTER TABLE unit_returns DROP COLUMN answer;
