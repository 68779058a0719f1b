-- The house: every table of the register. Instants are Unix milliseconds UTC, days are days since 1970-01-01 in
-- Asia/Shanghai, sealed columns hold SM4-GCM envelopes, *_idx columns blind indexes. The data class of each column
-- stands in column_classes.

-- +goose Up
CREATE TABLE areas (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  code VARCHAR(40) NOT NULL,
  parent_id BIGINT NOT NULL DEFAULT 0,
  level VARCHAR(12) NOT NULL,
  name VARCHAR(60) NOT NULL,
  zone VARCHAR(8) NOT NULL DEFAULT '',
  path VARCHAR(200) NOT NULL DEFAULT '',
  post_name VARCHAR(60) NOT NULL DEFAULT '',
  post_phone VARCHAR(30) NOT NULL DEFAULT '',
  officer_name VARCHAR(30) NOT NULL DEFAULT '',
  worker_name VARCHAR(30) NOT NULL DEFAULT '',
  worker_phone VARCHAR(30) NOT NULL DEFAULT ''
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_areas_code ON areas (code);
CREATE UNIQUE INDEX ux_areas_ref ON areas (ref);
CREATE INDEX ix_areas_parent ON areas (parent_id);

CREATE TABLE users (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  staff BOOLEAN NOT NULL DEFAULT 0,
  name VARBINARY(255),
  phone VARBINARY(160),
  phone_idx VARBINARY(16),
  doc_type VARCHAR(4) NOT NULL DEFAULT '',
  doc_no VARBINARY(160),
  doc_idx VARBINARY(16),
  login VARCHAR(40),
  password_hash VARCHAR(200) NOT NULL DEFAULT '',
  totp_secret VARBINARY(255),
  totp_step BIGINT NOT NULL DEFAULT 0,
  recovery VARCHAR(1500) NOT NULL DEFAULT '',
  title VARCHAR(30) NOT NULL DEFAULT '',
  disabled BOOLEAN NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_users_ref ON users (ref);
CREATE UNIQUE INDEX ux_users_phone ON users (phone_idx);
CREATE UNIQUE INDEX ux_users_login ON users (login);
CREATE INDEX ix_users_doc ON users (doc_idx);

CREATE TABLE devices (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  hash VARBINARY(32) NOT NULL,
  user_id BIGINT NOT NULL,
  kind VARCHAR(10) NOT NULL,
  seen_at BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_devices_hash ON devices (hash, user_id, kind);

CREATE TABLE grants (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id BIGINT NOT NULL,
  role VARCHAR(16) NOT NULL,
  area_id BIGINT NOT NULL,
  level VARCHAR(12) NOT NULL,
  from_at BIGINT NOT NULL DEFAULT 0,
  to_at BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_grants_user ON grants (user_id);
CREATE INDEX ix_grants_area ON grants (area_id, role);

CREATE TABLE units (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  unit_code VARCHAR(40) NOT NULL,
  short_code VARCHAR(9) NOT NULL,
  door_token VARCHAR(26) NOT NULL,
  label VARCHAR(24) NOT NULL DEFAULT '',
  area_id BIGINT NOT NULL,
  city_id BIGINT NOT NULL DEFAULT 0,
  county_id BIGINT NOT NULL DEFAULT 0,
  subdistrict_id BIGINT NOT NULL DEFAULT 0,
  community_id BIGINT NOT NULL DEFAULT 0,
  grid_id BIGINT NOT NULL DEFAULT 0,
  address VARCHAR(200) NOT NULL,
  kind VARCHAR(12) NOT NULL,
  land VARCHAR(12) NOT NULL DEFAULT '',
  state VARCHAR(12) NOT NULL,
  claimed BOOLEAN NOT NULL DEFAULT 0,
  listed BOOLEAN NOT NULL DEFAULT 0,
  occupancy VARCHAR(10) NOT NULL DEFAULT 'unknown',
  occupied_said_on BIGINT NOT NULL DEFAULT 0,
  owner_id BIGINT NOT NULL DEFAULT 0,
  floors BIGINT NOT NULL DEFAULT 1,
  last_confirmed_at BIGINT NOT NULL DEFAULT 0,
  last_confirmed_how VARCHAR(8) NOT NULL DEFAULT '',
  accepted_at BIGINT NOT NULL DEFAULT 0,
  grade VARCHAR(8) NOT NULL DEFAULT '',
  due_at BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL DEFAULT 0,
  rev BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_units_ref ON units (ref);
CREATE UNIQUE INDEX ux_units_code ON units (unit_code);
CREATE UNIQUE INDEX ux_units_short ON units (short_code);
CREATE UNIQUE INDEX ux_units_door ON units (door_token);
CREATE INDEX ix_units_owner ON units (owner_id, id);
CREATE INDEX ix_units_due ON units (due_at, id);
CREATE INDEX ix_units_grid ON units (grid_id, id);
CREATE INDEX ix_units_community ON units (community_id, id);
CREATE INDEX ix_units_subdistrict ON units (subdistrict_id, id);
CREATE INDEX ix_units_city ON units (city_id, id);

CREATE TABLE old_doors (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  unit_id BIGINT NOT NULL,
  door_token VARCHAR(26) NOT NULL,
  short_code VARCHAR(9) NOT NULL,
  revoked_at BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_old_doors_token ON old_doors (door_token);
CREATE INDEX ix_old_doors_short ON old_doors (short_code);

CREATE TABLE unit_managers (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  unit_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  kind VARCHAR(12) NOT NULL,
  from_at BIGINT NOT NULL DEFAULT 0,
  to_at BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_unit_managers_user ON unit_managers (user_id, unit_id);
CREATE INDEX ix_unit_managers_unit ON unit_managers (unit_id);

CREATE TABLE pledges (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  unit_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  kind VARCHAR(10) NOT NULL,
  version VARCHAR(20) NOT NULL,
  text_hash VARCHAR(64) NOT NULL,
  signed_at BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_pledges_unit ON pledges (unit_id, kind);

CREATE TABLE rooms (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  unit_id BIGINT NOT NULL,
  no VARCHAR(20) NOT NULL,
  floor BIGINT NOT NULL DEFAULT 1,
  type VARCHAR(24) NOT NULL,
  usable_c BIGINT NOT NULL DEFAULT 0,
  beds BIGINT NOT NULL DEFAULT 0,
  cap BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_rooms_unit ON rooms (unit_id, no);

CREATE TABLE tenants (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  unit_id BIGINT NOT NULL,
  name VARBINARY(255),
  name_idx VARBINARY(16),
  doc_type VARCHAR(4) NOT NULL,
  doc_no VARBINARY(160),
  doc_idx VARBINARY(16) NOT NULL,
  country VARCHAR(3) NOT NULL DEFAULT '',
  phone VARBINARY(160),
  phone_idx VARBINARY(16),
  birth BIGINT NOT NULL DEFAULT 0,
  sex VARCHAR(3) NOT NULL DEFAULT '',
  language VARCHAR(8) NOT NULL DEFAULT ''
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_tenants_ref ON tenants (ref);
CREATE UNIQUE INDEX ux_tenants_unit_doc ON tenants (unit_id, doc_idx);
CREATE INDEX ix_tenants_doc ON tenants (doc_idx);
CREATE INDEX ix_tenants_phone ON tenants (phone_idx);
CREATE INDEX ix_tenants_name ON tenants (name_idx);

CREATE TABLE stays (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  unit_id BIGINT NOT NULL,
  room_id BIGINT NOT NULL,
  tenant_id BIGINT NOT NULL,
  city_id BIGINT NOT NULL DEFAULT 0,
  county_id BIGINT NOT NULL DEFAULT 0,
  subdistrict_id BIGINT NOT NULL DEFAULT 0,
  community_id BIGINT NOT NULL DEFAULT 0,
  grid_id BIGINT NOT NULL DEFAULT 0,
  doc_idx VARBINARY(16) NOT NULL,
  phone_idx VARBINARY(16),
  state VARCHAR(10) NOT NULL,
  moved_in_on BIGINT NOT NULL,
  moved_in_at BIGINT NOT NULL DEFAULT 0,
  reported_at BIGINT NOT NULL DEFAULT 0,
  police_at BIGINT NOT NULL DEFAULT 0,
  confirmed_at BIGINT NOT NULL DEFAULT 0,
  confirmed_how VARCHAR(8) NOT NULL DEFAULT '',
  confirmed_by BIGINT NOT NULL DEFAULT 0,
  all_in_a_row BIGINT NOT NULL DEFAULT 0,
  away_from BIGINT NOT NULL DEFAULT 0,
  away_to BIGINT NOT NULL DEFAULT 0,
  lease_end BIGINT NOT NULL DEFAULT 0,
  term VARCHAR(8) NOT NULL DEFAULT '',
  relation VARCHAR(30) NOT NULL DEFAULT '',
  is_foreign BOOLEAN NOT NULL DEFAULT 0,
  guardian VARBINARY(255),
  guard_phone VARBINARY(160),
  moved_out_on BIGINT NOT NULL DEFAULT 0,
  leaving_until BIGINT NOT NULL DEFAULT 0,
  left_by BIGINT NOT NULL DEFAULT 0,
  declared_at BIGINT NOT NULL DEFAULT 0,
  declared_via VARCHAR(8) NOT NULL DEFAULT '',
  disputed_at BIGINT NOT NULL DEFAULT 0,
  receipt_no VARCHAR(8) NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL DEFAULT 0,
  created_by BIGINT NOT NULL DEFAULT 0,
  rev BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_stays_ref ON stays (ref);
CREATE INDEX ix_stays_unit ON stays (unit_id, id);
CREATE INDEX ix_stays_tenant ON stays (tenant_id);
CREATE INDEX ix_stays_doc ON stays (doc_idx);
CREATE INDEX ix_stays_phone ON stays (phone_idx);
CREATE INDEX ix_stays_leaving ON stays (state, leaving_until);
CREATE INDEX ix_stays_grid ON stays (grid_id, id);

CREATE TABLE drafts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  user_id BIGINT NOT NULL DEFAULT 0,
  form VARCHAR(30) NOT NULL,
  body LONGBLOB,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_drafts_ref ON drafts (ref);
CREATE INDEX ix_drafts_expires ON drafts (expires_at);

CREATE TABLE once_keys (
  once_key VARCHAR(60) NOT NULL PRIMARY KEY,
  user_id BIGINT NOT NULL DEFAULT 0,
  result VARCHAR(120) NOT NULL DEFAULT '',
  at BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_once_keys_at ON once_keys (at);

CREATE TABLE flags (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  rule VARCHAR(4) NOT NULL,
  unit_id BIGINT NOT NULL,
  room_id BIGINT NOT NULL DEFAULT 0,
  stay_id BIGINT NOT NULL DEFAULT 0,
  city_id BIGINT NOT NULL DEFAULT 0,
  county_id BIGINT NOT NULL DEFAULT 0,
  subdistrict_id BIGINT NOT NULL DEFAULT 0,
  community_id BIGINT NOT NULL DEFAULT 0,
  grid_id BIGINT NOT NULL DEFAULT 0,
  evidence VARCHAR(300) NOT NULL DEFAULT '',
  level BIGINT NOT NULL DEFAULT 1,
  raised_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  visited_at BIGINT NOT NULL DEFAULT 0,
  resolved_at BIGINT NOT NULL DEFAULT 0,
  resolved_by BIGINT NOT NULL DEFAULT 0,
  resolution VARCHAR(120) NOT NULL DEFAULT '',
  open_key VARCHAR(90)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_flags_ref ON flags (ref);
CREATE UNIQUE INDEX ux_flags_open ON flags (open_key);
CREATE INDEX ix_flags_unit ON flags (unit_id, resolved_at);
CREATE INDEX ix_flags_grid ON flags (grid_id, resolved_at, due_at, id);
CREATE INDEX ix_flags_community ON flags (community_id, resolved_at, due_at, id);
CREATE INDEX ix_flags_subdistrict ON flags (subdistrict_id, resolved_at, due_at, id);
CREATE INDEX ix_flags_city ON flags (city_id, resolved_at, due_at, id);
CREATE INDEX ix_flags_open ON flags (resolved_at, id);

CREATE TABLE visits (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  unit_id BIGINT NOT NULL,
  flag_id BIGINT NOT NULL DEFAULT 0,
  user_id BIGINT NOT NULL,
  result VARCHAR(10) NOT NULL,
  heads BIGINT NOT NULL DEFAULT 0,
  note BLOB,
  at BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_visits_ref ON visits (ref);
CREATE INDEX ix_visits_unit ON visits (unit_id, at);
CREATE INDEX ix_visits_user ON visits (user_id, at);

CREATE TABLE requests (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  no VARCHAR(8) NOT NULL,
  kind VARCHAR(16) NOT NULL,
  topic VARCHAR(30) NOT NULL DEFAULT '',
  audience VARCHAR(10) NOT NULL DEFAULT '',
  unit_id BIGINT NOT NULL DEFAULT 0,
  stay_id BIGINT NOT NULL DEFAULT 0,
  city_id BIGINT NOT NULL DEFAULT 0,
  county_id BIGINT NOT NULL DEFAULT 0,
  subdistrict_id BIGINT NOT NULL DEFAULT 0,
  community_id BIGINT NOT NULL DEFAULT 0,
  grid_id BIGINT NOT NULL DEFAULT 0,
  body BLOB,
  contact VARBINARY(160),
  contact_idx VARBINARY(16),
  state VARCHAR(10) NOT NULL,
  answer BLOB,
  answered_by BIGINT NOT NULL DEFAULT 0,
  filed_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL DEFAULT 0,
  answered_at BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_requests_ref ON requests (ref);
CREATE UNIQUE INDEX ux_requests_no ON requests (no);
CREATE INDEX ix_requests_grid ON requests (grid_id, state, due_at);
CREATE INDEX ix_requests_stay ON requests (stay_id);

CREATE TABLE notices (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ref VARCHAR(26) NOT NULL,
  kind VARCHAR(4) NOT NULL,
  category VARCHAR(10) NOT NULL,
  phone VARBINARY(160),
  phone_idx VARBINARY(16) NOT NULL,
  params VARBINARY(1000),
  subject VARCHAR(40) NOT NULL,
  period VARCHAR(40) NOT NULL,
  idem_key VARCHAR(120) NOT NULL,
  state VARCHAR(10) NOT NULL,
  reason VARCHAR(200) NOT NULL DEFAULT '',
  not_before BIGINT NOT NULL DEFAULT 0,
  expires_at BIGINT NOT NULL DEFAULT 0,
  attempts BIGINT NOT NULL DEFAULT 0,
  claim_token VARCHAR(26) NOT NULL DEFAULT '',
  lease_until BIGINT NOT NULL DEFAULT 0,
  segments BIGINT NOT NULL DEFAULT 0,
  sent_at BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  unit_id BIGINT NOT NULL DEFAULT 0,
  stay_id BIGINT NOT NULL DEFAULT 0,
  first_of BOOLEAN NOT NULL DEFAULT 0,
  day BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_notices_ref ON notices (ref);
CREATE UNIQUE INDEX ux_notices_idem ON notices (idem_key);
CREATE INDEX ix_notices_state ON notices (state, not_before, id);
CREATE INDEX ix_notices_phone ON notices (phone_idx, category, day);
CREATE INDEX ix_notices_unit ON notices (unit_id, day, first_of);

CREATE TABLE attempts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  notice_id BIGINT NOT NULL,
  gateway VARCHAR(20) NOT NULL,
  out_id VARCHAR(32) NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL DEFAULT 0,
  outcome VARCHAR(20) NOT NULL,
  code VARCHAR(120) NOT NULL DEFAULT ''
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_attempts_out ON attempts (out_id);
CREATE INDEX ix_attempts_notice ON attempts (notice_id);

CREATE TABLE rate_windows (
  rate_key VARCHAR(80) NOT NULL,
  window_start BIGINT NOT NULL,
  hits BIGINT NOT NULL,
  PRIMARY KEY (rate_key, window_start)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_rate_windows_start ON rate_windows (window_start);

CREATE TABLE audit_entries (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  role VARCHAR(16) NOT NULL,
  on_behalf BIGINT NOT NULL DEFAULT 0,
  action VARCHAR(30) NOT NULL,
  subject VARCHAR(12) NOT NULL,
  ref_id BIGINT NOT NULL DEFAULT 0,
  unit_id BIGINT NOT NULL DEFAULT 0,
  stay_id BIGINT NOT NULL DEFAULT 0,
  reason VARCHAR(120) NOT NULL DEFAULT '',
  detail VARCHAR(300) NOT NULL DEFAULT '',
  mac VARBINARY(32) NOT NULL,
  seal_id BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_audit_entries_seal ON audit_entries (seal_id, id);
CREATE INDEX ix_audit_entries_unit ON audit_entries (unit_id, id);

CREATE TABLE audit_seals (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  from_id BIGINT NOT NULL,
  to_id BIGINT NOT NULL,
  entries BIGINT NOT NULL,
  root VARBINARY(32) NOT NULL,
  prev VARBINARY(32),
  mac VARBINARY(32) NOT NULL,
  sealed_at BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE views (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  role VARCHAR(16) NOT NULL,
  unit_id BIGINT NOT NULL,
  stay_id BIGINT NOT NULL DEFAULT 0,
  what VARCHAR(10) NOT NULL,
  reason VARCHAR(120) NOT NULL DEFAULT ''
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_views_unit ON views (unit_id, at);
CREATE INDEX ix_views_stay ON views (stay_id, at);

CREATE TABLE job_runs (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  job VARCHAR(16) NOT NULL,
  at BIGINT NOT NULL,
  started BIGINT NOT NULL,
  ended BIGINT NOT NULL DEFAULT 0,
  node VARCHAR(40) NOT NULL DEFAULT '',
  examined BIGINT NOT NULL DEFAULT 0,
  opened BIGINT NOT NULL DEFAULT 0,
  closed BIGINT NOT NULL DEFAULT 0,
  queued BIGINT NOT NULL DEFAULT 0,
  sent BIGINT NOT NULL DEFAULT 0,
  failed BIGINT NOT NULL DEFAULT 0,
  problem VARCHAR(300) NOT NULL DEFAULT ''
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_job_runs_job ON job_runs (job, id);

CREATE TABLE leases (
  name VARCHAR(40) NOT NULL PRIMARY KEY,
  holder VARCHAR(40) NOT NULL,
  until_at BIGINT NOT NULL,
  fence BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE sessions (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  hash VARBINARY(32) NOT NULL,
  user_id BIGINT NOT NULL,
  kind VARCHAR(8) NOT NULL,
  device_id BIGINT NOT NULL DEFAULT 0,
  doc_ok BOOLEAN NOT NULL DEFAULT 0,
  fresh_at BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_sessions_hash ON sessions (hash);
CREATE INDEX ix_sessions_user ON sessions (user_id);
CREATE INDEX ix_sessions_expires ON sessions (expires_at);

CREATE TABLE otp_codes (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  phone_idx VARBINARY(16) NOT NULL,
  mac VARBINARY(32) NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  tries BIGINT NOT NULL DEFAULT 0,
  used_at BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_otp_codes_phone ON otp_codes (phone_idx, id);

CREATE TABLE settings (
  name VARCHAR(40) NOT NULL PRIMARY KEY,
  value VARCHAR(500) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE counters (
  name VARCHAR(80) NOT NULL PRIMARY KEY,
  n BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE column_classes (
  table_name VARCHAR(40) NOT NULL,
  column_name VARCHAR(40) NOT NULL,
  class VARCHAR(12) NOT NULL,
  why VARCHAR(120) NOT NULL DEFAULT '',
  PRIMARY KEY (table_name, column_name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('areas', 'id', 'tech'),
  ('areas', 'ref', 'tech'),
  ('areas', 'code', 'place'),
  ('areas', 'parent_id', 'fact'),
  ('areas', 'level', 'fact'),
  ('areas', 'name', 'fact'),
  ('areas', 'zone', 'fact'),
  ('areas', 'path', 'fact'),
  ('areas', 'post_name', 'place'),
  ('areas', 'post_phone', 'place'),
  ('areas', 'officer_name', 'place'),
  ('areas', 'worker_name', 'place'),
  ('areas', 'worker_phone', 'place'),
  ('users', 'id', 'tech'),
  ('users', 'ref', 'tech'),
  ('users', 'staff', 'fact'),
  ('users', 'name', 'sealed'),
  ('users', 'phone', 'sealed'),
  ('users', 'phone_idx', 'index'),
  ('users', 'doc_type', 'person'),
  ('users', 'doc_no', 'sealed'),
  ('users', 'doc_idx', 'index'),
  ('users', 'login', 'person'),
  ('users', 'password_hash', 'secret'),
  ('users', 'totp_secret', 'sealed'),
  ('users', 'totp_step', 'secret'),
  ('users', 'recovery', 'secret'),
  ('users', 'title', 'person'),
  ('users', 'disabled', 'fact'),
  ('users', 'created_at', 'fact'),
  ('devices', 'id', 'tech'),
  ('devices', 'hash', 'secret'),
  ('devices', 'user_id', 'fact'),
  ('devices', 'kind', 'fact'),
  ('devices', 'seen_at', 'fact'),
  ('grants', 'id', 'tech'),
  ('grants', 'user_id', 'fact'),
  ('grants', 'role', 'fact'),
  ('grants', 'area_id', 'place'),
  ('grants', 'level', 'fact'),
  ('grants', 'from_at', 'fact'),
  ('grants', 'to_at', 'fact'),
  ('units', 'id', 'tech'),
  ('units', 'ref', 'tech'),
  ('units', 'unit_code', 'place'),
  ('units', 'short_code', 'place'),
  ('units', 'door_token', 'secret'),
  ('units', 'label', 'place'),
  ('units', 'area_id', 'place'),
  ('units', 'city_id', 'place'),
  ('units', 'county_id', 'place'),
  ('units', 'subdistrict_id', 'place'),
  ('units', 'community_id', 'place'),
  ('units', 'grid_id', 'place'),
  ('units', 'address', 'place'),
  ('units', 'kind', 'fact'),
  ('units', 'land', 'fact'),
  ('units', 'state', 'fact'),
  ('units', 'claimed', 'fact'),
  ('units', 'listed', 'fact'),
  ('units', 'occupancy', 'fact'),
  ('units', 'occupied_said_on', 'fact'),
  ('units', 'owner_id', 'fact'),
  ('units', 'floors', 'fact'),
  ('units', 'last_confirmed_at', 'fact'),
  ('units', 'last_confirmed_how', 'fact'),
  ('units', 'accepted_at', 'fact'),
  ('units', 'grade', 'fact'),
  ('units', 'due_at', 'fact'),
  ('units', 'created_at', 'fact'),
  ('units', 'rev', 'tech'),
  ('old_doors', 'id', 'tech'),
  ('old_doors', 'unit_id', 'fact'),
  ('old_doors', 'door_token', 'secret'),
  ('old_doors', 'short_code', 'place'),
  ('old_doors', 'revoked_at', 'fact'),
  ('unit_managers', 'id', 'tech'),
  ('unit_managers', 'unit_id', 'fact'),
  ('unit_managers', 'user_id', 'fact'),
  ('unit_managers', 'kind', 'fact'),
  ('unit_managers', 'from_at', 'fact'),
  ('unit_managers', 'to_at', 'fact'),
  ('pledges', 'id', 'tech'),
  ('pledges', 'unit_id', 'fact'),
  ('pledges', 'user_id', 'fact'),
  ('pledges', 'kind', 'fact'),
  ('pledges', 'version', 'fact'),
  ('pledges', 'text_hash', 'fact'),
  ('pledges', 'signed_at', 'fact'),
  ('rooms', 'id', 'tech'),
  ('rooms', 'ref', 'tech'),
  ('rooms', 'unit_id', 'fact'),
  ('rooms', 'no', 'fact'),
  ('rooms', 'floor', 'fact'),
  ('rooms', 'type', 'fact'),
  ('rooms', 'usable_c', 'fact'),
  ('rooms', 'beds', 'fact'),
  ('rooms', 'cap', 'fact'),
  ('tenants', 'id', 'tech'),
  ('tenants', 'ref', 'tech'),
  ('tenants', 'unit_id', 'fact'),
  ('tenants', 'name', 'sealed'),
  ('tenants', 'name_idx', 'index'),
  ('tenants', 'doc_type', 'person'),
  ('tenants', 'doc_no', 'sealed'),
  ('tenants', 'doc_idx', 'index'),
  ('tenants', 'country', 'person'),
  ('tenants', 'phone', 'sealed'),
  ('tenants', 'phone_idx', 'index'),
  ('tenants', 'birth', 'person'),
  ('tenants', 'sex', 'person'),
  ('tenants', 'language', 'person'),
  ('stays', 'id', 'tech'),
  ('stays', 'ref', 'tech'),
  ('stays', 'unit_id', 'fact'),
  ('stays', 'room_id', 'fact'),
  ('stays', 'tenant_id', 'fact'),
  ('stays', 'city_id', 'place'),
  ('stays', 'county_id', 'place'),
  ('stays', 'subdistrict_id', 'place'),
  ('stays', 'community_id', 'place'),
  ('stays', 'grid_id', 'place'),
  ('stays', 'doc_idx', 'index'),
  ('stays', 'phone_idx', 'index'),
  ('stays', 'state', 'fact'),
  ('stays', 'moved_in_on', 'fact'),
  ('stays', 'moved_in_at', 'fact'),
  ('stays', 'reported_at', 'fact'),
  ('stays', 'police_at', 'fact'),
  ('stays', 'confirmed_at', 'fact'),
  ('stays', 'confirmed_how', 'fact'),
  ('stays', 'confirmed_by', 'fact'),
  ('stays', 'all_in_a_row', 'fact'),
  ('stays', 'away_from', 'fact'),
  ('stays', 'away_to', 'fact'),
  ('stays', 'lease_end', 'fact'),
  ('stays', 'term', 'fact'),
  ('stays', 'relation', 'person'),
  ('stays', 'is_foreign', 'person'),
  ('stays', 'guardian', 'sealed'),
  ('stays', 'guard_phone', 'sealed'),
  ('stays', 'moved_out_on', 'fact'),
  ('stays', 'leaving_until', 'fact'),
  ('stays', 'left_by', 'fact'),
  ('stays', 'declared_at', 'fact'),
  ('stays', 'declared_via', 'fact'),
  ('stays', 'disputed_at', 'fact'),
  ('stays', 'receipt_no', 'fact'),
  ('stays', 'created_at', 'fact'),
  ('stays', 'created_by', 'fact'),
  ('stays', 'rev', 'tech'),
  ('drafts', 'id', 'tech'),
  ('drafts', 'ref', 'tech'),
  ('drafts', 'user_id', 'fact'),
  ('drafts', 'form', 'fact'),
  ('drafts', 'body', 'sealed'),
  ('drafts', 'created_at', 'fact'),
  ('drafts', 'expires_at', 'fact'),
  ('once_keys', 'once_key', 'tech'),
  ('once_keys', 'user_id', 'tech'),
  ('once_keys', 'result', 'tech'),
  ('once_keys', 'at', 'tech'),
  ('flags', 'id', 'tech'),
  ('flags', 'ref', 'tech'),
  ('flags', 'rule', 'fact'),
  ('flags', 'unit_id', 'fact'),
  ('flags', 'room_id', 'fact'),
  ('flags', 'stay_id', 'fact'),
  ('flags', 'city_id', 'place'),
  ('flags', 'county_id', 'place'),
  ('flags', 'subdistrict_id', 'place'),
  ('flags', 'community_id', 'place'),
  ('flags', 'grid_id', 'place'),
  ('flags', 'evidence', 'fact'),
  ('flags', 'level', 'fact'),
  ('flags', 'raised_at', 'fact'),
  ('flags', 'due_at', 'fact'),
  ('flags', 'visited_at', 'fact'),
  ('flags', 'resolved_at', 'fact'),
  ('flags', 'resolved_by', 'fact'),
  ('flags', 'resolution', 'fact'),
  ('flags', 'open_key', 'tech'),
  ('visits', 'id', 'tech'),
  ('visits', 'ref', 'tech'),
  ('visits', 'unit_id', 'fact'),
  ('visits', 'flag_id', 'fact'),
  ('visits', 'user_id', 'fact'),
  ('visits', 'result', 'fact'),
  ('visits', 'heads', 'fact'),
  ('visits', 'note', 'sealed'),
  ('visits', 'at', 'fact'),
  ('requests', 'id', 'tech'),
  ('requests', 'ref', 'tech'),
  ('requests', 'no', 'fact'),
  ('requests', 'kind', 'fact'),
  ('requests', 'topic', 'fact'),
  ('requests', 'audience', 'fact'),
  ('requests', 'unit_id', 'fact'),
  ('requests', 'stay_id', 'fact'),
  ('requests', 'city_id', 'place'),
  ('requests', 'county_id', 'place'),
  ('requests', 'subdistrict_id', 'place'),
  ('requests', 'community_id', 'place'),
  ('requests', 'grid_id', 'place'),
  ('requests', 'body', 'sealed'),
  ('requests', 'contact', 'sealed'),
  ('requests', 'contact_idx', 'index'),
  ('requests', 'state', 'fact'),
  ('requests', 'answer', 'sealed'),
  ('requests', 'answered_by', 'fact'),
  ('requests', 'filed_at', 'fact'),
  ('requests', 'due_at', 'fact'),
  ('requests', 'answered_at', 'fact'),
  ('notices', 'id', 'tech'),
  ('notices', 'ref', 'tech'),
  ('notices', 'kind', 'fact'),
  ('notices', 'category', 'fact'),
  ('notices', 'phone', 'sealed'),
  ('notices', 'phone_idx', 'index'),
  ('notices', 'params', 'sealed'),
  ('notices', 'subject', 'fact'),
  ('notices', 'period', 'fact'),
  ('notices', 'idem_key', 'tech'),
  ('notices', 'state', 'fact'),
  ('notices', 'reason', 'fact'),
  ('notices', 'not_before', 'fact'),
  ('notices', 'expires_at', 'fact'),
  ('notices', 'attempts', 'tech'),
  ('notices', 'claim_token', 'secret'),
  ('notices', 'lease_until', 'tech'),
  ('notices', 'segments', 'fact'),
  ('notices', 'sent_at', 'fact'),
  ('notices', 'created_at', 'fact'),
  ('notices', 'unit_id', 'fact'),
  ('notices', 'stay_id', 'fact'),
  ('notices', 'first_of', 'fact'),
  ('notices', 'day', 'fact'),
  ('attempts', 'id', 'tech'),
  ('attempts', 'notice_id', 'fact'),
  ('attempts', 'gateway', 'tech'),
  ('attempts', 'out_id', 'tech'),
  ('attempts', 'started_at', 'fact'),
  ('attempts', 'ended_at', 'fact'),
  ('attempts', 'outcome', 'fact'),
  ('attempts', 'code', 'tech'),
  ('rate_windows', 'rate_key', 'tech'),
  ('rate_windows', 'window_start', 'tech'),
  ('rate_windows', 'hits', 'tech'),
  ('audit_entries', 'id', 'tech'),
  ('audit_entries', 'at', 'fact'),
  ('audit_entries', 'user_id', 'fact'),
  ('audit_entries', 'role', 'fact'),
  ('audit_entries', 'on_behalf', 'fact'),
  ('audit_entries', 'action', 'fact'),
  ('audit_entries', 'subject', 'fact'),
  ('audit_entries', 'ref_id', 'fact'),
  ('audit_entries', 'unit_id', 'fact'),
  ('audit_entries', 'stay_id', 'fact'),
  ('audit_entries', 'reason', 'fact'),
  ('audit_entries', 'detail', 'fact'),
  ('audit_entries', 'mac', 'secret'),
  ('audit_entries', 'seal_id', 'fact'),
  ('audit_seals', 'id', 'tech'),
  ('audit_seals', 'from_id', 'fact'),
  ('audit_seals', 'to_id', 'fact'),
  ('audit_seals', 'entries', 'fact'),
  ('audit_seals', 'root', 'fact'),
  ('audit_seals', 'prev', 'fact'),
  ('audit_seals', 'mac', 'secret'),
  ('audit_seals', 'sealed_at', 'fact'),
  ('views', 'id', 'tech'),
  ('views', 'at', 'fact'),
  ('views', 'user_id', 'fact'),
  ('views', 'role', 'fact'),
  ('views', 'unit_id', 'fact'),
  ('views', 'stay_id', 'fact'),
  ('views', 'what', 'fact'),
  ('views', 'reason', 'fact'),
  ('job_runs', 'id', 'tech'),
  ('job_runs', 'job', 'tech'),
  ('job_runs', 'at', 'tech'),
  ('job_runs', 'started', 'tech'),
  ('job_runs', 'ended', 'tech'),
  ('job_runs', 'node', 'tech'),
  ('job_runs', 'examined', 'tech'),
  ('job_runs', 'opened', 'tech'),
  ('job_runs', 'closed', 'tech'),
  ('job_runs', 'queued', 'tech'),
  ('job_runs', 'sent', 'tech'),
  ('job_runs', 'failed', 'tech'),
  ('job_runs', 'problem', 'tech'),
  ('leases', 'name', 'tech'),
  ('leases', 'holder', 'tech'),
  ('leases', 'until_at', 'tech'),
  ('leases', 'fence', 'tech'),
  ('sessions', 'id', 'tech'),
  ('sessions', 'hash', 'secret'),
  ('sessions', 'user_id', 'fact'),
  ('sessions', 'kind', 'fact'),
  ('sessions', 'device_id', 'fact'),
  ('sessions', 'doc_ok', 'fact'),
  ('sessions', 'fresh_at', 'fact'),
  ('sessions', 'created_at', 'fact'),
  ('sessions', 'seen_at', 'fact'),
  ('sessions', 'expires_at', 'fact'),
  ('otp_codes', 'id', 'tech'),
  ('otp_codes', 'phone_idx', 'index'),
  ('otp_codes', 'mac', 'secret'),
  ('otp_codes', 'created_at', 'fact'),
  ('otp_codes', 'expires_at', 'fact'),
  ('otp_codes', 'tries', 'fact'),
  ('otp_codes', 'used_at', 'fact'),
  ('settings', 'name', 'tech'),
  ('settings', 'value', 'tech'),
  ('counters', 'name', 'tech'),
  ('counters', 'n', 'tech'),
  ('column_classes', 'table_name', 'tech'),
  ('column_classes', 'column_name', 'tech'),
  ('column_classes', 'class', 'tech'),
  ('column_classes', 'why', 'tech');

-- +goose Down
DROP TABLE column_classes;
DROP TABLE counters;
DROP TABLE settings;
DROP TABLE otp_codes;
DROP TABLE sessions;
DROP TABLE leases;
DROP TABLE job_runs;
DROP TABLE views;
DROP TABLE audit_seals;
DROP TABLE audit_entries;
DROP TABLE rate_windows;
DROP TABLE attempts;
DROP TABLE notices;
DROP TABLE requests;
DROP TABLE visits;
DROP TABLE flags;
DROP TABLE once_keys;
DROP TABLE drafts;
DROP TABLE stays;
DROP TABLE tenants;
DROP TABLE rooms;
DROP TABLE pledges;
DROP TABLE unit_managers;
DROP TABLE old_doors;
DROP TABLE units;
DROP TABLE grants;
DROP TABLE devices;
DROP TABLE users;
DROP TABLE areas;
