-- What an officer put right in the entry of a person, and which two entries of one person he made one: what stood there before lies
-- sealed, so that a wrong merge can be taken apart again.

-- +goose Up
CREATE TABLE amendments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ref VARCHAR(26) NOT NULL,
  kind VARCHAR(8) NOT NULL,
  unit_id INTEGER NOT NULL,
  stay_id INTEGER NOT NULL,
  tenant_id INTEGER NOT NULL,
  what VARCHAR(120) NOT NULL DEFAULT '',
  reason VARCHAR(60) NOT NULL DEFAULT '',
  role VARCHAR(16) NOT NULL,
  old BLOB NULL,
  made_at INTEGER NOT NULL,
  made_by INTEGER NOT NULL,
  undone_at INTEGER NOT NULL DEFAULT 0,
  undone_by INTEGER NOT NULL DEFAULT 0,
  undone_why VARCHAR(60) NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX ux_amendments_ref ON amendments (ref);
CREATE INDEX ix_amendments_tenant ON amendments (tenant_id, id);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('amendments', 'id', 'tech'),
  ('amendments', 'ref', 'tech'),
  ('amendments', 'kind', 'fact'),
  ('amendments', 'unit_id', 'fact'),
  ('amendments', 'stay_id', 'fact'),
  ('amendments', 'tenant_id', 'fact'),
  ('amendments', 'what', 'fact'),
  ('amendments', 'reason', 'fact'),
  ('amendments', 'role', 'fact'),
  ('amendments', 'old', 'sealed'),
  ('amendments', 'made_at', 'fact'),
  ('amendments', 'made_by', 'fact'),
  ('amendments', 'undone_at', 'fact'),
  ('amendments', 'undone_by', 'fact'),
  ('amendments', 'undone_why', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'amendments';
DROP TABLE amendments;
