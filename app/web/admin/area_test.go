package admin_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// street puts two grids of a community into the office, and homes into the first of them.
func (o *office) street(t *testing.T, homes ...string) (community, grid models.Area) {
	t.Helper()
	ctx := context.Background()
	for _, a := range [][3]string{{"", models.LevelCity, "云溪市"}, {"1", models.LevelCommunity, "柳岸社区"}, {"1", models.LevelCommunity, "东桥社区"}, {"2", models.LevelGrid, "柳岸 01 网格"}, {"2", models.LevelGrid, "柳岸 02 网格"}} {
		n := len(must1(o.Store.AllAreas(ctx)))
		must1(o.AddArea(ctx, policy.SystemActor, a[0], models.Area{Code: string(rune('1' + n)), Level: a[1], Name: a[2]}, o.at))
	}
	community, grid = must1(o.Store.AreaByCode(ctx, "2")), must1(o.Store.AreaByCode(ctx, "4"))
	must(t, o.Store.InTx(ctx, func(tx *store.Tx) error {
		above := must1(tx.AncestorsOf(ctx, grid.ID))
		for _, address := range homes {
			must(t, tx.SaveUnit(&models.Unit{Address: address, Label: address, AreaID: grid.ID, Ancestors: above, Kind: models.KindHome, State: models.UnitAccepted}))
		}
		return nil
	}))
	return community, grid
}

func must1[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func (o *office) lacks(words string) *office {
	o.t.Helper()
	if strings.Contains(o.page, words) {
		o.t.Errorf("the page shows %q", words)
	}
	return o
}

func must2[A, B any](a A, _ B, err error) (A, error) { return a, err }

var boxes = regexp.MustCompile(`name="home" value="([a-z2-7]+)"`)

func TestTheAdministratorSplitsAndMergesGridsAndLosesNoHome(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		o := newOffice(t, st)
		community, grid := o.street(t, "青禾路 8 号", "青禾路 18 号", "青禾路 20 号", "青禾路 102 号")
		carry := func() { must1(o.CarryAreas(ctx, policy.SystemActor, o.at)) }
		o.get("/a/areas").shows("云溪市", "房屋 4 处")
		o.shows(`<a class="back np" href="/a/grids"`).lacks(`class="tabs`)
		o.get("/a/areas/"+community.Ref).shows("柳岸 01 网格", "移到别处", `回云溪市</a>`).lacks(`class="tabs`)
		page := "/a/areas/" + grid.Ref
		must1(must2(o.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: "sun01", Name: "小孙", Password: "lantern-river-48", Role: "auxiliary", AreaCode: "4"}, o.at)))
		o.get(page).shows("4 处", "没有人", "小孙", "拆成两个")
		o.get(page+"/split").post(page+"/split", "name", "柳岸 03 网格", "grid_code", "9", "from", "青禾路 18 号", "to", "青禾路 20 号", "staff", "1").shows("划过去的房子：2 处，原来的网格留 2 处", "青禾路 20 号")
		if strings.Contains(o.page, "青禾路 102 号") {
			t.Error("a home beyond the stretch is offered")
		}
		ticks := boxes.FindAllStringSubmatch(o.page, -1)
		o.post(page+"/split", "name", "柳岸 03 网格", "grid_code", "4", "from", "青禾路 18 号", "to", "青禾路 20 号", "looked", "青禾路 18 号|青禾路 20 号", "home", ticks[0][1], "save", "1")
		o.shows(`id="f-grid_code-error"`, "划过去的房子：1 处")
		o.post(page+"/split", "name", "柳岸 03 网格", "grid_code", "9", "from", "青禾路 18 号", "to", "青禾路 20 号", "looked", "青禾路 18 号|青禾路 20 号", "home", ticks[0][1], "save", "1").shows("拆好了", "柳岸 03 网格", "房屋正在搬")
		carry()
		o.get(page).shows("3 处", "拆出柳岸 03 网格，房屋 1 处")
		o.get(page + "/merge")
		into := must1(st.AreaByCode(ctx, "9"))
		o.post(page+"/merge", "to", into.Ref).shows("跟着走的", "3 处", `<a class="back np" href="`+page+`"`).lacks(`class="tabs`)
		o.post(page+"/merge", "to", into.Ref, "save", "1").shows("原来的网格已经并到这里", "柳岸 03 网格")
		form := o.page
		for _, again := range []string{"/merge", "/split", ""} { // the second tap
			o.page = form
			o.post(page+again, "to", into.Ref, "save", "1", "name", "柳岸 01 网格").shows("已经并到柳岸 03 网格，不用再办", `href="`+page+`"`)
			if o.answer != http.StatusConflict {
				t.Errorf("%s of a grid that ended: %d", again, o.answer)
			}
		}
		carry()
		o.get("/a/areas/"+into.Ref).shows("柳岸 03 网格", "4 处", "柳岸 01 网格并到柳岸 03 网格，房屋 3 处")
		if o.get("/a/areas/" + community.Ref); strings.Contains(o.page, "柳岸 01 网格") {
			t.Error("a grid that is no more is still listed")
		}
		o.post("/a/areas/"+community.Ref, "name", "", "worker_phone", "十一位").shows(`id="f-name-error"`, `id="f-worker_phone-error"`)
		if o.answer != http.StatusUnprocessableEntity {
			t.Errorf("a bad name: %d", o.answer)
		}
		o.post("/a/areas/"+community.Ref, "name", "柳岸新社区").shows("改好了", "柳岸新社区")
	})
}

