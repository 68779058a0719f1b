-- Delivery: attempts that know when to ask, receipts kept as they came, and the breakers on which all nodes agree.

-- +goose Up
DROP INDEX ux_attempts_out;
CREATE INDEX ix_attempts_out ON attempts (out_id);
ALTER TABLE attempts ADD COLUMN called_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempts ADD COLUMN kind VARCHAR(16) NOT NULL DEFAULT '';
ALTER TABLE attempts ADD COLUMN vendor_id VARCHAR(80) NOT NULL DEFAULT '';
ALTER TABLE attempts ADD COLUMN segments INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempts ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempts ADD COLUMN ask_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX ix_attempts_vendor ON attempts (vendor_id);
CREATE INDEX ix_attempts_ask ON attempts (ask_at);
DROP INDEX ix_notices_state;
CREATE INDEX ix_notices_lane ON notices (state, category, not_before, id);
CREATE TABLE receipts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ref VARCHAR(26) NOT NULL,
  gateway VARCHAR(20) NOT NULL,
  dedup_key VARCHAR(64) NOT NULL,
  out_id VARCHAR(64) NOT NULL,
  vendor_id VARCHAR(80) NOT NULL,
  phone_idx BLOB NOT NULL,
  raw BLOB,
  state VARCHAR(10) NOT NULL,
  kind VARCHAR(16) NOT NULL DEFAULT '',
  code VARCHAR(120) NOT NULL DEFAULT '',
  segments INTEGER NOT NULL DEFAULT 0,
  happened_at INTEGER NOT NULL DEFAULT 0,
  received_at INTEGER NOT NULL,
  outcome VARCHAR(8) NOT NULL DEFAULT '',
  notice_id INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX ux_receipts_key ON receipts (dedup_key);
CREATE INDEX ix_receipts_outcome ON receipts (outcome, id);
CREATE INDEX ix_receipts_phone ON receipts (phone_idx, id);
CREATE TABLE breakers (
  name VARCHAR(60) NOT NULL PRIMARY KEY,
  state VARCHAR(6) NOT NULL,
  reason VARCHAR(16) NOT NULL,
  opened_at INTEGER NOT NULL,
  retry_at INTEGER NOT NULL,
  trips INTEGER NOT NULL
);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('attempts', 'called_at', 'fact'),
  ('attempts', 'kind', 'tech'),
  ('attempts', 'vendor_id', 'tech'),
  ('attempts', 'segments', 'fact'),
  ('attempts', 'asked', 'tech'),
  ('attempts', 'ask_at', 'tech'),
  ('receipts', 'id', 'tech'),
  ('receipts', 'ref', 'tech'),
  ('receipts', 'gateway', 'tech'),
  ('receipts', 'dedup_key', 'tech'),
  ('receipts', 'out_id', 'tech'),
  ('receipts', 'vendor_id', 'tech'),
  ('receipts', 'phone_idx', 'index'),
  ('receipts', 'raw', 'sealed'),
  ('receipts', 'state', 'fact'),
  ('receipts', 'kind', 'tech'),
  ('receipts', 'code', 'tech'),
  ('receipts', 'segments', 'fact'),
  ('receipts', 'happened_at', 'fact'),
  ('receipts', 'received_at', 'fact'),
  ('receipts', 'outcome', 'tech'),
  ('receipts', 'notice_id', 'tech'),
  ('breakers', 'name', 'tech'),
  ('breakers', 'state', 'tech'),
  ('breakers', 'reason', 'tech'),
  ('breakers', 'opened_at', 'tech'),
  ('breakers', 'retry_at', 'tech'),
  ('breakers', 'trips', 'tech');

-- +goose Down
DELETE FROM column_classes WHERE table_name IN ('receipts', 'breakers') OR table_name = 'attempts' AND column_name IN ('called_at', 'kind', 'vendor_id', 'segments', 'asked', 'ask_at');
DROP TABLE breakers;
DROP TABLE receipts;
DROP INDEX ix_notices_lane;
CREATE INDEX ix_notices_state ON notices (state, not_before, id);
DROP INDEX ix_attempts_ask;
DROP INDEX ix_attempts_vendor;
ALTER TABLE attempts DROP COLUMN ask_at;
ALTER TABLE attempts DROP COLUMN asked;
ALTER TABLE attempts DROP COLUMN segments;
ALTER TABLE attempts DROP COLUMN vendor_id;
ALTER TABLE attempts DROP COLUMN kind;
ALTER TABLE attempts DROP COLUMN called_at;
DROP INDEX ix_attempts_out;
CREATE UNIQUE INDEX ux_attempts_out ON attempts (out_id);
