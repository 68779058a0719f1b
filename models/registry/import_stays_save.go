package registry

import (
	"context"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// saveStayLines judges a batch of a roster against the register and writes what is new or different.
func saveStayLines(ctx context.Context, tx *store.Tx, lines []*stayLine, plan *spread, how ImportHow) error {
	now := workday.At(how.At)
	b, err := readStayBatch(ctx, tx, lines, plan, how)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if l.failed() {
			continue
		}
		if err := b.judge(ctx, tx, l); err != nil {
			return err
		}
	}
	if err := b.writeAll(ctx, tx); err != nil {
		return err
	}
	for unit := range b.relabelled {
		if err := tx.Relabel(unit.ID, unit.Label); err != nil {
			return err
		}
	}
	if err := tx.Occupy(keysOf(b.occupied)); err != nil {
		return err
	}
	if err := tx.DueUnitsNow(keysOf(b.touched), now); err != nil {
		return err
	}
	// Who was in no home before lives only where this batch touched the home already.
	for doc := range b.docs {
		if !b.seen[doc] {
			delete(b.docs, doc)
		}
	}
	return tx.TouchPeople(ctx, bytesOf(b.docs), now)
}

func readStayBatch(ctx context.Context, tx *store.Tx, lines []*stayLine, plan *spread, how ImportHow) (*stayBatch, error) {
	b := &stayBatch{people: map[personKey]*resident{}, spread: plan, now: workday.At(how.At), labels: map[*models.Unit]string{},
		relabelled: map[*models.Unit]bool{}, touched: map[int64]bool{}, occupied: map[int64]bool{}, docs: map[string]bool{}, asked: map[int64]int{}}
	codes, docs := make([]string, 0, len(lines)), map[string]bool{}
	for _, l := range lines {
		if !l.failed() {
			codes, docs[string(l.tenant.DocIndex)] = append(codes, l.unit), true
		}
	}
	var err error
	if b.units, err = tx.LockHomes(ctx, codes); err != nil {
		return nil, err
	}
	how.hide(b.units)
	here := map[int64]bool{}
	for _, u := range b.units {
		here[u.ID] = true
	}
	ids := keysOf(here)
	if b.erased, err = tx.ErasedStays(ctx, ids); err != nil {
		return nil, err
	}
	if b.rooms, err = tx.RoomIDs(ctx, ids); err != nil {
		return nil, err
	}
	if plan.on != 0 {
		if b.confirmsFrom, err = tx.ConfirmFroms(ctx, ids); err != nil {
			return nil, err
		}
	}
	people, stays, seen, err := tx.KnownPeople(ctx, here, bytesOf(docs))
	if err != nil {
		return nil, err
	}
	b.seen = seen
	byID := map[int64]*resident{}
	for _, p := range people {
		known, person := &resident{ImportPerson: p}, p.Person()
		b.people[personKey{person.UnitID, string(person.DocIndex)}], byID[person.ID] = known, known
	}
	for _, s := range stays {
		if person := byID[s.TenantID]; person != nil {
			person.stays = append(person.stays, &residence{ImportStay: s, of: person})
		}
	}
	return b, nil
}

// changeTimes puts the days and moments of a row into a stay; an empty cell leaves what is there. Files keep seconds, so
// the same second is the same moment.
func changeTimes(s *models.Stay, l *stayLine, now workday.Moment) {
	f := l.facts
	if l.timed && second(s.MovedInAt) != second(f.MovedInAt) {
		s.MovedInAt = f.MovedInAt
	}
	moment := func(to *workday.Moment, cell workday.Moment) {
		if cell != 0 && second(*to) != second(cell) {
			*to = cell
		}
	}
	if !l.softReport || s.ReportedAt == 0 {
		moment(&s.ReportedAt, f.ReportedAt)
	}
	if !l.softConfirm || s.ConfirmedAt < f.ConfirmedAt {
		moment(&s.ConfirmedAt, f.ConfirmedAt)
	}
	moment(&s.PoliceAt, f.PoliceAt)
	if f.AwayFrom != 0 && f.AwayFrom != s.AwayFrom || f.AwayTo != 0 && f.AwayTo != s.AwayTo {
		s.AwaySaid = ""
	}
	for _, d := range []struct {
		to   *workday.Day
		cell workday.Day
	}{{&s.LeaseEnd, f.LeaseEnd}, {&s.AwayFrom, f.AwayFrom}, {&s.AwayTo, f.AwayTo}} {
		if d.cell != 0 {
			*d.to = d.cell
		}
	}
	if f.Relation != "" {
		s.Relation = f.Relation
	}
	if s.ReportedAt != 0 && (s.State == models.StayDeclared || s.State == models.StayReturned) {
		s.State = models.StayReported
	}
	if f.MovedOutOn != 0 && f.MovedOutOn != s.MovedOutOn {
		leave(s, f.MovedOutOn, now)
	}
}

// leave ends a stay on a day without waiting for objections (RULES 17); a day ahead comes by itself.
func leave(s *models.Stay, on workday.Day, now workday.Moment) {
	s.MovedOutOn, s.LeavingUntil = on, 0
	switch {
	case on <= now.Day():
		s.State = models.StayClosed
	case s.State == models.StayClosed || s.State == models.StayLeaving:
		if s.State = models.StayReported; s.ReportedAt == 0 {
			s.State = models.StayDeclared
		}
	}
}

func second(m workday.Moment) int64 { return int64(m) / 1000 }

// sameFacts compares everything of two stays that a row can change, indexes and guardians excepted.
func sameFacts(a, b models.Stay) bool {
	return a.RoomID == b.RoomID && a.State == b.State && a.MovedInAt == b.MovedInAt && a.ReportedAt == b.ReportedAt &&
		a.PoliceAt == b.PoliceAt && a.ConfirmedAt == b.ConfirmedAt && a.ConfirmFrom == b.ConfirmFrom && a.AwayFrom == b.AwayFrom &&
		a.AwayTo == b.AwayTo && a.LeaseEnd == b.LeaseEnd && a.Relation == b.Relation && a.Foreign == b.Foreign &&
		a.MovedOutOn == b.MovedOutOn && a.LeavingUntil == b.LeavingUntil
}