// TestAnAreaIsNotMovedByWhoeverSitsDownAtAnOpenDesk: the code is asked again, and what was chosen stays.
func TestAnAreaIsNotMovedByWhoeverSitsDownAtAnOpenDesk(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		_, grid := o.street(t)
		to := must1(st.AreaByCode(context.Background(), "3"))
		o.who.Fresh = false
		page := "/a/areas/" + grid.Ref + "/move"
		o.get(page).post(page, "to", to.Ref).shows("跟着走的", `id="f-totp"`)
		o.post(page, "to", to.Ref, "save", "1").shows(`id="f-totp-error"`, `value="`+to.Ref+`" selected`)
		if a := must1(st.AreaByCode(context.Background(), "4")); a.ParentID == to.ID {
			t.Error("the grid was moved without the code")
		}
	})
}

// TestAWrongAddressDoesNotMoveAWholeGridAndATakenCodeIsSaidBeforeTheHomesAreChosen.
func TestAWrongAddressDoesNotMoveAWholeGridAndATakenCodeIsSaidBeforeTheHomesAreChosen(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		o := newOffice(t, st)
		_, grid := o.street(t, "青禾路 8 号", "青禾路 18 号 2 单元", "青禾路 180 号")
		page := "/a/areas/" + grid.Ref + "/split"
		for field, typed := range map[string][2]string{"from": {"没有这条路 1 号", ""}, "to": {"", "青禾路 1 号"}} {
			o.get(page).post(page, "name", "柳岸 03 网格", "grid_code", "9", "from", typed[0], "to", typed[1])
			if o.answer != http.StatusUnprocessableEntity {
				t.Errorf("an address of no home at %s: %d", field, o.answer)
			}
			o.shows(`id="f-`+field+`-error"`, "这个网格没有这个地址的房子", `value="柳岸 03 网格"`).lacks("划过去的房子")
		}
		if o.get(page).post(page, "name", "柳岸 03 网格", "grid_code", "4", "from", "青禾路１８号", "to", "青禾路18号"); o.answer != http.StatusUnprocessableEntity {
			t.Errorf("a taken code: %d", o.answer)
		}
		o.shows(`id="f-grid_code-error"`, "这个编码已经有了", "划过去的房子：1 处，原来的网格留 2 处")
		o.post(page, "name", "柳岸 03 网格", "grid_code", "9", "from", "青禾路 18 号", "to", "青禾路 18 号").shows("划过去的房子：1 处").lacks("f-grid_code-error")
	})
}
