package registry

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// EntryForm is what an officer says is right in the entry of a person, as typed. A number left empty is kept.
type EntryForm struct {
	Rev                         int64 // of the stay that was shown; an older one is refused
	Name, DocType, DocNo        string
	DocX                        bool // 最后一位是字母 X
	Country                     string
	Phone                       string
	NoPhone                     bool
	MovedIn, MovedOut, LeaseEnd string // in one box each, as ReadAnyDay reads them; MovedOut only of somebody who left
	Reason                      string // of models.AmendReasons
}

// EntryChange is one field that changes. Pages show the last four of a number.
type EntryChange struct {
	Word, Old, New string
	Number         bool
}

// Correction is what a form comes to.
type Correction struct {
	Tenant  models.Tenant
	Stay    models.Stay
	Changes []EntryChange
}

// ReadCorrection checks a form against the entry that it is about, and names every fault at its field. Nothing but this home is
// looked at.
func (r *Registry) ReadCorrection(ctx context.Context, line store.Entry, f EntryForm, at time.Time) (Correction, error) {
	return r.readCorrection(ctx, r.Store.Reader, line, f, at)
}

func (r *Registry) readCorrection(ctx context.Context, read *store.Reader, line store.Entry, f EntryForm, at time.Time) (Correction, error) {
	c := Correction{Tenant: line.Tenant, Stay: line.Stay}
	if f.Rev != 0 && f.Rev != line.Stay.Rev {
		return c, store.ErrChanged
	}
	var faults models.Faults
	c.Tenant.Name = CleanName(f.Name)
	faults.Add("name", checkName(c.Tenant.Name))
	readDocument(&c.Tenant, line.Tenant, f, &faults, workday.DayOf(at))
	if err := r.readNewPhone(ctx, read, &c.Tenant, line, f, &faults); err != nil {
		return c, err
	}
	readStayDays(&c.Stay, f, &faults, workday.DayOf(at))
	if !oneOf(models.AmendReasons, f.Reason) {
		faults.Add("reason", "请选为什么更正，会写进记录，本人能看到。")
	}
	if err := faults.Err(); err != nil {
		return c, err
	}
	c.Tenant.DocIndex = read.DocIndex(idcard.Key(c.Tenant.DocType, c.Tenant.DocNo))
	c.Stay.Foreign = idcard.Foreign(c.Tenant.DocType, c.Tenant.DocNo, c.Tenant.Country)
	if c.Changes = entryChanges(line, c); len(c.Changes) == 0 {
		return c, models.FaultAt("name", "还没有改什么。要改哪一样，就改那一样")
	}
	return c, r.clashes(ctx, read, line, c)
}

