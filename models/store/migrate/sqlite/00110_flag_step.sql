-- The queue stands in the order of the days that it shows: to the end of the step on which a flag stands. Until the next
-- run of the flag job has reckoned that, it is taken to be the end of the limit.

-- +goose Up
ALTER TABLE flags ADD COLUMN step_at INTEGER NOT NULL DEFAULT 0;
UPDATE flags SET step_at = due_at WHERE resolved_at = 0;
UPDATE units SET due_at = 1 WHERE id IN (SELECT unit_id FROM flags WHERE resolved_at = 0);
INSERT INTO column_classes (table_name, column_name, class) VALUES ('flags', 'step_at', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'flags' AND column_name = 'step_at';
ALTER TABLE flags DROP COLUMN step_at;
