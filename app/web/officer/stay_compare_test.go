package officer_test

import (
	"context"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
)

// twoHomes enters the person of the home in a second one, of another landlord in the second grid.
func (w *town) twoHomes() (far models.Unit, flags map[string]string) {
	w.t.Helper()
	ctx := context.Background()
	other, err := w.AddPerson(ctx, policy.SystemActor, "19900000098", "吴大海", w.at)
	must(w.t, err)
	community, err := w.Store.AreaByCode(ctx, "77000001")
	must(w.t, err)
	grid, err := w.Store.AreaByCode(ctx, "7700000102")
	must(w.t, err)
	ref, err := w.RegisterUnit(ctx, other, registry.UnitForm{Community: community.Ref, Address: "稻香路 5 号", Label: "稻香5", Kind: "home", Land: "unknown", Name: "吴大海", Rooms: "901", Pledge: true}, nil, "", w.at)
	must(w.t, err)
	must(w.t, w.AssignGrid(ctx, policy.SystemActor, ref, grid.Ref, w.at))
	w.toGrid("7700000101")
	_, err = w.CheckIn(ctx, other, ref, []registry.StayForm{{Room: "901", Name: "何以安", DocType: "111", DocNo: wholeDoc, Phone: "19900000014", MovedIn: "today"}}, "", w.at)
	must(w.t, err)
	w.night("2026-06-01 11:00")
	far, err = w.Store.UnitByRef(ctx, ref)
	must(w.t, err)
	all, err := w.Store.ListFlags(ctx, policy.Scope{All: true}, store.Queue{Rule: "B17", N: 9})
	must(w.t, err)
	flags = map[string]string{}
	for _, f := range all {
		flags[f.UnitRef] = f.Ref
	}
	return far, flags
}

// TestAGridWorkerComparesWithoutLearningWhereTheOtherHomeIs: of a home in another grid he reads the community that looks after it.
func TestAGridWorkerComparesWithoutLearningWhereTheOtherHomeIs(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		far, flags := w.twoHomes()
		b := w.browser().signIn("chen01", false)
		page := b.get("/o/compare/" + flags[w.home.Ref]).page
		b.shows("何以安", "不在您的片区里", "区域77000001", "那一处由那边的民警定")
		for _, secret := range []string{"稻香", "901", far.Ref, "吴大海", "吴**", "0014", wholeDoc} {
			if strings.Contains(page, secret) {
				t.Errorf("the page tells of %s", secret)
			}
		}
		if b.get("/o/compare/" + flags[far.Ref]); b.code != 404 {
			t.Errorf("the flag of another grid answers %d", b.code)
		}
		b.get("/o/compare/"+flags[w.home.Ref]).post("/o/compare/"+flags[w.home.Ref], "result", "here", "reason", "上门见到本人")
		b.shows("核对两处登记：住在这里")
		officer := w.browser().signIn("li01", false)
		officer.get("/o/compare/"+flags[far.Ref]).shows("稻香路 5 号 901 房", "青禾路 18 号 101 房", "不同")
		if strings.Contains(officer.page, wholeDoc) {
			t.Error("a whole number stands on the page")
		}
	})
}

// TestWhoHasSaidThatSomebodyLivesInBothHomesSeesThatHisHalfIsDone, and what the police know of each entry.
func TestWhoHasSaidThatSomebodyLivesInBothHomesSeesThatHisHalfIsDone(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		_, flags := w.twoHomes()
		at := "/o/compare/" + flags[w.home.Ref]
		b := w.browser().signIn("chen01", false)
		b.get(at).shows("派出所", "还没登记")
		if strings.Contains(b.page, "这里已经记下") {
			t.Error("nothing is put down yet")
		}
		b.post(at, "result", "both", "reason", "打电话问过本人", "week", "workdays", "word", "周末回去")
		w.night("2026-06-01 11:05")
		b.get(at).shows("这里已经记下：两处都住")
	})
}

// TestAWrongNumberIsPutRightWithoutAWholeNumberOnAnyPage: also from 不是同一个人, which leads there.
func TestAWrongNumberIsPutRightWithoutAWholeNumberOnAnyPage(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		_, flags := w.twoHomes()
		b := w.browser().signIn("li01", false)
		b.get("/o/compare/" + flags[w.home.Ref])
		with := between(b.page, `name="with" value="`, `"`)
		b.post("/o/compare/"+flags[w.home.Ref], "result", "other", "reason", "看过租房合同", "with", with)
		b.shows("更正登记：何以安", "不是同一个人")
		form := b.path
		const right = "339900199001010038"
		b.post(form, "name", "何以安", "doc_type", "111", "doc_no", right, "moved_in_y", "2026", "moved_in_m", "6", "moved_in_d", "1", "reason", "照证件核对过", "rev", between(b.page, `name="rev" value="`, `"`))
		b.shows("要改的 1 样", "•••• 0011", "•••• 0038")
		for _, whole := range []string{wholeDoc, right} {
			if strings.Contains(b.page, whole) || strings.Contains(b.path, whole) {
				t.Errorf("%s stands on the page that reads it back", whole)
			}
		}
		check, _, _ := strings.Cut(b.path, "?")
		b.post(check, "d", between(b.page, `name="d" value="`, `"`))
		b.shows("更正好了", "•••• 0038")
		w.night("2026-06-01 11:05")
		if b.get("/o/compare/" + flags[w.home.Ref]); !strings.HasPrefix(b.path, "/o/items/") {
			t.Errorf("two people are still compared: %s", b.path)
		}
		worker := w.browser().signIn("chen01", false)
		if worker.get(form); worker.code != 403 {
			t.Errorf("a grid worker corrects entries: %d", worker.code)
		}
	})
}

// between is what stands between two marks, "" where the first is not there.
func between(page, from, to string) string {
	_, rest, _ := strings.Cut(page, from)
	value, _, _ := strings.Cut(rest, to)
	return value
}
