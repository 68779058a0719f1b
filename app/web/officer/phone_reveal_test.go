package officer_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
)

// TestAPhoneIsShownForAReasonDialsAndIsGoneAfterAMinute: from the home and from a task, of the landlord and of a tenant; the
// number stands on that one answer and in no address, and no entry of the audit holds it.
func TestAPhoneIsShownForAReasonDialsAndIsGoneAfterAMinute(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		ctx := context.Background()
		w.toGrid("7700000101")
		w.night("2026-09-20 09:00")
		b := w.browser().signIn("li01", false)
		item := b.get("/o/queue").find(`href="(/o/items/[a-z0-9]+)"`)
		home := "/o/u/" + w.home.Ref
		for from, links := range map[string][]string{home: {`href="(/o/phone/[a-z0-9]+)"`, `href="(` + home + `/phone)"`},
			item: {`href="(/o/phone/[a-z0-9]+\?item=[a-z0-9]+)"`, `href="(` + home + `/phone\?item=[a-z0-9]+)"`}} {
			for _, link := range links {
				page := b.get(from).find(link)
				b.get(page).shows("看电话", "尾号", "为什么要看")
				whole := wholeCall
				if strings.Contains(page, home) {
					whole = "19900000099"
				}
				if strings.Contains(b.page, whole) {
					t.Errorf("%s shows the number before a reason", page)
				}
				if b.post(page); b.code != http.StatusUnprocessableEntity || strings.Contains(b.page, whole) {
					t.Errorf("%s without a reason: %d", page, b.code)
				}
				b.post(page, "reason", "失联查找").shows(`href="tel:`+whole+`"`, `href="`+from+`"`)
				if b.head.Get("Cache-Control") != "no-store" || b.head.Get("Refresh") != "60; url="+from || strings.Contains(b.path, whole) {
					t.Errorf("%s: the number may be kept: %v", page, b.head)
				}
			}
		}
		log, err := w.Store.ListAudit(ctx, policy.Scope{All: true}, 0, 50)
		must(t, err)
		n := 0
		for _, e := range log {
			if e.Action == string(policy.PhoneReveal) {
				n++
			}
			if strings.Contains(e.Detail+e.Reason, "1990000") {
				t.Errorf("the audit holds a number: %+v", e)
			}
		}
		if n != 4 {
			t.Errorf("four looks, %d entries", n)
		}
		unit, err := w.Store.UnitByRef(ctx, w.home.Ref)
		must(t, err)
		seen, err := w.Store.OwnerViews(ctx, unit.OwnerID, 9)
		must(t, err)
		if len(seen) != 2 || seen[0].What != models.ViewPhone {
			t.Errorf("the landlord reads %+v", seen)
		}
	})
}

// TestAGridWorkerIsToldWhoCalls: his pages keep the last four digits, and say what to do instead of leading nowhere.
func TestAGridWorkerIsToldWhoCalls(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		entries, err := w.Store.Entries(context.Background(), w.home.ID)
		must(t, err)
		home := "/o/u/" + w.home.Ref
		b := w.browser().signIn("chen01", false)
		b.get(home).shows("请社区民警在办公室登录后看")
		if strings.Contains(b.page, "看电话") {
			t.Error("a link that is not for him")
		}
		for _, page := range []string{home + "/phone", "/o/phone/" + entries[0].Stay.Ref} {
			if b.get(page); b.code != http.StatusForbidden {
				t.Errorf("%s: %d", page, b.code)
			}
		}
	})
}
