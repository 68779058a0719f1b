-- Texts about the law: who does not want them, and, where they are sent by consent, who asked for them (RULES 47).

-- +goose Up
CREATE TABLE suppressions (
  phone_idx BLOB NOT NULL,
  category VARCHAR(10) NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (phone_idx, category)
);
CREATE TABLE consents (
  phone_idx BLOB NOT NULL,
  purpose VARCHAR(20) NOT NULL,
  given_at INTEGER NOT NULL,
  PRIMARY KEY (phone_idx, purpose)
);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('suppressions', 'phone_idx', 'index'),
  ('suppressions', 'category', 'fact'),
  ('suppressions', 'since', 'fact'),
  ('consents', 'phone_idx', 'index'),
  ('consents', 'purpose', 'fact'),
  ('consents', 'given_at', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name IN ('suppressions', 'consents');
DROP TABLE consents;
DROP TABLE suppressions;
