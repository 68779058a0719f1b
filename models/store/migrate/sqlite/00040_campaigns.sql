-- 群发: a campaign is one text to many numbers, approved by a second person; an alarm is one that waits for nobody. Each
-- number has its own row in the outbox, so nobody is sent to twice and everybody who was missed can be named.

-- +goose Up
CREATE TABLE campaigns (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ref VARCHAR(26) NOT NULL,
  kind VARCHAR(4) NOT NULL,
  wording_mark VARCHAR(32) NOT NULL DEFAULT '',
  area_id INTEGER NOT NULL,
  role VARCHAR(10) NOT NULL DEFAULT '',
  unit_kind VARCHAR(10) NOT NULL DEFAULT '',
  language VARCHAR(8) NOT NULL DEFAULT '',
  state VARCHAR(10) NOT NULL,
  starts_at INTEGER NOT NULL DEFAULT 0,
  made_by INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  approved_by INTEGER NOT NULL DEFAULT 0,
  approved_at INTEGER NOT NULL DEFAULT 0,
  changed_by INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  began_at INTEGER NOT NULL DEFAULT 0,
  filled_at INTEGER NOT NULL DEFAULT 0,
  ended_at INTEGER NOT NULL DEFAULT 0,
  people INTEGER NOT NULL DEFAULT 0,
  forecast VARCHAR(1000) NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX ux_campaigns_ref ON campaigns (ref);
CREATE INDEX ix_campaigns_state ON campaigns (state, id);
CREATE INDEX ix_campaigns_area ON campaigns (area_id, id);
ALTER TABLE notices ADD COLUMN campaign_id INTEGER NOT NULL DEFAULT 0;
CREATE INDEX ix_notices_campaign ON notices (campaign_id, state);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('campaigns', 'id', 'tech'),
  ('campaigns', 'ref', 'tech'),
  ('campaigns', 'kind', 'fact'),
  ('campaigns', 'wording_mark', 'tech'),
  ('campaigns', 'area_id', 'place'),
  ('campaigns', 'role', 'fact'),
  ('campaigns', 'unit_kind', 'fact'),
  ('campaigns', 'language', 'fact'),
  ('campaigns', 'state', 'fact'),
  ('campaigns', 'starts_at', 'fact'),
  ('campaigns', 'made_by', 'fact'),
  ('campaigns', 'made_at', 'fact'),
  ('campaigns', 'approved_by', 'fact'),
  ('campaigns', 'approved_at', 'fact'),
  ('campaigns', 'changed_by', 'fact'),
  ('campaigns', 'changed_at', 'fact'),
  ('campaigns', 'began_at', 'fact'),
  ('campaigns', 'filled_at', 'tech'),
  ('campaigns', 'ended_at', 'fact'),
  ('campaigns', 'people', 'fact'),
  ('campaigns', 'forecast', 'fact'),
  ('notices', 'campaign_id', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'campaigns' OR table_name = 'notices' AND column_name = 'campaign_id';
DROP INDEX ix_notices_campaign;
ALTER TABLE notices DROP COLUMN campaign_id;
DROP TABLE campaigns;
