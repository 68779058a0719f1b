package registry

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pquerna/otp/totp"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

// StaffForm is what is said of a new staff member.
type StaffForm struct {
	Login    string
	Name     string
	Title    string // 社区民警, 网格员
	Password string // the first one, told to the person
	Role     string
	AreaCode string // "" only for admins, who see no area
}

// StaffRoles are the roles that somebody can be given, with their words and usual titles.
var StaffRoles = [][2]string{
	{string(policy.Auxiliary), "网格员"}, {string(policy.Officer), "社区民警"}, {string(policy.Supervisor), "督导"},
	{string(policy.ChildWorker), "儿童主任"}, {string(policy.Admin), "管理员"},
}

const (
	shortestPassword = 10
	loginTaken       = "这个登录名有人用了，请换一个"
)

// AddStaff opens a staff account with one role over one area. The authenticator's secret (base32) and the recovery codes
// are answered once and can never be read again. A login that is taken is refused.
func (r *Registry) AddStaff(ctx context.Context, who policy.Actor, f StaffForm, at time.Time) (secret string, recovery []string, err error) {
	if err := policy.May(who, policy.StaffManage, policy.Record{}, workday.At(at)); err != nil {
		return "", nil, err
	}
	f.Login = strings.ToLower(strings.TrimSpace(f.Login))
	f.Name, f.Title = CleanName(f.Name), strings.TrimSpace(f.Title)
	if err := checkStaff(&f); err != nil {
		return "", nil, err
	}
	hash, err := hashPassword(ctx, f.Password) // slow: outside the transaction
	if err != nil {
		return "", nil, err
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "anju", AccountName: f.Login})
	if err != nil {
		return "", nil, err
	}
	err = r.errand(ctx, who, policy.StaffManage, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		grant := policy.Grant{Role: policy.Role(f.Role), From: workday.At(at)}
		if f.AreaCode != "" {
			fault, err := grantArea(ctx, &tx.Reader, &grant, f.AreaCode)
			if err != nil {
				return err
			}
			if fault != "" {
				return models.FaultAt("area_code", fault)
			}
		}
		_, err := tx.UserByLogin(ctx, f.Login)
		if err == nil {
			return models.FaultAt("login", loginTaken)
		}
		if !models.IsKind(err, models.NotFound) {
			return err
		}
		user := models.User{Ref: token.NewRef(), Staff: true, Name: f.Name, Login: f.Login, Title: f.Title, PasswordHash: hash,
			TOTPSecret: key.Secret(), CreatedAt: workday.At(at)}
		recovery, user.Recovery = newRecovery(tx, user.Ref)
		if err := tx.SaveUser(&user); err != nil {
			return err
		}
		entry.Subject, entry.RefID, entry.Detail = "user", user.ID, "加"+f.Role
		return tx.SaveGrant(user.ID, grant)
	})
	if errors.Is(err, store.ErrTaken) {
		err = models.FaultAt("login", loginTaken)
	}
	if err != nil {
		return "", nil, err
	}
	return key.Secret(), recovery, nil
}

// grantArea puts the area of a code into a grant, and says what is wrong with it. An administrator is one of everything, so
// that his area is the top of the register or none: "administrator of a grid" would promise less than he may.
func grantArea(ctx context.Context, read *store.Reader, g *policy.Grant, code string) (fault string, err error) {
	area, err := read.AreaByCode(ctx, strings.TrimSpace(code))
	if models.IsKind(err, models.NotFound) {
		return "没有这个区域，请对着列表再选一次", nil
	}
	if err != nil {
		return "", err
	}
	g.AreaID, g.Level = area.ID, policy.Level(area.Level)
	if g.Role != policy.Admin {
		return "", nil
	}
	all, err := read.AllAreas(ctx)
	top := area
	for _, a := range all {
		if !a.Ended() && models.LevelRank(a.Level) < models.LevelRank(top.Level) {
			top = a
		}
	}
	if top.Level == area.Level && area.ParentID == 0 {
		return "", err
	}
	return "管理员管全部，不能只管一个" + models.LevelNames[area.Level] + "。请选“不管区域”，或者最上面的" + top.Name + "。只管一处的，请选别的工作", err
}

func checkStaff(f *StaffForm) error {
	var faults models.Faults
	if len(f.Login) < 3 || len(f.Login) > 40 || strings.Trim(f.Login, "abcdefghijklmnopqrstuvwxyz0123456789._-") != "" {
		faults.Add("login", "登录名用小写字母和数字，3 到 40 个，例如：chen01")
	}
	if n := utf8.RuneCountInString(f.Name); n == 0 || n > 30 {
		faults.Add("name", "请写姓名，例如：陈网格员")
	}
	faults.Add("password", passwordFault(f.Password))
	if !knownWord(StaffRoles, f.Role) {
		faults.Add("role", "请选做什么工作")
	}
	if f.Role != string(policy.Admin) && strings.TrimSpace(f.AreaCode) == "" {
		faults.Add("area_code", "请选管哪个区域")
	}
	if utf8.RuneCountInString(f.Title) > 15 {
		faults.Add("title", "职务写短一点，15 个字以内")
	}
	if f.Title == "" {
		for _, role := range StaffRoles {
			if role[0] == f.Role {
				f.Title = role[1]
			}
		}
	}
	return faults.Err()
}
