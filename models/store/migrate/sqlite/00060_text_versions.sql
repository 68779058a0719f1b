-- What the administrator says instead of the file of texts, version by version, and in which words each text left.

-- +goose Up
CREATE TABLE sms_texts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind VARCHAR(8) NOT NULL,
  version INTEGER NOT NULL,
  wording VARCHAR(300) NOT NULL,
  quiet VARCHAR(300) NOT NULL DEFAULT '',
  variants VARCHAR(1500) NOT NULL DEFAULT '',
  alone BOOLEAN NOT NULL DEFAULT 0,
  checked_on INTEGER NOT NULL DEFAULT 0,
  note VARCHAR(200) NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL,
  made_by INTEGER NOT NULL
);
CREATE UNIQUE INDEX ux_sms_texts ON sms_texts (kind, version);
ALTER TABLE attempts ADD COLUMN wording_mark VARCHAR(32) NOT NULL DEFAULT '';
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('sms_texts', 'id', 'tech'),
  ('sms_texts', 'kind', 'fact'),
  ('sms_texts', 'version', 'fact'),
  ('sms_texts', 'wording', 'fact'),
  ('sms_texts', 'quiet', 'fact'),
  ('sms_texts', 'variants', 'fact'),
  ('sms_texts', 'alone', 'fact'),
  ('sms_texts', 'checked_on', 'fact'),
  ('sms_texts', 'note', 'fact'),
  ('sms_texts', 'made_at', 'fact'),
  ('sms_texts', 'made_by', 'fact'),
  ('attempts', 'wording_mark', 'tech');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'sms_texts' OR table_name = 'attempts' AND column_name = 'wording_mark';
ALTER TABLE attempts DROP COLUMN wording_mark;
DROP TABLE sms_texts;
