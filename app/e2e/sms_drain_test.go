package e2e

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"anju/jobs/sms/carriertest"
	"anju/models"
	"anju/models/storetest"
)

const (
	atOnce  = 8 // calls of one node at the same time
	thought = 20 * time.Millisecond
)

// sink is a carrier that takes everything after a moment, as a vendor far away does, and remembers to whom.
type sink struct {
	*httptest.Server
	mu    sync.Mutex
	open  chan struct{} // closed once it takes anything
	times map[string]int
	first time.Time
	last  time.Time
	n     atomic.Int64
}

func newSink() *sink {
	s := &sink{times: map[string]int{}, open: make(chan struct{})}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		to := r.URL.Query().Get("to")
		<-s.open
		time.Sleep(thought)
		s.mu.Lock()
		if s.last = time.Now(); s.first.IsZero() {
			s.first = s.last
		}
		s.times[to]++
		s.mu.Unlock()
		s.n.Add(1)
		w.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(w, "0: Accepted for delivery")
	}))
	return s
}

// pace is how many texts came a second, and how many to each number; it begins anew.
func (s *sink) pace() (float64, map[string]int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	times, span := s.times, s.last.Sub(s.first)
	s.times, s.first = map[string]int{}, time.Time{}
	return float64(s.n.Swap(0)) / span.Seconds(), times
}

// TestSeveralProgramsOnOneRegisterSendEachTextOnceAndNearlyAsFastAsABareLoop: two, then four of them drain one outbox.
func TestSeveralProgramsOnOneRegisterSendEachTextOnceAndNearlyAsFastAsABareLoop(t *testing.T) {
	n := 2000
	if os.Getenv("ANJU_LONG") == "1" {
		n = 100_000
	}
	if some, err := strconv.Atoi(os.Getenv("ANJU_DRAIN")); err == nil {
		n = some
	}
	for _, programs := range []int{2, 4} {
		t.Run(fmt.Sprint(programs), func(t *testing.T) {
			s := newSink()
			defer s.Close()
			w := newWorld(t, "mysql:"+storetest.EmptyMariaDB(t))
			w.through("ANJU_SMS=kannel:"+s.URL, "ANJU_SMS_SIGN=柳岸社区", "ANJU_SMS_KANNEL_USER=u", "ANJU_SMS_KANNEL_PASSWORD=p", "ANJU_SMS_PATIENCE=30s",
				fmt.Sprint("ANJU_SMS_AT_ONCE=", atOnce))
			app := w.open(t)
			defer app.Close()
			queueTexts(t, app, n)
			for range programs {
				start(t, w.env, "serve")
			}
			time.Sleep(2 * time.Second) // all of them stand before the carrier, whoever was up first
			close(s.open)
			for s.n.Load() < int64(n) && !stands(s) {
				time.Sleep(100 * time.Millisecond)
			}
			ours, times := s.pace()
			states, open := map[string]int{}, 0
			for i := 0; i < 50; i++ {
				if states, open = smsStates(t, app); waiting(states) == 0 {
					break
				}
				time.Sleep(100 * time.Millisecond)
			}
			for to, c := range times {
				if c != 1 {
					t.Errorf("%s got the text %d times", to, c)
				}
			}
			if len(times) != n || states[models.NoticeSent] != n || open != 0 {
				t.Errorf("%d of %d numbers got the text; the register says %v, %d attempts open", len(times), n, states, open)
			}
			bare := bareLoop(s, min(n, 20_000), programs*atOnce)
			t.Logf("%d programs: %d texts, %.0f a second; a bare loop with the same %d calls at once: %.0f; %.2f of it",
				programs, n, ours, programs*atOnce, bare, ours/bare)
		})
	}
}

// stands says whether nothing came for long: the test must end, and then says what is missing.
func stands(s *sink) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.last.IsZero() && time.Since(s.last) > 20*time.Second
}

// bareLoop posts the same text so often, knowing no register, and says how many went a second.
func bareLoop(s *sink, n, atOnce int) float64 {
	base := http.DefaultTransport.(*http.Transport).Clone()
	base.DisableKeepAlives = true // as the gateways do, so that nothing is sent twice by itself
	client := &http.Client{Transport: base}
	left := atomic.Int64{}
	left.Store(int64(n))
	var all sync.WaitGroup
	for range atOnce {
		all.Go(func() {
			for i := left.Add(-1); i >= 0; i = left.Add(-1) {
				q := url.Values{"username": {"u"}, "password": {"p"}, "to": {phoneOf(int(i))}, "text": {"【柳岸社区】有房东为您申报了居住登记。"}, "charset": {"UTF-8"}, "coding": {"2"}}
				answer, err := client.Get(s.URL + "/cgi-bin/sendsms?" + q.Encode())
				if err != nil {
					return
				}
				_, _ = io.Copy(io.Discard, answer.Body)
				_ = answer.Body.Close()
			}
		})
	}
	all.Wait()
	pace, _ := s.pace()
	return pace
}

// TestAStoppedProgramIsTakenOverAndItsLateAnswersChangeNothing stops one of two programs in the middle of its calls until
// its lease is over. The other takes over; when the first wakes, what it still has to say changes nothing.
func TestAStoppedProgramIsTakenOverAndItsLateAnswersChangeNothing(t *testing.T) {
	const n = 300
	carrier := carriertest.Aliyun(false)
	defer carrier.Close()
	w := newWorld(t, "mysql:"+storetest.EmptyMariaDB(t))
	w.throughAliyun(t, carrier)
	app := w.open(t)
	defer app.Close()
	queueTexts(t, app, n)
	carrier.Weather(carriertest.Weather{Think: 300 * time.Millisecond})
	stalled := start(t, w.env, "serve")
	for len(carrier.Taken()) < 20 {
		time.Sleep(5 * time.Millisecond)
	}
	must(t, stalled.cmd.Process.Signal(syscall.SIGSTOP))
	asleep := time.Now()
	_, held := smsStates(t, app)
	start(t, w.env, "serve")
	var states map[string]int
	var open int
	for time.Since(asleep) < 6*time.Minute {
		if states, open = smsStates(t, app); waiting(states) == 0 {
			break
		}
		time.Sleep(time.Second)
	}
	before := storetest.Words(t, app.Store, "SELECT CONCAT_WS(' ', id, state, reason, attempts, sent_at, segments, lease_until, claim_token) FROM notices ORDER BY id")
	t.Logf("stopped with %d attempts open; after %v the other has %v, %d open", held, time.Since(asleep).Round(time.Second), states, open)
	must(t, stalled.cmd.Process.Signal(syscall.SIGCONT))
	time.Sleep(5 * time.Second)
	after := storetest.Words(t, app.Store, "SELECT CONCAT_WS(' ', id, state, reason, attempts, sent_at, segments, lease_until, claim_token) FROM notices ORDER BY id")
	if strings.Join(before, "\n") != strings.Join(after, "\n") {
		t.Error("the late answers changed something")
	}
	times := timesTaken(carrier)
	for to, c := range times {
		if c != 1 {
			t.Errorf("%s got the text %d times", to, c)
		}
	}
	if len(times) != n || waiting(states)+open > 0 || held == 0 {
		t.Errorf("%d of %d numbers got the text; %v, %d open; %d were on their way", len(times), n, states, open, held)
	}
}
