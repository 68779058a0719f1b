package registry

import (
	"bytes"
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"anju/models"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// StayChange is what a landlord may change of a stay (变更). The document number is not among it: a wrong one is checked
// out and entered anew.
type StayChange struct {
	Rev      int64 // of the stay that was shown; an older one is refused
	Room     string
	Phone    string
	NoPhone  bool
	Relation string
	LeaseEnd DayForm // Choice "other" with a date, or "" for none
	// Guardian and his phone are read of a child whose guardian is still to be asked; left empty it stays so (RULES 30).
	Guardian, GuardPhone string
}

// ChangeStay changes room, phone, relation or the end of the lease. A phone that its holder has proved is his alone:
// whoever could put his own in its place would sign in as the tenant. Errors: Invalid with faults, Conflict when somebody
// else was faster.
func (r *Registry) ChangeStay(ctx context.Context, who policy.Actor, stayRef string, c StayChange, at time.Time) error {
	return r.changeStay(ctx, who, policy.StayChange, stayRef, at, func(tx *store.Tx, unit *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		return r.changeTo(ctx, tx, who, unit, line, entry, c)
	})
}

// changeTo is what ChangeStay does within its transaction.
func (r *Registry) changeTo(ctx context.Context, tx *store.Tx, who policy.Actor, unit *models.Unit, line *store.Entry, entry *models.AuditEntry, c StayChange) error {
	if c.Rev != 0 && c.Rev != line.Stay.Rev {
		return store.ErrChanged
	}
	var faults models.Faults
	rooms, err := tx.Rooms(ctx, unit.ID)
	if err != nil {
		return err
	}
	room := models.Room{}
	for _, candidate := range rooms {
		if candidate.No == strings.TrimSpace(c.Room) {
			room = candidate
		}
	}
	if room.ID == 0 {
		faults.Add("room", "请选住哪一间")
	}
	number, fault := "", ""
	if !(c.NoPhone && strings.TrimSpace(c.Phone) == "") {
		number, fault = phone.Check(c.Phone)
		faults.Add("phone", fault)
	}
	if fault == "" && number != line.Tenant.Phone && !who.IsSystem() && !bytes.Equal(who.Phone, line.Stay.PhoneIdx) {
		proved, err := provedPhone(ctx, &tx.Reader, line.Stay)
		if err != nil {
			return err
		}
		if proved {
			faults.Add("phone", "这个手机号房客自己验证过，只能由他改。请让房客自己改，或打网格员的电话")
		}
	}
	if utf8.RuneCountInString(strings.TrimSpace(c.Relation)) > 8 {
		faults.Add("relation", "关系写短一点，8 个字以内")
	}
	asked := readGuardian(line, c, number, &faults, entry.At.Day())
	var leaseEnd workday.Day
	if c.LeaseEnd.Choice == "other" {
		var fault string
		leaseEnd, fault = readDate(c.LeaseEnd.Y, c.LeaseEnd.M, c.LeaseEnd.D)
		faults.Add("lease_end", fault)
	}
	if err := faults.Err(); err != nil {
		return err
	}
	entry.Detail = changed(line, room, number, c, leaseEnd, asked)
	if number != line.Tenant.Phone {
		line.Tenant.Phone = number
		if err := tx.SaveTenant(&line.Tenant); err != nil {
			return err
		}
		line.Stay.PhoneIdx = tx.PhoneIndex(number)
	}
	line.Stay.RoomID, line.Stay.Relation, line.Stay.LeaseEnd = room.ID, strings.TrimSpace(c.Relation), leaseEnd
	return tx.SaveStay(&line.Stay)
}

// readGuardian reads who consents for a child, as the form of moving in does: with his name the consent is obtained.
func readGuardian(line *store.Entry, c StayChange, number string, faults *models.Faults, today workday.Day) bool {
	name, typed := CleanName(c.Guardian), strings.TrimSpace(c.GuardPhone)
	if name+typed == "" || !line.Stay.AsksGuardian(line.Tenant, today) {
		return false
	}
	if name == "" {
		faults.Add("guardian_name", "请填监护人姓名")
	} else {
		faults.Add("guardian_name", checkName(name))
	}
	switch {
	case typed != "":
		guard, fault := phone.Check(typed)
		faults.Add("guardian_phone", fault)
		line.Stay.GuardPhone = guard
	case number == "" && line.Stay.GuardPhone == "":
		faults.Add("guardian_phone", "孩子没有手机，请填监护人的手机号")
	}
	line.Stay.Guardian, line.Stay.ConsentDue = name, false
	return true
}

// changed names the fields that changed, without their values.
func changed(line *store.Entry, room models.Room, number string, c StayChange, leaseEnd workday.Day, asked bool) string {
	var words []string
	if room.ID != line.Stay.RoomID {
		words = append(words, "房间")
	}
	if number != line.Tenant.Phone {
		words = append(words, "手机号")
	}
	if strings.TrimSpace(c.Relation) != line.Stay.Relation {
		words = append(words, "关系")
	}
	if leaseEnd != line.Stay.LeaseEnd {
		words = append(words, "租约到期日")
	}
	if asked {
		words = append(words, "监护人")
	}
	return "改了" + strings.Join(words, "、")
}
