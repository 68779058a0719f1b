-- Samples: homes drawn by lot, with the seed that draws the same again, and what was counted at each. No person stands here.
-- After some visits a tenant is asked by text whether somebody came.

-- +goose Up
CREATE TABLE samples (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  kind VARCHAR(8) NOT NULL,
  seed BIGINT NOT NULL,
  homes BIGINT NOT NULL,
  city_id BIGINT NOT NULL DEFAULT 0,
  county_id BIGINT NOT NULL DEFAULT 0,
  subdistrict_id BIGINT NOT NULL DEFAULT 0,
  community_id BIGINT NOT NULL DEFAULT 0,
  grid_id BIGINT NOT NULL DEFAULT 0,
  drawn_at BIGINT NOT NULL,
  drawn_by BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_samples_ref ON samples (ref);
CREATE INDEX ix_samples_grid ON samples (grid_id, drawn_at);
CREATE TABLE sample_items (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  sample_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  checker_id BIGINT NOT NULL DEFAULT 0,
  checked_at BIGINT NOT NULL DEFAULT 0,
  people BIGINT NOT NULL DEFAULT 0,
  agreed BIGINT NOT NULL DEFAULT 0,
  fields BIGINT NOT NULL DEFAULT 0,
  fields_right BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_sample_items_ref ON sample_items (ref);
CREATE UNIQUE INDEX ux_sample_items_unit ON sample_items (sample_id, unit_id);
CREATE INDEX ix_sample_items_checker ON sample_items (checker_id, checked_at);
ALTER TABLE visits ADD COLUMN asked_stay BIGINT NOT NULL DEFAULT 0;
ALTER TABLE visits ADD COLUMN came VARCHAR(3) NOT NULL DEFAULT '';
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('visits', 'asked_stay', 'fact'),
  ('visits', 'came', 'fact'),
  ('samples', 'id', 'tech'),
  ('samples', 'ref', 'tech'),
  ('samples', 'kind', 'fact'),
  ('samples', 'seed', 'tech'),
  ('samples', 'homes', 'fact'),
  ('samples', 'city_id', 'place'),
  ('samples', 'county_id', 'place'),
  ('samples', 'subdistrict_id', 'place'),
  ('samples', 'community_id', 'place'),
  ('samples', 'grid_id', 'place'),
  ('samples', 'drawn_at', 'fact'),
  ('samples', 'drawn_by', 'fact'),
  ('sample_items', 'id', 'tech'),
  ('sample_items', 'ref', 'tech'),
  ('sample_items', 'sample_id', 'tech'),
  ('sample_items', 'unit_id', 'fact'),
  ('sample_items', 'checker_id', 'fact'),
  ('sample_items', 'checked_at', 'fact'),
  ('sample_items', 'people', 'fact'),
  ('sample_items', 'agreed', 'fact'),
  ('sample_items', 'fields', 'fact'),
  ('sample_items', 'fields_right', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name IN ('samples', 'sample_items') OR table_name = 'visits' AND column_name IN ('asked_stay', 'came');
ALTER TABLE visits DROP COLUMN came;
ALTER TABLE visits DROP COLUMN asked_stay;
DROP TABLE sample_items;
DROP TABLE samples;
