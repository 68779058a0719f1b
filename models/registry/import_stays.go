package registry

import (
	"context"
	"strings"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// stayLine is one row of a roster: what its cells say, and the sealed person and stay that they make if both are new.
type stayLine struct {
	importLine
	unit, room, label string
	facts             models.Stay // the cells; what was not given is empty
	tenant            models.Tenant
	country           string
	typed             bool // doc_type was given
	timed             bool // moved_in_on came with its hour
	softReport        bool // the report follows from --baseline alone: it never replaces one that is there
	softConfirm       bool // so does the confirmation: it never replaces a later one
	person            *store.ImportPerson
	stay              *store.ImportStay
}

// ImportStays takes over a roster. A row is known by unit, document and the day of moving in (RULES 29); an empty cell
// leaves what is stored. The homes become due, the next flag job judges them; nobody is texted.
func (r *Registry) ImportStays(ctx context.Context, who policy.Actor, file ImportFile, how ImportHow) (Imported, error) {
	if how.Baseline > workday.DayOf(how.At) {
		return Imported{}, models.Refuse(models.Invalid, "--baseline 不能晚于今天（"+workday.DayOf(how.At).String()+"）")
	}
	spread := newSpread(how.Baseline, r.Limits().StaleDays)
	return importRows(ctx, r, who, file, how, importer[*stayLine]{
		subject: "stay", columns: models.SheetColumns["stays"],
		read: func(cell func(string) string) (*stayLine, error) { return r.readStayLine(cell, how) },
		save: func(ctx context.Context, tx *store.Tx, lines []*stayLine) error {
			spread.begin(lines)
			return saveStayLines(ctx, tx, lines, spread, how)
		}})
}

func (r *Registry) readStayLine(cell func(string) string, how ImportHow) (*stayLine, error) {
	l := &stayLine{unit: cell("unit_code"), room: cell("room_no"), label: cell("label")}
	var why reasons
	why.add("", codeFault(l.unit, "房屋代码"))
	if l.label != "" {
		why.add("", models.CheckLabel(l.label))
	}
	today := workday.DayOf(how.At)
	l.readPerson(cell, &why, today)
	l.readTimes(cell, &why, workday.At(how.At))
	l.facts.Relation = cut(cell("relation"), 30)
	l.facts.Guardian = CleanName(cell("guardian_name"))
	if l.facts.Guardian != "" && checkName(l.facts.Guardian) != "" {
		why.add("", "监护人姓名请照证件填，只有汉字或字母，2 到 30 个字")
	}
	if raw := cell("guardian_phone"); raw != "" {
		number, fault := phone.Check(raw)
		why.add("监护人手机号：", fault)
		l.facts.GuardPhone = number
	}
	l.baseline(how.Baseline)
	if l.fault = why.String(); l.fault != "" {
		return l, nil
	}
	return l, r.sealStayLine(l, today, workday.At(how.At))
}

func (l *stayLine) readPerson(cell func(string) string, why *reasons, today workday.Day) {
	p := &l.tenant
	if p.Name = CleanName(cell("name")); p.Name != "" {
		why.add("", checkName(p.Name))
	}
	l.country = strings.ToUpper(idcard.Normalise(cell("doc_country")))
	if len(l.country) != 0 && (len(l.country) != 3 || strings.Trim(l.country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		why.add("", "发证国家请写三个字母的代码，例如 KOR")
	}
	p.Country = l.country
	p.DocType, l.typed = docTypeOf(cell("doc_type")), cell("doc_type") != ""
	var fault string
	p.DocNo, fault = docFault(p.DocType, cell("doc_no"), p.Country, today)
	why.add("", fault)
	if y, m, d, ok := idcard.Birth(p.DocType, p.DocNo); ok {
		p.Birth, _ = workday.Date(y, time.Month(m), d)
		p.Sex = idcard.Sex(p.DocType, p.DocNo)
	}
	if raw := cell("phone"); raw != "" {
		p.Phone, fault = phone.Check(raw)
		why.add("", fault)
	}
}

func (l *stayLine) readTimes(cell func(string) string, why *reasons, now workday.Moment) {
	s := &l.facts
	day := func(key, words string) workday.Day {
		m, _, fault := readMoment(cell(key))
		why.add(words, fault)
		return m.Day()
	}
	moment := func(key, words string) workday.Moment {
		m, _, fault := readMoment(cell(key))
		why.add(words, fault)
		if m > now {
			why.add("", words+"不能晚于现在")
		}
		return m
	}
	m, timed, fault := readMoment(cell("moved_in_on"))
	if cell("moved_in_on") == "" {
		fault = "请填"
	}
	why.add("入住日期", fault)
	if s.MovedInOn, l.timed = m.Day(), timed; timed {
		s.MovedInAt = m
	}
	s.ReportedAt, s.ConfirmedAt = moment("reported_at", "登记时间"), moment("confirmed_at", "确认时间")
	s.PoliceAt = moment("police_registered_on", "境外人员登记日期")
	s.LeaseEnd, s.MovedOutOn = day("lease_end", "租期"), day("moved_out_on", "搬走日期")
	s.AwayFrom, s.AwayTo = day("away_from", "暂离开始"), day("away_to", "暂离结束")
	switch {
	case s.MovedInOn == 0:
	case s.MovedOutOn != 0 && s.MovedOutOn < s.MovedInOn:
		why.add("", "搬走日期早于入住日期，请对一对")
	case s.LeaseEnd != 0 && s.LeaseEnd < s.MovedInOn:
		why.add("", "租期在入住日期之前就到了，请对一对")
	}
	why.add("", models.AwayFault(s.AwayFrom, s.AwayTo))
}

// baseline takes a stay that was there on that day as reported and confirmed on it.
func (l *stayLine) baseline(on workday.Day) {
	s := &l.facts
	if on == 0 || !s.LivesOn(on) {
		return
	}
	start := workday.At(on.Start())
	if s.ReportedAt.IsZero() {
		s.ReportedAt, l.softReport = start, true
	}
	if s.ConfirmedAt < start {
		s.ConfirmedAt, l.softConfirm = start, true
	}
}

// sealStayLine makes the person and the stay that the row stands for if both are new.
func (r *Registry) sealStayLine(l *stayLine, today workday.Day, now workday.Moment) error {
	var err error
	if l.person, err = r.Store.SealPerson(l.tenant); err != nil {
		return err
	}
	l.tenant.DocIndex = l.person.Person().DocIndex
	s := l.facts
	s.DocIndex, s.PhoneIdx = l.tenant.DocIndex, r.Store.PhoneIndex(l.tenant.Phone)
	s.Foreign = idcard.Foreign(l.tenant.DocType, l.tenant.DocNo, l.country)
	s.CreatedAt = now
	s.ConsentDue = consentDue(l.tenant, s, today)
	if s.State = models.StayReported; s.ReportedAt.IsZero() {
		s.State, s.DeclaredVia = models.StayDeclared, models.ViaSheet
	}
	if s.MovedOutOn != 0 && s.MovedOutOn <= today {
		s.State = models.StayClosed
	}
	l.stay, err = r.Store.SealStay(s)
	return err
}

// consentDue marks a child whose guardian is still to be asked (RULES 30; 个人信息保护法 Art 31).
func consentDue(p models.Tenant, s models.Stay, today workday.Day) bool {
	return !p.Birth.IsZero() && p.AgeOn(today) < models.ConsentAge && s.Guardian == ""
}
