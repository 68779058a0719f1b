package store

import (
	"context"

	"anju/models"
	"anju/models/policy"
	"anju/models/token"
)

type userRow struct {
	models.User `gorm:"embedded"`
	NameSealed  []byte  `gorm:"column:name"`
	PhoneSealed []byte  `gorm:"column:phone"`
	PhoneIdx    []byte  `gorm:"column:phone_idx"`
	DocSealed   []byte  `gorm:"column:doc_no"`
	DocIdx      []byte  `gorm:"column:doc_idx"`
	LoginName   *string `gorm:"column:login"`
	TOTPSealed  []byte  `gorm:"column:totp_secret"`
}

func (r *Reader) openUser(row userRow) (models.User, error) {
	u := row.User
	for _, c := range []struct {
		column string
		sealed []byte
		plain  *string
	}{{"name", row.NameSealed, &u.Name}, {"phone", row.PhoneSealed, &u.Phone}, {"doc_no", row.DocSealed, &u.DocNo}, {"totp_secret", row.TOTPSealed, &u.TOTPSecret}} {
		plain, err := r.ring.Open("users", c.column, u.Ref, c.sealed)
		if err != nil {
			return u, err
		}
		*c.plain = plain
	}
	if row.LoginName != nil {
		u.Login = *row.LoginName
	}
	return u, nil
}

func (r *Reader) userWhere(ctx context.Context, where string, arg any) (models.User, error) {
	row, err := readRow[userRow](r.db.WithContext(ctx).Table("users").Where(where, arg))
	if err != nil {
		return models.User{}, err
	}
	return r.openUser(row)
}

// User finds an account by id.
func (r *Reader) User(ctx context.Context, id int64) (models.User, error) {
	return r.userWhere(ctx, "id = ?", id)
}

// UserByPhone finds a person's account by the phone.
func (r *Reader) UserByPhone(ctx context.Context, phone string) (models.User, error) {
	return r.userWhere(ctx, "phone_idx = ?", r.ring.Index("phone", phone))
}

// UserByLogin finds a staff account by the login.
func (r *Reader) UserByLogin(ctx context.Context, login string) (models.User, error) {
	return r.userWhere(ctx, "login = ?", login)
}

// SaveUser adds or changes an account.
func (t *Tx) SaveUser(u *models.User) error {
	if u.Ref == "" {
		u.Ref = token.NewRef()
	}
	row, err := t.sealUser(u)
	if err != nil {
		return err
	}
	if u.ID != 0 {
		return t.db.Table("users").Where("id = ?", u.ID).Select("*").Omit("id").Updates(&row).Error
	}
	if err := unlessTaken(t.db.Table("users").Create(&row).Error); err != nil {
		return err
	}
	u.ID = row.ID
	return nil
}

// sealUser seals an account that has its ref. A landlord is known by the index of his identity, as a tenant is.
func (r *Reader) sealUser(u *models.User) (userRow, error) {
	row := userRow{User: *u, PhoneIdx: r.ring.Index("phone", u.Phone), DocIdx: r.LandlordIndex(u.DocType, u.DocNo)}
	if u.Login != "" {
		login := u.Login
		row.LoginName = &login
	}
	for _, c := range []struct {
		column, plain string
		sealed        *[]byte
	}{{"name", u.Name, &row.NameSealed}, {"phone", u.Phone, &row.PhoneSealed}, {"doc_no", u.DocNo, &row.DocSealed}, {"totp_secret", u.TOTPSecret, &row.TOTPSealed}} {
		sealed, err := r.ring.Seal("users", c.column, u.Ref, c.plain)
		if err != nil {
			return row, err
		}
		*c.sealed = sealed
	}
	return row, nil
}

// UseTOTPStep spends a step of a user's authenticator; false when it or a later one was used before.
func (t *Tx) UseTOTPStep(userID, step int64) (bool, error) {
	res := t.db.Table("users").Where("id = ? AND totp_step < ?", userID, step).Update("totp_step", step)
	return res.RowsAffected > 0, res.Error
}

type grantRow struct {
	ID     int64
	UserID int64
	Role   policy.Role
	AreaID int64
	Level  policy.Level
	FromAt int64
	ToAt   int64
}

// Grants are all grants of a staff account, past and future ones too.
func (r *Reader) Grants(ctx context.Context, userID int64) ([]policy.Grant, error) {
	rows, err := readRows[grantRow](r.db.WithContext(ctx).Table("grants").Where("user_id = ?", userID).Order("id"))
	if err != nil {
		return nil, err
	}
	grants := make([]policy.Grant, 0, len(rows))
	for _, g := range rows {
		grants = append(grants, policy.Grant{Role: g.Role, AreaID: g.AreaID, Level: g.Level, From: moment(g.FromAt), To: moment(g.ToAt)})
	}
	return grants, nil
}

// SaveGrant gives a role over an area.
func (t *Tx) SaveGrant(userID int64, g policy.Grant) error {
	return t.db.Table("grants").Create(&grantRow{UserID: userID, Role: g.Role, AreaID: g.AreaID, Level: g.Level,
		FromAt: int64(g.From), ToAt: int64(g.To)}).Error
}

// Actor puts together who a user acts as.
func (r *Reader) Actor(ctx context.Context, u models.User) (policy.Actor, error) {
	a := policy.Actor{UserID: u.ID, UserRef: u.Ref, Name: u.Name, Staff: u.Staff}
	if u.Staff {
		var err error
		a.Grants, err = r.Grants(ctx, u.ID)
		return a, err
	}
	if u.Listed {
		a.Name = ""
	}
	a.Phone = r.ring.Index("phone", u.Phone)
	if len(u.Phone) >= 4 {
		a.PhoneEnd = u.Phone[len(u.Phone)-4:]
	}
	return a, nil
}

// OwnsUnit says whether an account is the landlord of any home; of one that waits to be claimed nobody is.
func (r *Reader) OwnsUnit(ctx context.Context, userID int64) (bool, error) {
	var n int64
	err := r.db.WithContext(ctx).Table("units").Where("owner_id = ? AND claim <> ?", userID, models.ClaimOpen).Limit(1).Count(&n).Error
	return n > 0, err
}
