package registry_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// sheetOf makes a list of rows written as "key=value key=value"; a row's fault is told by its words.
func sheetOf(kind string, rows ...string) (registry.ImportFile, *[]string) {
	place := map[string]int{}
	for i, c := range models.SheetColumns[kind] {
		place[c.Key] = i
	}
	var back []string
	next := 0
	return registry.ImportFile{
		Next: func() (models.SheetRow, error) {
			if next == len(rows) {
				return models.SheetRow{}, io.EOF
			}
			row := models.SheetRow{Line: next + 2, Cells: make([]string, len(place))}
			for _, pair := range strings.Split(rows[next], "|") {
				key, value, _ := strings.Cut(pair, "=")
				if _, ok := place[key]; !ok {
					return row, fmt.Errorf("no column %q", key)
				}
				row.Cells[place[key]] = value
			}
			next++
			return row, nil
		},
		Reject: func(_ models.SheetRow, reason string) error { back = append(back, reason); return nil },
	}, &back
}

// bring imports rows and holds the outcome to what is wanted: saved, same and failed.
func (h *house) bring(t *testing.T, kind string, saved, same, failed int, rows ...string) []string {
	t.Helper()
	return h.bringOn(t, 0, kind, saved, same, failed, rows...)
}

func (h *house) bringOn(t *testing.T, baseline workday.Day, kind string, saved, same, failed int, rows ...string) []string {
	t.Helper()
	file, back := sheetOf(kind, rows...)
	verbs := map[string]func(context.Context, policy.Actor, registry.ImportFile, registry.ImportHow) (registry.Imported, error){
		"areas": h.ImportAreas, "units": h.ImportUnits, "rooms": h.ImportRooms, "stays": h.ImportStays, "employers": h.ImportEmployers,
	}
	got, err := verbs[kind](context.Background(), policy.SystemActor, file, registry.ImportHow{At: h.at, Baseline: baseline})
	must(t, err)
	if want := (registry.Imported{Read: len(rows), Saved: saved, Same: same, Failed: failed}); got != want {
		t.Fatalf("%+v, want %+v; handed back %q", got, want, *back)
	}
	return *back
}

// stay writes a row of the house's home with its own cells after the common ones.
func (h *house) stay(person int, movedIn, more string) string {
	row := fmt.Sprintf("unit_code=%s|room_no=101|name=何以安|doc_type=111|doc_no=%s|moved_in_on=%s", h.unit.UnitCode, storetest.Number("3399", person), movedIn)
	if more != "" {
		row += "|" + more
	}
	return row
}

func (h *house) entries(t *testing.T) []store.Entry {
	t.Helper()
	entries, err := h.Store.Entries(context.Background(), h.unit.ID)
	must(t, err)
	return entries
}

func TestAChangedRowChangesItsStayAndAnEmptyCellLeavesWhatIsKnown(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		first := h.stay(1, "2026-10-01", "phone=19900000011|lease_end=2027-09-30|relation=同事|guardian_name=白以宁")
		h.bring(t, "stays", 1, 1, 0, first, first)
		h.bring(t, "stays", 0, 1, 0, h.stay(1, "2026-10-01 ", ""))
		ref := h.entries(t)[0].Stay.Ref
		h.bring(t, "stays", 1, 0, 0, h.stay(1, "2026/10/1", "room_no=102|name=何以宁|phone=19900000012|reported_at=2026-10-02|relation=老乡会的会长|police_registered_on=2026-10-03"))
		all := h.entries(t)
		e := all[0]
		if len(all) != 1 || e.Stay.Ref != ref || e.Room.No != "102" || e.Tenant.Name != "何以宁" || e.Tenant.Phone != "19900000012" || e.Stay.Guardian != "白以宁" ||
			e.Stay.State != models.StayReported || e.Stay.LeaseEnd.String() != "2027-09-30" || e.Stay.Relation != "老乡会的会长" || e.Stay.Rev != 2 {
			t.Fatalf("the stay reads %+v", e)
		}
		scope, err := st.ListEntries(context.Background(), policy.Scope{Phone: st.PhoneIndex("19900000012")}, 9)
		must(t, err)
		if len(scope) != 1 {
			t.Error("the new phone does not find the stay")
		}
		h.bring(t, "stays", 1, 0, 0, h.stay(1, "2026-10-01", "moved_out_on=2026-11-24"))
		if s := h.entries(t)[0].Stay; s.State != models.StayClosed || s.LivesOn(h.now().Day()) {
			t.Errorf("moved out today, and yet %+v", s)
		}
		h.bring(t, "stays", 1, 0, 0, h.stay(1, "2026-10-01", "moved_out_on=2026-12-31"))
		if s := h.entries(t)[0].Stay; s.State != models.StayReported || !s.LivesOn(h.now().Day()) {
			t.Errorf("leaves at the end of the year, and yet %+v", s)
		}
	})
}

