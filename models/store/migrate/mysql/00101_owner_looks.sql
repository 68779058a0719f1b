-- A landlord reads who looked at his number also after he gave the home up: his looks are found by him, not by his homes.

-- +goose Up
CREATE INDEX ix_views_owner ON views (owner_id);

-- +goose Down
DROP INDEX ix_views_owner ON views;
