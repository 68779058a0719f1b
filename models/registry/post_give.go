package registry

import (
	"context"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// GiveForm is a post that somebody gets: as what, where, from which day and until which.
type GiveForm struct {
	Role, AreaCode string
	Choice         string    // today or other: the first day
	From           [3]string // year, month, day
	Until          [3]string // the last day; empty = no end
}

// GivePost gives a staff member a role over an area from a day to a day, beside those he has. Errors: Invalid at role,
// area_code, from and until.
func (r *Registry) GivePost(ctx context.Context, who policy.Actor, userRef string, f GiveForm, at time.Time) error {
	now := workday.At(at)
	return r.changeStaff(ctx, who, userRef, at, func(tx *store.Tx, user models.User, entry *models.AuditEntry) error {
		if user.ID == who.UserID {
			return models.Refuse(models.Conflict, "不能给自己加职责。请另一位管理员来办")
		}
		grant, faults := readGive(f, now)
		if f.AreaCode != "" {
			fault, err := grantArea(ctx, &tx.Reader, &grant, f.AreaCode)
			if err != nil {
				return err
			}
			faults.Add("area_code", fault)
		}
		held, err := tx.Grants(ctx, user.ID)
		if err != nil {
			return err
		}
		for _, g := range held {
			if g.Role == grant.Role && g.AreaID == grant.AreaID && (g.To == 0 || g.To > grant.From) && (grant.To == 0 || grant.To > g.From) {
				faults.Add("area_code", "这几天他在这里已经有这项职责，不用再加")
			}
		}
		if err := faults.Err(); err != nil {
			return err
		}
		entry.Detail = "加职责 " + f.Role + " " + f.AreaCode
		return tx.SaveGrant(user.ID, grant)
	})
}

func readGive(f GiveForm, now workday.Moment) (policy.Grant, models.Faults) {
	var faults models.Faults
	grant := policy.Grant{Role: policy.Role(f.Role)}
	if !knownWord(StaffRoles, f.Role) {
		faults.Add("role", "请选做什么工作")
	}
	if f.Role != string(policy.Admin) && f.AreaCode == "" {
		faults.Add("area_code", "请选管哪个区域")
	}
	from, fault := postDay(f.Choice, f.From[0], f.From[1], f.From[2], now)
	faults.Add("from", fault)
	grant.From = from
	if strings.Join(f.Until[:], "") != "" {
		day, fault := readDate(f.Until[0], f.Until[1], f.Until[2])
		if fault == "" && day < from.Day() {
			fault = "最后一天不能早于第一天"
		}
		faults.Add("until", fault)
		grant.To = workday.At((day + 1).Start())
	}
	return grant, faults
}

// EndPost ends one post of a staff member now; it stays in the history. Nobody ends his own.
func (r *Registry) EndPost(ctx context.Context, who policy.Actor, userRef string, postID int64, at time.Time) error {
	now := workday.At(at)
	return r.changeStaff(ctx, who, userRef, at, func(tx *store.Tx, user models.User, entry *models.AuditEntry) error {
		if user.ID == who.UserID {
			return models.Refuse(models.Conflict, "不能停自己的职责。请另一位管理员来办")
		}
		held, err := tx.Posts(ctx, user.ID)
		if err != nil {
			return err
		}
		for _, p := range held {
			if p.ID != postID {
				continue
			}
			if p.Grant.To != 0 && p.Grant.To <= now {
				return models.Refuse(models.Conflict, "这项职责已经到期，不用再停")
			}
			entry.Detail = "停职责 " + string(p.Grant.Role) + " " + p.AreaCode
			if err := tx.EndPost(p.ID, max(now, p.Grant.From)); err != nil {
				return err
			}
			return tx.EndSessions(user.ID)
		}
		return models.ErrNotFound
	})
}
