package registry_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// origins is a city whose people come from several provinces, and in which everything happens that changes who is counted
// as coming from where.
type origins struct {
	*district
	dice    *rand.Rand
	officer policy.Actor
	n       int // numbers given out
	did     map[string]int
}

func newOrigins(t *testing.T, st *store.Store, dice *rand.Rand) *origins {
	t.Helper()
	o := &origins{district: newDistrict(t, st, 30), dice: dice, did: map[string]int{}}
	o.RollPage = 2
	city := o.area(t, "330200")
	o.officer = policy.Actor{UserID: 901, Name: "李警官", Staff: true, Fresh: true, Grants: []policy.Grant{{Role: policy.Officer, AreaID: city.ID, Level: policy.City, From: 1}}}
	var rows []string
	for range 120 {
		rows = append(rows, o.row(o.now().Day()-workday.Day(o.dice.IntN(400))))
	}
	o.bring(t, "stays", len(rows), 0, 0, rows...)
	exec(t, st, "UPDATE units SET claim = ''") // the landlord has said that they are his
	return o
}

// number is an invented number of one of four provinces.
func (o *origins) number() string {
	o.n++
	return storetest.Number([]string{"3399", "3499", "5299", "4199"}[min(o.dice.IntN(5), 3)], 1000+o.n)
}

// row is the row of a list for somebody who moved in on a day.
func (o *origins) row(in workday.Day) string {
	r := fmt.Sprintf("unit_code=U%d|room_no=101|name=何以安|moved_in_on=%s", o.dice.IntN(30), in)
	if o.dice.IntN(8) == 0 {
		r += fmt.Sprintf("|doc_type=414|doc_no=XK%07d", o.n)
		o.n++
	} else {
		r += "|doc_type=111|doc_no=" + o.number()
	}
	if o.dice.IntN(2) == 0 {
		r += "|moved_out_on=" + (in + workday.Day(o.dice.IntN(250))).String()
	}
	return r
}

// somebody is a stay of one of the homes.
func (o *origins) somebody(t *testing.T) (one, housemate store.Entry) {
	t.Helper()
	ids := storetest.Words(t, o.Store, "SELECT CONCAT(unit_id, '') FROM stays WHERE erased_at = 0 AND state <> 'void' GROUP BY unit_id HAVING COUNT(DISTINCT tenant_id) > 1 ORDER BY unit_id")
	var unit int64
	_, err := fmt.Sscan(ids[o.dice.IntN(len(ids))], &unit)
	must(t, err)
	all, err := o.Store.Entries(context.Background(), unit)
	must(t, err)
	all = slices.DeleteFunc(all, func(e store.Entry) bool { return e.Stay.State == models.StayVoid || !e.Stay.ErasedAt.IsZero() })
	one = all[o.dice.IntN(len(all))]
	for _, e := range all {
		if e.Tenant.ID != one.Tenant.ID {
			housemate = e
		}
	}
	return one, housemate
}

