package store_test

import (
	"fmt"
	"slices"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

var all = policy.Scope{All: true}

func logPage(t *testing.T, st *store.Store, o store.NoticeLog) store.NoticePage {
	t.Helper()
	p, err := st.ListNoticeLog(ctx, all, o)
	must(t, err)
	return p
}

// TestThePagesOfTheOutboxShowEachTextOnce walks all pages of many filters and compares them with what is in the outbox.
func TestThePagesOfTheOutboxShowEachTextOnce(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		states := []string{models.NoticeQueued, models.NoticeSent, models.NoticeFailed, models.NoticeDelivered}
		for i := range 60 {
			n := text(fmt.Sprintf("stay:%d", i))
			n.Kind, n.Phone, n.Day = []string{"R04", "E01", "R02"}[i%3], fmt.Sprintf("1990000%04d", i%7), at.Day()-workday.Day(i%4)
			queue(t, st, n)
		}
		for i := range 60 {
			_, err := st.SQL().Exec("UPDATE notices SET state = ?, gateway = ? WHERE subject = ?", states[i%4], []string{"file", "aliyun"}[i%2], fmt.Sprintf("stay:%d", i))
			must(t, err)
		}
		for name, c := range map[string]struct {
			o     store.NoticeLog
			where string
		}{
			"all":             {store.NoticeLog{}, "1 = 1"},
			"a state":         {store.NoticeLog{State: "failed"}, "state = 'failed'"},
			"a kind":          {store.NoticeLog{Kind: "R02"}, "kind = 'R02'"},
			"a category":      {store.NoticeLog{Category: "education"}, "category = 'education'"},
			"a way":           {store.NoticeLog{Gateway: "aliyun"}, "gateway = 'aliyun'"},
			"a day":           {store.NoticeLog{Day: at.Day() - 2}, fmt.Sprintf("day = %d", int64(at.Day()-2))},
			"an end":          {store.NoticeLog{End: "0003"}, "id % 7 = 4"},
			"a number":        {store.NoticeLog{PhoneIdx: st.PhoneIndex("19900000003")}, "id % 7 = 4"},
			"several of them": {store.NoticeLog{State: "sent", Gateway: "aliyun", Day: at.Day() - 1}, fmt.Sprintf("state = 'sent' AND gateway = 'aliyun' AND day = %d", int64(at.Day()-1))},
			"none":            {store.NoticeLog{State: "held"}, "1 = 0"},
		} {
			if c.where == "id % 7 = 4" {
				c.where = "CAST(SUBSTR(subject, 6) AS DECIMAL) % 7 = 3"
			}
			want := storetest.Words(t, st, "SELECT ref FROM notices WHERE "+c.where+" ORDER BY id DESC")
			var got []string
			c.o.N = 4
			for pages := 0; pages < 99; pages++ {
				p := logPage(t, st, c.o)
				for _, n := range p.Notices {
					got = append(got, n.Ref)
					if len(n.Params) != 0 {
						t.Fatalf("%s: what a text says was opened", name)
					}
				}
				if c.o.Before = p.Next; p.Next == 0 {
					break
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %d texts, want %d", name, len(got), len(want))
			}
			if p, err := st.ListNoticeLog(ctx, policy.Scope{}, c.o); err != nil || len(p.Notices) != 0 {
				t.Errorf("%s: seen without a scope: %d, %v", name, len(p.Notices), err)
			}
		}
	})
}

// TestADeepPageOfTheOutboxCostsLikeTheFirst: with 65,000 texts behind it, what is read is a page where an index answers, and
// a stretch where none does. The counters of MariaDB say how many rows were touched.
func TestADeepPageOfTheOutboxCostsLikeTheFirst(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		queue(t, st, text("stay:1"))
		storetest.ManyTexts(t, st, 65_000)
		other := text("stay:2")
		other.Phone = "19900000777"
		queue(t, st, other)
		const page, stretch = 40, 20_000
		top := int64(storetest.Count(t, st, "SELECT MAX(id) FROM notices"))
		day := workday.Day(storetest.Count(t, st, "SELECT MIN(day) FROM notices") + 12)
		for name, c := range map[string]struct {
			o    store.NoticeLog
			most int
		}{
			"all":          {store.NoticeLog{}, 3 * page},
			"a state":      {store.NoticeLog{State: models.NoticeDelivered}, 3 * page},
			"a rare state": {store.NoticeLog{State: models.NoticeQueued}, 3 * page},
			"a number":     {store.NoticeLog{PhoneIdx: st.PhoneIndex("19900000777")}, 3 * page},
			"a kind":       {store.NoticeLog{Kind: "R99"}, stretch + 3*page},
			"an end":       {store.NoticeLog{End: "9999"}, 5_000 + 30*page},
			"a day":        {store.NoticeLog{Day: day}, 3*page + 2*storetest.Count(t, st, "SELECT COUNT(*) FROM notices WHERE day = ?", day)},
		} {
			for _, before := range []int64{0, top / 2} {
				c.o.N, c.o.Before = page, before
				var p store.NoticePage
				read, counted := storetest.RowsRead(t, st, func() { p = logPage(t, st, c.o) })
				if counted && read > c.most {
					t.Errorf("%s before %d: %d rows were read, want at most %d", name, before, read, c.most)
				}
				if full := c.o.Kind == "" && c.o.End == "" && c.o.State != models.NoticeQueued && len(c.o.PhoneIdx) == 0 && c.o.Day == 0; full && len(p.Notices) != page {
					t.Errorf("%s before %d: %d on the page", name, before, len(p.Notices))
				}
				if (c.o.Kind != "" || c.o.End != "") && (!p.Part || p.Next == 0 || len(p.Notices) > 0) {
					t.Errorf("%s before %d: a stretch without any is not said: %+v", name, before, p)
				}
			}
		}
	})
}

func TestTheTrailOfATextIsItsOwn(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		queue(t, st, text("stay:1"), text("stay:2"))
		claimed, err := claim(st, "w", at, false, 2)
		must(t, err)
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			for i, n := range claimed {
				a := models.Attempt{NoticeID: n.ID, Gateway: "file", OutID: fmt.Sprint("o", i), StartedAt: at, CalledAt: at}
				if err := tx.BeginAttempts([]models.Attempt{a}); err != nil {
					return err
				}
				r := models.Receipt{Gateway: "file", DedupKey: fmt.Sprint("k", i), OutID: a.OutID, Phone: n.Phone, State: models.ReceiptFailed, ReceivedAt: at, Raw: n.Phone}
				if _, err := tx.KeepReceipt(r); err != nil {
					return err
				}
			}
			return nil
		}))
		must(t, st.InTx(ctx, func(tx *store.Tx) error {
			all, err := tx.NewReceipts(ctx, 0, 9)
			must(t, err)
			for i, r := range all {
				r.Outcome, r.NoticeID = models.ReceiptDone, claimed[i].ID
				_, err = tx.FinishReceipt(r)
				must(t, err)
			}
			return nil
		}))
		n, err := st.NoticeForLog(ctx, claimed[1].Ref)
		must(t, err)
		attempts, receipts, err := st.NoticeTrail(ctx, n)
		must(t, err)
		if len(attempts) != 1 || attempts[0].OutID != "o1" || len(receipts) != 1 || receipts[0].OutID != "o1" || receipts[0].Raw != "" {
			t.Errorf("%+v %+v", attempts, receipts)
		}
		if _, err := st.NoticeForLog(ctx, "nobody"); err != models.ErrNotFound {
			t.Errorf("%v", err)
		}
	})
}