func (h *house) now() workday.Moment { return workday.At(h.at) }

func TestOnePersonIsNeverTwiceInOneHomeButMayComeBackOnTheDayOfLeaving(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		h.bring(t, "stays", 1, 0, 0, h.stay(1, "2025-01-01", "moved_out_on=2025-06-01|phone=19900000011|name=旧名字"))
		back := h.bring(t, "stays", 2, 0, 3,
			h.stay(1, "2025-05-31", ""),                        // inside
			h.stay(1, "2024-12-01", "moved_out_on=2025-01-02"), // over its beginning
			h.stay(1, "2025-06-01", "phone=19900000012"),       // back on the day of leaving
			h.stay(1, "2026-01-01", ""),                        // the last one goes on
			h.stay(1, "2024-12-01", "moved_out_on=2025-01-01")) // ends as the other begins
		for _, reason := range back {
			if !strings.Contains(reason, "重叠") {
				t.Errorf("handed back for %q", reason)
			}
		}
		// What the old row says of the person is older than what the new one says: nothing goes back and forth.
		again := []string{h.stay(1, "2025-01-01", "moved_out_on=2025-06-01|phone=19900000011|name=旧名字"), h.stay(1, "2025-06-01", "phone=19900000012"),
			h.stay(1, "2026-11-24", "unit_code="+h.unit.UnitCode)}
		h.bring(t, "stays", 0, 2, 1, again...)
		for _, e := range h.entries(t) {
			if e.Tenant.Name != "何以安" || e.Tenant.Phone != "19900000012" {
				t.Errorf("the person reads %+v", e.Tenant)
			}
		}
		h.bring(t, "stays", 0, 0, 1, h.stay(1, "2025-01-01", "moved_out_on=2025-06-02")) // a change into the next stay
		h.bring(t, "stays", 2, 0, 0, h.stay(2, "2026-03-03", "moved_out_on=2026-03-03"), h.stay(2, "2026-03-01", ""))
	})
}

func TestAChildWithoutGuardianIsTakenAndTheConsentMarkedAsToBeObtained(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		child := fmt.Sprintf("unit_code=%s|room_no=101|name=白小宝|doc_no=%s|moved_in_on=2026-11-20", h.unit.UnitCode, idcard.WithCheckDigit("33990020180501123"))
		h.bring(t, "stays", 1, 0, 0, child)
		if s := h.entries(t)[0].Stay; !s.ConsentDue || s.State != models.StayDeclared || s.DeclaredVia != models.ViaSheet {
			t.Errorf("the child's stay reads %+v", s)
		}
		h.bring(t, "stays", 1, 0, 0, child+"|guardian_name=白以宁|guardian_phone=19900000011")
		if s := h.entries(t)[0].Stay; s.ConsentDue || s.Guardian != "白以宁" {
			t.Errorf("with his guardian the stay reads %+v", s)
		}
	})
}

