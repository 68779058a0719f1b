package registry_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
)

func TestOneFindsAPersonOnlyInOnesOwnGridAndThePersonReadsThatHeWasListed(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		p := newPeople(t, st)
		ref := p.checkIn(t, 7)
		near := p.officer
		near.Grants = []policy.Grant{{Role: policy.Auxiliary, AreaID: p.unit.GridID, Level: policy.Grid, From: 1}}
		stay, err := st.EntryByRef(ctx, ref)
		must(t, err)
		looks := 0
		for _, words := range []string{"何以安", "以安", invented(7), " " + strings.ToLower(invented(7)), "19900010007", "199 0001 0007"} {
			found, err := p.FindPeople(ctx, near, words, "核对身份", p.at)
			must(t, err)
			if len(found.Entries) != 1 || found.Entries[0].Stay.Ref != ref || found.More || found.Units[p.unit.ID].Ref != p.unit.Ref {
				t.Errorf("%q finds %d people, more %v", words, len(found.Entries), found.More)
			}
			looks++
			far, err := p.FindPeople(ctx, p.officer, words, "核对身份", p.at)
			must(t, err)
			if len(far.Entries) != 0 || far.More {
				t.Errorf("%q finds somebody in another grid", words)
			}
		}
		views, err := st.Views(ctx, p.unit.ID, stay.Stay.ID, 1, 99)
		must(t, err)
		if len(views) != looks || views[0].What != models.ViewFound || views[0].Reason != "核对身份" {
			t.Errorf("%d looks put down, not %d: %+v", len(views), looks, views)
		}
		var detail string
		must(t, st.SQL().QueryRow("SELECT detail FROM audit_entries WHERE action = 'person.find' ORDER BY id LIMIT 1").Scan(&detail))
		if detail != "按姓名，列出 1 条" {
			t.Errorf("the audit says %q", detail)
		}
	})
}

func TestASearchWithoutAReasonOrByAPieceOfANumberShowsNobody(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		p := newPeople(t, st)
		p.checkIn(t, 7)
		city := p.officer
		city.Grants = []policy.Grant{{Role: policy.Officer, AreaID: p.unit.CityID, Level: policy.City, From: 1}}
		for _, c := range [][3]string{{"何以安", "", "reason"}, {"何以安", "好奇", "reason"}, {"", "核对身份", "words"}, {"0007", "核对身份", "words"}} {
			found, err := p.FindPeople(ctx, city, c[0], c[1], p.at)
			if e := models.AsError(err); e == nil || len(e.Faults) != 1 || e.Faults[0].Field != c[2] || len(found.Entries) != 0 {
				t.Errorf("%v: %v", c, err)
			}
		}
		whole, err := p.FindPeople(ctx, city, "何以安", "核对身份", p.at)
		must(t, err)
		part, err := p.FindPeople(ctx, city, "以安", "核对身份", p.at)
		must(t, err)
		if len(whole.Entries) != 1 || len(part.Entries) != 0 {
			t.Errorf("a whole city: %d by the whole name, %d by a part of it", len(whole.Entries), len(part.Entries))
		}
		for _, who := range []policy.Actor{p.landlord, p.admin, {}} {
			if _, err := p.FindPeople(ctx, who, "何以安", "核对身份", p.at); err == nil {
				t.Errorf("%s looks for people", who.Name)
			}
		}
	})
}

func TestASearchListsTwentyAndSaysThatThereAreMore(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		p := newPeople(t, st)
		near := p.officer
		near.Grants = []policy.Grant{{Role: policy.Officer, AreaID: p.unit.GridID, Level: policy.Grid, From: 1}}
		for n := 1; n <= models.MostFound+1; n++ {
			for _, words := range []string{"何以安", "以"} {
				if n < models.MostFound {
					continue
				}
				found, err := p.FindPeople(ctx, near, words, "核对身份", p.at)
				must(t, err)
				if want := n - 1; len(found.Entries) != want || found.More {
					t.Errorf("%s: %d of %d, more %v", words, len(found.Entries), want, found.More)
				}
			}
			p.checkIn(t, 100+n)
		}
		for _, words := range []string{"何以安", "以"} {
			found, err := p.FindPeople(ctx, near, words, "核对身份", p.at)
			must(t, err)
			if len(found.Entries) != models.MostFound || !found.More {
				t.Errorf("%s lists %d, more %v", words, len(found.Entries), found.More)
			}
		}
		var views int
		must(t, st.SQL().QueryRow("SELECT COUNT(*) FROM views WHERE what = 'found'").Scan(&views))
		if want := 2 * (models.MostFound - 1 + models.MostFound + models.MostFound); views != want {
			t.Error(fmt.Sprint(views, " looks, not ", want))
		}
	})
}
