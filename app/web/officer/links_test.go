package officer_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
)

var hrefs = regexp.MustCompile(`href="(/[^"]*)"`)

// TestEveryLinkOfTheQueueLeadsSomewhere: a worker who taps a task must not land on 这一页不能这样打开.
func TestEveryLinkOfTheQueueLeadsSomewhere(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.file("grid", "厨房漏水")
		w.night("2026-09-20 09:00")
		b := w.browser().signIn("li01", false)
		seen, kinds := map[string]bool{}, ""
		for _, page := range []string{"/o/queue", "/o/queue?flag=grid", "/o/queue?flag=accept", "/o/queue?flag=declared", "/o/queue?flag=B05", "/o/reports"} {
			for _, m := range hrefs.FindAllStringSubmatch(b.get(page).page, -1) {
				path, part, _ := strings.Cut(m[1], "#")
				if seen[m[1]] || strings.HasPrefix(path, "/static/") || !strings.HasPrefix(path, "/o/") {
					continue // what else stands in head and foot belongs to other desks
				}
				seen[m[1]] = true
				kinds += m[1] + "\n"
				if b.get(path); b.code != http.StatusOK {
					t.Errorf("%s leads to %s: %d", page, m[1], b.code)
				}
				if part != "" && !strings.Contains(b.page, `id="`+part+`"`) {
					t.Errorf("%s leads to %s, and there is no such place", page, m[1])
				}
			}
		}
		for _, must := range []string{"/o/u/" + w.home.Ref + "#grid", "/visit\n", "/o/items/", "/o/reports/"} {
			if !strings.Contains(kinds, must) {
				t.Errorf("no link to %s among\n%s", must, kinds)
			}
		}
	})
}

// TestNobodyIsLookedAtWithoutASign: pages that name somebody, or show what he wrote, leave a look that he sees.
func TestNobodyIsLookedAtWithoutASign(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		ctx := context.Background()
		entries, err := w.Store.Entries(ctx, w.home.ID)
		must(t, err)
		stay := entries[0].Stay
		looks := func() []models.View {
			views, err := w.Store.Views(ctx, w.home.ID, stay.ID, 0, 20)
			must(t, err)
			return views
		}
		b := w.browser().signIn("li01", false)
		if b.get("/o/reveal/" + stay.Ref).shows("何以安"); len(looks()) != 1 {
			t.Errorf("his name was shown before a number was asked for: %d looks", len(looks()))
		}
		q := w.file("grid", "我姓何，号码是 "+wholeDoc+"，手机也写错了")
		must(t, w.Store.InTx(ctx, func(tx *store.Tx) error {
			q.StayID = stay.ID
			return tx.SaveRequest(&q)
		}))
		list := b.get("/o/reports").page
		if strings.Contains(list, "我姓何") && len(looks()) == 1 {
			t.Error("what he wrote is read on the list, and he does not see it")
		}
		b.get("/o/reports/"+q.Ref).shows("我姓何", "•••• 0011")
		if last := looks()[0]; len(looks()) != 2 || last.Reason != "处理求助" || last.StayID != stay.ID {
			t.Errorf("reading what he wrote left %+v", looks())
		}
	})
}

// TestAWholeNumberThatSomebodyWroteDownIsReadByNobody: in requests, answers, notes of visits and how a flag was closed.
func TestAWholeNumberThatSomebodyWroteDownIsReadByNobody(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		w.night("2026-09-20 09:00")
		q := w.file("grid", "号码写错了，应该是 "+wholeDoc)
		b := w.browser().signIn("chen01", false)
		item := b.find(`href="(/o/items/[a-z0-9]+)/visit"`)
		seen := b.get("/o/reports").page
		seen += b.get("/o/reports/" + q.Ref).page
		b.post("/o/reports/"+q.Ref, "answer", "改成 "+wholeDoc+" 了")
		seen += b.get("/o/reports/" + q.Ref).page
		b.get(item+"/visit").post(item+"/visit", "result", "nobody", "note", "门上写着 "+wholeDoc)
		seen += b.page
		b.get(item).post(item+"/close", "result", "other", "note", "打电话核对 "+wholeDoc)
		if b.code != http.StatusOK {
			t.Fatalf("closing: %d %s", b.code, b.path)
		}
		for _, path := range []string{item, "/o/u/" + w.home.Ref, "/o/visits"} {
			seen += b.get(path).page
		}
		if strings.Contains(seen, wholeDoc) || strings.Contains(seen, wholeDoc[:14]) {
			t.Error("the whole number stands on a page of staff")
		}
		for _, words := range []string{"应该是 •••• 0011", "改成 •••• 0011 了", "门上写着 •••• 0011", "打电话核对 •••• 0011"} {
			if !strings.Contains(seen, words) {
				t.Errorf("%q is nowhere", words)
			}
		}
	})
}

// TestWhatIsForThePoliceStaysOffTheListOfWhoIsAnOfficerElsewhere, and off the count in the queue.
func TestWhatIsForThePoliceStaysOffTheListOfWhoIsAnOfficerElsewhere(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		ctx := context.Background()
		w.toGrid("7700000101")
		unit, err := w.Store.UnitByRef(ctx, w.home.Ref)
		must(t, err)
		w.home = unit
		police, grid := w.file("police", "有人堵门"), w.file("grid", "厨房漏水")
		chen, err := w.Store.UserByLogin(ctx, "chen01")
		must(t, err)
		far, err := w.Store.AreaByCode(ctx, "7700000102")
		must(t, err)
		must(t, w.Store.InTx(ctx, func(tx *store.Tx) error {
			return tx.SaveGrant(chen.ID, policy.Grant{Role: policy.Officer, AreaID: far.ID, Level: policy.Grid, From: 1})
		}))
		b := w.browser().signIn("chen01", false)
		page := b.get("/o/reports").page
		if strings.Contains(page, police.Body) || !strings.Contains(page, grid.Body) {
			t.Error("the list holds what was meant for the officers of another place, or lost the rest")
		}
		if b.get("/o/reports/" + police.Ref); b.code != http.StatusNotFound {
			t.Errorf("read: %d", b.code)
		}
		if n := b.get("/o/queue").find(`反映 <b>(\d+)</b>`); n != "1" {
			t.Errorf("the queue counts %s", n)
		}
	})
}
