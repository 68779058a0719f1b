-- What a visit counts, and what it finds wrong with the house: hazards with a last day to put them right. One of a kind
-- stands open at a home.

-- +goose Up
ALTER TABLE visits ADD COLUMN scanned BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE visits ADD COLUMN listed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE visits ADD COLUMN met BIGINT NOT NULL DEFAULT 0;
ALTER TABLE visits ADD COLUMN extra BIGINT NOT NULL DEFAULT 0;
ALTER TABLE visits ADD COLUMN looked BIGINT NOT NULL DEFAULT 0;
CREATE TABLE hazards (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  unit_id BIGINT NOT NULL,
  visit_id BIGINT NOT NULL,
  kind VARCHAR(16) NOT NULL,
  found_at BIGINT NOT NULL,
  found_by BIGINT NOT NULL,
  due_on BIGINT NOT NULL,
  ended_at BIGINT NOT NULL DEFAULT 0,
  ended_by BIGINT NOT NULL DEFAULT 0,
  outcome VARCHAR(8) NOT NULL DEFAULT '',
  open_key VARCHAR(40)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
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
