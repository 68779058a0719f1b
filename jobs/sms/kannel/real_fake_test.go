package kannel

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"anju/jobs/sms"
	"anju/jobs/sms/smstest"
	"anju/models"
)

// sink is Kannel's own fake carrier: it takes what comes and writes it down.
type sink struct {
	*line
	path string
	cmd  *exec.Cmd
}

const fakesmsc = "/usr/lib/kannel/test/fakesmsc"

func (s *sink) open() {
	s.t.Helper()
	s.cmd = exec.Command(fakesmsc, "-H", "127.0.0.1", "-r", s.smsc, "-i", "100000", "-m", "0", "1 2 text none")
	out, err := os.OpenFile(s.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	must(s.t, err)
	s.t.Cleanup(func() { _ = out.Close() })
	s.cmd.Stdout = out
	s.begin(s.cmd)
	s.until("the carrier is on line", s.online)
}

func (s *sink) online() bool {
	status, _ := s.status()
	return strings.Contains(status, "FAKE") && strings.Contains(status, "(online")
}

// answer lets the carrier pass one text on. It is on line only then: Kannel's
// fake takes one client at a time.
func (s *sink) answer(from, kind, text string) {
	s.t.Helper()
	before := len(s.heard().Inbound)
	cmd := exec.Command(fakesmsc, "-H", "127.0.0.1", "-r", s.smsc, "-i", "0.01", "-m", "1", from+" 10690000 "+kind+" "+text)
	cmd.Stdout = &bytes.Buffer{}
	s.begin(cmd)
	s.until("the answer came", func() bool { return len(s.heard().Inbound) > before })
	s.kill(cmd)
	s.until("the carrier is off line", func() bool { return !s.online() })
}

var gotMessage = regexp.MustCompile(`Got message \d+: <\S+ (\S+) ucs-2 (\S*)>`)

// texts are what reached the carrier, by phone, as it came off the wire.
func (s *sink) texts() map[string][]string {
	s.t.Helper()
	log, err := os.ReadFile(s.path)
	must(s.t, err)
	all := map[string][]string{}
	for _, m := range gotMessage.FindAllStringSubmatch(string(log), -1) {
		raw, err := url.QueryUnescape(m[2])
		must(s.t, err)
		all[m[1]] = append(all[m[1]], raw)
	}
	return all
}

// onWire is a text as UTF-16BE.
func onWire(text string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		b.WriteByte(byte(u >> 8))
		b.WriteByte(byte(u))
	}
	return b.String()
}

func numbered(i int) sms.Message {
	text := fmt.Sprintf("【阳光社区】第 %d 位房客您好，请于 %d 日内登记，回复 1 还住 2 已搬走。%%41+&😀", i, i%30)
	if i%50 == 7 {
		text += "古丽·买买提 𠮷\n第二行"
	}
	m := smstest.Message(fmt.Sprintf("m%d", i), text)
	m.To = fmt.Sprintf("1990%07d", i)
	return m
}

// deliver sends all, sixteen at once, and sends again what certainly did not
// leave, as the outbox does. It returns what nobody knows.
func (l *line) deliver(batch []sms.Message) (unknown []sms.Message) {
	l.t.Helper()
	var mu sync.Mutex
	work := make(chan sms.Message)
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for m := range work {
				for try := 0; ; try++ {
					out := sms.SendOne(l.t.Context(), l.gateway, m)
					if out.Outcome() == sms.Unknown {
						mu.Lock()
						unknown = append(unknown, m)
						mu.Unlock()
					} else if out.Outcome() == sms.Rejected {
						if out.Problem.Kind != sms.Retry || try > 600 {
							l.t.Errorf("%s: %v", m.Ref, out.Problem)
						} else {
							time.Sleep(100 * time.Millisecond)
							continue
						}
					}
					break
				}
			}
		})
	}
	for _, m := range batch {
		work <- m
	}
	close(work)
	all.Wait()
	return unknown
}

func openSink(t *testing.T) *sink {
	s := &sink{line: start(t, "fake.conf", nil)}
	s.path = filepath.Join(s.dir, "sink.log")
	return s
}

