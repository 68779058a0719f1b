package store_test

import (
	"slices"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
)

// eachScope runs a test on a made-up register with every kind of scope, on both databases. covers says, by the law
// of package policy and by nothing that the database says, whether a record lies in the scope.
func eachScope(t *testing.T, test func(t *testing.T, w *world, name string, scope policy.Scope, covers func(unitID int64, phones ...string) bool)) {
	t.Helper()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newWorld(t, st, uint64(len(t.Name()))) // another world for each test
		for name, scope := range w.scopes() {
			test(t, w, name, scope, func(unitID int64, phones ...string) bool { return scope.Covers(w.record(unitID, phones...)) })
		}
	})
}

// same compares two sets of ids; every id may come once only.
func same(t *testing.T, what, scope string, got, want []int64) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s in the scope %q: %v, should be %v", what, scope, got, want)
	}
}

func TestAListOfHomesHoldsExactlyThoseInTheScope(t *testing.T) {
	eachScope(t, func(t *testing.T, w *world, name string, scope policy.Scope, covers func(int64, ...string) bool) {
		var want, got []int64
		for _, u := range w.units {
			if covers(u.ID) {
				want = append(want, u.ID)
			}
			found, err := w.st.Unit(ctx, scope, u.Ref)
			if covers(u.ID) != (err == nil) || err == nil && found.ID != u.ID || err != nil && !models.IsKind(err, models.NotFound) {
				t.Errorf("unit %d in the scope %q: %v", u.ID, name, err)
			}
		}
		for after := int64(0); ; {
			page, err := w.st.ListUnits(ctx, scope, after, 3)
			must(t, err)
			for _, u := range page {
				if u.ID <= after {
					t.Fatalf("unit %d comes after %d", u.ID, after)
				}
				got, after = append(got, u.ID), u.ID
			}
			if len(page) < 3 {
				break
			}
		}
		same(t, "homes", name, got, want)
	})
}

