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
	"anju/models/token"
)

// counter is a desk: somebody who sits at it, somebody who sits at another, printed slips and a landlord's 口令.
type counter struct {
	*people
	clerk, far policy.Actor
	slips      []string
	elsewhere  string // number of a slip of another community
	code       string
	stay       string
}

func newCounter(t *testing.T, st *store.Store) *counter {
	t.Helper()
	ctx := context.Background()
	c := &counter{people: newPeople(t, st)}
	other := models.Area{Code: "3302002", Level: models.LevelCommunity, Name: "稻香社区"}
	clerk, far := models.User{Staff: true, Name: "小陈", Login: "chen03"}, models.User{Staff: true, Name: "小吴", Login: "wu03"}
	var desk models.Area
	must(t, st.InTx(ctx, func(tx *store.Tx) error {
		var err error
		desk, err = tx.Area(ctx, c.grid.ParentID)
		must(t, err)
		other.ParentID = desk.ParentID
		must(t, tx.SaveArea(&other))
		must(t, tx.SaveUser(&clerk))
		must(t, tx.SaveUser(&far))
		must(t, tx.SaveGrant(clerk.ID, policy.Grant{Role: policy.Auxiliary, AreaID: c.grid.ID, Level: policy.Grid, From: 1}))
		return tx.SaveGrant(far.ID, policy.Grant{Role: policy.Officer, AreaID: other.ID, Level: policy.Community, From: 1})
	}))
	var err error
	c.clerk, err = st.Actor(ctx, clerk)
	must(t, err)
	c.far, err = st.Actor(ctx, far)
	must(t, err)
	c.slips = c.print(t, c.clerk, desk.Ref)
	c.elsewhere = c.print(t, c.far, other.Ref)[0]
	c.code, err = c.MakeDeskCode(ctx, c.landlord, "", c.at)
	must(t, err)
	c.stay = c.checkIn(t, 1)
	return c
}

func (c *counter) print(t *testing.T, who policy.Actor, desk string) []string {
	t.Helper()
	batch, err := c.PrintSlips(context.Background(), who, desk, "2", "", c.at)
	must(t, err)
	_, slips, err := c.SlipBatch(context.Background(), who, batch, c.at)
	must(t, err)
	var all []string
	for _, s := range slips {
		all = append(all, s.No)
	}
	if len(all) != 8 {
		t.Fatalf("two sheets hold %d slips", len(all))
	}
	return all
}

// wrong is a 口令 that is not the landlord's.
func (c *counter) wrong() string {
	if c.code[0] == '1' {
		return "2" + c.code[1:]
	}
	return "1" + c.code[1:]
}

func (c *counter) spoken() registry.Will      { return registry.Will{Code: c.code} }
func (c *counter) signed(i int) registry.Will { return registry.Will{Slip: c.slips[i]} }
func (c *counter) slip(t *testing.T, i int) models.Slip {
	t.Helper()
	s, err := c.Store.Slip(context.Background(), models.DeskOf(c.unit), c.slips[i])
	must(t, err)
	return s
}

// errands at the desk, one line each.
func (c *counter) errands() map[string]func(who policy.Actor, will registry.Will, once string) error {
	ctx, today := context.Background(), registry.DayForm{Choice: "today"}
	return map[string]func(policy.Actor, registry.Will, string) error{
		"入住": func(who policy.Actor, will registry.Will, once string) error {
			f := form("102", "邵雨晴", invented(50+len(once)), "19900010050")
			_, err := c.DeskCheckIn(ctx, who, c.unit.Ref, f, will, once, c.at)
			return err
		},
		"变更": func(who policy.Actor, will registry.Will, once string) error {
			return c.DeskChange(ctx, who, c.stay, registry.StayChange{Room: "103", NoPhone: true}, will, once, c.at)
		},
		"退房": func(who policy.Actor, will registry.Will, once string) error {
			return c.DeskCheckOut(ctx, who, c.stay, today, will, once, c.at)
		},
		"打印名册": func(who policy.Actor, will registry.Will, once string) error {
			_, err := c.DeskPrint(ctx, who, c.unit.Ref, will, once, c.at)
			return err
		},
		"房客还住着": func(who policy.Actor, will registry.Will, once string) error {
			return c.DeskStillHere(ctx, who, c.stay, will, once, c.at)
		},
		"房客搬走": func(who policy.Actor, will registry.Will, once string) error {
			return c.DeskLeft(ctx, who, c.stay, today, will, once, c.at)
		},
		"换口令": func(who policy.Actor, will registry.Will, once string) error {
			_, err := c.DeskNewCode(ctx, who, c.unit.Ref, will, once, c.at)
			return err
		},
	}
}

