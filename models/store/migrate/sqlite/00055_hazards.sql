-- What a visit counts, and what it finds wrong with the house: hazards with a last day to put them right. One of a kind
-- stands open at a home.

-- +goose Up
ALTER TABLE visits ADD COLUMN scanned BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE visits ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visits ADD COLUMN met INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visits ADD COLUMN extra INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visits ADD COLUMN looked INTEGER NOT NULL DEFAULT 0;
CREATE TABLE hazards (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ref VARCHAR(26) NOT NULL,
  unit_id INTEGER NOT NULL,
  visit_id INTEGER NOT NULL,
  kind VARCHAR(16) NOT NULL,
  found_at INTEGER NOT NULL,
  found_by INTEGER NOT NULL,
  due_on INTEGER NOT NULL,
  ended_at INTEGER NOT NULL DEFAULT 0,
  ended_by INTEGER NOT NULL DEFAULT 0,
  outcome VARCHAR(8) NOT NULL DEFAULT '',
  open_key VARCHAR(40)
);
CREATE UNIQUE INDEX ux_hazards_ref ON hazards (ref);
CREATE UNIQUE INDEX ux_hazards_open ON hazards (open_key);
CREATE INDEX ix_hazards_unit ON hazards (unit_id, ended_at);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('visits', 'scanned', 'fact'),
  ('visits', 'listed', 'fact'),
  ('visits', 'met', 'fact'),
  ('visits', 'extra', 'fact'),
  ('visits', 'looked', 'fact'),
  ('hazards', 'id', 'tech'),
  ('hazards', 'ref', 'tech'),
  ('hazards', 'unit_id', 'fact'),
  ('hazards', 'visit_id', 'fact'),
  ('hazards', 'kind', 'fact'),
  ('hazards', 'found_at', 'fact'),
  ('hazards', 'found_by', 'fact'),
  ('hazards', 'due_on', 'fact'),
  ('hazards', 'ended_at', 'fact'),
  ('hazards', 'ended_by', 'fact'),
  ('hazards', 'outcome', 'fact'),
  ('hazards', 'open_key', 'tech');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'hazards' OR table_name = 'visits' AND column_name IN ('scanned', 'listed', 'met', 'extra', 'looked');
DROP TABLE hazards;
ALTER TABLE visits DROP COLUMN looked;
ALTER TABLE visits DROP COLUMN extra;
ALTER TABLE visits DROP COLUMN met;
ALTER TABLE visits DROP COLUMN listed;
ALTER TABLE visits DROP COLUMN scanned;
