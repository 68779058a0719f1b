package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/store"
	"anju/models/storetest"
)

// TestALandlordWithoutAPhoneClaimsHisHomeAtTheDesk: until he has, nobody acts in his name or takes his roster away.
func TestALandlordWithoutAPhoneClaimsHisHomeAtTheDesk(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		c := newCounter(t, st)
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			owner, err := tx.User(ctx, c.landlord.UserID)
			must(t, err)
			owner.DocType, owner.DocNo = "111", invented(700)
			must(t, tx.SaveUser(&owner))
			for _, u := range []models.Unit{c.unit, c.empty} {
				unit, err := tx.LockUnit(u.ID)
				must(t, err)
				unit.Claim = models.ClaimOpen
				must(t, tx.SaveUnit(&unit))
			}
			return nil
		}))
		for _, name := range []string{"入住", "变更", "退房", "打印名册", "换口令"} {
			refuses(t, st, name+" for nobody", models.Conflict, func() error { return c.errands()[name](c.clerk, c.signed(0), "") })
		}
		refuses(t, st, "a code for nobody", models.Conflict, func() error {
			_, err := c.MakeDeskCode(ctx, c.landlord, "", c.at)
			return err
		})
		must(t, c.errands()["房客还住着"](c.clerk, c.signed(0), "a"))
		last4 := invented(700)[14:]
		claim := func(last4, once string) error {
			return c.DeskClaim(ctx, c.clerk, c.unit.Ref, last4, c.signed(1), once, c.at)
		}
		if err := claim("0000", "b"); !models.IsKind(err, models.Invalid) {
			t.Errorf("a wrong document claims: %v", err)
		}
		if s := c.slip(t, 1); !s.UsedAt.IsZero() {
			t.Error("a wrong document uses the slip up")
		}
		log := does(t, st, "认领", 1, func() error { return claim(last4, "b") })
		if log[0].OnBehalf != c.landlord.UserID || log[0].UserID != c.clerk.UserID || log[0].Detail != "代办·签字单 "+c.slips[1]+"·认领，是我的房子" {
			t.Errorf("put down as %+v", log[0])
		}
		unit, err := st.UnitByRef(ctx, c.unit.Ref)
		must(t, err)
		if !unit.Claimed() || unit.ClaimBy != c.landlord.UserID {
			t.Errorf("the claim: %q by %d", unit.Claim, unit.ClaimBy)
		}
		does(t, st, "the form sent twice", 0, func() error { return claim(last4, "b") })
		refuses(t, st, "twice", models.Conflict, func() error { return claim(last4, "c") })
		must(t, c.errands()["打印名册"](c.clerk, c.signed(2), "d"))
	})
}
