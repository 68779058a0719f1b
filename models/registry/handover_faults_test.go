package registry_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/vault"
	"anju/models/workday"
)

func TestAChangedOrCutAnswerOrFileIsRefusedWhole(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		s := newStation(t, st)
		s.moveIn(t, 4)
		paper := s.hand(t)
		answer := s.reply(paper, s.at, all(models.HandAccepted, ""))
		bad := map[string][]byte{"empty": nil, "cut": answer[:len(answer)/2], "without its proof": answer[:bytes.LastIndex(answer, []byte("END "))],
			"one line more": bytes.Replace(answer, []byte("\nEND "), []byte("\n3302001-0001-0001,returned,,01\nEND "), 1), "not one": []byte("PK\x03\x04")}
		for i := 0; i < len(answer)-1; i += 3 {
			changed := bytes.Clone(answer)
			changed[i] ^= 1
			bad["byte "+string(rune('0'+i%10))+workday.Day(i).String()] = changed
		}
		for what, file := range bad {
			if _, err := s.TakeReply(ctx, policy.SystemActor, file, s.at); !models.IsKind(err, models.Invalid) {
				t.Errorf("an answer that is %s was taken: %v", what, err)
			}
		}
		s.want(t, "after forged answers", map[string]int{models.PoliceSent: 4})

		file, err := s.FetchBatch(ctx, policy.SystemActor, paper.Number, s.at)
		must(t, err)
		if bytes.Contains(file.Bytes, []byte("何")) {
			t.Error("a name can be read in the file")
		}
		for i := range file.Bytes {
			changed := bytes.Clone(file.Bytes)
			changed[i] ^= 1
			if _, err := s.key.OpenParcel(changed); !errors.Is(err, vault.ErrParcel) {
				t.Fatalf("byte %d changed, and the file opens: %v", i, err)
			}
		}
		next, err := s.ExchangeKey(ctx, policy.SystemActor, s.area.Code, true, s.at)
		must(t, err)
		if _, err := next.OpenParcel(file.Bytes); err == nil {
			t.Error("the next key opens an older file")
		}
		city, err := s.ExchangeKey(ctx, policy.SystemActor, "330200", false, s.at)
		must(t, err)
		if _, err := city.OpenParcel(file.Bytes); err == nil {
			t.Error("the key of another area opens the file")
		}
	})
}

func TestLinesThatDoNotFitAreHandedBackAndTheOthersCount(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		s := newStation(t, st)
		s.moveIn(t, 8)
		p := s.hand(t)
		today := workday.DayOf(s.at)
		row := func(no int) string { return models.RowID(p.Number, no) }
		r := models.HandReply{Number: p.Number, Stamp: workday.At(s.at), Verdicts: []models.HandVerdict{
			{Row: row(1), Answer: models.HandAccepted, On: today},
			{Row: "3302001-0009-0002", Answer: models.HandAccepted, On: today},
			{Row: row(999), Answer: models.HandAccepted, On: today},
			{Row: row(3), Answer: models.HandAccepted},
			{Row: row(4), Answer: models.HandAccepted, On: today + 1},
			{Row: row(5), Answer: models.HandAccepted, On: today - 99},
			{Row: row(6), Answer: models.HandReturned, Reason: "77"},
			{Row: row(7), Answer: models.HandReturned, Reason: "02"},
			{Row: row(7), Answer: models.HandAccepted, On: today},
			{Row: row(8), Answer: "maybe"},
			{Row: row(7), Answer: models.HandReturned, Reason: "02"},
		}}
		got := s.take(t, r.Sealed(vault.Proof(p.AnswerKey, r.Text())))
		if got.Read != 11 || got.Accepted != 1 || got.Returned != 1 || got.Same != 1 || len(got.Failed) != 8 || got.Waiting != 6 {
			t.Fatalf("taken as %+v", got)
		}
		for i, want := range []string{"不是", "没有这一行", "没写登记日期", "晚于今天", "早于入住", "不在名单", "写了两次", "已登记"} {
			if !strings.Contains(got.Failed[i].Reason, want) {
				t.Errorf("line %s is handed back with %q, want %q", got.Failed[i].Row, got.Failed[i].Reason, want)
			}
		}
		s.carry(t, p.Number) // the rest waits: the file is there as long as anything does
		s.want(t, "after it", map[string]int{models.PoliceSent: 6, models.PoliceDone: 1, models.PoliceReturned: 1})
		s.take(t, s.reply(p, s.at.Add(time.Minute), all(models.HandAccepted, "")))
		if _, err := s.FetchBatch(context.Background(), policy.SystemActor, p.Number, s.at); !models.IsKind(err, models.Conflict) {
			t.Errorf("every row is answered, and the file with the names is kept: %v", err)
		}
		for _, e := range s.entries(t) {
			if strings.Contains(string(r.Text()), e.Tenant.Name) || strings.Contains(string(r.Text()), e.Tenant.DocNo) {
				t.Error("the answer names a person")
			}
		}
	})
}

// TestTheLaterAnswerCountsWhicheverComesFirst: the police change their mind, and the files come in any order.
func TestTheLaterAnswerCountsWhicheverComesFirst(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		s := newStation(t, st)
		s.moveIn(t, 1)
		p := s.hand(t)
		yes := func(minute int) []byte {
			return s.reply(p, s.at.Add(time.Duration(minute)*time.Minute), all(models.HandAccepted, ""))
		}
		no := func(minute int) []byte {
			return s.reply(p, s.at.Add(time.Duration(minute)*time.Minute), all(models.HandReturned, "01"))
		}
		for i, step := range []struct {
			file  []byte
			state string
			known bool
		}{
			{yes(3), models.PoliceDone, true}, {no(2), models.PoliceDone, true}, {no(4), models.PoliceReturned, false}, {yes(3), models.PoliceReturned, false},
			{no(6), models.PoliceReturned, false}, {yes(5), models.PoliceReturned, false}, {yes(7), models.PoliceDone, true},
		} {
			s.take(t, step.file)
			by, _ := s.holds(t)
			if got := by[person(0)]; got.State != step.state || got.Registered() != step.known {
				t.Fatalf("step %d: the stay stands %+v", i+1, got)
			}
		}
	})
}

