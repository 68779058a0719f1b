package registry

import (
	"context"
	"strconv"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

// CheckedIn is what a check-in led to.
type CheckedIn struct {
	StayRef string
	Texted  bool // the tenant gets R04
	Again   bool // the same form came twice; nothing was doubled
}

// CheckIn reports new stays in one home (入住登记): one form, or the five rows of 多人一起登. Every form is checked before
// anything is saved, and all are saved or none; faults of the second and later forms carry the row in their words. once
// is the form's idempotency key. Errors: Invalid with faults at fields, NotFound outside one's homes.
func (r *Registry) CheckIn(ctx context.Context, who policy.Actor, unitRef string, forms []StayForm, once string, at time.Time) (CheckedIn, error) {
	var done CheckedIn
	err := r.changeUnit(ctx, who, policy.StayCheckIn, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		done = CheckedIn{}
		planned := token.NewRef()
		fresh, result, err := tx.Once(once, who.UserID, planned, workday.At(at))
		if err != nil {
			return err
		}
		if !fresh {
			entry.Subject = skipAudit
			done = CheckedIn{StayRef: result, Again: true, Texted: true}
			return nil
		}
		if done, err = r.checkIn(ctx, tx, unit, entry, forms, planned, who, at); err != nil || done.StayRef == planned {
			return err
		}
		return tx.OnceResult(once, done.StayRef) // a declaration was taken over
	})
	return done, err
}

// checkIn enters the people of the forms in one home; planned is the ref of the last one, should his stay be new.
func (r *Registry) checkIn(ctx context.Context, tx *store.Tx, unit *models.Unit, entry *models.AuditEntry, forms []StayForm, planned string, who policy.Actor, at time.Time) (CheckedIn, error) {
	var done CheckedIn
	if unit.Delisted() {
		return done, models.Refuse(models.Conflict, "这处房子已停租。要再出租，先在“房子”里点恢复出租")
	}
	rooms, err := tx.Rooms(ctx, unit.ID)
	if err != nil {
		return done, err
	}
	facts, err := r.readAll(forms, rooms, at)
	if err != nil {
		return done, err
	}
	for i, f := range facts {
		if i == len(facts)-1 {
			f.Ref = planned
		}
		stay, texted, err := r.admit(ctx, tx, *unit, f, who, i, at)
		if err != nil {
			return done, err
		}
		done.StayRef, done.Texted = stay.Ref, texted
		entry.Subject, entry.RefID, entry.StayID = "stay", stay.ID, stay.ID
	}
	if len(facts) > 1 {
		entry.Detail = strconv.Itoa(len(facts)) + " 位一起登记"
	}
	if unit.Occupancy == models.OccupancyOccupied {
		return done, nil
	}
	unit.Occupancy = models.OccupancyOccupied // RULES 36: a check-in by the landlord makes it occupied
	return done, tx.SaveUnit(unit)
}

func (r *Registry) readAll(forms []StayForm, rooms []models.Room, at time.Time) ([]StayFacts, error) {
	var all []StayFacts
	var faults models.Faults
	for i, form := range forms {
		facts, err := r.ReadStay(form, rooms, at)
		if e := models.AsError(err); e != nil {
			for _, f := range e.Faults {
				faults = append(faults, models.Fault{Field: rowField(f.Field, i), Message: rowWords(f.Message, i, len(forms))})
			}
			continue
		}
		all = append(all, facts)
	}
	return all, faults.Err()
}

// rowField names the field of a row in the five-row form: name, name_2, name_3.
func rowField(field string, row int) string {
	if row == 0 {
		return field
	}
	return field + "_" + strconv.Itoa(row+1)
}

func rowWords(message string, row, rows int) string {
	if rows == 1 {
		return message
	}
	return "第 " + strconv.Itoa(row+1) + " 位：" + message
}

// admit saves one reported stay: the person is linked to the roster of this home, never doubled. A stay that he declared
// himself is taken over instead of entered beside it.
func (r *Registry) admit(ctx context.Context, tx *store.Tx, unit models.Unit, f StayFacts, who policy.Actor, row int, at time.Time) (models.Stay, bool, error) {
	stay, err := r.stayFor(ctx, tx, unit, &f, row, true)
	if err != nil {
		return stay, false, err
	}
	now := workday.At(at)
	if stay.ID == 0 {
		stay.Ref, stay.CreatedAt, stay.CreatedBy = f.Ref, now, who.UserID
	}
	fill(&stay, unit, f)
	stay.State, stay.ReportedAt = models.StayReported, now
	stay.PhoneIdx = tx.PhoneIndex(f.Tenant.Phone)
	if err := tx.SaveStay(&stay); err != nil {
		return stay, false, err
	}
	if err := tx.TouchPerson(stay.DocIndex, unit.ID, now); err != nil {
		return stay, false, err
	}
	texted, err := r.firstNotice(ctx, tx, unit, stay, f.Tenant.Phone, at)
	if err == nil {
		err = r.foreignerNotice(ctx, tx, unit, stay, at)
	}
	return stay, texted, err
}

