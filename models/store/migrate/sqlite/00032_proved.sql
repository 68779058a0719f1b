-- The phone from which the person of a stay himself has spoken: a landlord's later word does not make that undone, and
-- another phone on the stay is not proved by it.

-- +goose Up
ALTER TABLE stays ADD COLUMN proved_idx BLOB;
UPDATE stays SET proved_idx = phone_idx WHERE confirmed_how = 'self';
INSERT INTO column_classes (table_name, column_name, class) VALUES ('stays', 'proved_idx', 'index');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'stays' AND column_name = 'proved_idx';
ALTER TABLE stays DROP COLUMN proved_idx;
