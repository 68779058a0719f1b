-- Which lines of the checklist of fire safety a visit looked at, and as what somebody made it: visits before this have the
-- number of lines alone.

-- +goose Up
ALTER TABLE visits ADD COLUMN fire VARCHAR(160) NOT NULL DEFAULT '';
ALTER TABLE visits ADD COLUMN role VARCHAR(16) NOT NULL DEFAULT '';
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('visits', 'fire', 'fact'),
  ('visits', 'role', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'visits' AND column_name IN ('fire', 'role');
ALTER TABLE visits DROP COLUMN role;
ALTER TABLE visits DROP COLUMN fire;