func TestNobodyActsAtTheDeskWithoutHisWordAndARefusalLeavesNoTrace(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		c := newCounter(t, st)
		must(t, c.DeskStillHere(context.Background(), c.clerk, c.stay, c.signed(0), "", c.at))
		walking := c.clerk
		walking.Shift = true
		unprinted := token.NewSlip()
		for slices.Contains(c.slips, unprinted) {
			unprinted = token.NewSlip()
		}
		misread := c.slips[1][:6] + string('0'+(c.slips[1][6]-'0'+1)%10)
		for name, run := range c.errands() {
			good := c.signed(1)
			for who, r := range map[string]struct {
				actor policy.Actor
				kind  models.Kind
			}{
				"a stranger": {policy.Actor{}, models.Unsigned}, "the landlord himself": {c.landlord, models.Forbidden}, "an administrator": {c.admin, models.Forbidden},
				"an officer of another grid": {c.officer, models.NotFound}, "an officer of another community": {c.far, models.NotFound},
				"a phone on a visit shift": {walking, models.Forbidden},
			} {
				refuses(t, st, name+" by "+who, r.kind, func() error { return run(r.actor, good, "k") })
			}
			for what, will := range map[string]registry.Will{
				"nothing": {}, "a used slip": c.signed(0), "a slip of another community": {Slip: c.elsewhere}, "a number nobody printed": {Slip: unprinted},
				"a slip of the pen": {Slip: misread}, "half a code": {Code: "123"}, "code and slip": {Code: c.code, Slip: c.slips[1]},
			} {
				if what == "code and slip" && strings.HasPrefix(name, "房客") {
					continue // a tenant has no code: what he says there is not heard
				}
				refuses(t, st, name+" with "+what, models.Invalid, func() error { return run(c.clerk, will, "k") })
			}
		}
		for _, name := range []string{"房客还住着", "房客搬走", "换口令"} { // these are signed for
			refuses(t, st, name+" by a spoken code", models.Invalid, func() error { return c.errands()[name](c.clerk, c.spoken(), "k") })
		}
	})
}

func TestTheLogSaysWhoActedForWhomAndByWhat(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		c := newCounter(t, st)
		for i, e := range []struct {
			name, words string
			entries     int
			will        registry.Will
			forTenant   bool
		}{
			{"入住", "代办·签字单 ", 1, c.signed(0), false},
			{"变更", "代办·口令·改了房间、手机号", 1, c.spoken(), false},
			{"打印名册", "代办·签字单 ", 2, c.signed(2), false}, // and the look
			{"房客还住着", "代房客办·签字单 ", 1, c.signed(3), true},
			{"退房", "代办·口令·搬走日期 2026-11-16", 1, c.spoken(), false},
		} {
			run := c.errands()[e.name]
			once := fmt.Sprint("once", i)
			log := does(t, st, e.name, e.entries, func() error { return run(c.clerk, e.will, once) })
			x := log[len(log)-1] // the newest stands first
			if x.UserID != c.clerk.UserID || x.Role != "auxiliary" || x.Action != "desk.serve" || x.UnitID != c.unit.ID || !strings.HasPrefix(x.Detail, e.words+e.will.Slip) {
				t.Errorf("%s is put down as %+v", e.name, x)
			}
			if e.forTenant && (x.OnBehalf != 0 || x.StayID == 0) || !e.forTenant && x.OnBehalf != c.landlord.UserID {
				t.Errorf("%s for whom? %+v", e.name, x)
			}
			does(t, st, e.name+" twice", 0, func() error { return run(c.clerk, e.will, once) })
		}
		if s := c.slip(t, 0); s.StayID == 0 || s.UnitID != c.unit.ID || s.UsedBy != c.clerk.UserID {
			t.Errorf("the slip of the check-in: %+v", s)
		}
	})
}

func TestATenantsWordAtTheDeskIsHisOwn(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		c := newCounter(t, st)
		must(t, c.errands()["房客搬走"](c.clerk, c.signed(0), "a"))
		if err := c.RecallCheckOut(ctx, c.landlord, c.stay, c.at); !models.IsKind(err, models.Conflict) {
			t.Errorf("the landlord takes back what the tenant said: %v", err)
		}
		c.stay = c.checkIn(t, 2)
		must(t, c.errands()["退房"](c.clerk, c.signed(1), "b"))
		must(t, c.RecallCheckOut(ctx, c.landlord, c.stay, c.at)) // his own word, said at the counter
	})
}
