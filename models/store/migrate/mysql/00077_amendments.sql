-- What an officer put right in the entry of a person, and which two entries of one person he made one: what stood there before lies
-- sealed, so that a wrong merge can be taken apart again.

-- +goose Up
CREATE TABLE amendments (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  kind VARCHAR(8) NOT NULL,
  unit_id BIGINT NOT NULL,
  stay_id BIGINT NOT NULL,
  tenant_id BIGINT NOT NULL,
  what VARCHAR(120) NOT NULL DEFAULT '',
  reason VARCHAR(60) NOT NULL DEFAULT '',
  role VARCHAR(16) NOT NULL,
  old MEDIUMBLOB NULL,
  made_at BIGINT NOT NULL,
  made_by BIGINT NOT NULL,
  undone_at BIGINT NOT NULL DEFAULT 0,
  undone_by BIGINT NOT NULL DEFAULT 0,
  undone_why VARCHAR(60) NOT NULL DEFAULT ''
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
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
