-- Photos of fixtures, one of each of six at a hazard, drawn anew without what the camera wrote into them, and sealed.

-- +goose Up
CREATE TABLE photos (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  hazard_id BIGINT NOT NULL,
  fixture VARCHAR(16) NOT NULL,
  body LONGBLOB,
  taken_at BIGINT NOT NULL,
  taken_by BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_photos_ref ON photos (ref);
CREATE UNIQUE INDEX ux_photos_fixture ON photos (hazard_id, fixture);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('photos', 'id', 'tech'),
  ('photos', 'ref', 'tech'),
  ('photos', 'hazard_id', 'fact'),
  ('photos', 'fixture', 'fact'),
  ('photos', 'body', 'sealed'),
  ('photos', 'taken_at', 'fact'),
  ('photos', 'taken_by', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'photos';
DROP TABLE photos;