// stayFor finds the person in this home's roster and the stay to write: a new one, or the one he declared himself. The
// landlord's own entry says anew who the person is; anybody else's leaves a person as he is whom another stay names.
func (r *Registry) stayFor(ctx context.Context, tx *store.Tx, unit models.Unit, f *StayFacts, row int, landlord bool) (models.Stay, error) {
	index := tx.DocIndex(idcard.Key(f.Tenant.DocType, f.Tenant.DocNo))
	known, err := tx.TenantInUnit(ctx, unit.ID, index)
	if err != nil && !models.IsKind(err, models.NotFound) {
		return models.Stay{}, err
	}
	person := f.Tenant
	person.ID, person.Ref, person.UnitID, person.DocIndex, person.Language = known.ID, known.Ref, unit.ID, index, known.Language
	var stay models.Stay
	used, number := false, known.Phone
	if known.ID != 0 {
		entries, err := tx.Entries(ctx, unit.ID)
		if err != nil {
			return stay, err
		}
		for _, e := range entries {
			if e.Tenant.ID != known.ID || !overlaps(e.Stay, f.MovedIn) {
				used = used || e.Tenant.ID == known.ID && e.Stay.State != models.StayVoid
				continue
			}
			if e.Stay.State != models.StayDeclared {
				return stay, models.FaultAt(rowField("doc_no", row), e.Tenant.Name+"已经登记在 "+e.Room.No+" 房，不用再登")
			}
			stay = e.Stay
			if number, err = tx.PhoneOf(ctx, e); err != nil {
				return stay, err
			}
		}
	}
	if person.Phone == "" {
		person.Phone = number
	}
	if stay.ID != 0 && person.Phone != number {
		proved, err := provedPhone(ctx, &tx.Reader, stay)
		if err != nil {
			return stay, err
		}
		if proved {
			return stay, models.FaultAt(rowField("phone", row), "他自己登记过，验证的手机尾号是 "+phone.Last4(number)+"。"+provedAdvice(landlord))
		}
	}
	if used && !landlord {
		f.Tenant = known
		return stay, nil
	}
	if err := tx.SaveTenant(&person); err != nil {
		return stay, err
	}
	f.Tenant = person
	return stay, nil
}

func provedAdvice(landlord bool) string {
	if landlord {
		return "到首页点“去确认”就行，不用再填"
	}
	return "号码只能由他自己改。这里别填手机，勾上“没有手机”"
}

// overlaps says whether a stay still counts on or after a day: coming back on the day of leaving does not overlap
// (RULES 29).
func overlaps(s models.Stay, from workday.Day) bool {
	if s.State == models.StayVoid {
		return false
	}
	return s.MovedOutOn.IsZero() || s.MovedOutOn > from && s.MovedInOn != s.MovedOutOn
}

func fill(s *models.Stay, unit models.Unit, f StayFacts) {
	s.UnitID, s.RoomID, s.TenantID = unit.ID, f.Room.ID, f.Tenant.ID
	s.Ancestors = unit.Ancestors
	s.DocIndex = f.Tenant.DocIndex
	s.MovedInOn, s.Term, s.Relation, s.Foreign = f.MovedIn, f.Term, f.Relation, f.Foreign
	if s.LeaseEnd.IsZero() && unit.EndsOn >= f.MovedIn {
		s.LeaseEnd = unit.EndsOn // a work site: everybody leaves with it
	}
	s.Guardian, s.GuardPhone = f.Guardian, f.GuardPhone
	s.ConsentDue = s.ConsentDue && f.Guardian == ""
	if !f.LeaseEnd.IsZero() {
		s.LeaseEnd = f.LeaseEnd
	}
}

// firstNotice tells the tenant that somebody entered him (R04). The homes of a landlord that nobody accepted yet may send
// five a day together, so that they cannot be used to text strangers.
func (r *Registry) firstNotice(ctx context.Context, tx *store.Tx, unit models.Unit, stay models.Stay, phone string, at time.Time) (bool, error) {
	if phone == "" {
		phone = stay.GuardPhone
	}
	if phone == "" {
		return false, nil
	}
	now := workday.At(at)
	proven := unit.DoorAnswers() || unit.Claimed()
	if !proven {
		sent, err := tx.FirstNoticesOn(ctx, unit.OwnerID, windowStart(r.Limits(), models.CategoryReminder, at).Day())
		if err != nil || sent >= int64(r.Limits().FirstNoticesADay) {
			return false, err
		}
	}
	return r.queue(ctx, tx, models.Notice{
		Kind: models.KindEntered, Phone: phone, Subject: "stay:" + strconv.FormatInt(stay.ID, 10), Period: "check_in",
		NotBefore: now, ExpiresAt: now.Add(24 * time.Hour), CreatedAt: now, UnitID: unit.ID, StayID: stay.ID, FirstOf: !proven,
	})
}
