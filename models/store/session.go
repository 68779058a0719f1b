package store

import (
	"context"
	"crypto/sha256"

	"anju/models"
	"anju/models/workday"
)

// Hash is how a secret of a cookie is kept: the row alone opens nothing.
func Hash(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

func moment(n int64) workday.Moment { return workday.Moment(n) }

// Session finds a session that has not expired, by the secret in the cookie.
func (r *Reader) Session(ctx context.Context, secret string, at workday.Moment) (models.Session, error) {
	var s models.Session
	err := r.db.WithContext(ctx).Table("sessions").Where("hash = ? AND expires_at > ?", Hash(secret), at).Take(&s).Error
	return s, one(err)
}

// signedInRow is an account with what its session says; one statement, for every page asks it.
type signedInRow struct {
	Account  userRow `gorm:"embedded"`
	SID      int64
	SKind    string
	SDocOK   bool `gorm:"column:s_doc_ok"`
	SFreshAt workday.Moment
	SSeenAt  workday.Moment
}

// SignedIn finds a live session by its cookie, with the account that it is of. Of the session it says the kind, how much was
// proved and when it was used. NotFound where there is none.
func (r *Reader) SignedIn(ctx context.Context, secret string, at workday.Moment) (models.Session, models.User, error) {
	row, err := readRow[signedInRow](r.db.WithContext(ctx).Table("sessions").Joins("JOIN users ON users.id = sessions.user_id").
		Select("users.*, sessions.id AS s_id, sessions.kind AS s_kind, sessions.doc_ok AS s_doc_ok, sessions.fresh_at AS s_fresh_at, sessions.seen_at AS s_seen_at").
		Where("sessions.hash = ? AND sessions.expires_at > ?", Hash(secret), at))
	if err != nil {
		return models.Session{}, models.User{}, err
	}
	user, err := r.openUser(row.Account)
	return models.Session{ID: row.SID, UserID: user.ID, Kind: row.SKind, DocOK: row.SDocOK, FreshAt: row.SFreshAt, SeenAt: row.SSeenAt}, user, err
}

// SaveSession adds or changes a session.
func (t *Tx) SaveSession(s *models.Session) error {
	if s.ID != 0 {
		return t.db.Table("sessions").Where("id = ?", s.ID).Select("*").Omit("id").Updates(s).Error
	}
	return t.db.Table("sessions").Create(s).Error
}

// TouchSession records that a session was used, and leaves everything else in it alone.
func (t *Tx) TouchSession(id int64, seen, expires workday.Moment) error {
	return t.db.Table("sessions").Where("id = ?", id).Updates(map[string]any{"seen_at": seen, "expires_at": expires}).Error
}

// EndSession forgets a session.
func (t *Tx) EndSession(secret string) error {
	return t.db.Table("sessions").Where("hash = ?", Hash(secret)).Delete(&models.Session{}).Error
}

// EndSessions forgets all sessions of a user.
func (t *Tx) EndSessions(userID int64) error {
	return t.db.Table("sessions").Where("user_id = ?", userID).Delete(&models.Session{}).Error
}

// Device says whether a browser is known for a user and a kind.
func (r *Reader) Device(ctx context.Context, secret string, userID int64, kind string) (bool, error) {
	var n int64
	err := r.db.WithContext(ctx).Table("devices").Where("hash = ? AND user_id = ? AND kind = ?", Hash(secret), userID, kind).Count(&n).Error
	return n > 0, err
}

// SaveDevice remembers a browser.
func (t *Tx) SaveDevice(secret string, userID int64, kind string, at workday.Moment) error {
	added, err := insertIgnore(t.db, "devices", &models.Device{Hash: Hash(secret), UserID: userID, Kind: kind, SeenAt: at})
	if err == nil && !added {
		_, err = t.TouchDevice(secret, userID, kind, 0, at)
	}
	return err
}

// SaveCode keeps the MAC of a sign-in code and spends all older ones of the phone.
func (t *Tx) SaveCode(c *models.Code) error {
	err := t.db.Table("otp_codes").Where("phone_idx = ? AND used_at = 0", c.PhoneIdx).Update("used_at", c.CreatedAt).Error
	if err != nil {
		return err
	}
	return t.db.Table("otp_codes").Create(c).Error
}

// LastCode is the newest code of a phone; the zero Code when there is none.
func (t *Tx) LastCode(phoneIdx []byte) (models.Code, error) {
	var c models.Code
	err := t.lock(t.db.Table("otp_codes").Where("phone_idx = ?", phoneIdx).Order("id DESC").Limit(1)).Scan(&c).Error
	return c, err
}

// TryCode counts a try, or spends the code.
func (t *Tx) TryCode(c models.Code) error {
	return t.db.Table("otp_codes").Where("id = ?", c.ID).Updates(map[string]any{"tries": c.Tries, "used_at": c.UsedAt}).Error
}

// Hits says how many events of a key were counted in a window.
func (t *Tx) Hits(key string, window workday.Moment) (int, error) {
	var hits int
	err := t.db.Table("rate_windows").Select("hits").Where("rate_key = ? AND window_start = ?", key, window).Scan(&hits).Error
	return hits, err
}

// Hit counts one event of a key in a window and says how many there are now. Windows are rows: a limit that matters
// holds across processes.
func (t *Tx) Hit(key string, window workday.Moment) (int, error) {
	var hits int
	q := t.lock(t.db.Table("rate_windows").Select("hits").Where("rate_key = ? AND window_start = ?", key, window))
	if err := q.Scan(&hits).Error; err != nil {
		return 0, err
	}
	if hits == 0 {
		added, err := insertIgnore(t.db, "rate_windows", map[string]any{"rate_key": key, "window_start": window, "hits": 1})
		if err != nil || added {
			return 1, err
		}
	}
	err := t.db.Exec("UPDATE rate_windows SET hits = hits + 1 WHERE rate_key = ? AND window_start = ?", key, window).Error
	if err != nil || hits > 0 {
		return hits + 1, err
	}
	// Another transaction made the window between the look and the insert: what it counted counts.
	err = t.db.Table("rate_windows").Select("hits").Where("rate_key = ? AND window_start = ?", key, window).Scan(&hits).Error
	return hits, err
}