// happens lets one thing happen. What the rules refuse has not happened.
func (o *origins) happens(t *testing.T, what string) {
	t.Helper()
	ctx := context.Background()
	one, other := o.somebody(t)
	var err error
	switch what {
	case "import":
		file, _ := sheetOf("stays", o.row(o.now().Day()-workday.Day(o.dice.IntN(60))))
		_, err = o.ImportStays(ctx, policy.SystemActor, file, registry.ImportHow{At: o.at})
	case "check-out":
		y, m, d := (o.now().Day() - workday.Day(o.dice.IntN(20))).Date()
		err = o.CheckOut(ctx, o.landlord, one.Stay.Ref, registry.DayForm{Choice: "other", Y: fmt.Sprint(y), M: fmt.Sprint(int(m)), D: fmt.Sprint(d)}, o.at)
	case "correction":
		f := same(one)
		f.DocType, f.Country, f.DocNo = "111", "", o.number()
		err = o.CorrectEntry(ctx, o.officer, one.Stay.Ref, f, o.at)
	case "merge":
		if err = o.MergePeople(ctx, o.officer, one.Stay.Ref, other.Stay.Ref, "证件号打错，登记了两次", o.at); err != nil {
			err = o.MergePeople(ctx, o.officer, other.Stay.Ref, one.Stay.Ref, "证件号打错，登记了两次", o.at)
		}
	case "purge":
		before := storetest.Count(t, o.Store, "SELECT COUNT(*) FROM tenants WHERE erased_at > 0")
		_, err = o.Purge(ctx, policy.SystemActor, o.at)
		if storetest.Count(t, o.Store, "SELECT COUNT(*) FROM tenants WHERE erased_at > 0") == before {
			return
		}
	case "area move":
		grids := []string{"G11", "G12", "G13", "G21", "G22"}
		a := o.area(t, grids[o.dice.IntN(5)])
		if o.dice.IntN(3) == 0 {
			err = o.MergeGrid(ctx, o.admin, a.Ref, o.area(t, grids[o.dice.IntN(5)]).Ref, o.at)
		} else {
			err = o.MoveArea(ctx, o.admin, a.Ref, o.area(t, []string{"C1", "C2", "3302001"}[o.dice.IntN(3)]).Ref, o.at)
		}
		o.carry(t)
	case "home move":
		u := o.dice.IntN(30)
		file, _ := sheetOf("units", fmt.Sprintf("unit_code=U%d|area_code=%s|address=青禾路 %d 号|kind=home", u, []string{"G11", "G22"}[o.dice.IntN(2)], 40+u))
		_, err = o.ImportUnits(ctx, policy.SystemActor, file, registry.ImportHow{At: o.at})
	case "rollup":
		o.rollUp(t)
	}
	if err == nil {
		o.did[what]++
	} else if models.AsError(err) == nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// agrees holds that the provinces are those of the documents opened anew, and as many people as live there.
func (o *origins) agrees(t *testing.T, what string, days ...workday.Day) {
	t.Helper()
	if got, want := o.counted(t, "330200", days...), o.recounted(t, "330200", days...); got != want {
		t.Fatalf("after %s:\n%s\nfrom the documents\n%s", what, got, want)
	}
	for _, on := range days {
		s, err := o.CountStays(context.Background(), policy.SystemActor, "330200", on, o.now())
		must(t, err)
		sum := 0
		for _, c := range s.ByProvince {
			sum += c.N
		}
		if sum != s.Residents {
			t.Fatalf("after %s: on %s %d live there and %d come from somewhere: %+v", what, on, s.Residents, sum, s)
		}
	}
}

// lock makes every document unreadable, so that whoever opens one fails, and answers how to undo it.
func (o *origins) lock(t *testing.T) (unlock func()) {
	t.Helper()
	exec(t, o.Store, "UPDATE tenants SET ref = CONCAT(ref, 'x')")
	return func() { exec(t, o.Store, "UPDATE tenants SET ref = SUBSTR(ref, 1, LENGTH(ref) - 1)") }
}

// TestProvincesFromRollupsAreThoseOfTheDocuments: whatever happens to people, homes and areas, what the rollups say of where
// the people of the city come from is what their documents say.
func TestProvincesFromRollupsAreThoseOfTheDocuments(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOrigins(t, st, rand.New(rand.NewPCG(9, 7)))
		all := []string{"import", "check-out", "correction", "merge", "purge", "area move", "home move", "rollup"}
		for round := range 64 {
			what := all[round%len(all)]
			if what == "import" {
				o.at = o.at.AddDate(0, 0, 1+o.dice.IntN(60))
				o.rollUp(t)
			}
			o.happens(t, what)
			today := o.now().Day()
			o.agrees(t, fmt.Sprint("round ", round, ", ", what), today, today-1, today-workday.Day(2+o.dice.IntN(29)), today-workday.Day(100+o.dice.IntN(60)), today-workday.Day(190+o.dice.IntN(200)))
		}
		for _, what := range all {
			if o.did[what] == 0 {
				t.Errorf("no %s happened: %v", what, o.did)
			}
		}
	})
}

// TestProvincesOfADayThatIsOverOpenNoDocument: after the job the page reads counts, also of days on which the job did not
// run; what changed since is opened, and only that.
func TestProvincesOfADayThatIsOverOpenNoDocument(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOrigins(t, st, rand.New(rand.NewPCG(3, 4)))
		o.rollUp(t)
		for range 5 { // days without a run
			o.at = o.at.Add(24 * time.Hour)
			o.happens(t, "import")
			o.happens(t, "correction")
		}
		today := o.now().Day()
		days := []workday.Day{today - 1, today - 2, today - 3, today - 4, today - 5, today - 31}
		want := o.recounted(t, "330200", days...)
		o.rollUp(t)
		unlock := o.lock(t)
		if got := o.counted(t, "330200", days...); got != want {
			t.Errorf("%s\nfrom the documents\n%s", got, want)
		}
		if _, err := o.CountStays(context.Background(), policy.SystemActor, "330200", today, o.now()); err == nil {
			t.Error("a day that is not over is counted without a document: nothing was locked")
		}
		unlock()
		o.happens(t, "correction")
		o.agrees(t, "a correction after the job", days...)
		unlock = o.lock(t)
		if _, err := o.CountStays(context.Background(), policy.SystemActor, "330200", today-1, o.now()); err == nil {
			t.Error("after a correction the old count is told")
		}
		unlock()
	})
}

