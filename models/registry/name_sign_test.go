package registry_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// TestASignInFrontIsNoPartOfAName: else a list that somebody opens as a spreadsheet reckons with it, and nobody finds the
// person by the first letter of the name.
func TestASignInFrontIsNoPartOfAName(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		officer, _, _ := p.desk(t, "li01", "officer", "33020011", false)
		ref := p.checkIn(t, 1)
		for _, name := range []string{"-何以安", "－何以安", " - 何以安", ".何以安", "·何以安", "'-何以安", "=何以安", "+何以安", "@何以安"} {
			typed, guarded := form("103", name, invented(3), "19900000013"), form("103", "何以安", invented(3), "19900000013")
			guarded.Guardian = name
			f := same(p.entry(t, ref))
			f.Name = name
			for way, do := range map[string]struct {
				field string
				do    func() error
			}{
				"the landlord": {"name", func() error { return p.tryIn(ctx, typed) }},
				"a guardian":   {"guardian_name", func() error { return p.tryIn(ctx, guarded) }},
				"the person": {"name", func() error {
					_, err := p.Declare(ctx, p.tenant("19900000022"), p.unit.DoorToken, typed, models.ViaDoor, "", p.at)
					return err
				}},
				"an officer": {"name", func() error { return p.CorrectEntry(ctx, officer, ref, f, p.at) }},
			} {
				does(t, st, way, 0, func() error {
					e := models.AsError(do.do())
					if e == nil || !slices.ContainsFunc(e.Faults, func(f models.Fault) bool { return f.Field == do.field && strings.Contains(f.Message, "姓名") }) {
						t.Errorf("%s enters %q: %+v", way, name, e)
					}
					return nil
				})
			}
		}
		for i, name := range []string{"'t Hart", "O'Neil-Berg", "阿卜杜拉·买买提", "J. R. Müller"} {
			must(t, p.tryIn(ctx, form("103", name, invented(20+i), "19900000013")))
		}
	})
}

func (p *people) tryIn(ctx context.Context, f registry.StayForm) error {
	_, err := p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{f}, "", p.at)
	return err
}

// TestALineWhoseNameBeginsWithASignComesBack with the reason, and the rest of the list is taken.
func TestALineWhoseNameBeginsWithASignComesBack(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		signed := strings.Replace(h.stay(2, "2026-10-01", ""), "name=何以安", "name='-何以安", 1)
		back := h.bring(t, "stays", 1, 0, 1, h.stay(1, "2026-10-01", ""), signed)
		if !strings.Contains(strings.Join(back, ""), "姓名第一个字要是汉字或字母") {
			t.Errorf("handed back %q", back)
		}
	})
}
