package registry_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// look holds one line against the register.
func (s *stage) look(t *testing.T, m moment) {
	t.Helper()
	fail := func(format string, args ...any) {
		t.Helper()
		t.Errorf("%s: %s：%s %s："+format, append([]any{m.line.place, m.cast.title, m.line.verb, m.line.args[0]}, args...)...)
	}
	if len(m.line.texts) > 0 {
		s.lookAtTexts(m, fail)
		return
	}
	if m.before && s.notYet(m) {
		return
	}
	seat := s.seat(t, m.cast, m.line.args[0])
	flags := s.flagsOn(t, seat)
	for _, f := range m.line.flags {
		m.cast.told[toldKey(f.rule, seat)] = true
	}
	switch m.line.verb {
	case "看":
		s.lookAtAll(m.line.flags, flags, fail)
	case "起":
		s.lookAtRise(m, flags, fail)
	case "消":
		if open := flags[m.line.flags[0].rule]; (open.ID != 0) != m.before {
			fail("%s 这一分钟%v，前一分钟该有、这一分钟该没有", m.line.flags[0].rule, map[bool]string{true: "有", false: "没有"}[open.ID != 0])
		}
	}
}

// notYet says whether somebody has not come yet a minute before he is looked at.
func (s *stage) notYet(m moment) bool {
	name, _, _ := strings.Cut(m.line.args[0], "@")
	p := m.cast.people[name]
	return p != nil && (p.home == "" || m.line.args[0] != name && !s.everIn(m.cast, m.line.args[0]))
}

func (s *stage) everIn(c *cast, word string) bool {
	p, home := c.person(word)
	entries, err := s.Store.Entries(context.Background(), home.unit.ID)
	return err == nil && slices.ContainsFunc(entries, func(e store.Entry) bool { return e.Tenant.Name == p.fullName })
}

// seat is where a flag sits that the word names: a stay, a room or a home.
func (s *stage) seat(t *testing.T, c *cast, word string) models.Flag {
	t.Helper()
	if home, no, room := c.roomOf(word); room {
		return models.Flag{UnitID: c.homes[home].unit.ID, RoomID: c.homes[home].rooms[no]}
	}
	if home := c.homes[word]; home != nil {
		return models.Flag{UnitID: home.unit.ID}
	}
	stay := s.stay(t, c, word).Stay
	return models.Flag{UnitID: stay.UnitID, StayID: stay.ID}
}

// flagsOn are the open flags there, by rule.
func (s *stage) flagsOn(t *testing.T, seat models.Flag) map[string]models.Flag {
	t.Helper()
	open, err := s.Store.OpenFlags(context.Background(), []int64{seat.UnitID})
	must(t, err)
	flags := map[string]models.Flag{}
	for _, f := range open {
		if toldKey("", f) == toldKey("", seat) {
			flags[f.Rule] = f
		}
	}
	return flags
}

func (s *stage) lookAtAll(want []storyFlag, flags map[string]models.Flag, fail func(string, ...any)) {
	for _, w := range want {
		f, open := flags[w.rule]
		if !open || f.Level != w.level {
			fail("%s 该是%s，是%s", w.rule, storyLevels[w.level], levelWord(f))
		}
		lookAtTimes(w, f, fail)
		delete(flags, w.rule)
	}
	for rule, f := range flags {
		fail("多了 %s %s", rule, levelWord(f))
	}
}

// lookAtRise holds that a flag opens, or climbs to a level, at this very minute.
func (s *stage) lookAtRise(m moment, flags map[string]models.Flag, fail func(string, ...any)) {
	w := m.line.flags[0]
	f := flags[w.rule]
	key := w.rule + m.line.args[0]
	if m.before {
		if f.Level >= w.level {
			fail("%s 早了一分钟就是%s", w.rule, levelWord(f))
		}
		m.cast.risen[key] = f.ID
		return
	}
	if f.Level != w.level {
		fail("%s 该到%s，是%s", w.rule, storyLevels[w.level], levelWord(f))
		return
	}
	if m.cast.risen[key] == 0 && w.due.IsZero() {
		w.due = m.line.at // it opens now because now it is due
	}
	if rule, _ := models.RuleOf(w.rule); rule.NamesLastDay && w.level == 2 { // RULES 43
		if last := workday.DayOf(m.line.at.Add(-time.Minute)).Chinese(); !strings.Contains(f.Evidence, last) || !strings.Contains(f.Evidence, "不要马上赶人，先打网格员商量") {
			fail("该说到 %s、不要马上赶人，说的是 %q", last, f.Evidence)
		}
	}
	lookAtTimes(w, f, fail)
}

func lookAtTimes(w storyFlag, f models.Flag, fail func(string, ...any)) {
	for _, told := range []struct {
		words string
		want  time.Time
		is    workday.Moment
	}{{"到期", w.due, f.DueAt}, {"提出", w.raised, f.RaisedAt}} {
		if !told.want.IsZero() && told.is != workday.At(told.want) {
			fail("%s %s该是 %s，是 %s", w.rule, told.words, told.want.Format("2006-01-02 15:04"), clock(told.is))
		}
	}
}

func clock(m workday.Moment) string {
	return m.Time().In(workday.Shanghai).Format("2006-01-02 15:04:05")
}

func levelWord(f models.Flag) string {
	if f.Level == 0 {
		return "没有"
	}
	return storyLevels[f.Level]
}

// lookAtTexts holds what a number got since the story last looked: 收到 at this very minute, 至今 by now.
func (s *stage) lookAtTexts(m moment, fail func(string, ...any)) {
	number := ""
	if landlord, is := strings.CutPrefix(m.line.args[0], "房东"); is && m.cast.homes[landlord] != nil {
		number = m.cast.homes[landlord].phone
	} else {
		p, _ := m.cast.person(m.line.args[0])
		number = p.phone
	}
	want, series := m.line.texts, m.line.texts[0][:1]
	switch want[0] {
	case "无":
		want, series = nil, "R"
	case "无普法":
		want, series = nil, "E"
	}
	var got []string
	key, n := series+number, 0
	for _, text := range s.sent.texts {
		if text.Phone != number || text.Kind[:1] != series {
			continue
		}
		if n++; n <= m.cast.read[key] {
			continue
		}
		kind := text.Kind
		if m.line.verb == "收到" && len(want) > 0 && text.At != workday.At(m.line.at) {
			kind += "（" + clock(text.At) + "）"
		}
		got = append(got, kind)
	}
	m.cast.read[key] = n
	if !slices.Equal(got, want) {
		fail("该是 %v，是 %v", want, got)
	}
}
