package jobs

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"anju/jobs/sms"
	"anju/jobs/sms/file"
	"anju/models"
	"anju/models/policy"
	"anju/models/profile"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// slowFile is the file gateway at a pace: each text takes a tenth of a second of the clock of the test, which passes in no
// other way.
type slowFile struct {
	*file.Gateway
	mu    sync.Mutex
	now   time.Time
	calm  int // texts that were not urgent
	alarm []time.Time
}

func (s *slowFile) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *slowFile) Send(ctx context.Context, batch []sms.Message) []sms.Result {
	s.mu.Lock()
	for _, m := range batch {
		s.now = s.now.Add(100 * time.Millisecond)
		if models.CategoryOf(m.Kind) == models.CategoryAlarm {
			s.alarm = append(s.alarm, s.now)
		} else {
			s.calm++
		}
	}
	s.mu.Unlock()
	return s.Gateway.Send(ctx, batch)
}

func (s *slowFile) counts() (calm, alarm int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calm, len(s.alarm)
}

// TestAnAlarmOvertakesAFullOutbox: five thousand texts wait, and would take eight minutes.
func TestAnAlarmOvertakesAFullOutbox(t *testing.T) {
	const waiting, homes = 5000, 30
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		gateway, err := file.Open(filepath.Join(t.TempDir(), "sms.jsonl"))
		fatal(t, err)
		fatal(t, gateway.Hurry(true))
		slow := &slowFile{Gateway: gateway, now: noon}
		reg, duty := alarmTown(t, st, slow.clock, waiting, homes)
		r := &Runner{Registry: reg, Gateways: []sms.Gateway{slow}, Node: "one", Now: slow.clock, Real: slow.clock, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
		reg.Kick = r.Kick
		fatal(t, r.Start(ctx))
		defer r.Stop()
		until(t, "the outbox moves", func() bool { calm, _ := slow.counts(); return calm >= 100 })
		confirmed := slow.clock()
		_, err = reg.SendAlarm(ctx, duty, "A03", "33990001", "", confirmed)
		fatal(t, err)
		until(t, "everybody is warned", func() bool { _, alarm := slow.counts(); return alarm >= homes })
		calm, _ := slow.counts()
		slow.mu.Lock()
		first, last := slow.alarm[0].Sub(confirmed), slow.alarm[homes-1].Sub(confirmed)
		slow.mu.Unlock()
		if first > 2*time.Minute || last > 4*time.Minute || calm >= waiting {
			t.Errorf("the first text left %s after the alarm, the last %s; %d of %d others had left", first, last, calm, waiting)
		}
		t.Logf("first text after %s, last of %d after %s; %d of %d others had left", first, homes, last, calm, waiting)
	})
}

func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 3000 {
		if is() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("a minute passed before %s", what)
}

func fatal(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// alarmTown is a community with homes and an officer, and texts that wait for people elsewhere.
func alarmTown(t *testing.T, st *store.Store, clock func() time.Time, waiting, homes int) (*registry.Registry, policy.Actor) {
	t.Helper()
	ctx, at := context.Background(), workday.At(clock())
	p, err := profile.Load(profile.DefaultKey)
	fatal(t, err)
	texts := models.Texts{Signature: "【柳岸社区】", ByID: map[string]models.SMSTemplate{"A03": {Text: "附近起火，请走楼梯撤离。"}, "E06": {Text: "楼道不堆物。"}}}
	reg := &registry.Registry{Store: st, Rules: profile.NewLive(p), Texts: texts, Real: clock}
	var duty policy.Actor
	fatal(t, st.InTx(ctx, func(tx *store.Tx) error {
		community := models.Area{Code: "33990001", Level: models.LevelCommunity, Name: "柳岸社区"}
		fatal(t, tx.SaveArea(&community))
		officer := models.User{Staff: true, Name: "李警官", Login: "lijing"}
		fatal(t, tx.SaveUser(&officer))
		fatal(t, tx.SaveGrant(officer.ID, policy.Grant{Role: policy.Officer, AreaID: community.ID, Level: policy.Community, From: 1}))
		anc, err := tx.AncestorsOf(ctx, community.ID)
		fatal(t, err)
		for n := range homes {
			owner := models.User{Name: "周桂芳", Phone: fmt.Sprintf("1990000%04d", n)}
			fatal(t, tx.SaveUser(&owner))
			unit := models.Unit{Label: "青禾", AreaID: community.ID, Ancestors: anc, Address: fmt.Sprintf("青禾路 %d 号", n), Kind: models.KindHome, State: models.UnitAccepted, OwnerID: owner.ID}
			fatal(t, tx.SaveUnit(&unit))
		}
		notices := make([]models.Notice, 0, waiting)
		for n := range waiting {
			notices = append(notices, models.Notice{Kind: "E06", Phone: fmt.Sprintf("1990002%04d", n), Subject: fmt.Sprint("stay:", n), Period: "x", Params: map[string]string{},
				CreatedAt: at, NotBefore: at, ExpiresAt: at.Add(24 * time.Hour)})
		}
		_, err = tx.QueueAll(notices)
		fatal(t, err)
		duty, err = tx.Actor(ctx, officer)
		fatal(t, err)
		return tx.SaveSetting("sending", "on")
	}))
	duty.Fresh = true
	return reg, duty
}