// readDocument reads kind and number of the document; birth and sex follow from it.
func readDocument(p *models.Tenant, old models.Tenant, f EntryForm, faults *models.Faults, today workday.Day) {
	p.DocType, p.Country = f.DocType, strings.ToUpper(strings.TrimSpace(f.Country))
	switch {
	case !idcard.Known(p.DocType):
		faults.Add("doc_type", "请选一种证件")
		return
	case strings.TrimSpace(f.DocNo) == "" && p.DocType != old.DocType:
		faults.Add("doc_no", "换了证件种类，请把号码填全")
		return
	case p.Country != "" && (len(p.Country) != 3 || strings.Trim(p.Country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != ""):
		faults.Add("country", "请写 3 个字母的国家代号，和护照上一样，例如：FRA")
		return
	case strings.TrimSpace(f.DocNo) == "":
		return
	}
	number, fault := idcard.Check(p.DocType, f.DocNo, f.DocX, p.Country, int(today))
	faults.Add("doc_no", fault)
	p.DocNo = number
	if y, m, d, ok := idcard.Birth(p.DocType, number); ok {
		p.Birth, _ = workday.Date(y, time.Month(m), d)
		p.Sex = idcard.Sex(p.DocType, number)
	} else if number != old.DocNo {
		p.Birth, p.Sex = 0, ""
	}
}

// readNewPhone reads the phone. One that its holder proved is his alone: whoever could put another in its place would let
// somebody else sign in as the tenant.
func (r *Registry) readNewPhone(ctx context.Context, read *store.Reader, p *models.Tenant, line store.Entry, f EntryForm, faults *models.Faults) error {
	switch {
	case f.NoPhone && strings.TrimSpace(f.Phone) == "":
		p.Phone = ""
	case strings.TrimSpace(f.Phone) == "":
		return nil
	default:
		number, fault := phone.Check(f.Phone)
		if faults.Add("phone", fault); fault != "" {
			return nil
		}
		p.Phone = number
	}
	if p.Phone == line.Tenant.Phone {
		return nil
	}
	proved, err := provedPhone(ctx, read, line.Stay)
	if err == nil && proved {
		faults.Add("phone", "这个手机号本人验证过，只能由他自己改。请让他在“我的登记”里点“更正”")
	}
	return err
}

func readStayDays(s *models.Stay, f EntryForm, faults *models.Faults, today workday.Day) {
	read := func(field, typed string, ahead bool, into *workday.Day) bool {
		if typed = idcard.Normalise(typed); typed == into.String() {
			return false
		}
		day, fault := ReadAnyDay(typed, today, ahead)
		faults.Add(field, fault)
		if fault == "" {
			*into = day
		}
		return fault == ""
	}
	if read("moved_in", f.MovedIn, false, &s.MovedInOn) {
		s.MovedInAt = 0
		switch {
		case s.MovedInOn > today:
			faults.Add("moved_in", "入住日期不能晚于今天")
		case s.MovedInOn < today-365*30:
			faults.Add("moved_in", "年份太早了，请再看一眼")
		}
	}
	if !s.MovedOutOn.IsZero() {
		if read("moved_out", f.MovedOut, false, &s.MovedOutOn) && s.MovedOutOn > today {
			faults.Add("moved_out", "搬走日期不能晚于今天")
		}
		if s.MovedOutOn < s.MovedInOn {
			faults.Add("moved_out", "搬走日期不能早于入住日期 "+s.MovedInOn.Chinese())
		}
	}
	switch typed := strings.TrimSpace(f.LeaseEnd); {
	case typed == "":
		s.LeaseEnd = 0
	case read("lease_end", typed, true, &s.LeaseEnd) && s.LeaseEnd < s.MovedInOn:
		faults.Add("lease_end", "租约到期不能早于入住那天")
	}
}

// entryChanges are the fields that differ, in the order of the form.
func entryChanges(line store.Entry, c Correction) (all []EntryChange) {
	add := func(word, was, now string, number bool) {
		if was != now {
			all = append(all, EntryChange{Word: word, Old: was, New: now, Number: number})
		}
	}
	day := func(d workday.Day) string {
		if d.IsZero() {
			return ""
		}
		return d.ChineseFull()
	}
	add("姓名", line.Tenant.Name, c.Tenant.Name, false)
	add("证件种类", idcard.TypeName(line.Tenant.DocType), idcard.TypeName(c.Tenant.DocType), false)
	add("证件号", line.Tenant.DocNo, c.Tenant.DocNo, true)
	add("护照签发国", line.Tenant.Country, c.Tenant.Country, false)
	add("手机", line.Tenant.Phone, c.Tenant.Phone, true)
	add("入住日期", day(line.Stay.MovedInOn), day(c.Stay.MovedInOn), false)
	add("搬走日期", day(line.Stay.MovedOutOn), day(c.Stay.MovedOutOn), false)
	add("租约到期", day(line.Stay.LeaseEnd), day(c.Stay.LeaseEnd), false)
	return all
}

// clashes refuses what this home has already: the document on another person of it, or the days in another stay of his.
func (r *Registry) clashes(ctx context.Context, read *store.Reader, line store.Entry, c Correction) error {
	known, err := read.TenantInUnit(ctx, line.Stay.UnitID, c.Tenant.DocIndex)
	if err == nil && known.ID != line.Tenant.ID {
		return models.FaultAt("doc_no", "这处房屋的册上已有这个证件。要是同一个人，请用“合并”")
	}
	if err != nil && !models.IsKind(err, models.NotFound) {
		return err
	}
	if c.Stay.State == models.StayVoid {
		return nil
	}
	entries, err := read.Entries(ctx, line.Stay.UnitID)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Tenant.ID == line.Tenant.ID && e.Stay.ID != line.Stay.ID && e.Stay.State != models.StayVoid && e.Stay.Meets(c.Stay) {
			return models.FaultAt("moved_in", "和他在这里的另一段日子重叠了："+e.Stay.MovedInOn.Chinese()+"起。请对一对")
		}
	}
	return nil
}

