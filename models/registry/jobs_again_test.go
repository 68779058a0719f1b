package registry_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// TestAJobRunAgainLateOnTwoNodesOrInAnotherOrderChangesNothingMore plays registers drawn by lot and runs each job on copies of
// each: once; on two nodes at the same moment; on a copy in which everything is numbered the other way round; and late. All
// leave what one run in time leaves, and after it a second run changes not one byte.
func TestAJobRunAgainLateOnTwoNodesOrInAnotherOrderChangesNothingMore(t *testing.T) {
	overLives(t, 5, 100, func(t *testing.T, w storetest.Twins, l life) {
		s := l.play(t, w.One, func(*stage, lifeLine) {})
		for _, j := range jobs {
			at := l.at
			if j.name == "purge" {
				at = l.forgets
			}
			s.at = at
			late := l.lateFor(j, at)
			nodes := s.outcome(t, w.Two, func(h *house) registry.Tally { return s.twoNodes(t, j, h, w.Node, at) })
			turned := s.outcome(t, w.Two, func(h *house) registry.Tally { turnRound(t, w.Two); return h.does(t, j, at) })
			lateOnly := s.outcome(t, w.Two, func(h *house) registry.Tally { return h.does(t, j, late) })

			s.sent.texts = nil
			done := s.does(t, j, at)
			once := lookAt(t, w.One, s.house, done)
			for _, never := range []string{"old", "too many"} { // sent too late; more than one reminder of a number on a day
				if len(once[never]) > 0 {
					t.Errorf("%s at %s: %s: %s", j.name, workday.At(at).RFC3339(), never, s.named(once[never]))
				}
			}
			what := fmt.Sprintf("%s at %s, ", j.name, workday.At(at).RFC3339())
			s.same(t, what+"on two nodes", nodes, once)
			s.same(t, what+"in another order", inAnyOrder(j, turned), inAnyOrder(j, once))

			again := s.outcome(t, w.Two, func(h *house) registry.Tally { return h.does(t, j, late) })
			s.same(t, what+"late, at "+workday.At(late).RFC3339(), whenLate(j, late, lateOnly), whenLate(j, late, again))
			s.twice(t, j, at, what)
			if t.Failed() {
				return // what the next job finds follows from it
			}
		}
		s.at = l.forgets
		verdict, err := s.VerifyAudit(context.Background(), policy.SystemActor, "", s.at)
		must(t, err)
		if len(verdict.Faults) > 0 {
			t.Errorf("the log: %+v", verdict)
		}
	})
}

// does runs a job once.
func (h *house) does(t *testing.T, j job, at time.Time) registry.Tally {
	t.Helper()
	tally, err := j.run(context.Background(), h, at)
	must(t, err)
	return tally
}

// outcome fills a copy of the register, lets something be done there, and looks at what came of it.
func (s *stage) outcome(t *testing.T, copied *store.Store, do func(h *house) registry.Tally) map[string][]string {
	t.Helper()
	storetest.Refill(t, copied, s.Store)
	h := s.on(copied)
	return lookAt(t, copied, h, do(h))
}

// twoNodes runs a job on two nodes at once and adds up what they did.
func (s *stage) twoNodes(t *testing.T, j job, h *house, other *store.Store, at time.Time) (sum registry.Tally) {
	t.Helper()
	second := s.on(other)
	second.sent = h.sent
	var mu sync.Mutex
	together(t, 2, func(i int) error {
		tally, err := j.run(context.Background(), []*house{h, second}[i], at)
		mu.Lock()
		defer mu.Unlock()
		sum.Opened, sum.Closed, sum.Queued = sum.Opened+tally.Opened, sum.Closed+tally.Closed, sum.Queued+tally.Queued
		sum.Sent, sum.Failed = sum.Sent+tally.Sent, sum.Failed+tally.Failed
		if err != nil {
			err = fmt.Errorf("%s on node %d: %w", j.name, i+1, err)
		}
		return err
	})
	return sum
}

// twice holds that a second run does nothing: no count, no text, and no byte of any table.
func (s *stage) twice(t *testing.T, j job, at time.Time, what string) {
	t.Helper()
	before, words, sent := pictureOf(t, s.Store), storetest.Picture(t, s.Store), len(s.sent.texts)
	again := s.does(t, j, at)
	if slices.Contains([]string{"rollup", "seal", "purge"}, j.name) && again.Examined > 0 {
		t.Errorf("%sa second time worked on %d more", what, again.Examined)
	}
	if again.Opened+again.Closed+again.Queued+again.Sent+again.Failed > 0 || len(s.sent.texts) != sent {
		t.Errorf("%sa second time: %+v", what, again)
	}
	s.same(t, what+"a second time", storetest.Picture(t, s.Store), words)
	for table, now := range pictureOf(t, s.Store) {
		if before[table] != now {
			t.Errorf("%sa second time wrote to %s", what, table)
		}
	}
}

