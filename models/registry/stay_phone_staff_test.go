package registry_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// stillHis says whether a stay still opens to the phone that its person proved, in every place that names one.
func (p *people) stillHis(t *testing.T, name, ref, number string) {
	t.Helper()
	line, err := p.Store.EntryByRef(context.Background(), ref)
	must(t, err)
	if line.Tenant.Phone != number || !bytes.Equal(line.Stay.PhoneIdx, p.Store.PhoneIndex(number)) {
		t.Errorf("%s: the stay opens to somebody else's phone: %s", name, idcard.Last4(line.Tenant.Phone))
	}
}

func TestASheetPutsNoOtherPhoneInThePlaceOfOneThatATenantProved(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		declared, confirmed, plain := p.declare(t, 1), p.checkIn(t, 2), p.checkIn(t, 3)
		must(t, p.ConfirmStay(ctx, p.tenant("19900010002"), confirmed, p.at))
		row := func(n int, phone string) string {
			return fmt.Sprintf("unit_code=%s|doc_type=111|doc_no=%s|moved_in_on=2026-11-16|phone=%s", p.unit.UnitCode, invented(n), phone)
		}
		back := p.bring(t, "stays", 1, 0, 2, row(1, "19900000088"), row(2, "19900000087"), row(3, "19900000086"))
		for _, reason := range back {
			if !strings.Contains(reason, "他自己验证过") {
				t.Errorf("handed back with %q", reason)
			}
		}
		p.stillHis(t, "declared", declared, "19900010001")
		p.stillHis(t, "confirmed", confirmed, "19900010002")
		p.stillHis(t, "nobody proved", plain, "19900000086")
		p.bring(t, "stays", 0, 2, 0, row(1, "19900010001"), row(2, "")) // his own number, and none
	})
}

func TestAVisitPutsNoOtherPhoneInThePlaceOfOneThatATenantProvedAndStartsNoClockAnew(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		ref := p.declare(t, 1)
		before, err := st.EntryByRef(ctx, ref)
		must(t, err)
		who, _, _ := p.desk(t, "chen01", "auxiliary", "33020011", true)
		meet := func(f registry.StayForm) error {
			return p.RecordVisit(ctx, who, p.unit.Ref, registry.VisitForm{Result: models.VisitMissing, AddFound: &f}, "", p.at.Add(time.Hour))
		}
		other := form("102", "邵雨晴", invented(1), "19900000088")
		refuses(t, st, "another number", models.Invalid, func() error { return meet(other) })
		if e := models.AsError(meet(other)); e == nil || len(e.Faults) != 1 || e.Faults[0].Field != "phone" {
			t.Errorf("%+v", e)
		}
		p.stillHis(t, "refused", ref, "19900010001")
		none := form("103", "邵雨晴", invented(1), "")
		none.NoPhone = true
		refuses(t, st, "who entered himself, with another name and room", models.Invalid, func() error { return meet(none) })
		p.stillHis(t, "entered without a phone", ref, "19900010001")
		after, err := st.EntryByRef(ctx, ref)
		must(t, err)
		if s := after.Stay; s.DeclaredVia != before.Stay.DeclaredVia || s.DeclaredAt != before.Stay.DeclaredAt || after.Room.No != before.Room.No || after.Tenant.Name != before.Tenant.Name {
			t.Errorf("his own declaration became %+v", s)
		}
		if mine, _ := st.ListEntries(ctx, policy.Scope{Phone: st.PhoneIndex("19900000088")}, 9); len(mine) != 0 {
			t.Error("a stranger's phone opens the stay")
		}
	})
}
