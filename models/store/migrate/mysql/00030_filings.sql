-- 报备: what each carrier of texts was asked to approve, and what it answered. A wording that changed has to be filed anew,
-- so it stands here by the mark of its words.

-- +goose Up
CREATE TABLE sms_filings (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  carrier VARCHAR(16) NOT NULL,
  kind VARCHAR(8) NOT NULL,
  wording_mark VARCHAR(32) NOT NULL,
  code VARCHAR(64) NOT NULL DEFAULT '',
  state VARCHAR(8) NOT NULL,
  numbers BOOLEAN NOT NULL DEFAULT 0,
  note VARCHAR(200) NOT NULL DEFAULT '',
  changed_at BIGINT NOT NULL,
  changed_by BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_sms_filings ON sms_filings (carrier, kind, wording_mark);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('sms_filings', 'id', 'tech'),
  ('sms_filings', 'carrier', 'tech'),
  ('sms_filings', 'kind', 'fact'),
  ('sms_filings', 'wording_mark', 'tech'),
  ('sms_filings', 'code', 'fact'),
  ('sms_filings', 'state', 'fact'),
  ('sms_filings', 'numbers', 'fact'),
  ('sms_filings', 'note', 'fact'),
  ('sms_filings', 'changed_at', 'fact'),
  ('sms_filings', 'changed_by', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'sms_filings';
DROP TABLE sms_filings;
