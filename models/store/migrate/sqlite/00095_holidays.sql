-- The holidays of a year as an administrator brought them, version by version, instead of what the program knows.

-- +goose Up
CREATE TABLE holiday_years (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  year INTEGER NOT NULL,
  version INTEGER NOT NULL,
  days TEXT NOT NULL,
  past BOOLEAN NOT NULL DEFAULT 0,
  note VARCHAR(400) NOT NULL DEFAULT '',
  made_by INTEGER NOT NULL,
  made_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX ux_holiday_years ON holiday_years (year, version);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('holiday_years', 'id', 'tech'),
  ('holiday_years', 'year', 'fact'),
  ('holiday_years', 'version', 'fact'),
  ('holiday_years', 'days', 'fact'),
  ('holiday_years', 'past', 'fact'),
  ('holiday_years', 'note', 'fact'),
  ('holiday_years', 'made_by', 'fact'),
  ('holiday_years', 'made_at', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'holiday_years';
DROP TABLE holiday_years;
