-- A home that an officer gave back to its landlord to put right: which fields, in what words, when it came back. The sentence
-- may name somebody, so it lies sealed and goes with the notes of visits.

-- +goose Up
ALTER TABLE units ADD COLUMN returned_at INTEGER NOT NULL DEFAULT 0;
CREATE TABLE unit_returns (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ref VARCHAR(26) NOT NULL,
  unit_id INTEGER NOT NULL,
  reasons VARCHAR(300) NOT NULL,
  note BLOB,
  returned_at INTEGER NOT NULL,
  returned_by INTEGER NOT NULL,
  mended_at INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX ux_unit_returns_ref ON unit_returns (ref);
CREATE INDEX ix_unit_returns_unit ON unit_returns (unit_id, id);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('units', 'returned_at', 'fact'),
  ('unit_returns', 'id', 'tech'),
  ('unit_returns', 'ref', 'tech'),
  ('unit_returns', 'unit_id', 'fact'),
  ('unit_returns', 'reasons', 'fact'),
  ('unit_returns', 'note', 'sealed'),
  ('unit_returns', 'returned_at', 'fact'),
  ('unit_returns', 'returned_by', 'fact'),
  ('unit_returns', 'mended_at', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'unit_returns' OR table_name = 'units' AND column_name = 'returned_at';
DROP TABLE unit_returns;
ALTER TABLE units DROP COLUMN returned_at;
