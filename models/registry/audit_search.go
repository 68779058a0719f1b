package registry

import (
	"context"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

// AuditQuery is what a supervisor asks of the audit, as typed; an empty part asks for all.
type AuditQuery struct {
	Staff  string // ref of a worker
	Action string
	Day    workday.Day
	Code   string // 房屋编号 or the code of the files
	Ref    string // of a home, a stay, a flag, a visit, a request
	Before int64
	N      int
}

// Audited are the roles whose work a supervisor can ask for by name, his own and that of other supervisors too.
var Audited = []policy.Role{policy.Auxiliary, policy.Officer, policy.Supervisor, policy.ChildWorker}

// SearchAudit lists entries of the audit about the actor's areas, newest first, and puts the search itself down: what was
// asked, not what was typed. Without any condition it looks at the day of at. Errors: Invalid at staff, code and ref, for what is
// not there or lies elsewhere.
func (r *Registry) SearchAudit(ctx context.Context, who policy.Actor, q AuditQuery, at time.Time) ([]store.AuditRow, error) {
	now := workday.At(at)
	if err := policy.MayEnter(who, policy.AuditView, now); err != nil {
		return nil, err
	}
	scope := policy.ScopeOf(who, policy.AuditView, now)
	filter, asked, err := r.auditFilter(ctx, scope, q)
	if err != nil {
		return nil, err
	}
	if len(asked) == 0 {
		filter.Day, asked = now.Day(), []string{"今天"}
	}
	rows, err := r.Store.ListAuditRows(ctx, scope, filter) // a long search holds up nobody who writes
	if err != nil {
		return nil, err
	}
	err = r.errand(ctx, who, policy.AuditView, at, func(_ *store.Tx, entry *models.AuditEntry) error {
		entry.Subject, entry.Detail = "audit", "按"+strings.Join(asked, "、")
		return nil
	})
	if err != nil {
		return nil, err
	}
	return rows, nil
}

// auditFilter turns what was typed into what the store looks for, and says in words what was asked.
func (r *Registry) auditFilter(ctx context.Context, scope policy.Scope, q AuditQuery) (store.AuditFilter, []string, error) {
	f := store.AuditFilter{Action: q.Action, Day: q.Day, Before: q.Before, N: q.N}
	var asked []string
	var faults models.Faults
	if q.Action != "" {
		asked = append(asked, "动作")
	}
	if q.Day != 0 {
		asked = append(asked, "日子")
	}
	if q.Staff != "" {
		asked = append(asked, "人员")
		staff, err := r.Store.ListColleagues(ctx, scope, Audited...)
		if err != nil {
			return f, nil, err
		}
		for _, s := range staff {
			if s.Ref == q.Staff {
				f.UserID = s.ID
			}
		}
		if f.UserID == 0 {
			faults.Add("staff", "您的范围里没有这个人，请再选一次")
		}
	}
	if code := strings.TrimSpace(q.Code); code != "" {
		asked = append(asked, "房屋编号")
		unit, err := r.unitByCode(ctx, scope, code)
		if models.IsKind(err, models.NotFound) {
			faults.Add("code", "您的范围里没有这个房屋编号，请照着门牌再输一遍")
		} else if err != nil {
			return f, nil, err
		}
		f.UnitID = unit.ID
	}
	if ref := strings.TrimSpace(q.Ref); ref != "" {
		asked = append(asked, "记录号")
		subject, id, unitID, err := r.Store.AuditedRef(ctx, ref)
		switch {
		case models.IsKind(err, models.NotFound) || err == nil && f.UnitID != 0 && f.UnitID != unitID:
			faults.Add("ref", "没有这个记录号，请整个复制过来")
		case err != nil:
			return f, nil, err
		default:
			f.UnitID = unitID
			if subject != "unit" {
				f.Subject, f.RefID = subject, id
			}
		}
	}
	return f, asked, faults.Err()
}

func (r *Registry) unitByCode(ctx context.Context, scope policy.Scope, code string) (models.Unit, error) {
	if short := token.NormaliseShortCode(code); token.ValidShortCode(short) {
		return r.Store.UnitByShortCode(ctx, scope, short)
	}
	return r.Store.UnitCoded(ctx, scope, code)
}

// ReadDay reads a day of three fields, with the sentence for one that is none.
func ReadDay(y, m, d string) (workday.Day, string) { return readDate(y, m, d) }
