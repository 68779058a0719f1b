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

func TestAFlagClosedAsSeenWithoutAVisitSaysSoOnThePageAndLeadsThere(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		w.at = w.at.AddDate(0, 0, 120)
		_, err := w.RaiseFlags(context.Background(), policy.SystemActor, w.at)
		must(t, err)
		flags, err := w.Store.ListFlags(context.Background(), policy.Scope{All: true}, store.Queue{N: 9})
		must(t, err)
		if len(flags) == 0 {
			t.Fatal("no flag")
		}
		item := "/o/items/" + flags[0].Ref
		b := w.browser().signIn("chen01", false)
		b.get(item).post(item+"/close", "result", registry.CloseMatch, "note", "在楼下见到本人")
		if b.code != 422 {
			t.Fatalf("answered %d", b.code)
		}
		b.shows("先记一次走访", "在楼下见到本人", `id="f-result-error"`, "记走访，见到了谁")
	})
}

func TestWhoIsSaidToHaveMovedOutIsSaidSoAtHisName(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		ctx := context.Background()
		w.toGrid("7700000101")
		entries, err := w.Store.Entries(ctx, w.home.ID)
		must(t, err)
		b := w.browser().signIn("chen01", false)
		home := "/o/u/" + w.home.Ref
		b.get(home)
		if strings.Contains(b.page, "工作人员说搬走了") {
			t.Error("said before anybody said so")
		}
		must(t, w.RecordVisit(ctx, policy.SystemActor, w.home.Ref, registry.VisitForm{Result: models.VisitGone, Gone: []string{entries[0].Stay.Ref}}, "", w.at))
		b.get(home).shows("说搬走了", "工作人员说搬走了", "等户主退房，3 个工作日")
	})
}
