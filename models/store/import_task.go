package store

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"

	"anju/models"
	"anju/models/policy"
	"anju/models/token"
	"anju/models/workday"
)

// The two sides of an import: the file that came in, and the rows that are handed back.
const (
	PartsIn  = "in"
	PartsOut = "out"
)

// AddImport adds an import and gives it its ref.
func (t *Tx) AddImport(i *models.Import) error {
	i.Ref = token.NewRef()
	return t.db.Table("imports").Create(i).Error
}

// ImportOf finds an import of an account by its ref.
func (r *Reader) ImportOf(ctx context.Context, ref string, userID int64) (models.Import, error) {
	var i models.Import
	err := r.db.WithContext(ctx).Table("imports").Where("ref = ? AND made_by = ?", ref, userID).Take(&i).Error
	return i, one(err)
}

// ImportsBy are the latest imports of an account, newest first.
func (r *Reader) ImportsBy(ctx context.Context, userID int64, kinds []string, n int) ([]models.Import, error) {
	var all []models.Import
	err := r.db.WithContext(ctx).Table("imports").Where("made_by = ? AND kind IN ? AND state <> ?", userID, kinds, models.ImportLoading).Order("id DESC").Limit(n).Scan(&all).Error
	return all, err
}

// LockImport reads an import for a change.
func (t *Tx) LockImport(id int64) (models.Import, error) {
	var i models.Import
	err := t.lock(t.db.Table("imports").Where("id = ?", id)).Take(&i).Error
	return i, one(err)
}

// SaveImport writes what changed of an import; what its maker sees of it stays.
func (t *Tx) SaveImport(i models.Import) error {
	return t.db.Table("imports").Where("id = ?", i.ID).Select("*").Omit("id").Updates(&i).Error
}

// ImportsToDo are imports that wait for somebody, or whose run has died.
func (r *Reader) ImportsToDo(ctx context.Context, now workday.Moment) ([]int64, error) {
	var ids []int64
	err := r.db.WithContext(ctx).Table("imports").Select("id").
		Where("state IN ? OR state IN ? AND lease_until < ?", []string{models.ImportWaiting, models.ImportQueued}, []string{models.ImportTrying, models.ImportRunning}, now).
		Order("id").Scan(&ids).Error
	return ids, err
}

// BeatImport says how far a run is and keeps its lease; false when the run lost the import.
func (t *Tx) BeatImport(i models.Import, until workday.Moment) (bool, error) {
	res := t.db.Table("imports").Where("id = ? AND holder = ? AND state = ?", i.ID, i.Holder, i.State).
		Updates(map[string]any{"done": i.Done, "total": i.Total, "lease_until": until})
	return res.RowsAffected == 1, res.Error
}

// SaveImportLook keeps what the maker of an import sees of it.
func (t *Tx) SaveImportLook(i models.Import, look models.ImportLook) error {
	body, err := json.Marshal(look)
	if err != nil {
		return err
	}
	sealed, err := t.ring.Seal("imports", "look", i.Ref, string(body))
	if err != nil {
		return err
	}
	return t.db.Table("imports").Where("id = ?", i.ID).Update("look", sealed).Error
}

// ImportLook is what the maker of an import sees of it; nothing once it is erased.
func (r *Reader) ImportLook(ctx context.Context, i models.Import) (models.ImportLook, error) {
	var look models.ImportLook
	var row struct{ Look []byte }
	err := r.db.WithContext(ctx).Table("imports").Select("look").Where("id = ?", i.ID).Take(&row).Error
	if err != nil || len(row.Look) == 0 {
		return look, one(err)
	}
	body, err := r.ring.Open("imports", "look", i.Ref, row.Look)
	if err != nil {
		return look, err
	}
	return look, json.Unmarshal([]byte(body), &look)
}

// AddImportPart keeps the n-th piece of one side of an import, sealed.
func (t *Tx) AddImportPart(i models.Import, side string, n int, body []byte) error {
	sealed, err := t.ring.Seal("import_parts", "body", partRow(i, side, n), string(body))
	if err != nil {
		return err
	}
	return t.db.Table("import_parts").Create(map[string]any{"import_id": i.ID, "side": side, "n": n, "body": sealed}).Error
}

// ImportPart reads the n-th piece of one side; NotFound after the last.
func (r *Reader) ImportPart(ctx context.Context, i models.Import, side string, n int) ([]byte, error) {
	var row struct{ Body []byte }
	if err := r.db.WithContext(ctx).Table("import_parts").Select("body").Where("import_id = ? AND side = ? AND n = ?", i.ID, side, n).Take(&row).Error; err != nil {
		return nil, one(err)
	}
	body, err := r.ring.Open("import_parts", "body", partRow(i, side, n), row.Body)
	return []byte(body), err
}

func partRow(i models.Import, side string, n int) string {
	return i.Ref + "/" + side + "/" + strconv.Itoa(n)
}

// DropImportParts erases one side of an import, or both ("").
func (t *Tx) DropImportParts(id int64, side string) error {
	q := t.db.Table("import_parts").Where("import_id = ?", id)
	if side != "" {
		q = q.Where("side = ?", side)
	}
	return q.Delete(&struct{ ID int64 }{}).Error
}

// DropImportLook erases what the maker saw of an import.
func (t *Tx) DropImportLook(id int64) error {
	return t.db.Table("imports").Where("id = ?", id).Update("look", nil).Error
}

// ActorByID is the account with an id as it acts now. An account that was disabled is nobody.
func (r *Reader) ActorByID(ctx context.Context, id int64) (policy.Actor, error) {
	u, err := r.User(ctx, id)
	if err != nil {
		return policy.Actor{}, err
	}
	if u.Disabled {
		return policy.Actor{}, errDisabled
	}
	return r.Actor(ctx, u)
}

var errDisabled = errors.New("disabled")
