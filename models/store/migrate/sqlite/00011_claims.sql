-- 认领: a home that the station entered waits until its landlord says that it is his.

-- +goose Up
ALTER TABLE units DROP COLUMN claimed;
ALTER TABLE units ADD COLUMN claim VARCHAR(8) NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN claim_by INTEGER NOT NULL DEFAULT 0;
ALTER TABLE units ADD COLUMN claimed_at INTEGER NOT NULL DEFAULT 0;
DELETE FROM column_classes WHERE table_name = 'units' AND column_name = 'claimed';
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('units', 'claim', 'fact'),
  ('units', 'claim_by', 'tech'),
  ('units', 'claimed_at', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'units' AND column_name IN ('claim', 'claim_by', 'claimed_at');
ALTER TABLE units DROP COLUMN claimed_at;
ALTER TABLE units DROP COLUMN claim_by;
ALTER TABLE units DROP COLUMN claim;
ALTER TABLE units ADD COLUMN claimed BOOLEAN NOT NULL DEFAULT 0;
INSERT INTO column_classes (table_name, column_name, class) VALUES ('units', 'claimed', 'fact');
