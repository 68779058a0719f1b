-- Other numbers for the limits of a place: one administrator proposes, another approves; the newest that was approved counts.

-- +goose Up
CREATE TABLE limit_changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  place VARCHAR(64) NOT NULL,
  name VARCHAR(64) NOT NULL,
  version INTEGER NOT NULL,
  was INTEGER NOT NULL,
  value INTEGER NOT NULL,
  back BOOLEAN NOT NULL DEFAULT 0,
  source VARCHAR(400) NOT NULL DEFAULT '',
  doc_no VARCHAR(400) NOT NULL DEFAULT '',
  doc_date INTEGER NOT NULL DEFAULT 0,
  reason VARCHAR(400) NOT NULL,
  state VARCHAR(16) NOT NULL,
  made_by INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  judged_by INTEGER NOT NULL DEFAULT 0,
  judged_at INTEGER NOT NULL DEFAULT 0,
  answer VARCHAR(400) NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX ux_limit_changes ON limit_changes (place, name, version);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('limit_changes', 'id', 'tech'),
  ('limit_changes', 'place', 'fact'),
  ('limit_changes', 'name', 'fact'),
  ('limit_changes', 'version', 'fact'),
  ('limit_changes', 'was', 'fact'),
  ('limit_changes', 'value', 'fact'),
  ('limit_changes', 'back', 'fact'),
  ('limit_changes', 'source', 'fact'),
  ('limit_changes', 'doc_no', 'fact'),
  ('limit_changes', 'doc_date', 'fact'),
  ('limit_changes', 'reason', 'fact'),
  ('limit_changes', 'state', 'fact'),
  ('limit_changes', 'made_by', 'fact'),
  ('limit_changes', 'made_at', 'fact'),
  ('limit_changes', 'judged_by', 'fact'),
  ('limit_changes', 'judged_at', 'fact'),
  ('limit_changes', 'answer', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'limit_changes';
DROP TABLE limit_changes;
