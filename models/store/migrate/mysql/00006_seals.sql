-- The chain of seals cannot fork: each seal has one that follows it.

-- +goose Up
CREATE UNIQUE INDEX ux_audit_seals_prev ON audit_seals (prev);

-- +goose Down
DROP INDEX ux_audit_seals_prev ON audit_seals;
