-- What people answer by text. A row is kept as it came before anything is done about it; phone and words go once it is done.

-- +goose Up
CREATE TABLE inbound (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ref VARCHAR(26) NOT NULL,
  gateway VARCHAR(16) NOT NULL,
  message_id VARCHAR(80) NOT NULL,
  phone BLOB,
  body BLOB,
  received_at INTEGER NOT NULL,
  answer VARCHAR(8) NOT NULL DEFAULT '',
  outcome VARCHAR(8) NOT NULL DEFAULT '',
  notice_id INTEGER NOT NULL DEFAULT 0,
  stay_id INTEGER NOT NULL DEFAULT 0,
  request_id INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX ux_inbound_message ON inbound (gateway, message_id);
CREATE INDEX ix_inbound_outcome ON inbound (outcome, id);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('inbound', 'id', 'tech'),
  ('inbound', 'ref', 'tech'),
  ('inbound', 'gateway', 'tech'),
  ('inbound', 'message_id', 'tech'),
  ('inbound', 'phone', 'sealed'),
  ('inbound', 'body', 'sealed'),
  ('inbound', 'received_at', 'fact'),
  ('inbound', 'answer', 'fact'),
  ('inbound', 'outcome', 'tech'),
  ('inbound', 'notice_id', 'tech'),
  ('inbound', 'stay_id', 'tech'),
  ('inbound', 'request_id', 'tech');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'inbound';
DROP TABLE inbound;