func TestAnImportMakesHomesDueAndOccupiedAndWritesOneEntryABatch(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		before, err := st.AuditCount(ctx)
		must(t, err)
		h.bring(t, "units", 1, 0, 0, "unit_code=B2|area_code="+h.grid.Code+"|address=柳岸街 5 号")
		h.bring(t, "rooms", 1, 0, 0, "unit_code=B2|room_no=101")
		h.bring(t, "stays", 2, 0, 0, h.stay(1, "2026-11-01", ""), strings.Replace(h.stay(1, "2026-11-01", ""), h.unit.UnitCode, "B2", 1))
		after, err := st.AuditCount(ctx)
		must(t, err)
		if after != before+3 {
			t.Errorf("%d audit entries for three batches", after-before)
		}
		h.tick(t, h.at)
		unit, err := st.UnitByID(ctx, h.unit.ID)
		must(t, err)
		if unit.Occupancy != models.OccupancyOccupied || len(h.openFlags(t)) == 0 {
			t.Errorf("the home is %s with %d flags", unit.Occupancy, len(h.openFlags(t)))
		}
		// The same person elsewhere makes that home due again (RULES 33).
		h.bring(t, "stays", 1, 0, 0, strings.Replace(h.stay(1, "2026-11-01", "relation=本人"), h.unit.UnitCode, "B2", 1))
		due, err := st.DueUnits(ctx, h.now(), 0, 9)
		must(t, err)
		if len(due) != 2 {
			t.Errorf("%d homes are due, want both", len(due))
		}
		last, err := st.AuditCount(ctx)
		must(t, err)
		h.bring(t, "stays", 0, 1, 0, h.stay(1, "2026-11-01", ""))
		if again, err := st.AuditCount(ctx); err != nil || again != last {
			t.Errorf("an import that changed nothing wrote %d entries", again-last)
		}
	})
}

func TestNobodyButTheMachineImportsOrExports(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		admin := policy.Actor{UserID: 9, Staff: true, Grants: []policy.Grant{{Role: policy.Admin}, {Role: policy.Officer, AreaID: h.grid.ID, Level: policy.Grid}}}
		for n, who := range []policy.Actor{{}, h.landlord, {UserID: 9, Staff: true, Grants: admin.Grants[:1]}, admin} {
			kind := "roster"
			if n == 3 {
				kind = "stays" // an officer takes masked lists alone
			}
			file, _ := sheetOf("stays", h.stay(1, "2026-11-01", ""))
			if _, err := h.ImportStays(ctx, who, file, registry.ImportHow{At: h.at}); models.AsError(err) == nil {
				t.Errorf("%s imported: %v", who.Name, err)
			}
			_, err := h.Export(ctx, who, registry.ExportHow{Kind: kind, At: h.at}, func([]string) error { return errors.New("a row left") })
			if models.AsError(err) == nil {
				t.Errorf("%s exported: %v", who.Name, err)
			}
		}
		if len(h.entries(t)) != 0 {
			t.Error("something was saved")
		}
	})
}

// TestABatchIsSavedWholeOrNotAtAll stops imports in the middle: the batches before are there, of the others nothing.
func TestABatchIsSavedWholeOrNotAtAll(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		rows := make([]string, 10_500)
		for i := range rows {
			rows[i] = h.stay(i, "2026-10-01", "reported_at=2026-10-02")
		}
		ctx, stop := context.WithCancel(context.Background())
		file, _ := sheetOf("stays", rows...)
		read := file.Next
		n := 0
		file.Next = func() (models.SheetRow, error) {
			if n++; n == len(rows)-100 {
				time.AfterFunc(50*time.Millisecond, stop) // while the first batch is being saved, or just after
			}
			return read()
		}
		done, err := h.ImportStays(ctx, policy.SystemActor, file, registry.ImportHow{At: h.at})
		if err == nil && done.Saved != len(rows) {
			t.Errorf("no error, and yet %+v", done)
		}
		saved := len(h.entries(t))
		if saved != 0 && saved != 10_000 && saved != len(rows) || saved != done.Saved {
			t.Fatalf("%d rows are there, %+v were told", saved, done)
		}
		h.bring(t, "stays", len(rows)-saved, saved, 0, rows...)
		if got := len(h.entries(t)); got != len(rows) {
			t.Errorf("%d rows after the file was taken again", got)
		}
	})
}