// TestTwoOfficersAtOnceHandOverEachStayOnce: one for the community, one for its grid.
func TestTwoOfficersAtOnceHandOverEachStayOnce(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		s := newStation(t, st)
		s.moveIn(t, 40)
		refs := make([]string, 6)
		var all sync.WaitGroup
		for i := range refs {
			area := s.area.Ref
			if i%2 == 1 {
				area = s.grid.Ref
			}
			all.Go(func() {
				ref, err := s.MakeBatch(ctx, policy.SystemActor, registry.HandForm{Area: area, Reason: "按时移交"}, s.at)
				if err != nil && !models.IsKind(err, models.Conflict) {
					t.Error(err)
				}
				refs[i] = ref
				if err != nil {
					refs[i] = ""
				}
			})
		}
		all.Wait()
		rows := 0
		for _, ref := range refs {
			if ref != "" {
				b, err := st.Batch(ctx, ref)
				must(t, err)
				rows += b.Size
			}
		}
		if rows != 40 {
			t.Fatalf("%d rows left for 40 people", rows)
		}
	})
}

func TestOnlyTheOfficerOfTheAreaHandsOverAndEachPersonCanReadIt(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		s := newStation(t, st)
		s.moveIn(t, 3)
		staff := func(login string, role policy.Role, area models.Area) policy.Actor {
			u := models.User{Staff: true, Name: "李警官", Login: login}
			must(t, st.InTx(ctx, func(tx *store.Tx) error {
				must(t, tx.SaveUser(&u))
				return tx.SaveGrant(u.ID, policy.Grant{Role: role, AreaID: area.ID, Level: policy.Level(area.Level), From: 1})
			}))
			who, err := st.Actor(ctx, u)
			must(t, err)
			return who
		}
		far := models.Area{Code: "3302002", ParentID: s.area.ParentID, Level: models.LevelCommunity, Name: "稻香社区"}
		must(t, st.InTx(ctx, func(tx *store.Tx) error { return tx.SaveArea(&far) }))
		officer, other := staff("li", policy.Officer, s.area), staff("liu", policy.Officer, far)
		worker, admin, watcher := staff("chen", policy.Auxiliary, s.area), staff("admin", policy.Admin, s.area), staff("shen", policy.Supervisor, s.area)
		form := registry.HandForm{Area: s.area.Ref, Reason: "按时移交", Once: "k"}
		fresh := func(who policy.Actor) policy.Actor { who.Fresh = true; return who }
		for what, who := range map[string]policy.Actor{"a landlord": s.landlord, "a grid worker": fresh(worker), "an admin": fresh(admin), "a supervisor": fresh(watcher)} {
			if _, err := s.MakeBatch(ctx, who, form, s.at); !models.IsKind(err, models.Forbidden) {
				t.Errorf("%s handed over: %v", what, err)
			}
		}
		if _, err := s.MakeBatch(ctx, fresh(other), form, s.at); !models.IsKind(err, models.NotFound) {
			t.Errorf("the officer of another community handed over: %v", err)
		}
		if _, err := s.MakeBatch(ctx, officer, form, s.at); !errors.Is(err, registry.ErrHandNotFresh) {
			t.Errorf("without the code given again: %v", err)
		}
		if _, err := s.MakeBatch(ctx, fresh(officer), registry.HandForm{Area: s.area.Ref, Reason: "查 339900199001010011"}, s.at); !models.IsKind(err, models.Invalid) {
			t.Errorf("a reason that tells somebody's number to all: %v", err)
		}
		if _, err := s.MakeBatch(ctx, fresh(officer), registry.HandForm{Area: s.area.Ref}, s.at); !models.IsKind(err, models.Invalid) {
			t.Errorf("without a reason: %v", err)
		}
		ref, err := s.MakeBatch(ctx, fresh(officer), form, s.at)
		must(t, err)
		if again, err := s.MakeBatch(ctx, fresh(officer), form, s.at); err != nil || again != ref {
			t.Errorf("the form sent twice made %s and %s: %v", ref, again, err)
		}
		for what, who := range map[string]policy.Actor{"the other officer": fresh(other), "without the code": officer} {
			if _, err := s.FetchBatch(ctx, who, ref, s.at); err == nil {
				t.Errorf("%s took the file", what)
			}
		}
		p := s.carry(t, ref)
		if _, err := s.TakeReply(ctx, other, s.reply(p, s.at, all(models.HandAccepted, "")), s.at); !models.IsKind(err, models.Invalid) {
			t.Errorf("the other officer brought the answer in: %v", err)
		}
		if got, err := s.TakeReply(ctx, officer, s.reply(p, s.at, all(models.HandAccepted, "")), s.at); err != nil || got.Accepted != 3 {
			t.Errorf("the officer brought the answer in: %+v %v", got, err)
		}
		for _, e := range s.entries(t) {
			views, err := st.Views(ctx, s.unit.ID, e.Stay.ID, 0, 9)
			must(t, err)
			if len(views) != 1 || views[0].What != models.ViewFullID || views[0].UserID != officer.UserID || !strings.Contains(views[0].Reason, "按时移交") {
				t.Errorf("the person reads %+v", views)
			}
		}
	})
}
