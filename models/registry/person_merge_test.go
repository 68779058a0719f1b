package registry_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// standing is what the register holds of a home's people and stays, and which flags stand on it; how often a row was saved is
// left out.
func standing(t *testing.T, st *store.Store, unitID int64) string {
	t.Helper()
	ctx := context.Background()
	entries, err := st.Entries(ctx, unitID)
	must(t, err)
	var lines []string
	for _, e := range entries {
		e.Stay.Rev = 0
		lines = append(lines, fmt.Sprintf("%+v", e))
	}
	rows, err := st.SQL().Query("SELECT id, ref, unit_id, doc_type, doc_idx, phone_idx, name_idx, country, birth, sex, language FROM tenants WHERE unit_id = ? ORDER BY id", unitID)
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		cells, into := make([]any, 11), make([]any, 11)
		for i := range cells {
			into[i] = &cells[i]
		}
		must(t, rows.Scan(into...))
		lines = append(lines, fmt.Sprintf("%q", cells))
	}
	must(t, rows.Err())
	flags, err := st.OpenFlags(ctx, []int64{unitID})
	must(t, err)
	for _, f := range flags {
		lines = append(lines, "flag "+f.Key())
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// drawn is a home with two people on its roster, each with one to three stays one after another.
func (p *people) drawn(t *testing.T, dice *rand.Rand, n int) (unit models.Unit, refs [2]string) {
	t.Helper()
	today := workday.DayOf(p.at)
	must(t, p.Store.InTx(context.Background(), func(tx *store.Tx) error {
		unit = p.unit
		unit.ID, unit.Ref, unit.DoorToken, unit.ShortCode, unit.UnitCode, unit.Address = 0, "", "", "", "", fmt.Sprintf("青禾路 %d 号", 100+n)
		must(t, tx.SaveUnit(&unit))
		room := models.Room{UnitID: unit.ID, No: "1", Floor: 1, Type: models.RoomBedroom}
		must(t, tx.SaveRoom(&room))
		for i := range 2 {
			doc, kind := invented(100+n*2+i), "111"
			if i == 1 && dice.IntN(2) == 0 {
				doc, kind = fmt.Sprintf("K%07d", n), "414"
			}
			person := models.Tenant{UnitID: unit.ID, Name: "何以安", DocType: kind, DocNo: doc, Phone: fmt.Sprintf("1990002%04d", n*2+i), DocIndex: tx.DocIndex(kind + doc)}
			must(t, tx.SaveTenant(&person))
			from := today - 200 + workday.Day(dice.IntN(100))
			for range 1 + dice.IntN(3) {
				s := models.Stay{UnitID: unit.ID, RoomID: room.ID, TenantID: person.ID, Ancestors: unit.Ancestors, DocIndex: person.DocIndex, PhoneIdx: tx.PhoneIndex(person.Phone),
					Foreign: kind == "414", State: models.StayReported, MovedInOn: from, MovedOutOn: from + workday.Day(dice.IntN(40)), ReportedAt: workday.At(p.at) - workday.Moment(dice.IntN(9)), CreatedAt: workday.At(p.at)}
				switch dice.IntN(6) {
				case 0:
					s.State, s.ReportedAt = models.StayDeclared, 0
				case 1:
					s.State, s.VoidedAt = models.StayVoid, workday.At(p.at)-5
				}
				if from > today-60 {
					s.MovedOutOn = 0
				}
				must(t, tx.SaveStay(&s))
				refs[i] = s.Ref
				if s.MovedOutOn.IsZero() {
					break
				}
				from = s.MovedOutOn + workday.Day(dice.IntN(30))
			}
		}
		tx.Due(unit.ID, workday.At(p.at))
		return nil
	}))
	return unit, refs
}

func TestAMergeThatIsTakenApartLeavesTheRegisterAsItWas(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		officer, _, _ := p.desk(t, "li01", "officer", "33020011", false)
		dice := rand.New(rand.NewPCG(17, 4))
		void, moved, refused := 0, 0, 0
		for n := range 40 {
			unit, refs := p.drawn(t, dice, n)
			_, err := p.RaiseFlags(ctx, policy.SystemActor, p.at)
			must(t, err)
			before := standing(t, st, unit.ID)
			plan, err := p.PlanMerge(ctx, officer, refs[0], refs[1], p.at)
			if models.IsKind(err, models.Conflict) {
				refs[0], refs[1] = refs[1], refs[0]
				plan, err = p.PlanMerge(ctx, officer, refs[0], refs[1], p.at)
			}
			if models.IsKind(err, models.Conflict) {
				refused++
				if standing(t, st, unit.ID) != before {
					t.Fatalf("%d: refused, and changed", n)
				}
				continue
			}
			must(t, err)
			void, moved = void+len(plan.Void), moved+len(plan.Move)
			must(t, p.MergePeople(ctx, officer, refs[0], refs[1], "证件号打错，登记了两次", p.at))
			if one := storetest.Count(t, st, "SELECT COUNT(*) FROM tenants WHERE unit_id = ?", unit.ID); one != 1 {
				t.Fatalf("%d: %d people after the merge", n, one)
			}
			entries, err := st.Entries(ctx, unit.ID)
			must(t, err)
			for i, a := range entries {
				for _, b := range entries[:i] {
					if a.Stay.State != models.StayVoid && b.Stay.State != models.StayVoid && a.Stay.Meets(b.Stay) {
						t.Fatalf("%d: one person lives there twice on one day", n)
					}
				}
			}
			_, err = p.RaiseFlags(ctx, policy.SystemActor, p.at)
			must(t, err)
			a, err := st.Amendments(ctx, plan.Kept.Tenant.ID)
			must(t, err)
			must(t, p.SplitPeople(ctx, officer, a[0].Ref, "合并时选错了人", p.at))
			_, err = p.RaiseFlags(ctx, policy.SystemActor, p.at)
			must(t, err)
			if after := standing(t, st, unit.ID); after != before {
				t.Fatalf("%d: was\n%s\nis\n%s", n, before, after)
			}
			refuses(t, st, "twice", models.Conflict, func() error { return p.SplitPeople(ctx, officer, a[0].Ref, "合并时选错了人", p.at) })
		}
		if void < 5 || moved < 5 || refused > 30 {
			t.Errorf("this says little: %d void, %d moved, %d refused", void, moved, refused)
		}
	})
}

