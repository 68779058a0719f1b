package registry_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// waiting waits until somebody waits for a row that another transaction holds; where one writer at a time is let in at all
// there is nothing to see.
func waiting(t *testing.T, st *store.Store) {
	t.Helper()
	if !strings.HasSuffix(t.Name(), "/mariadb") {
		return
	}
	var n int
	for range 100 {
		must(t, st.SQL().QueryRow(`SELECT COUNT(*) FROM information_schema.INNODB_TRX t JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id
 WHERE t.trx_state = 'LOCK WAIT' AND p.DB = DATABASE()`).Scan(&n))
		if n > 0 {
			return
		}
		time.Sleep(150 * time.Millisecond) // the server shows the same picture again to who asks within a tenth of a second
	}
	t.Error("nobody waits")
}

func TestAPoliceDayPutDownByHandIsNotLostToAnAnswerThatComesInAtThatMoment(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		s := newStation(t, st)
		s.moveIn(t, 8)
		file := s.reply(s.hand(t), s.at, all(models.HandAccepted, ""))
		stay := s.ref(t, person(7)).Stay
		earlier := workday.At(s.at.AddDate(0, 0, -2))
		held, done := make(chan struct{}), make(chan error, 2)
		release := make(chan struct{})
		go func() {
			first := true
			done <- st.InTx(context.Background(), func(tx *store.Tx) error {
				if _, err := tx.LockUnit(stay.UnitID); err != nil {
					return err
				}
				s := stay
				s.PoliceAt = earlier
				err := tx.SaveStay(&s)
				if first {
					first = false
					close(held)
				}
				<-release
				return err
			})
		}()
		<-held
		go func() {
			_, err := s.TakeReply(context.Background(), policy.SystemActor, file, s.at)
			done <- err
		}()
		waiting(t, st)
		close(release)
		must(t, <-done)
		must(t, <-done)
		if got := s.ref(t, person(7)).Stay.PoliceAt; got.Day() != earlier.Day() {
			t.Errorf("registered on %s, put down by hand as %s", got.Day(), earlier.Day())
		}
	})
}

func TestAnAnswerFromAClockThatRunsAheadLocksNoRow(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		s := newStation(t, st)
		s.moveIn(t, 3)
		p := s.hand(t)
		ahead := s.reply(p, s.at.AddDate(1, 0, 0), all(models.HandReturned, "name"))
		refuses(t, st, "a year ahead", models.Invalid, func() error { _, err := s.TakeReply(ctx, policy.SystemActor, ahead, s.at); return err })
		if got := s.take(t, s.reply(p, s.at.Add(time.Hour), all(models.HandAccepted, ""))); got.Late != 0 {
			t.Errorf("%+v", got)
		}
	})
}
