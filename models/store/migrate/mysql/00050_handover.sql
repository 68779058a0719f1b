-- 移交: numbered files for the police's own platform, and what was answered to each of their rows. The sealed file is kept
-- until every row has its answer, so that a batch can be written again byte for byte.

-- +goose Up
CREATE TABLE batches (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  area_id BIGINT NOT NULL,
  no INTEGER NOT NULL,
  number VARCHAR(40) NOT NULL,
  state VARCHAR(10) NOT NULL,
  size INTEGER NOT NULL,
  digest VARCHAR(64) NOT NULL,
  key_serial INTEGER NOT NULL,
  reason VARCHAR(100) NOT NULL,
  file LONGBLOB,
  made_at BIGINT NOT NULL,
  made_by BIGINT NOT NULL,
  fetched INTEGER NOT NULL DEFAULT 0,
  fetched_at BIGINT NOT NULL DEFAULT 0,
  answered_at BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_batches_ref ON batches (ref);
CREATE UNIQUE INDEX ux_batches_number ON batches (number);
CREATE UNIQUE INDEX ux_batches_no ON batches (area_id, no);
CREATE TABLE batch_rows (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  batch_id BIGINT NOT NULL,
  stay_id BIGINT NOT NULL,
  no INTEGER NOT NULL,
  turn INTEGER NOT NULL,
  kind VARCHAR(8) NOT NULL,
  mark VARBINARY(16),
  answer VARCHAR(10) NOT NULL DEFAULT '',
  reason VARCHAR(8) NOT NULL DEFAULT '',
  registered_on BIGINT NOT NULL DEFAULT 0,
  answer_stamp BIGINT NOT NULL DEFAULT 0,
  answered_at BIGINT NOT NULL DEFAULT 0,
  hand_again BOOLEAN NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_batch_rows_no ON batch_rows (batch_id, no);
CREATE UNIQUE INDEX ux_batch_rows_turn ON batch_rows (stay_id, turn);
CREATE INDEX ix_batch_rows_answer ON batch_rows (answer, hand_again, stay_id);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('batches', 'id', 'tech'),
  ('batches', 'ref', 'tech'),
  ('batches', 'area_id', 'place'),
  ('batches', 'no', 'fact'),
  ('batches', 'number', 'fact'),
  ('batches', 'state', 'fact'),
  ('batches', 'size', 'fact'),
  ('batches', 'digest', 'tech'),
  ('batches', 'key_serial', 'tech'),
  ('batches', 'reason', 'fact'),
  ('batches', 'file', 'sealed'),
  ('batches', 'made_at', 'fact'),
  ('batches', 'made_by', 'fact'),
  ('batches', 'fetched', 'fact'),
  ('batches', 'fetched_at', 'fact'),
  ('batches', 'answered_at', 'fact'),
  ('batch_rows', 'id', 'tech'),
  ('batch_rows', 'batch_id', 'fact'),
  ('batch_rows', 'stay_id', 'fact'),
  ('batch_rows', 'no', 'fact'),
  ('batch_rows', 'turn', 'fact'),
  ('batch_rows', 'kind', 'fact'),
  ('batch_rows', 'mark', 'index'),
  ('batch_rows', 'answer', 'fact'),
  ('batch_rows', 'reason', 'fact'),
  ('batch_rows', 'registered_on', 'fact'),
  ('batch_rows', 'answer_stamp', 'fact'),
  ('batch_rows', 'answered_at', 'fact'),
  ('batch_rows', 'hand_again', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name IN ('batches', 'batch_rows');
DROP TABLE batch_rows;
DROP TABLE batches;
