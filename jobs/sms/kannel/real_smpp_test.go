package kannel

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"anju/jobs/sms"
	"anju/jobs/sms/smstest"
	"anju/models"
	"anju/models/segment"
)

// smsc is the scripted carrier of testdata/smsc.js, to which Kannel speaks SMPP.
type smsc struct {
	*line
	in io.Writer

	mu        sync.Mutex
	submitted []submission
	bound     bool
}

// submission is one submit_sm as the carrier saw it.
type submission struct {
	Bound, To, Outcome string
	Hex                string // UTF-16BE: the halves of an emoji may come in two parts
	Coding             int
	UDH                [][]int
}

func openSMSC(t *testing.T) *smsc {
	t.Helper()
	s := &smsc{}
	s.line = start(t, "smpp.conf", func(l *line) { s.line = l; s.play() })
	s.until("Kannel is bound", func() bool { s.mu.Lock(); defer s.mu.Unlock(); return s.bound })
	return s
}

// play starts the carrier with the npm package smpp at the version of the lock file.
func (s *smsc) play() {
	s.t.Helper()
	for _, name := range []string{"package.json", "package-lock.json", "smsc.js"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		must(s.t, err)
		must(s.t, os.WriteFile(filepath.Join(s.dir, name), data, 0o600))
	}
	install := exec.CommandContext(s.t.Context(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
	install.Dir = s.dir
	if words, err := install.CombinedOutput(); err != nil {
		s.t.Fatalf("npm ci: %v\n%s", err, words)
	}
	cmd := exec.Command("node", "smsc.js")
	cmd.Env = append(os.Environ(), "PORT="+s.smsc)
	in, inW, err := os.Pipe()
	must(s.t, err)
	outR, out, err := os.Pipe()
	must(s.t, err)
	cmd.Stdin, cmd.Stdout, s.in = in, out, inW
	s.begin(cmd)
	s.t.Cleanup(func() { _ = inW.Close() })
	must(s.t, in.Close())
	must(s.t, out.Close())
	listening := make(chan struct{})
	go s.read(outR, listening)
	<-listening
}

func (s *smsc) read(from io.ReadCloser, listening chan struct{}) {
	defer from.Close()
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	for n := 0; lines.Scan(); n++ {
		if n == 0 {
			close(listening)
		}
		var one submission
		if json.Unmarshal(lines.Bytes(), &one) != nil {
			continue
		}
		s.mu.Lock()
		s.bound = s.bound || one.Bound != ""
		if one.To != "" {
			s.submitted = append(s.submitted, one)
		}
		s.mu.Unlock()
	}
}

// outcomes are what the carrier did with each submission to a phone, in order.
func (s *smsc) outcomes(phone string) (all []submission) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range s.submitted {
		if one.To == phone {
			all = append(all, one)
		}
	}
	return all
}

func TestEveryOutcomeOfACarrierIsUnderstood(t *testing.T) {
	s := openSMSC(t)
	want := map[string]sms.Receipt{
		"0000": {State: sms.Delivered, Code: "DELIVRD"},
		"0011": {State: sms.Failed, Kind: sms.BadRecipient, Code: "0x0000000b"},
		"0022": {State: sms.Failed, Kind: sms.Unreachable, Code: "UNDELIV"},
		"0033": {State: sms.Taken}, // the receipt never comes
		"0044": {State: sms.Failed, Kind: sms.Unreachable, Code: "EXPIRED"},
		"0055": {State: sms.Failed, Kind: sms.OptOut, Code: "REJECTD"},
		"0066": {State: sms.Delivered, Code: "DELIVRD"},
		"0088": {State: sms.Delivered, Code: "DELIVRD"}, // after two refusals
		"0099": {},                                      // not a word
	}
	for end := range want {
		m := smstest.Message("o"+end, "【阳光社区】请登记，回复 1 还住。😀")
		m.To = smstest.Phone(end)
		if out := sms.SendOne(t.Context(), s.gateway, m); out.Problem != nil {
			t.Errorf("%s: %v", end, out.Problem)
		}
	}
	s.until("all that end have ended", func() bool { return len(s.ends()) == 7 })
	time.Sleep(4 * time.Second) // twice wait-ack: whoever is not answered must not be sent to again
	for end, w := range want {
		got := s.last("out-o" + end)
		if got.State != w.State || got.Kind != w.Kind || got.Code != w.Code {
			t.Errorf("%s: %s %s %q, want %s %s %q", end, got.State, got.Kind.Key(), got.Code, w.State, w.Kind.Key(), w.Code)
		}
		tries := map[string]int{"0088": 3}[end]
		if seen := s.outcomes(smstest.Phone(end)); len(seen) != max(1, tries) || seen[0].Hex != hex.EncodeToString([]byte(onWire("【阳光社区】请登记，回复 1 还住。😀"))) {
			t.Errorf("%s: the carrier saw %+v", end, seen)
		}
	}
}

// last is the last word on a message: its end, or that it was taken, or none.
func (s *smsc) last(outID string) (r sms.Receipt) {
	if end, ok := s.ends()[outID]; ok {
		return end
	}
	for _, one := range s.heard().Receipts {
		if one.OutID == outID {
			r = one
		}
	}
	return r
}

func TestLongTextsAndAnswersPassTheCarrier(t *testing.T) {
	s := openSMSC(t)
	texts := append([]string{strings.Repeat("安", 70), strings.Repeat("安", 71), strings.Repeat("安", 134), strings.Repeat("安", 670), strings.Repeat("😀", 36)}, smstest.Verbatim...)
	for i, text := range texts {
		m := numbered(1000 + i)
		m.Text = text
		if out := sms.SendOne(t.Context(), s.gateway, m); out.Problem != nil {
			t.Errorf("%v", out.Problem)
		}
	}
	for i, text := range texts {
		to, n := numbered(1000+i).To, segment.Count(text)
		s.until("all parts are there", func() bool { return len(s.outcomes(to)) >= n })
		parts := make([]string, n)
		for _, one := range s.outcomes(to) {
			place := 0
			for _, header := range one.UDH {
				if len(header) > 0 {
					place = header[len(header)-1] - 1
				}
			}
			parts[place] = one.Hex
		}
		if got := strings.Join(parts, ""); got != hex.EncodeToString([]byte(onWire(text))) || len(s.outcomes(to)) != n {
			t.Errorf("%d characters in %d parts: arrived %q", len([]rune(text)), n, got)
		}
	}
	answers := map[string]models.Answer{"1": models.AnswerStill, "２": models.AnswerLeft, "3": models.AnswerAway, "td": models.AnswerOptOut, "退订": models.AnswerOptOut, "还住着呢😀": models.AnswerUnclear}
	for text := range answers {
		must(t, json.NewEncoder(s.in).Encode(map[string]string{"from": "13800138000", "to": "10690000", "text": text}))
	}
	s.until("all answers came", func() bool { return len(s.heard().Inbound) == len(answers) })
	for _, in := range s.heard().Inbound {
		if want, known := answers[in.Text]; !known || models.ReadAnswer(in.Text) != want || in.From != "13800138000" {
			t.Errorf("%+v", in)
		}
	}
}
