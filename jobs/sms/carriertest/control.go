package carriertest

import (
	"bytes"
	"io"
	"log"
	"net/http"
	"net/url"
	"strings"
	"time"
)

var quiet = log.New(io.Discard, "", 0)

func (s *Server) locked(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	do()
}

// Trouble makes all requests from now on go wrong.
func (s *Server) Trouble(t Trouble) { s.locked(func() { s.trouble = t }) }

// Refuse refuses all requests from now on; an empty code ends it.
func (s *Server) Refuse(code, words string) {
	s.locked(func() {
		s.refusal = &fault{code, words}
		if code == "" {
			s.refusal = nil
		}
	})
}

// RefusePhone refuses one phone of a call, where the carrier judges each.
func (s *Server) RefusePhone(phone, code string) {
	s.locked(func() { s.refuseOne[phone] = fault{code, "refused"} })
}

// Lax takes a request a second time, as no carrier that knows nonces does.
func (s *Server) Lax() { s.locked(func() { s.lax = true }) }

// Skew sets the carrier's clock ahead of the caller's.
func (s *Server) Skew(d time.Duration) { s.locked(func() { s.skew = d }) }

// Date sets when messages are taken from now on.
func (s *Server) Date(at time.Time) { s.locked(func() { s.dated = at }) }

// Fill lets n other messages to a phone stand before whatever comes.
func (s *Server) Fill(phone string, n int) {
	s.locked(func() {
		for range n {
			s.taken = append(s.taken, Taken{To: phone, OutID: "another", Text: "别的", ID: "9", At: s.now().Add(-time.Hour), Parts: 1})
		}
	})
}

// Requests is how many requests came.
func (s *Server) Requests() (n int) { s.locked(func() { n = s.requests }); return n }

// Strays is how many requests followed a redirect.
func (s *Server) Strays() (n int) { s.locked(func() { n = s.strays }); return n }

// Nonces are all that came, in order; none where the vendor has none.
func (s *Server) Nonces() (all []string) {
	s.locked(func() { all = append(all, s.nonces...) })
	return all
}

// Taken are the messages that the carrier has, in order.
func (s *Server) Taken() (all []Taken) {
	s.locked(func() { all = append(all, s.taken...) })
	return all
}

// Replay sends the last request once more, as whoever listened in might, and
// returns the answer.
func (s *Server) Replay() (string, error) {
	s.mu.Lock()
	last, body := s.last, s.lastBody
	s.mu.Unlock()
	again, err := http.NewRequest(last.Method, s.URL+last.URL.RequestURI(), bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	again.Header, again.Host = last.Header.Clone(), last.Host
	answer, err := s.Client().Do(again)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return string(text), err
}

// Fate is what becomes of a message on its way, as the carriers behind every
// vendor say it.
type Fate struct {
	Word  string // DELIVRD, UNDELIV …; "" for no word ever
	Twice bool
}

// FateOf goes by the end of the number, as the scripted SMSC of the Kannel
// tests does.
func FateOf(phone string) Fate {
	switch {
	case strings.HasSuffix(phone, "0022"):
		return Fate{Word: "UNDELIV"}
	case strings.HasSuffix(phone, "0033"):
		return Fate{}
	case strings.HasSuffix(phone, "0044"):
		return Fate{Word: "EXPIRED"}
	case strings.HasSuffix(phone, "0055"):
		return Fate{Word: "REJECTD"}
	case strings.HasSuffix(phone, "0066"):
		return Fate{Word: "DELIVRD", Twice: true}
	}
	return Fate{Word: "DELIVRD"}
}

// Call is one call of the carrier to the customer's callback address.
type Call struct {
	Query url.Values
	Body  string
}

// Reports are the calls by which the carrier tells what became of all that it
// took, the last first.
func (s *Server) Reports() []Call {
	var batch []Taken
	var fates []Fate
	taken := s.Taken()
	for i := len(taken) - 1; i >= 0; i-- {
		fate := FateOf(taken[i].To)
		for n := 0; fate.Word != "" && (n == 0 || n == 1 && fate.Twice); n++ {
			batch, fates = append(batch, taken[i]), append(fates, fate)
		}
	}
	return s.dialect.reports(batch, fates)
}

// Answers is the call by which the carrier passes on what somebody wrote.
func (s *Server) Answers(from, text, id string, at time.Time) Call {
	return s.dialect.answers(from, text, id, at)
}