func TestTextsPassARealKannelByteForByteAndAnswersComeBack(t *testing.T) {
	s := openSink(t)
	for text, want := range map[string]models.Answer{"1": models.AnswerStill, "2": models.AnswerLeft, "3": models.AnswerAway, "TD": models.AnswerOptOut} {
		s.answer("19900000001", "text", text)
		in := s.heard().Inbound
		got := in[len(in)-1]
		if got.Text != text || models.ReadAnswer(got.Text) != want || got.From != "19900000001" || got.Dest != "10690000" || got.ID == "" || got.At.IsZero() {
			t.Errorf("%s: %+v", text, got)
		}
	}
	s.answer("+8619900000002", "ucs2", url.QueryEscape(onWire("退订")))
	in := s.heard().Inbound
	if got := in[len(in)-1]; got.Text != "退订" || got.From != "19900000002" || models.ReadAnswer(got.Text) != models.AnswerOptOut {
		t.Errorf("退订: %+v", got)
	}

	n := 200
	if long() {
		n = 1000
	}
	s.open()
	var batch []sms.Message
	for i := range n {
		batch = append(batch, numbered(i))
	}
	if unknown := s.deliver(batch); len(unknown) > 0 {
		t.Errorf("of %d nobody knows", len(unknown))
	}
	s.until("all receipts are here", func() bool { return len(s.ends()) == n })
	arrived := s.texts()
	for _, m := range batch {
		if got := arrived[m.To]; len(got) != 1 || got[0] != onWire(m.Text) {
			t.Errorf("%s arrived %d times: %q", m.Ref, len(got), got)
		}
		if end := s.ends()[m.OutID]; end.State != sms.Delivered || end.To != m.To {
			t.Errorf("%s: %+v", m.Ref, end)
		}
	}
	t.Logf("%d texts arrived byte for byte, %d receipts, %d answers", len(arrived), len(s.ends()), len(in))
}

// TestNoTextIsLostWhenKannelIsKilled in the middle, and stays away.
func TestNoTextIsLostWhenKannelIsKilled(t *testing.T) {
	s := openSink(t)
	s.open()
	n, away := 600, 2*time.Second
	if long() {
		n, away = 6000, 20*time.Second
	}
	var batch []sms.Message
	for i := range n {
		batch = append(batch, numbered(i))
	}
	killed := make(chan struct{})
	go func() {
		defer close(killed)
		s.until("a third is through", func() bool { return len(s.texts()) > n/3 })
		s.kill(s.bearer)
		s.kill(s.cmd)
		time.Sleep(away)
	}()
	result := make(chan []sms.Message)
	go func() { result <- s.deliver(batch) }()
	<-killed
	s.kill(s.smsbox) // after ten seconds without the other it gives up by itself, and whoever tends both starts both
	s.startBoxes()
	s.open()
	unknown := <-result
	// What nobody knows waits for its receipt; without one it is sent anew, under another name. A receipt that Kannel held in
	// its hands when it was killed may be gone; the text is not.
	s.until("what was taken has arrived", func() bool { return len(s.texts()) >= n-len(unknown) })
	for had := -1; had != len(s.ends()); time.Sleep(2 * time.Second) {
		had = len(s.ends())
	}
	gone := n - len(unknown) - len(s.ends())
	t.Logf("%d receipts are gone with the kill", max(gone, 0))
	if gone > n/200 { // one was the most that was seen
		t.Errorf("%d receipts are gone with one kill", gone)
	}
	var again []sms.Message
	ends := s.ends()
	for _, m := range unknown {
		if _, ok := ends[m.OutID]; !ok {
			m.OutID += "-2"
			again = append(again, m)
		}
	}
	if left := s.deliver(again); len(left) > 0 {
		t.Errorf("of %d nobody knows with Kannel up again", len(left))
	}
	s.until("all have arrived", func() bool { return len(s.texts()) == n })
	twice, arrived := 0, s.texts()
	for _, m := range batch {
		got := arrived[m.To]
		if len(got) == 0 || got[0] != onWire(m.Text) {
			t.Errorf("%s is lost: %q", m.Ref, got)
		}
		if len(got) > 1 {
			twice++
		}
	}
	t.Logf("%d texts, away %s: 0 lost, %d unknown of which %d sent anew, %d came twice from Kannel's store", n, away, len(unknown), len(again), twice)
}
