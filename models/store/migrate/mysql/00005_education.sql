-- Texts about the law: who does not want them, and, where they are sent by consent, who asked for them (RULES 47).

-- +goose Up
CREATE TABLE suppressions (
  phone_idx VARBINARY(16) NOT NULL,
  category VARCHAR(10) NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (phone_idx, category)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE consents (
  phone_idx VARBINARY(16) NOT NULL,
  purpose VARCHAR(20) NOT NULL,
  given_at BIGINT NOT NULL,
  PRIMARY KEY (phone_idx, purpose)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
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
