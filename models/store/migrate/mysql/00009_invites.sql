-- Invite cards (发给房客): one use, for one room, seven days; they name nobody.

-- +goose Up
CREATE TABLE invites (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  token VARCHAR(26) NOT NULL,
  unit_id BIGINT NOT NULL,
  room_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL DEFAULT 0,
  stay_id BIGINT NOT NULL DEFAULT 0,
  recalled_at BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE UNIQUE INDEX ux_invites_token ON invites (token);
CREATE INDEX ix_invites_unit ON invites (unit_id, expires_at);
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('invites', 'id', 'tech'),
  ('invites', 'token', 'secret'),
  ('invites', 'unit_id', 'place'),
  ('invites', 'room_id', 'place'),
  ('invites', 'created_at', 'fact'),
  ('invites', 'expires_at', 'fact'),
  ('invites', 'used_at', 'fact'),
  ('invites', 'stay_id', 'tech'),
  ('invites', 'recalled_at', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'invites';
DROP TABLE invites;
