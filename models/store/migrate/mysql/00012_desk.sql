-- 窗口代办: 签字单, each number good once at the desk for which it was printed, and the 代办口令 that belongs to a landlord.

-- +goose Up
CREATE TABLE desk_slips (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  area_id BIGINT NOT NULL,
  no VARCHAR(7) NOT NULL,
  batch VARCHAR(20) NOT NULL,
  printed_at BIGINT NOT NULL,
  printed_by BIGINT NOT NULL,
  used_at BIGINT NOT NULL DEFAULT 0,
  used_by BIGINT NOT NULL DEFAULT 0,
  unit_id BIGINT NOT NULL DEFAULT 0,
  stay_id BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_desk_slips_no ON desk_slips (area_id, no);
CREATE INDEX ix_desk_slips_batch ON desk_slips (batch);
CREATE INDEX ix_desk_slips_used ON desk_slips (used_by, used_at);
CREATE TABLE desk_codes (
  user_id BIGINT NOT NULL PRIMARY KEY,
  mac VARBINARY(32) NOT NULL,
  made_at BIGINT NOT NULL,
  made_by BIGINT NOT NULL,
  tries BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('desk_slips', 'id', 'tech'),
  ('desk_slips', 'area_id', 'place'),
  ('desk_slips', 'no', 'secret'),
  ('desk_slips', 'batch', 'tech'),
  ('desk_slips', 'printed_at', 'fact'),
  ('desk_slips', 'printed_by', 'fact'),
  ('desk_slips', 'used_at', 'fact'),
  ('desk_slips', 'used_by', 'fact'),
  ('desk_slips', 'unit_id', 'place'),
  ('desk_slips', 'stay_id', 'fact'),
  ('desk_codes', 'user_id', 'fact'),
  ('desk_codes', 'mac', 'secret'),
  ('desk_codes', 'made_at', 'fact'),
  ('desk_codes', 'made_by', 'fact'),
  ('desk_codes', 'tries', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name IN ('desk_slips', 'desk_codes');
DROP TABLE desk_codes;
DROP TABLE desk_slips;
