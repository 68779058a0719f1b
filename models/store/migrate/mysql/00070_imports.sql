-- Lists that come in through a page: the row says whose, how far and how many; the file itself and the rows that failed lie
-- sealed in pieces, a day at most, so that any node can work on them and no plain copy lies anywhere.

-- +goose Up
CREATE TABLE imports (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  kind VARCHAR(10) NOT NULL,
  format VARCHAR(5) NOT NULL,
  bytes BIGINT NOT NULL,
  state VARCHAR(10) NOT NULL,
  made_by BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  done BIGINT NOT NULL DEFAULT 0,
  total BIGINT NOT NULL DEFAULT 0,
  read_n BIGINT NOT NULL DEFAULT 0,
  saved_n BIGINT NOT NULL DEFAULT 0,
  same_n BIGINT NOT NULL DEFAULT 0,
  failed_n BIGINT NOT NULL DEFAULT 0,
  problem VARCHAR(300) NOT NULL DEFAULT '',
  look MEDIUMBLOB NULL,
  tries BIGINT NOT NULL DEFAULT 0,
  holder VARCHAR(64) NOT NULL DEFAULT '',
  lease_until BIGINT NOT NULL DEFAULT 0,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL DEFAULT 0,
  taken_at BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE import_parts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  import_id BIGINT NOT NULL,
  side VARCHAR(4) NOT NULL,
  n BIGINT NOT NULL,
  body MEDIUMBLOB NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_imports_ref ON imports (ref);
CREATE INDEX ix_imports_state ON imports (state, id);
CREATE INDEX ix_imports_maker ON imports (made_by, id);
CREATE INDEX ix_imports_expires ON imports (expires_at);
CREATE UNIQUE INDEX ux_import_parts ON import_parts (import_id, side, n);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('imports', 'id', 'tech'),
  ('imports', 'ref', 'tech'),
  ('imports', 'kind', 'fact'),
  ('imports', 'format', 'tech'),
  ('imports', 'bytes', 'tech'),
  ('imports', 'state', 'fact'),
  ('imports', 'made_by', 'fact'),
  ('imports', 'made_at', 'fact'),
  ('imports', 'done', 'tech'),
  ('imports', 'total', 'tech'),
  ('imports', 'read_n', 'fact'),
  ('imports', 'saved_n', 'fact'),
  ('imports', 'same_n', 'fact'),
  ('imports', 'failed_n', 'fact'),
  ('imports', 'problem', 'fact'),
  ('imports', 'look', 'sealed'),
  ('imports', 'tries', 'tech'),
  ('imports', 'holder', 'tech'),
  ('imports', 'lease_until', 'tech'),
  ('imports', 'expires_at', 'fact'),
  ('imports', 'ended_at', 'fact'),
  ('imports', 'taken_at', 'fact'),
  ('import_parts', 'id', 'tech'),
  ('import_parts', 'import_id', 'tech'),
  ('import_parts', 'side', 'tech'),
  ('import_parts', 'n', 'tech'),
  ('import_parts', 'body', 'sealed');

-- +goose Down
DELETE FROM column_classes WHERE table_name IN ('imports', 'import_parts');
DROP TABLE import_parts;
DROP TABLE imports;