// TestAJobThatIsKilledLeavesNoHalfDayOfProvinces stops the job between and in its transactions.
func TestAJobThatIsKilledLeavesNoHalfDayOfProvinces(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		dice := rand.New(rand.NewPCG(5, 6))
		o := newOrigins(t, st, dice)
		o.RollPage = 1
		today := o.now().Day()
		days := []workday.Day{today - 1, today - 2, today - 9, today - 31}
		half := 0
		for range 12 {
			exec(t, st, "DELETE FROM daily_counts")
			cut, off := context.WithTimeout(context.Background(), time.Duration(dice.IntN(40))*time.Millisecond)
			_, err := o.RollUp(cut, policy.SystemActor, o.at)
			off()
			done := storetest.Count(t, st, "SELECT COUNT(DISTINCT area_id) FROM daily_counts")
			if err != nil && done > 0 {
				half++
			}
			if n := storetest.Count(t, st, "SELECT COUNT(*) FROM daily_counts WHERE origins IS NULL"); n > 0 {
				t.Fatalf("%d counts without provinces", n)
			}
			o.agrees(t, "a job that was killed", days...)
		}
		t.Logf("%d of 12 stopped in the middle", half)
		o.rollUp(t)
		unlock := o.lock(t)
		o.counted(t, "330200", days...)
		unlock()
	})
}

// TestWhoIsMergedOrErasedAfterTheJobIsCountedOnceAndRightly: also where the job did not run for long.
func TestWhoIsMergedOrErasedAfterTheJobIsCountedOnceAndRightly(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOrigins(t, st, rand.New(rand.NewPCG(2, 2)))
		today := o.now().Day()
		for i, days := range []string{fmt.Sprintf("moved_in_on=%s|moved_out_on=%s", today-20, today-10), fmt.Sprintf("moved_in_on=%s", today-8)} {
			o.bring(t, "stays", 1, 0, 0, fmt.Sprintf("unit_code=%s|room_no=101|name=何以安|doc_type=111|doc_no=%s|%s", o.unit.UnitCode, storetest.Number([]string{"3499", "5299"}[i], i), days))
		}
		o.rollUp(t)
		both := o.entries(t)
		must(t, o.MergePeople(ctx, o.officer, both[1].Stay.Ref, both[0].Stay.Ref, "证件号打错，登记了两次", o.at))
		o.agrees(t, "a merge", today-1, today-9, today-15)
		o.rollUp(t)
		o.at = o.at.AddDate(0, 0, o.Limits().RetentionDays+60)
		_, err := o.Purge(ctx, policy.SystemActor, o.at)
		must(t, err)
		if n := storetest.Count(t, st, "SELECT COUNT(*) FROM stays WHERE erased_at > 0 AND moved_in_on < ? AND moved_out_on >= ?", int64(today-1), int64(today)); n == 0 {
			t.Fatal("nobody was erased who had been counted")
		}
		o.agrees(t, "a purge", today-1, today-9, today-15)
	})
}

// TestProvincesOfAnAreaLieSealedAndNotLongerThanTheNumbers: at rest nobody reads where the people of a grid come from; one of
// them looks like the other; and what is kept goes before the first number of somebody who lived there.
func TestProvincesOfAnAreaLieSealedAndNotLongerThanTheNumbers(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOrigins(t, st, rand.New(rand.NewPCG(1, 8)))
		o.rollUp(t)
		if long := storetest.Words(t, st, "SELECT CONCAT(LENGTH(origins), '') FROM daily_counts GROUP BY LENGTH(origins)"); len(long) != 1 || long[0] != "127" {
			t.Errorf("they are %v bytes long: the length tells of the provinces", long)
		}
		yesterday := int64(o.now().Day() - 1)
		exec(t, st, fmt.Sprintf("UPDATE daily_counts SET origins = (SELECT d.origins FROM (SELECT area_id, day, origins FROM daily_counts) AS d WHERE d.day = %d AND d.area_id = daily_counts.area_id) WHERE day = %d", yesterday-1, yesterday))
		if _, err := o.CountStays(context.Background(), policy.SystemActor, "330200", o.now().Day()-1, o.now()); err == nil {
			t.Error("the provinces of another day pass for those of this one")
		}
		o.at = o.at.AddDate(0, 0, o.Limits().RetentionDays+40)
		o.rollUp(t)
		today := o.now().Day()
		if n := storetest.Count(t, st, "SELECT COUNT(*) FROM daily_counts WHERE origins IS NOT NULL AND day < ?", int64(today)-int64(o.Limits().RetentionDays)); n > 0 {
			t.Errorf("provinces of %d areas and days outlive the numbers", n)
		}
		if n := storetest.Count(t, st, "SELECT COUNT(*) FROM daily_counts WHERE day < ?", int64(today)-int64(o.Limits().RetentionDays)); n == 0 {
			t.Error("no old rollup was looked at")
		}
	})
}
