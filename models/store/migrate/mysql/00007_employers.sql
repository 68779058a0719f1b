-- Employers who house or hire tenants (DOMAIN 2.2, 委托式): who they are, where, and who answers for their roster.

-- +goose Up
CREATE TABLE employers (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  credit_code VARCHAR(18) NOT NULL,
  name VARCHAR(100) NOT NULL,
  area_id BIGINT NOT NULL,
  city_id BIGINT NOT NULL DEFAULT 0,
  county_id BIGINT NOT NULL DEFAULT 0,
  subdistrict_id BIGINT NOT NULL DEFAULT 0,
  community_id BIGINT NOT NULL DEFAULT 0,
  grid_id BIGINT NOT NULL DEFAULT 0,
  address VARCHAR(200) NOT NULL DEFAULT '',
  manager_name VARBINARY(255),
  manager_name_idx VARBINARY(16),
  manager_phone VARBINARY(160),
  manager_phone_idx VARBINARY(16),
  created_at BIGINT NOT NULL DEFAULT 0,
  rev BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_employers_ref ON employers (ref);
CREATE UNIQUE INDEX ux_employers_code ON employers (credit_code);
CREATE INDEX ix_employers_phone ON employers (manager_phone_idx);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('employers', 'id', 'tech'),
  ('employers', 'ref', 'tech'),
  ('employers', 'credit_code', 'fact'),
  ('employers', 'name', 'fact'),
  ('employers', 'area_id', 'place'),
  ('employers', 'city_id', 'place'),
  ('employers', 'county_id', 'place'),
  ('employers', 'subdistrict_id', 'place'),
  ('employers', 'community_id', 'place'),
  ('employers', 'grid_id', 'place'),
  ('employers', 'address', 'place'),
  ('employers', 'manager_name', 'sealed'),
  ('employers', 'manager_name_idx', 'index'),
  ('employers', 'manager_phone', 'sealed'),
  ('employers', 'manager_phone_idx', 'index'),
  ('employers', 'created_at', 'fact'),
  ('employers', 'rev', 'tech');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'employers';
DROP TABLE employers;
