-- The last day to put right the registration of a home that was accepted and is not as it stands there; 0 for one that was given
-- back before anybody accepted it.

-- +goose Up
ALTER TABLE unit_returns ADD COLUMN mend_by BIGINT NOT NULL DEFAULT 0;
INSERT INTO column_classes (table_name, column_name, class) VALUES ('unit_returns', 'mend_by', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'unit_returns' AND column_name = 'mend_by';
ALTER TABLE unit_returns DROP COLUMN mend_by;
