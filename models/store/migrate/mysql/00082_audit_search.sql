-- A supervisor looks entries of the audit up by who did it and by the day.

-- +goose Up
CREATE INDEX ix_audit_entries_user ON audit_entries (user_id, id);
CREATE INDEX ix_audit_entries_at ON audit_entries (at, id);

-- +goose Down
DROP INDEX ix_audit_entries_at ON audit_entries;
DROP INDEX ix_audit_entries_user ON audit_entries;
