-- Homes of every kind: until when a work site stands, and what a shop with living quarters trades in.

-- +goose Up
ALTER TABLE units ADD COLUMN ends_on BIGINT NOT NULL DEFAULT 0;
ALTER TABLE units ADD COLUMN trade VARCHAR(40) NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN parted VARCHAR(8) NOT NULL DEFAULT '';
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('units', 'ends_on', 'fact'),
  ('units', 'trade', 'fact'),
  ('units', 'parted', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'units' AND column_name IN ('ends_on', 'trade', 'parted');
ALTER TABLE units DROP COLUMN parted;
ALTER TABLE units DROP COLUMN trade;
ALTER TABLE units DROP COLUMN ends_on;
