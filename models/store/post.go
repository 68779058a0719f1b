package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/token"
	"anju/models/workday"
)

// Post is a grant with its number and the name of its area.
type Post struct {
	ID, UserID int64
	Grant      policy.Grant
	AreaName   string
	AreaCode   string
}

type postRow struct {
	Held               grantRow `gorm:"embedded"`
	AreaName, AreaCode string
}

// Posts are all grants of a staff account, past and future ones too, the newest first.
func (r *Reader) Posts(ctx context.Context, userID int64) ([]Post, error) {
	var rows []postRow
	err := r.db.WithContext(ctx).Table("grants").Select("grants.*, areas.name AS area_name, areas.code AS area_code").
		Joins("LEFT JOIN areas ON areas.id = grants.area_id").Where("grants.user_id = ?", userID).Order("grants.from_at DESC, grants.id DESC").Scan(&rows).Error
	posts := make([]Post, 0, len(rows))
	for _, row := range rows {
		g := row.Held
		posts = append(posts, Post{ID: g.ID, UserID: g.UserID, AreaName: row.AreaName, AreaCode: row.AreaCode,
			Grant: policy.Grant{Role: g.Role, AreaID: g.AreaID, Level: g.Level, From: moment(g.FromAt), To: moment(g.ToAt)}})
	}
	return posts, err
}

// EndPost lets a grant end at a moment; the row stays, so that the history can be read.
func (t *Tx) EndPost(id int64, at workday.Moment) error {
	return t.db.Table("grants").Where("id = ?", id).Update("to_at", at).Error
}

// LockUserByRef reads a staff account and makes those who change its posts wait for each other.
func (t *Tx) LockUserByRef(ctx context.Context, ref string) (models.User, error) {
	var id int64
	if err := t.lock(t.db.Table("users").Select("id").Where("ref = ? AND staff = ?", ref, true)).Scan(&id).Error; err != nil {
		return models.User{}, err
	}
	if id == 0 {
		return models.User{}, models.ErrNotFound
	}
	return t.User(ctx, id)
}

// Colleague is a staff account, without its login.
type Colleague struct {
	ID         int64
	Ref, Title string
	Name       string `gorm:"-"`
	Disabled   bool
	NameValue  []byte `gorm:"column:name"`
}

// ListWalkers are the grid workers and officers who have, had or will have a post in the areas of a scope, by number.
func (r *Reader) ListWalkers(ctx context.Context, scope policy.Scope) ([]Colleague, error) {
	return r.ListColleagues(ctx, scope, policy.Auxiliary, policy.Officer)
}

// ListColleagues are the staff who have, had or will have a post in one of some roles in the areas of a scope, by number.
func (r *Reader) ListColleagues(ctx context.Context, scope policy.Scope, roles ...policy.Role) ([]Colleague, error) {
	areas, err := r.ListAreas(ctx, scope, "")
	if err != nil {
		return nil, err
	}
	ids := []int64{0}
	for _, a := range areas {
		ids = append(ids, a.ID)
	}
	var all []Colleague
	err = r.db.WithContext(ctx).Table("users").Select("users.id, users.ref, users.title, users.name, users.disabled").
		Where("users.staff = ? AND users.id IN (SELECT user_id FROM grants WHERE area_id IN ? AND role IN ?)", true, ids, roles).
		Order("users.id").Scan(&all).Error
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Name, err = r.ring.Open("users", "name", all[i].Ref, all[i].NameValue); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// SaveHand keeps a hand-over.
func (t *Tx) SaveHand(h *models.PostHand) error {
	if h.ID != 0 {
		return t.db.Table("post_hands").Where("id = ?", h.ID).Select("*").Omit("id").Updates(h).Error
	}
	h.Ref = token.NewRef()
	return t.db.Table("post_hands").Create(h).Error
}

// HandsDue are the hand-overs whose day has come and whose drafts and checks still lie with the predecessor.
func (r *Reader) HandsDue(ctx context.Context, at workday.Moment) ([]models.PostHand, error) {
	var all []models.PostHand
	err := r.db.WithContext(ctx).Table("post_hands").Where("settled_at = 0 AND starts_at <= ?", at).Order("id").Limit(100).Scan(&all).Error
	return all, err
}

// LockHand reads a hand-over again in the transaction that settles it.
func (t *Tx) LockHand(id int64) (models.PostHand, error) {
	var h models.PostHand
	err := t.lock(t.db.Table("post_hands").Where("id = ?", id)).Take(&h).Error
	return h, one(err)
}

// HandsTo are the hand-overs to somebody that began since a moment and have begun at another, newest first.
func (r *Reader) HandsTo(ctx context.Context, userID int64, since, at workday.Moment) ([]models.PostHand, error) {
	var all []models.PostHand
	err := r.db.WithContext(ctx).Table("post_hands").Where("to_user = ? AND starts_at > ? AND starts_at <= ?", userID, since, at).Order("id DESC").Limit(20).Scan(&all).Error
	return all, err
}