func TestASearchFindsTheHomesOfTheScopeAndTakesTypedSignsLiterally(t *testing.T) {
	eachScope(t, func(t *testing.T, w *world, name string, scope policy.Scope, covers func(int64, ...string) bool) {
		first := w.units[0]
		for _, words := range []string{"青禾", "3 号", "3号", "３　号", "B座", "Ｂ座", "b座", "%", "_", "a_b", "0%", `\`, "'", "没有", first.UnitCode, first.ShortCode} {
			var want, got []int64
			low := strings.NewReplacer(" ", "", "　", "", "３", "3", "Ｂ", "b", "ｂ", "b").Replace(strings.ToLower(words))
			for _, u := range w.units {
				hit := strings.Contains(strings.ToLower(strings.ReplaceAll(u.Address, " ", "")), low) || strings.Contains(strings.ToLower(u.Label), low) || u.UnitCode == words || u.ShortCode == words
				if hit && covers(u.ID) {
					want = append(want, u.ID)
				}
			}
			for after := int64(0); ; {
				page, err := w.st.ListUnitsByWords(ctx, scope, words, after, 2)
				must(t, err)
				for _, u := range page {
					got, after = append(got, u.ID), u.ID
				}
				if len(page) < 2 {
					break
				}
			}
			same(t, "homes with "+words, name, got, want)
		}
	})
}

// before says whether a place comes first: what is the reader's turn, then what is due longest.
func before(a, b store.FlagPlace) bool {
	if a.Others != b.Others {
		return b.Others
	}
	return a.DueAt < b.DueAt || a.DueAt == b.DueAt && a.ID < b.ID
}

func TestAQueueHoldsExactlyTheOpenFlagsOfTheScope(t *testing.T) {
	eachScope(t, func(t *testing.T, w *world, name string, scope policy.Scope, covers func(int64, ...string) bool) {
		grid := w.units[0].GridID
		today := at.Day()
		words := strings.ReplaceAll(w.units[0].Address, " ", "")
		for _, q := range []store.Queue{{Steps: true}, {Steps: true, Turn: 3}, {To: today - 1}, {From: today, To: today, Steps: true}, {From: today, To: today + 7}, {Words: words}, {Words: w.units[1].ShortCode, To: today + 7}, {Words: "没有"}, {}, {Rule: "B01"}, {Turn: 2}, {Turn: 3}, {Level: 2}, {Rule: "B05", Level: 3}, {Grid: grid}} {
			var want, got []int64
			counts := map[string]int{}
			for _, f := range w.flags {
				if f.Open() && covers(f.UnitID) && (q.Rule == "" || q.Rule == f.Rule) && f.Level >= q.Level && (q.Grid == 0 || q.Grid == f.GridID) &&
					(q.Words == "" || strings.Contains(strings.ReplaceAll(w.unit(f.UnitID).Address, " ", ""), q.Words) || w.unit(f.UnitID).ShortCode == q.Words) &&
					(q.To == 0 || f.VisitedAt.IsZero() && (f.StepAt-1000).Day() >= q.From && (f.StepAt-1000).Day() <= q.To) {
					want = append(want, f.ID)
					counts[f.Rule]++
				}
			}
			q.N = 4
			for {
				rows, err := w.st.ListFlags(ctx, scope, q)
				must(t, err)
				for _, f := range rows {
					next := store.FlagPlace{Others: f.Level < q.Turn, DueAt: f.DueAt, ID: f.ID}
					if q.Steps {
						next.DueAt = f.StepAt
					}
					if !before(q.After, next) {
						t.Fatalf("flag %d stands out of order", f.ID)
					}
					got, q.After = append(got, f.ID), next
					if u := w.unit(f.UnitID); f.UnitRef != u.Ref || f.OwnerID != u.OwnerID {
						t.Errorf("flag %d names another home", f.ID)
					}
				}
				if len(rows) < q.N {
					break
				}
			}
			same(t, "flags", name, got, want)
			if q.Rule == "" && q.Grid == 0 {
				found, err := w.st.ListFlagCounts(ctx, scope, q)
				must(t, err)
				if len(found) != len(counts) || found["B01"] != counts["B01"] || found["B05"] != counts["B05"] {
					t.Errorf("counts in the scope %q: %v, should be %v", name, found, counts)
				}
			}
		}
		for _, f := range w.flags {
			found, err := w.st.FlagByRef(ctx, scope, f.Ref)
			if covers(f.UnitID) != (err == nil) || err == nil && found.ID != f.ID || err != nil && !models.IsKind(err, models.NotFound) {
				t.Errorf("flag %d in the scope %q: %v", f.ID, name, err)
			}
		}
	})
}

func TestARosterHoldsExactlyThePeopleOfTheScope(t *testing.T) {
	eachScope(t, func(t *testing.T, w *world, name string, scope policy.Scope, covers func(int64, ...string) bool) {
		var want, got []int64
		for _, s := range w.stays {
			inside := covers(s.UnitID, w.phoneOf[s.ID])
			if inside {
				want = append(want, s.ID)
			}
			found, err := w.st.Entry(ctx, scope, s.Ref)
			if inside != (err == nil) || err == nil && (found.Stay.ID != s.ID || found.Tenant.Phone != w.phoneOf[s.ID]) || err != nil && !models.IsKind(err, models.NotFound) {
				t.Errorf("stay %d in the scope %q: %v", s.ID, name, err)
			}
		}
		entries, err := w.st.ListEntries(ctx, scope, 1000)
		must(t, err)
		for _, e := range entries {
			got = append(got, e.Stay.ID)
		}
		same(t, "stays", name, got, want)
	})
}

func TestRequestsReachTheirAudienceInTheScopeAndNobodyElse(t *testing.T) {
	eachScope(t, func(t *testing.T, w *world, name string, scope policy.Scope, covers func(int64, ...string) bool) {
		for _, audiences := range [][]string{{"landlord"}, {"grid", "police"}, {"nobody"}, nil} {
			var want, got []int64
			for _, q := range w.requests {
				if slices.Contains(audiences, q.Audience) && covers(q.UnitID, q.Contact) {
					want = append(want, q.ID)
				}
			}
			requests, err := w.st.ListRequests(ctx, scope, audiences, 1000)
			must(t, err)
			for i, q := range requests {
				got = append(got, q.ID)
				if i == 0 {
					continue
				}
				before := requests[i-1]
				if before.AnsweredAt != 0 && q.AnsweredAt == 0 || (before.AnsweredAt == 0) == (q.AnsweredAt == 0) && before.ID < q.ID {
					t.Errorf("%q: request %d stands before %d: open ones come first, then the newest", name, before.ID, q.ID)
				}
			}
			same(t, "requests", name, got, want)
		}
	})
}

func TestTheLogShowsOnlyErrandsInTheScope(t *testing.T) {
	eachScope(t, func(t *testing.T, w *world, name string, scope policy.Scope, covers func(int64, ...string) bool) {
		var want, got []int64
		for _, e := range w.audits {
			if scope.All || e.UnitID != 0 && covers(e.UnitID) {
				want = append(want, e.ID)
			}
		}
		entries, err := w.st.ListAudit(ctx, scope, 0, 1000)
		must(t, err)
		for _, e := range entries {
			got = append(got, e.ID)
		}
		same(t, "audit entries", name, got, want)
		one := w.units[0].ID
		entries, err = w.st.ListAudit(ctx, scope, one, 1000)
		must(t, err)
		for _, e := range entries {
			if e.UnitID != one || !covers(one) {
				t.Errorf("%q: entry %d is of another home", name, e.ID)
			}
		}
	})
}

func TestTheRecordOfAHomeLeavesOutHelpersWhoseTimeIsOver(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		w := newWorld(t, st, 3)
		for _, u := range w.units {
			got, err := st.Record(ctx, u, policy.Actor{UserID: -1}, at)
			must(t, err)
			want := w.record(u.ID)
			same(t, "helpers", u.Label, got.Managers, want.Managers)
			same(t, "areas", u.Label, got.AreaIDs, want.AreaIDs)
			if got.OwnerID != want.OwnerID {
				t.Errorf("owner %d, should be %d", got.OwnerID, want.OwnerID)
			}
		}
	})
}