func TestNobodyButTheOfficerOfThePlaceMergesOrSplits(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		officer, _, _ := p.desk(t, "li01", "officer", "33020011", false)
		worker, _, _ := p.desk(t, "chen01", "auxiliary", "33020011", false)
		a, b := p.checkIn(t, 1), p.checkIn(t, 2)
		merge := func(who policy.Actor, reason string) func() error {
			return func() error { return p.MergePeople(ctx, who, a, b, reason, p.at) }
		}
		good := models.MergeReasons[0]
		refuses(t, st, "a stranger", models.Unsigned, merge(policy.Actor{}, good))
		refuses(t, st, "the landlord", models.Forbidden, merge(p.landlord, good))
		refuses(t, st, "a grid worker", models.Forbidden, merge(worker, good))
		refuses(t, st, "an administrator", models.Forbidden, merge(p.admin, good))
		refuses(t, st, "an officer of another grid", models.NotFound, merge(p.officer, good))
		refuses(t, st, "without a reason", models.Invalid, merge(officer, "好奇"))
		if _, err := p.PlanMerge(ctx, p.officer, a, b, p.at); !models.IsKind(err, models.NotFound) {
			t.Errorf("an officer of another grid sees the plan: %v", err)
		}
		log := does(t, st, "the officer", 1, merge(officer, good))
		if log[0].Action != "person.merge" || log[0].Reason != good || log[0].UnitID != p.unit.ID {
			t.Errorf("put down as %+v", log[0])
		}
		refuses(t, st, "again", models.Conflict, merge(officer, good))
		kept, err := st.EntryByRef(ctx, a)
		must(t, err)
		all, err := st.Amendments(ctx, kept.Tenant.ID)
		must(t, err)
		split := func(who policy.Actor) func() error {
			return func() error { return p.SplitPeople(ctx, who, all[0].Ref, models.SplitReasons[0], p.at) }
		}
		refuses(t, st, "an officer of another grid", models.NotFound, split(p.officer))
		refuses(t, st, "the landlord", models.Forbidden, split(p.landlord))
		does(t, st, "the officer", 1, split(officer))
	})
}
