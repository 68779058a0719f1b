package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anju/app/boot"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/storetest"

	"github.com/chromedp/chromedp"
)

const areaHomes = 1000

// TestAGridIsSplitAndMergedAndAPowerCutLosesNoHome: the administrator does both in the browser, on a phone and at a desk; the
// program is killed while the homes are on their way, and what comes after it finds them all.
func TestAGridIsSplitAndMergedAndAPowerCutLosesNoHome(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		ctx := context.Background()
		w := newWorld(t, db)
		secret := w.street(t)
		p := start(t, w.env, "serve")
		b := newBrowser(t, p.URL, phone{})
		b.open("/staff/login")
		b.write(`#f-login`, "admin01")
		b.write(`#f-password`, supervisorPassword)
		b.follow(`main form button[type="submit"]`)
		b.write(`#f-totp`, totpNow(t, secret))
		b.follow(`main form button[type="submit"]`)

		b.open("/a/areas")
		b.follow(`main .todo a`)
		b.follow(`main .todo a`)
		b.looks("community")
		b.follow(`main .todo a`)
		b.sees("青禾 03 网格", fmt.Sprintf("%d 处", areaHomes+1))
		grid := b.at()
		b.follow("=拆成两个")
		b.write(`#f-name`, "青禾 05 网格")
		b.write(`#f-grid_code`, "3399000105")
		b.write(`#f-from`, "青禾路 30 号")
		b.write(`#f-to`, "青禾路 69 号")
		b.follow("=看看是哪些房子")
		b.sees("划过去的房子：40 处")
		b.looks("split")
		b.follow("=拆成两个")
		b.sees("拆好了", "青禾 05 网格")
		w.waits(t, b, b.at(), "房屋 40 处")

		b.open(grid + "/merge")
		into := "青禾 05 网格"
		app, err := boot.Open(ctx, boot.Start{Config: w.config(t), FakeNow: true})
		must(t, err)
		defer app.Close()
		next, err := app.Store.AreaByCode(ctx, "3399000105")
		must(t, err)
		b.do(chromedp.SetValue(`#f-to`, next.Ref, chromedp.ByID))
		b.follow("=看看有什么跟着走")
		b.sees("跟着走的", into, fmt.Sprintf("%d 处", areaHomes-39))
		b.looks("merge")
		b.tap("=并过去")
		arrived := 0
		for end := time.Now().Add(20 * time.Second); arrived == 0 && time.Now().Before(end); time.Sleep(time.Millisecond) {
			moves, err := app.Store.OpenAreaMoves(ctx)
			must(t, err)
			for _, m := range moves {
				if m.Kind == models.AreaMerged {
					arrived = m.Homes
				}
			}
		}
		p.kill()
		t.Logf("killed when %d of %d homes had arrived", arrived, areaHomes-39)
		_, err = app.Registry.CarryAreas(ctx, policy.SystemActor, app.Clock.Now())
		must(t, err)
		goesOn, err := app.Store.AreaByCode(ctx, "3399000101") // the old code
		must(t, err)
		homes, err := app.Store.HomesIn(ctx, goesOn.ID)
		must(t, err)
		if goesOn.Name != into || len(homes) != areaHomes+1 {
			t.Errorf("%d homes lie in %s, %d should lie in %s", len(homes), goesOn.Name, areaHomes+1, into)
		}
	})
}

// street fills the grid with homes, and answers the secret of the administrator.
func (w *world) street(t *testing.T) string {
	t.Helper()
	var rows strings.Builder
	rows.WriteString("unit_code,area_code,address,kind,landlord_name,landlord_phone\n")
	for i := range areaHomes {
		fmt.Fprintf(&rows, "Q%04d,3399000101,青禾路 %d 号,home,周桂芳,19900000099\n", i, 30+i)
	}
	file := filepath.Join(t.TempDir(), "units.csv")
	must(t, os.WriteFile(file, []byte(rows.String()), 0o600))
	run(t, w.env, "import", "units", file)
	app, err := boot.Open(context.Background(), boot.Start{Config: w.config(t), FakeNow: true})
	must(t, err)
	defer app.Close()
	secret, _, err := app.Registry.AddStaff(context.Background(), policy.SystemActor, registry.StaffForm{Login: "admin01", Name: "管理员", Password: supervisorPassword,
		Role: string(policy.Admin)}, app.Clock.Now())
	must(t, err)
	return secret
}

// waits loads a page until it says something.
func (w *world) waits(t *testing.T, b *browser, page, words string) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		b.open(page)
		if strings.Contains(b.html(), words) {
			return
		}
	}
	t.Fatalf("%s never says %s", page, words)
}