// more is what jobs leave besides what people see.
var more = map[string]string{
	"attempts": "SELECT CONCAT_WS('|', n.kind, HEX(n.phone_idx), n.period, n.attempts, x.gateway, x.started_at, x.ended_at, x.outcome, x.code) FROM attempts AS x JOIN notices AS n ON n.id = x.notice_id",
	"rollups":  "SELECT CONCAT_WS('|', area_id, day, changes, residents, over_half, over_year, reported) FROM daily_counts",
	"notes":    "SELECT CONCAT_WS('|', area_id, day, n) FROM count_changes",
	"settings": "SELECT CONCAT_WS('|', name, value) FROM settings",
	"counters": "SELECT CONCAT_WS('|', name, n) FROM counters",
	"seals":    "SELECT CONCAT_WS('|', entries, (SELECT COUNT(*) FROM audit_entries WHERE seal_id = audit_seals.id), sealed_at) FROM audit_seals",
	"people":   "SELECT CONCAT_WS('|', (SELECT unit_code FROM units WHERE units.id = unit_id), doc_type, birth, LENGTH(name) > 0, LENGTH(phone_idx) > 0, erased_at) FROM tenants",
	"unsealed": "SELECT CONCAT_WS('|', action) FROM audit_entries WHERE seal_id = 0",
	"old":      "SELECT CONCAT_WS('|', kind, state, sent_at, expires_at) FROM notices WHERE sent_at >= expires_at",
	"too many": "SELECT CONCAT_WS('|', HEX(phone_idx), day, COUNT(*)) FROM notices WHERE kind LIKE 'R%' AND kind NOT IN ('R04', 'R09', 'R12', 'R20') AND phone_idx <> '' AND state NOT IN ('cancelled', 'expired', 'failed') GROUP BY phone_idx, day HAVING COUNT(*) > 1",
	"origins":  "SELECT CONCAT_WS('|', city_id, origin, day, n) FROM past_origins",
}

// lookAt is a register after a job, what left it, and what the job says that it did.
func lookAt(t *testing.T, st *store.Store, h *house, done registry.Tally) map[string][]string {
	t.Helper()
	all := storetest.Picture(t, st)
	for name, query := range more {
		all[name] = storetest.Words(t, st, query)
	}
	for _, m := range h.sent.texts {
		all["texts"] = append(all["texts"], fmt.Sprint(m.At.RFC3339(), " ", m.Kind, " ", m.Phone, " ", m.Text))
	}
	for _, table := range storetest.Tables(t, st) {
		all["rows"] = append(all["rows"], fmt.Sprint(table, " ", storetest.Count(t, st, "SELECT COUNT(*) FROM `"+table+"`")))
	}
	done.Examined = 0 // two nodes may both look
	all["done"] = []string{fmt.Sprintf("%+v", done)}
	return all
}

// turnRound numbers homes, rooms, people, stays, flags and notices the other way round: whoever goes by number goes through
// them in the opposite order.
func turnRound(t *testing.T, st *store.Store) {
	t.Helper()
	names := map[string]string{"units": "unit_id", "rooms": "room_id", "tenants": "tenant_id", "stays": "stay_id", "flags": "flag_id", "notices": "notice_id"}
	for _, table := range storetest.Tables(t, st) {
		var set []string
		if names[table] != "" {
			set = append(set, "id = 100000 - id")
		}
		for _, column := range columnsOf(t, st, table) {
			for _, name := range names {
				if column == name {
					set = append(set, fmt.Sprintf("%[1]s = CASE WHEN %[1]s = 0 THEN 0 ELSE 100000 - %[1]s END", name))
				}
			}
		}
		if len(set) > 0 {
			exec(t, st, "UPDATE "+table+" SET "+strings.Join(set, ", "))
		}
	}
	exec(t, st, `UPDATE notices SET subject = CONCAT(SUBSTR(subject, 1, 5), 100000 - CAST(SUBSTR(subject, 6) AS SIGNED)) WHERE subject LIKE 'unit:%' OR subject LIKE 'stay:%'; UPDATE notices SET idem_key = CONCAT(kind, '|', subject, '|', period); UPDATE flags SET open_key = CONCAT(rule, ':', unit_id, ':', CASE WHEN stay_id = 0 THEN room_id ELSE 0 END, ':', stay_id) WHERE open_key IS NOT NULL`)
}

// lateFor is a later moment at which a job that did not run in time comes.
func (l life) lateFor(j job, at time.Time) time.Time {
	switch j.name {
	case "remind", "educate", "dispatch": // later the same day, in the same window
		minute := at.In(workday.Shanghai).Hour()*60 + at.In(workday.Shanghai).Minute()
		for _, end := range []int{20*60 - 1, 20*60 + 29, 24*60 - 1} { // the last minutes of education, of reminders, of the day
			if minute <= end {
				return at.Add(time.Duration(min(3*l.delay, end-minute)) * time.Minute)
			}
		}
	case "rollup":
		return at.AddDate(0, 0, l.delay%31)
	case "purge":
		return at.AddDate(0, 0, l.delay)
	}
	return l.later[len(l.later)-1]
}
