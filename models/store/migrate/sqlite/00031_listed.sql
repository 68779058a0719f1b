-- An account whose name a list gave it, until its owner has claimed a home or registered one: the name is not shown to
-- whoever signs in with its phone, for the list may carry a wrong one.

-- +goose Up
ALTER TABLE users ADD COLUMN listed BOOLEAN NOT NULL DEFAULT 0;
INSERT INTO column_classes (table_name, column_name, class) VALUES ('users', 'listed', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'users' AND column_name = 'listed';
ALTER TABLE users DROP COLUMN listed;
