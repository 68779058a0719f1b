package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

type leaseRow struct {
	Name    string
	Holder  string
	UntilAt workday.Moment
	Fence   int64
}

// TakeLease takes or renews a lease by the real clock; false while another holds it.
func (t *Tx) TakeLease(name, holder string, real, until workday.Moment) (bool, error) {
	added, err := insertIgnore(t.db, "leases", &leaseRow{Name: name, Holder: holder, UntilAt: until, Fence: 1})
	if err != nil || added {
		return added, err
	}
	res := t.db.Exec("UPDATE leases SET holder = ?, until_at = ?, fence = fence + 1 WHERE name = ? AND (holder = ? OR until_at < ?)",
		holder, until, name, holder, real)
	return res.RowsAffected > 0, res.Error
}

// DropLease gives a lease back.
func (t *Tx) DropLease(name, holder string) error {
	return t.db.Exec("UPDATE leases SET until_at = 0 WHERE name = ? AND holder = ?", name, holder).Error
}

// SaveRun writes a line of the run log, or finishes it.
func (t *Tx) SaveRun(run *models.JobRun) error {
	if run.ID != 0 {
		return t.db.Table("job_runs").Where("id = ?", run.ID).Select("*").Omit("id").Updates(run).Error
	}
	return t.db.Table("job_runs").Create(run).Error
}

// ListRuns are the last runs of a job ("" = all), newest first; only who may see everything sees them.
func (r *Reader) ListRuns(ctx context.Context, scope policy.Scope, job string, n int) ([]models.JobRun, error) {
	db := r.db.WithContext(ctx).Table("job_runs")
	if !scope.All {
		db = db.Where("1 = 0")
	}
	if job != "" {
		db = db.Where("job = ?", job)
	}
	var runs []models.JobRun
	err := db.Order("id DESC").Limit(n).Scan(&runs).Error
	return runs, err
}

// Setting reads a setting; "" when it was never set.
func (r *Reader) Setting(ctx context.Context, name string) (string, error) {
	var value string
	err := r.db.WithContext(ctx).Table("settings").Select("value").Where("name = ?", name).Scan(&value).Error
	return value, err
}

// LockSetting reads a setting and holds it until the commit, so that one of several writers comes after the other.
func (t *Tx) LockSetting(name string) (string, error) {
	if _, err := insertIgnore(t.db, "settings", map[string]any{"name": name, "value": ""}); err != nil {
		return "", err
	}
	var value string
	err := t.lock(t.db.Table("settings").Select("value").Where("name = ?", name)).Scan(&value).Error
	return value, err
}

// SaveSetting sets a setting.
func (t *Tx) SaveSetting(name, value string) error {
	added, err := insertIgnore(t.db, "settings", map[string]any{"name": name, "value": value})
	if err != nil || added {
		return err
	}
	return t.db.Table("settings").Where("name = ?", name).Update("value", value).Error
}
