-- Statistics ask what happened in a month: flags raised, homes visited, people who left.

-- +goose Up
CREATE INDEX ix_flags_raised ON flags (raised_at);
CREATE INDEX ix_visits_at ON visits (at);
CREATE INDEX ix_stays_out ON stays (moved_out_on);
CREATE INDEX ix_stays_said ON stays (said_left_on);

-- +goose Down
DROP INDEX ix_stays_said;
DROP INDEX ix_stays_out;
DROP INDEX ix_visits_at;
DROP INDEX ix_flags_raised;
