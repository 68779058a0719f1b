-- Areas that move, are split or merged. An area that ended stands below its successor. area_moves says what is on its way,
-- area_move_homes which homes of a grid that is split still wait.

-- +goose Up
ALTER TABLE areas ADD COLUMN ended_on INTEGER NOT NULL DEFAULT 0;
CREATE TABLE area_moves (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ref VARCHAR(26) NOT NULL,
  kind VARCHAR(8) NOT NULL,
  area_id INTEGER NOT NULL,
  to_id INTEGER NOT NULL,
  made_by INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  homes INTEGER NOT NULL DEFAULT 0,
  done_at INTEGER NOT NULL DEFAULT 0,
  settled_at INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE area_move_homes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  move_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL
);
CREATE UNIQUE INDEX ux_area_moves_ref ON area_moves (ref);
CREATE INDEX ix_area_moves_settled ON area_moves (settled_at, id);
CREATE INDEX ix_area_moves_area ON area_moves (area_id, id);
CREATE UNIQUE INDEX ux_area_move_homes ON area_move_homes (move_id, unit_id);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('areas', 'ended_on', 'place'),
  ('area_moves', 'id', 'tech'),
  ('area_moves', 'ref', 'tech'),
  ('area_moves', 'kind', 'fact'),
  ('area_moves', 'area_id', 'place'),
  ('area_moves', 'to_id', 'place'),
  ('area_moves', 'made_by', 'fact'),
  ('area_moves', 'made_at', 'fact'),
  ('area_moves', 'homes', 'fact'),
  ('area_moves', 'done_at', 'fact'),
  ('area_moves', 'settled_at', 'tech'),
  ('area_move_homes', 'id', 'tech'),
  ('area_move_homes', 'move_id', 'tech'),
  ('area_move_homes', 'unit_id', 'place');

-- +goose Down
DELETE FROM column_classes WHERE table_name IN ('area_moves', 'area_move_homes') OR table_name = 'areas' AND column_name = 'ended_on';
DROP TABLE area_move_homes;
DROP TABLE area_moves;
ALTER TABLE areas DROP COLUMN ended_on;
