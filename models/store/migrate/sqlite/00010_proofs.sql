-- 尽责凭证: sheets that a landlord took, each with a code by which anybody can ask whether it is one of ours.

-- +goose Up
CREATE TABLE proofs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code VARCHAR(12) NOT NULL,
  unit_id INTEGER NOT NULL,
  made_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX ux_proofs_code ON proofs (code);
CREATE INDEX ix_proofs_unit ON proofs (unit_id, id);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('proofs', 'id', 'tech'),
  ('proofs', 'code', 'secret'),
  ('proofs', 'unit_id', 'place'),
  ('proofs', 'made_at', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'proofs';
DROP TABLE proofs;
