package e2e

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"anju/app/boot"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/storetest"

	"github.com/chromedp/chromedp"
)

// unitsTown is a home that waits for acceptance, in a grid with a worker, another who will follow him, an officer and a
// supervisor.
type unitsTown struct {
	*world
	secrets map[string]string // by login
	refs    map[string]string // of the accounts, by login
	waiting string            // ref of the home
}

func newUnitsTown(t *testing.T, db string) *unitsTown {
	t.Helper()
	ctx := context.Background()
	c := &unitsTown{world: newWorld(t, db), secrets: map[string]string{}, refs: map[string]string{}}
	app, err := boot.Open(ctx, boot.Start{Config: c.config(t), Migrate: true, FakeNow: true})
	must(t, err)
	defer app.Close()
	at, reg, system := app.Clock.Now(), app.Registry, policy.SystemActor
	_, err = reg.AddArea(ctx, system, c.community.Code, models.Area{Code: "3399000102", Level: models.LevelGrid, Name: "青禾 04 网格"}, at)
	must(t, err)
	for _, s := range [][4]string{{"chen01", "陈小明", "auxiliary", c.grid.Code}, {"wu01", "吴小芳", "auxiliary", "3399000102"}, {"li01", "李警官", "officer", c.community.Code},
		{"du01", "杜主任", "supervisor", "339900"}} {
		c.secrets[s[0]], _, err = reg.AddStaff(ctx, system, registry.StaffForm{Login: s[0], Name: s[1], Password: supervisorPassword, Role: s[2], AreaCode: s[3]}, at)
		must(t, err)
		user, err := app.Store.UserByLogin(ctx, s[0])
		must(t, err)
		c.refs[s[0]] = user.Ref
	}
	owner, err := app.Store.UserByPhone(ctx, c.landlord)
	must(t, err)
	who, err := app.Store.Actor(ctx, owner)
	must(t, err)
	c.waiting, err = reg.RegisterUnit(ctx, who, registry.UnitForm{Community: c.community.Ref, Address: "青禾路 81 号", Label: "青禾81", Kind: "home", Name: "周桂芳",
		Rooms: "101 102", Pledge: true}, nil, "", at)
	must(t, err)
	must(t, reg.AssignGrid(ctx, system, c.waiting, c.grid.Ref, at))
	return c
}

func (c *unitsTown) signIn(t *testing.T, b *browser, login string) {
	t.Helper()
	(&campaignCity{world: c.world, secrets: c.secrets}).signIn(t, b, login)
}

// TestAFaultyHomeIsGivenBackMendedAndItsGridHandedOver goes in Chromium from the officer who finds a fault to the landlord who
// mends it and back, and then hands the grid to another worker.
func TestAFaultyHomeIsGivenBackMendedAndItsGridHandedOver(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		c := newUnitsTown(t, db)
		p := start(t, c.env, "serve")
		officer, landlord := newBrowser(t, p.URL, phone{Width: 1280}), newBrowser(t, p.URL, phone{})
		c.signIn(t, officer, "li01")
		officer.open("/o/u/" + c.waiting)
		officer.follow("=退回户主改")
		officer.tap(`input[name="why"][value="door_no"]`)
		officer.tap(`input[name="why"][value="fewer"]`)
		officer.write("#f-note", "门上写的是 18 号，东屋也住人")
		officer.looks("return")
		officer.follow(`main form button[type="submit"]`)
		officer.sees("退回了", "等户主改", "要改的是：地址、房间")
		officer.looks("returned")

		c.signInTo(t, landlord, "/h")
		landlord.sees("登记退回", "青禾81：要改地址、房间")
		landlord.open("/h/u/" + c.waiting)
		landlord.follow("=看改哪里")
		landlord.sees("门牌号和门上的不一样，请改好", "少写了房间，请改好", "民警说：门上写的是 18 号，东屋也住人")
		landlord.looks("mend")
		landlord.wipe("#f-address")
		landlord.write("#f-address", "青禾路 82 号")
		landlord.wipe("#f-rooms")
		landlord.write("#f-rooms", "101 102 东屋")
		landlord.follow("=改好了，再交")
		landlord.sees("改好了，交上去了", "青禾路 82 号", "东屋", "等核实")

		officer.open("/o/queue?flag=mended")
		officer.sees("退回后改好", "青禾路 82 号")
		officer.follow("=去核实")
		officer.sees("退回后改好：")
		officer.follow("=核实通过")
		officer.sees("核实通过了", "最近的经过", "改好再交")
		officer.looks("accepted")
		c.putsRight(t, officer, landlord)
		c.handsOver(t, p)
	})
}

