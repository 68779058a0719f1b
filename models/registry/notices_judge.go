package registry

import (
	"context"
	"slices"
	"time"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// judge says which of the claimed notices may leave now, and changes those that may not: they came too late, are not
// wanted, are one too many, or wait for their window. It is asked just before sending, for all of them at once.
func (d *drain) judge(ctx context.Context, notices []models.Notice) (leave, stay []models.Notice, err error) {
	now := d.now()
	known, err := d.numbers(ctx, notices, workday.At(now))
	if err != nil {
		return nil, nil, err
	}
	for _, n := range notices {
		if known.holdBack(d, &n, now) {
			stay = append(stay, n)
		} else {
			leave = append(leave, n)
		}
	}
	return leave, stay, nil
}

// numbers are what is known of the numbers of some notices: what else they get, which are stopped, who wants no lessons; and
// how the campaigns stand to which the notices belong.
type numbers struct {
	texts     map[string][]*store.TextOnDay
	lessons   map[string][]store.LessonTo
	stopped   map[string]bool
	unwilling func(index []byte) bool
	onPage    map[string]bool        // of their duties
	entered   map[string]workday.Day // since when somebody has just moved in: from then on fewer are sent (RULES 45)
	campaigns map[int64]string
}

func (d *drain) numbers(ctx context.Context, notices []models.Notice, now workday.Moment) (k numbers, err error) {
	var capped, all, lessons, duties [][]byte
	for _, n := range notices {
		if n.Category == models.CategoryCode || n.Category == models.CategoryAlarm {
			continue
		}
		all = append(all, n.PhoneIdx)
		if n.Category != models.CategoryUrgent {
			capped = append(capped, n.PhoneIdx)
		}
		if n.Category == models.CategoryEducation {
			lessons = append(lessons, n.PhoneIdx)
		}
		if n.Category == models.CategoryReminder {
			duties = append(duties, n.PhoneIdx)
		}
	}
	st := d.r.Store
	if k.stopped, err = st.StoppedNumbers(ctx, all); err != nil {
		return k, err
	}
	if k.texts, err = st.TextsTo(ctx, capped, now.Day()-textsSpan+1); err != nil {
		return k, err
	}
	if k.entered, err = st.EnteredSince(ctx, capped, now.Day()-textsSpan+1); err != nil {
		return k, err
	}
	if k.lessons, err = st.LessonsTo(ctx, lessons, now.Day()-workday.Day(max(d.r.Limits().TopicDays, mostMonth))); err != nil {
		return k, err
	}
	if k.onPage, err = st.DutiesOnPage(ctx, duties); err != nil {
		return k, err
	}
	if k.campaigns, err = st.CampaignStates(ctx, campaignsOf(notices)); err != nil {
		return k, err
	}
	k.unwilling, err = st.Unwilling(ctx, lessons, d.r.Limits().EducationBasis)
	return k, err
}

// mostMonth is how far back a month can reach.
const mostMonth = 31

// holdBack judges one notice at a time and remembers it, so that the next to the same number is judged by it.
func (k numbers) holdBack(d *drain, n *models.Notice, at time.Time) bool {
	now := workday.At(at)
	ends := now
	if n.Category == models.CategoryCode {
		ends = workday.At(d.r.Real()) // codes live by the real clock
	}
	if !n.ExpiresAt.IsZero() && n.ExpiresAt <= ends {
		k.drop(n)
		giveUp(n, models.NoticeExpired, models.ReasonExpired)
		return true
	}
	if n.Category == models.CategoryCode || n.Category == models.CategoryAlarm {
		return false // an emergency asks for nothing, also of a number that did not answer before
	}
	if k.halted(n) {
		return true
	}
	if k.stopped[string(n.PhoneIdx)] {
		k.drop(n)
		giveUp(n, models.NoticeCancelled, models.ReasonStopped)
		return true
	}
	if n.Category == models.CategoryUrgent {
		return false
	}
	if later := windowStart(d.r.Limits(), n.Category, at); later > now {
		n.State, n.NotBefore = models.NoticeQueued, later
		return true
	}
	today := max(n.Day, now.Day()) // what leaves a day late counts on the day on which it leaves
	onDay, inSpan, sinceIn := k.besides(*n, today)
	n.Day = today
	switch {
	case n.Category == models.CategoryReminder && k.onPage[string(n.PhoneIdx)] && !models.InHisName(n.Kind):
		n.State, n.Reason = models.NoticeCancelled, models.ReasonOnPage
	case d.r.Limits().Full(onDay, inSpan, sinceIn):
		giveUp(n, models.NoticeExpired, models.ReasonFull)
	case n.Category == models.CategoryEducation && k.unwilling(n.PhoneIdx):
		n.State, n.Reason = models.NoticeCancelled, models.ReasonUnwilling
	default:
		if n.Reason = k.heard(d.r.Limits(), *n, today); n.Reason == "" {
			k.move(n)
			return false
		}
		n.State = models.NoticeExpired
	}
	k.drop(n)
	return true
}

// halted takes back what belongs to a campaign that was paused or called off while somebody held it.
func (k numbers) halted(n *models.Notice) bool {
	switch k.campaigns[n.CampaignID] {
	case models.CampaignPaused:
		n.State, n.Reason = models.NoticeHeld, models.ReasonHalted
	case models.CampaignCancelled:
		k.drop(n)
		n.State, n.Reason = models.NoticeCancelled, models.ReasonCalledOff
	default:
		return false
	}
	return true
}

// heard says what speaks against a lesson for those that its number got, or is to get before it.
func (k numbers) heard(limits models.Limits, n models.Notice, today workday.Day) string {
	if n.Category != models.CategoryEducation {
		return ""
	}
	var p models.Pupil
	for _, l := range k.lessons[string(n.PhoneIdx)] {
		if l.ID != n.ID && (l.Sent || l.ID < n.ID) {
			p.Heard = append(p.Heard, l.Lesson)
		}
	}
	return p.TooMuch(n.Kind, n.Period, limits, today)
}

// besides counts the texts to the number of a notice that go before it: on a day, in the days up to it, and of these since
// somebody moved in with the number (0 where nobody did, or nothing went before). They are those
// that left, and those that stand before it in the outbox, where a lesson stands behind every duty; what is late stands
// behind all of that day. Two that were queued at the same moment, neither knowing of the other, so never both leave past
// a cap.
func (k numbers) besides(n models.Notice, today workday.Day) (onDay, inSpan, sinceIn int) {
	late, movedIn := n.Day < today, k.entered[string(n.PhoneIdx)]
	for _, t := range k.texts[string(n.PhoneIdx)] {
		switch {
		case t.ID == n.ID || t.Day < today-textsSpan+1:
			continue
		case late || t.Sent:
		case n.Category == models.CategoryEducation && (t.Category != models.CategoryEducation || t.ID < n.ID):
		case n.Category != models.CategoryEducation && t.Category != models.CategoryEducation && t.ID < n.ID:
		default:
			continue
		}
		inSpan++
		if t.Day == today {
			onDay++
		}
		if movedIn != 0 && t.Day >= movedIn {
			sinceIn++
		}
	}
	return onDay, inSpan, sinceIn
}

// drop forgets a notice that does not leave: it counts nowhere.
func (k numbers) drop(n *models.Notice) {
	key := string(n.PhoneIdx)
	k.texts[key] = slices.DeleteFunc(k.texts[key], func(t *store.TextOnDay) bool { return t.ID == n.ID })
	k.lessons[key] = slices.DeleteFunc(k.lessons[key], func(l store.LessonTo) bool { return l.ID == n.ID })
}

// move notes the day on which a notice leaves.
func (k numbers) move(n *models.Notice) {
	for _, t := range k.texts[string(n.PhoneIdx)] {
		if t.ID == n.ID {
			t.Day = n.Day
		}
	}
}

// windowStart is the earliest moment from at on at which a text of this category may leave (RULES 45); codes and emergencies leave always.
func windowStart(limits models.Limits, category string, at time.Time) workday.Moment {
	from, to := limits.ReminderFrom, limits.ReminderTo
	switch category {
	case models.CategoryCode, models.CategoryUrgent, models.CategoryAlarm:
		return workday.At(at)
	case models.CategoryEducation:
		from, to = limits.EducationFrom, limits.EducationTo
	}
	day := workday.DayOf(at)
	minute := int(at.Sub(day.Start()) / time.Minute)
	switch {
	case minute < from:
		return workday.At(day.Start().Add(time.Duration(from) * time.Minute))
	case minute >= to:
		return workday.At((day + 1).Start().Add(time.Duration(from) * time.Minute))
	}
	return workday.At(at)
}