// CorrectEntry puts right what an officer found wrong in the entry of a person. What stood there before is kept sealed, the
// person reads that it was put right and why, and the flags are judged anew. Errors: Invalid with faults, NotFound outside the
// own areas, Conflict when somebody else was faster.
func (r *Registry) CorrectEntry(ctx context.Context, who policy.Actor, stayRef string, f EntryForm, at time.Time) error {
	return r.changeStay(ctx, who, policy.StayCorrect, stayRef, at, func(tx *store.Tx, unit *models.Unit, _ *store.Entry, entry *models.AuditEntry) error {
		line, err := tx.EntryByRef(ctx, stayRef) // with the phone of the person's row
		if err != nil {
			return err
		}
		c, err := r.readCorrection(ctx, &tx.Reader, line, f, at)
		if err != nil {
			return err
		}
		now := workday.At(at)
		var words []string
		old := map[string]string{}
		for _, change := range c.Changes {
			words, old[change.Word] = append(words, change.Word), change.Old
		}
		kept, err := json.Marshal(old)
		if err != nil {
			return err
		}
		entry.Reason, entry.Detail = f.Reason, "更正"+strings.Join(words, "、")
		if err := tx.SaveAmendment(&models.Amendment{Kind: models.AmendCorrect, UnitID: unit.ID, StayID: line.Stay.ID, TenantID: line.Tenant.ID, What: strings.Join(words, "、"),
			Reason: f.Reason, Role: entry.Role, Old: string(kept), MadeAt: now, MadeBy: who.UserID}); err != nil {
			return err
		}
		if err := tx.SaveTenant(&c.Tenant); err != nil {
			return err
		}
		return r.correctStays(ctx, tx, line, c, now)
	})
}

// correctStays writes the days of the one stay, and on all stays of the person here what follows from document and phone.
func (r *Registry) correctStays(ctx context.Context, tx *store.Tx, line store.Entry, c Correction, now workday.Moment) error {
	entries, err := tx.Entries(ctx, line.Stay.UnitID)
	if err != nil {
		return err
	}
	was, is := tx.PhoneIndex(line.Tenant.Phone), tx.PhoneIndex(c.Tenant.Phone)
	for _, e := range entries {
		if e.Tenant.ID != line.Tenant.ID {
			continue
		}
		s := e.Stay
		if s.ID == line.Stay.ID {
			s = c.Stay
		}
		if !bytes.Equal(s.DocIndex, c.Tenant.DocIndex) {
			s.DocIndex, s.BothAt = c.Tenant.DocIndex, 0
		}
		if bytes.Equal(s.PhoneIdx, was) {
			s.PhoneIdx = is
		}
		s.Foreign = c.Stay.Foreign
		if c.Tenant.Birth != line.Tenant.Birth { // the form asks for no guardian; who turns out to be a child has one to be asked (B16)
			s.ConsentDue = consentDue(c.Tenant, s, now.Day())
		}
		if err := tx.SaveStay(&s); err != nil {
			return err
		}
	}
	for _, index := range [][]byte{line.Tenant.DocIndex, c.Tenant.DocIndex} {
		if err := tx.TouchPerson(index, line.Stay.UnitID, now); err != nil {
			return err
		}
	}
	return nil
}