// putsRight lets the officer find that the accepted home is otherwise by now, and its landlord put it right.
func (c *unitsTown) putsRight(t *testing.T, officer, landlord *browser) {
	t.Helper()
	officer.follow("=要求整改")
	officer.tap(`input[name="why"][value="split"]`)
	officer.write("#f-note", "102 房隔成了两间，请照实写")
	officer.follow(`main form button[type="submit"]`)
	officer.sees("记下了", "要求整改", "要改的是：房间", "备案不撤")
	officer.looks("rectify")
	landlord.open("/h/u/" + c.waiting)
	landlord.sees("登记和房子有几处对不上", "备案还在")
	landlord.follow("=看改哪里")
	landlord.sees("大间隔成了小间，没照实写，请改好", "民警说：102 房隔成了两间")
	landlord.wipe("#f-rooms")
	landlord.write("#f-rooms", "101 102 102B 东屋")
	landlord.follow("=改好了，再交")
	landlord.sees("整改交上去了，等民警看", "102B")
	officer.open("/o/queue?flag=mended")
	officer.sees("整改后改好")
	officer.follow("=去核实")
	officer.follow("=核实通过")
	officer.sees("核实通过了", "已备案")
}

// handsOver lets the supervisor hand the grid of one worker to another, both of whom are signed in.
func (c *unitsTown) handsOver(t *testing.T, p *program) {
	t.Helper()
	next, chief := newBrowser(t, p.URL, phone{}), newBrowser(t, p.URL, phone{Width: 1280})
	old := newVisitor(p.URL)
	must(t, old.get("/staff/login"))
	must(t, old.post("/staff/login", url.Values{"login": {"chen01"}, "password": {supervisorPassword}}))
	must(t, old.post("/staff/login/totp", url.Values{"totp": {totpNow(t, c.secrets["chen01"])}}))
	c.signIn(t, next, "wu01")
	must(t, old.get("/o/u/"+c.waiting))
	if !strings.Contains(old.page, "青禾路 82 号") {
		t.Fatalf("the worker of the grid does not see its home: %d at %s", old.last.StatusCode, old.at())
	}
	c.signIn(t, chief, "du01")
	chief.open("/o/staff")
	chief.sees("陈小明", "吴小芳")
	chief.looks("staff")
	chief.follow(`a[href="/o/staff/` + c.refs["chen01"] + `"]`)
	chief.sees("青禾 03 网格", "在岗")
	chief.follow("=交给接手的人")
	chief.sees("会一起交出去的", "本周要走", "2 户")
	chief.do(chromedp.SetValue("#f-to", c.refs["wu01"], chromedp.ByID))
	chief.looks("hand")
	chief.follow(`main form button[type="submit"]`)
	chief.sees("交接好了", "到期了")
	must(t, old.get("/o/queue"))
	if at := old.at(); !strings.HasPrefix(at, "/staff/login") {
		t.Errorf("the predecessor is still at %s", at)
	}
	next.open("/o/queue")
	next.sees("青禾 03 网格由您接手，原来是陈小明")
	next.looks("taken")
	next.open("/o/u/" + c.waiting)
	next.sees("青禾路 82 号")
	chief.open("/o/work")
	chief.sees("每个网格", "吴小芳", "不排名次")
	chief.looks("work")
	chief.open("/o/audit?action=grid.hand")
	chief.sees("网格交接", "督导")
	chief.looks("audit")
}
