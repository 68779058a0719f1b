-- Rollups of a day carry, sealed, how many of an area named which province; documents that change are noted apart, because
-- they change nothing else. The indexes hold all that statistics add up.

-- +goose Up
ALTER TABLE count_changes ADD COLUMN documents BIGINT NOT NULL DEFAULT 0;
ALTER TABLE daily_counts ADD COLUMN documents BIGINT NOT NULL DEFAULT 0;
ALTER TABLE daily_counts ADD COLUMN origins VARBINARY(400);
DROP INDEX ix_count_changes_area ON count_changes;
CREATE INDEX ix_count_changes_area ON count_changes (area_id, day, n, documents);
CREATE INDEX ix_daily_counts_day ON daily_counts (day);
CREATE INDEX ix_units_area ON units (area_id);

INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('count_changes', 'documents', 'tech'),
  ('daily_counts', 'documents', 'tech'),
  ('daily_counts', 'origins', 'sealed');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'count_changes' AND column_name = 'documents';
DELETE FROM column_classes WHERE table_name = 'daily_counts' AND column_name IN ('documents', 'origins');
DROP INDEX ix_units_area ON units;
DROP INDEX ix_daily_counts_day ON daily_counts;
DROP INDEX ix_count_changes_area ON count_changes;
CREATE INDEX ix_count_changes_area ON count_changes (area_id, day);
ALTER TABLE daily_counts DROP COLUMN origins;
ALTER TABLE daily_counts DROP COLUMN documents;
ALTER TABLE count_changes DROP COLUMN documents;
