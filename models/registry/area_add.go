package registry

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"anju/models"
	"anju/models/mask"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// AddArea puts an area under another, found by its code ("" at the top). Levels may be skipped, never turned round. A
// code that is taken is refused, so that the same form sent twice adds one area. Errors: Invalid with faults.
func (r *Registry) AddArea(ctx context.Context, who policy.Actor, parentCode string, a models.Area, at time.Time) (models.Area, error) {
	a = trimArea(a)
	if err := checkArea(a); err != nil {
		return models.Area{}, err
	}
	var added models.Area
	err := r.errand(ctx, who, policy.AreaManage, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.May(who, policy.AreaManage, policy.Record{}, workday.At(at)); err != nil {
			return err
		}
		added = a
		added.ID, added.Ref, added.ParentID, added.Path = 0, "", 0, ""
		if code := strings.TrimSpace(parentCode); code != "" {
			parent, err := tx.AreaByCode(ctx, code)
			if models.IsKind(err, models.NotFound) {
				return models.FaultAt("parent_code", "没有这个上级编码，请对着列表再选一次")
			}
			if err != nil {
				return err
			}
			if models.LevelRank(parent.Level) >= models.LevelRank(added.Level) {
				return models.FaultAt("level", models.LevelNames[added.Level]+"不能放在"+models.LevelNames[parent.Level]+"下面")
			}
			added.ParentID = parent.ID
		}
		if err := freeCode(ctx, &tx.Reader, added.Code); err != nil {
			return err
		}
		if err := tx.SaveArea(&added); err != nil {
			return err
		}
		entry.Subject, entry.RefID, entry.Detail = "area", added.ID, "加"+models.LevelNames[added.Level]
		return nil
	})
	if errors.Is(err, store.ErrTaken) {
		err = models.FaultAt("code", areaTaken)
	}
	return added, err
}

// AreaCodeFree says at code that another area has a code, before anything is made under it. Errors: Invalid, Forbidden.
func (r *Registry) AreaCodeFree(ctx context.Context, who policy.Actor, code string, at time.Time) error {
	if err := policy.MayEnter(who, policy.AreaManage, workday.At(at)); err != nil {
		return err
	}
	return freeCode(ctx, r.Store.Reader, trimArea(models.Area{Code: code}).Code)
}

func freeCode(ctx context.Context, read *store.Reader, code string) error {
	_, err := read.AreaByCode(ctx, code)
	switch {
	case err == nil:
		return models.FaultAt("code", areaTaken)
	case models.IsKind(err, models.NotFound):
		return nil
	}
	return err
}

const areaTaken = "这个编码已经有了，请换一个"

func trimArea(a models.Area) models.Area {
	for _, s := range []*string{&a.Code, &a.Name, &a.PostName, &a.PostPhone, &a.OfficerName, &a.WorkerName, &a.WorkerPhone} {
		*s = strings.Join(strings.Fields(*s), " ")
	}
	return a
}

func checkArea(a models.Area) error {
	var faults models.Faults
	if models.LevelRank(a.Level) == 0 {
		faults.Add("level", "请选是哪一级：市、区县、街道（镇）、社区、网格")
	}
	if a.Name == "" || utf8.RuneCountInString(a.Name) > 30 {
		faults.Add("name", "请写名称，30 个字以内，例如：青禾 03 网格")
	}
	if a.Code == "" || len(a.Code) > 40 || strings.Trim(a.Code, codeLetters) != "" {
		faults.Add("code", "编码只用数字、字母和短横，例如：33990011")
	}
	if a.Zone != "" && a.Zone != "urban" && a.Zone != "rural" {
		faults.Add("zone", "请选建成区还是农村")
	}
	if utf8.RuneCountInString(a.PostName) > 30 {
		faults.Add("post_name", "写短一点")
	}
	faults.Add("officer_name", checkContact(a.OfficerName))
	faults.Add("worker_name", checkContact(a.WorkerName))
	faults.Add("post_phone", officePhone(a.PostPhone))
	faults.Add("worker_phone", officePhone(a.WorkerPhone))
	return faults.Err()
}

// officePhone says what is wrong with a phone that everybody may call, "" when nothing.
func officePhone(number string) string {
	if len(number) > 30 || strings.Trim(number, "0123456789- ") != "" {
		return "电话只写数字，例如：0500-880 0101"
	}
	return ""
}

// mostContact is how long a name may be that stands on the pages behind a door.
const mostContact = 15

// checkContact says what is wrong with the name of an officer or a grid worker as everybody reads it at the door: a name, or how he is
// called there (小陈), and no phone.
func checkContact(name string) string {
	if utf8.RuneCountInString(name) > mostContact {
		return "写短一点，15 个字以内"
	}
	if mask.Holds(name) {
		return "这里人人看得到，只写姓名或称呼，电话写在下面一格"
	}
	for i, r := range name {
		if !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r) && !strings.ContainsRune("· （）()、", r)) {
			return "只写姓名或称呼，用汉字或字母，例如：小陈"
		}
	}
	return ""
}

const codeLetters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-"
