-- Somebody lives in two homes, by his own word, and staff has taken it down: no longer a thing to look into (B17). The word
-- itself is a note of the visit.

-- +goose Up
ALTER TABLE stays ADD COLUMN both_at BIGINT NOT NULL DEFAULT 0;
INSERT INTO column_classes (table_name, column_name, class) VALUES ('stays', 'both_at', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'stays' AND column_name = 'both_at';
ALTER TABLE stays DROP COLUMN both_at;
