package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// TestLandlordsReadTheSuccessorFromTheDayOnWhichAGridIsHandedOver: nobody calls who has left, and nobody is named before his day.
func TestLandlordsReadTheSuccessorFromTheDayOnWhichAGridIsHandedOver(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHanded(t, st)
		h.chief.Fresh = true
		reads := func(when, name, phone string) {
			t.Helper()
			area, err := st.Area(ctx, h.grid.ID)
			must(t, err)
			if area.WorkerName != name || area.WorkerPhone != phone {
				t.Errorf("%s landlords read %q %q", when, area.WorkerName, area.WorkerPhone)
			}
		}
		f := h.form()
		f.WorkerName, f.WorkerPhone = "小吴", "一一〇"
		refuses(t, st, "a phone in words", models.Invalid, func() error { return h.HandPosts(ctx, h.chief, h.oldRef, f, h.at) })
		f.WorkerPhone = "0500-880 0109"
		for _, name := range []string{"这一位网格员的名字写得实在太长了放不下", "=1+1", "19900030001", "小吴 19900030001", "<b>"} {
			f.WorkerName = name
			refuses(t, st, name, models.Invalid, func() error { return h.HandPosts(ctx, h.chief, h.oldRef, f, h.at) })
		}
		f.WorkerName = "小吴"
		f.Choice, f.Y, f.M, f.D = "other", "2026", "11", "20"
		must(t, h.HandPosts(ctx, h.chief, h.oldRef, f, h.at))
		reads("before the day", "", "05008800101")
		must(t, h.SettlePosts(ctx, policy.SystemActor, shanghai("2026-11-19 23:50")))
		reads("on the eve", "", "05008800101")
		must(t, h.SettlePosts(ctx, policy.SystemActor, shanghai("2026-11-20 00:10")))
		reads("from the day on", "小吴", "0500-880 0109")
		// Back again at once, with nothing said of the contact: it stays.
		user, err := st.User(ctx, h.next.UserID)
		must(t, err)
		posts, _ := st.Posts(ctx, user.ID)
		back := registry.PostForm{To: h.oldRef}
		for _, p := range posts {
			back.Posts = append(back.Posts, p.ID)
		}
		must(t, h.HandPosts(ctx, h.chief, user.Ref, back, shanghai("2026-11-21 09:00")))
		reads("as before", "小吴", "0500-880 0109")
		// And once more, while the page names him who goes: it names who comes.
		old, err := st.User(ctx, h.old.UserID)
		must(t, err)
		_, err = st.SQL().Exec("UPDATE areas SET worker_name = ? WHERE id = ?", old.Name, h.grid.ID)
		must(t, err)
		posts, _ = st.Posts(ctx, old.ID)
		again := registry.PostForm{To: user.Ref, WorkerName: old.Name}
		for _, p := range posts {
			again.Posts = append(again.Posts, p.ID)
		}
		must(t, h.HandPosts(ctx, h.chief, h.oldRef, again, shanghai("2026-11-22 09:00")))
		reads("who left was named", user.Name, "0500-880 0109")
	})
}
