-- A look at the phone of a landlord says whose it was: he reads of it, those who live there do not. A text that went out
-- together with another says with which, so that the page of each home tells how it went. Who is away for a while is so by
-- somebody's word. A post that is handed over says whom landlords call from then on.

-- +goose Up
ALTER TABLE views ADD COLUMN owner_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notices ADD COLUMN carried_by INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stays ADD COLUMN away_said VARCHAR(8) NOT NULL DEFAULT '';
ALTER TABLE post_hands ADD COLUMN worker_name VARCHAR(30) NOT NULL DEFAULT '';
ALTER TABLE post_hands ADD COLUMN worker_phone VARCHAR(30) NOT NULL DEFAULT '';

INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('views', 'owner_id', 'fact'),
  ('notices', 'carried_by', 'fact'),
  ('stays', 'away_said', 'fact'),
  ('post_hands', 'worker_name', 'place'),
  ('post_hands', 'worker_phone', 'place');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'views' AND column_name = 'owner_id';
DELETE FROM column_classes WHERE table_name = 'notices' AND column_name = 'carried_by';
DELETE FROM column_classes WHERE table_name = 'post_hands' AND column_name IN ('worker_name', 'worker_phone');
ALTER TABLE post_hands DROP COLUMN worker_phone;
ALTER TABLE post_hands DROP COLUMN worker_name;
DELETE FROM column_classes WHERE table_name = 'stays' AND column_name = 'away_said';
ALTER TABLE stays DROP COLUMN away_said;
ALTER TABLE notices DROP COLUMN carried_by;
ALTER TABLE views DROP COLUMN owner_id;
