package registry_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// rowsOf counts the rows of every table.
func rowsOf(t *testing.T, st *store.Store) map[string]int {
	t.Helper()
	rows := map[string]int{}
	for _, table := range storetest.Tables(t, st) {
		n := 0
		must(t, st.SQL().QueryRow("SELECT COUNT(*) FROM `"+table+"`").Scan(&n))
		rows[table] = n
	}
	return rows
}

// elsewhere is what another landlord's home holds about the person of these tests, or does not.
var elsewhere = []struct {
	name string
	form registry.StayForm
}{
	{"unknown", form("101", "别的人", invented(50), "19900000050")},
	{"known by the document", form("101", "别的人", invented(7), "19900000050")},
	{"known by the phone", form("101", "别的人", invented(50), "19900000007")},
	{"known by the name", form("101", "何以安", invented(50), "19900000050")},
	{"known by everything", form("101", "何以安", invented(7), "19900000007")},
}

// seen is what a landlord can tell from an errand, in words that compare.
func seen(t *testing.T, p *people, run func() string) string {
	t.Helper()
	ctx := context.Background()
	st := p.Store
	before := rowsOf(t, st)
	old, err := st.ListNotices(ctx, policy.Scope{All: true}, store.Outbox{N: 99})
	must(t, err)
	said := []string{"said: " + run()}
	after := rowsOf(t, st)
	for table, n := range after {
		if d := n - before[table]; d != 0 {
			said = append(said, fmt.Sprintf("%s %+d rows", table, d))
		}
	}
	notices, err := st.ListNotices(ctx, policy.Scope{All: true}, store.Outbox{N: 99})
	must(t, err)
	for _, n := range notices[:len(notices)-len(old)] {
		said = append(said, fmt.Sprintf("text %s %s %v not before %d until %d", n.Kind, n.State, n.Params, n.NotBefore, n.ExpiresAt))
	}
	slices.Sort(said)
	return strings.Join(said, "\n")
}

// alike runs an errand once for each thing that may be known elsewhere, each time in a new register, and holds that the
// landlord cannot tell them apart.
func alike(t *testing.T, run func(t *testing.T, p *people) string) {
	t.Helper()
	ctx := context.Background()
	unknown := map[string]string{} // by database
	for _, c := range elsewhere {
		t.Run(c.name, func(t *testing.T) {
			storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
				p := newPeople(t, st)
				homes, err := st.ListUnits(ctx, policy.Scope{User: p.other.UserID, At: 1}, 0, 9)
				must(t, err)
				must(t, st.InTx(ctx, func(tx *store.Tx) error { return tx.SaveRoom(&models.Room{UnitID: homes[0].ID, No: "101", Floor: 1}) }))
				_, err = p.CheckIn(ctx, p.other, homes[0].Ref, []registry.StayForm{c.form}, "", p.at)
				must(t, err)
				got := run(t, p)
				if c.name == "unknown" {
					unknown[st.Dialect] = got
				}
				if got != unknown[st.Dialect] {
					t.Errorf("the landlord can tell:\n%s\nfrom the unknown:\n%s", got, unknown[st.Dialect])
				}
			})
		})
	}
}

func TestALandlordCannotTellWhoIsKnownElsewhereByCheckingHimInAndOut(t *testing.T) {
	ctx := context.Background()
	alike(t, func(t *testing.T, p *people) string {
		ref := ""
		lines := []string{seen(t, p, func() string {
			done, err := p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{form("101", "何以安", invented(7), "19900000007")}, "k", p.at)
			ref = done.StayRef
			return fmt.Sprint(done.Texted, done.Again, len(done.StayRef), err)
		})}
		lines = append(lines, seen(t, p, func() string {
			err := p.ChangeStay(ctx, p.landlord, ref, registry.StayChange{Room: "102", Phone: "19900000008"}, p.at)
			return fmt.Sprint(err)
		}))
		lines = append(lines, seen(t, p, func() string { return fmt.Sprint(p.CheckOut(ctx, p.landlord, ref, registry.DayForm{}, p.at)) }))
		lines = append(lines, seen(t, p, func() string { return fmt.Sprint(p.RecallCheckOut(ctx, p.landlord, ref, p.at)) }))
		entries, err := p.Store.Entries(ctx, p.unit.ID)
		must(t, err)
		e := entries[0]
		lines = append(lines, fmt.Sprint(len(entries), e.Tenant.Name, e.Tenant.Phone, e.Tenant.DocNo, e.Tenant.Language, e.Stay.State, e.Stay.Rev))
		log, err := p.Store.ListAudit(ctx, policy.Scope{User: p.landlord.UserID, At: 1}, p.unit.ID, 99)
		must(t, err)
		for _, x := range log {
			lines = append(lines, x.Action+x.Detail+x.Reason)
		}
		return strings.Join(lines, "\n--\n")
	})
}

func TestALandlordCannotTellWhoIsKnownElsewhereByADeclarationOrAMistake(t *testing.T) {
	ctx := context.Background()
	alike(t, func(t *testing.T, p *people) string {
		lines := []string{seen(t, p, func() string {
			no, err := p.Declare(ctx, p.tenant("19900000007"), p.unit.DoorToken, form("101", "何以安", invented(7), "19900000007"), models.ViaDoor, "k", p.at)
			return fmt.Sprint(len(no), err)
		})}
		for _, f := range []registry.StayForm{form("101", "何", invented(7), "19900000007"), form("999", "何以安", invented(7)[:17], "1990000000"), {}} {
			lines = append(lines, seen(t, p, func() string {
				_, err := p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{f}, "k2", p.at)
				return fmt.Sprintf("%+v", models.AsError(err))
			}))
		}
		return strings.Join(lines, "\n--\n")
	})
}

func TestALandlordCannotTellWhoIsKnownElsewhereByWhatTheNightDoes(t *testing.T) {
	ctx := context.Background()
	alike(t, func(t *testing.T, p *people) string {
		_, err := p.Declare(ctx, p.tenant("19900000007"), p.unit.DoorToken, form("101", "何以安", invented(7), "19900000007"), models.ViaDoor, "k", p.at)
		must(t, err)
		var lines []string
		for _, at := range []string{"2026-11-16 20:00", "2026-11-19 09:00", "2026-11-20 09:00", "2026-11-25 09:00", "2027-02-15 09:00"} {
			for _, heard := range p.heard(t, shanghai(at)) {
				if strings.HasPrefix(heard, "19900000099") {
					lines = append(lines, at+" "+heard)
				}
			}
			for _, f := range p.openFlags(t) {
				if rule, _ := models.RuleOf(f.Rule); rule.Compares {
					continue // he sees none of these, see TestAQueueHoldsWhatItsReaderMaySee
				}
				lines = append(lines, fmt.Sprint(at, f.Rule, f.Level, f.Evidence, f.DueAt))
			}
		}
		if len(lines) < 4 {
			t.Errorf("only %q", lines)
		}
		return strings.Join(lines, "\n")
	})
}
