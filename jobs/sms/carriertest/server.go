package carriertest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
	"unicode/utf16"
)

// The account that every carrier knows, and the template that is nothing but
// its one gap.
const (
	Key      = "LTAI5tInventedKeyForTests"
	Secret   = "inventedSecretForTests30Characters"
	AppID    = "1400000001"
	Sign     = "阳光社区"
	Template = "SMS_1000001"
	Gap      = "words"
	Fixed    = "SMS_1000002" // a text without gaps
)

// Trouble is what goes wrong at the carrier's end.
type Trouble int

// The troubles. Of those before Dropped the carrier may or may not have taken
// the message; nobody outside can tell.
const (
	None Trouble = iota
	Status500
	Status502
	Status504
	Page      // a web page with 200, as some proxies give
	Cut       // half an answer
	Odd       // JSON that says nothing
	Dropped   // takes the message and hangs up without a word
	Silent    // takes the message and never answers
	Redirects // sends the caller elsewhere
)

// Troubles are all but None.
var Troubles = []Trouble{Status500, Status502, Status504, Page, Cut, Odd, Dropped, Silent, Redirects}

// Taken is one message that the carrier has.
type Taken struct {
	To, OutID, Text, ID string
	At                  time.Time // by the carrier's clock
	Parts               int
}

// Server is one carrier.
type Server struct {
	*httptest.Server
	Elsewhere *httptest.Server // where Redirects leads
	dialect   dialect

	mu        sync.Mutex
	skew      time.Duration // of the clock that signatures are judged by
	dated     time.Time     // when messages are taken; zero for the clock on the wall
	trouble   Trouble
	refusal   *fault
	refuseOne map[string]fault // by phone
	requests  int
	strays    int // requests that came to Elsewhere
	nonces    []string
	seen      map[string]bool
	lax       bool
	weather   Weather
	allowed   map[string]bool // templates besides the two, with any gaps
	last      *http.Request   // the last one, and its body
	lastBody  []byte
	taken     []Taken
}

// dialect is how one vendor speaks.
type dialect interface {
	// check refuses whoever did not sign rightly.
	check(s *Server, r *http.Request, body []byte) *fault
	// ask answers a question; ok is false for a request that sends.
	ask(s *Server, r *http.Request, body []byte) (answer string, ok bool)
	// read takes the messages out of a request that sends.
	read(s *Server, r *http.Request, body []byte) ([]Taken, *fault)
	// bad refuses one phone of a call where the carrier judges each.
	bad(phone string) *fault
	// accept is the answer to messages, some of which may have been refused.
	accept(batch []Taken, refused map[string]fault) (status int, answer string)
	// refuse is the answer to a request that is refused as a whole.
	refuse(f fault) (status int, answer string)
	// reports are the calls by which the carrier tells what became of messages.
	reports(batch []Taken, fates []Fate) []Call
	// answers is the call by which the carrier passes a text on.
	answers(from, text, id string, at time.Time) Call
}

func start(d dialect, secure bool) *Server {
	s := &Server{dialect: d, refuseOne: map[string]fault{}, seen: map[string]bool{}}
	s.Elsewhere = httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		s.mu.Lock()
		s.strays++
		s.mu.Unlock()
	}))
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	s.Server.Config.ErrorLog = quiet
	if secure {
		s.StartTLS()
	} else {
		s.Start()
	}
	return s
}

// Close ends both servers.
func (s *Server) Close() {
	s.Server.Close()
	s.Elsewhere.Close()
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	s.last, s.lastBody = r, body
	s.requests++
	trouble, f := s.trouble, s.dialect.check(s, r, body)
	s.mu.Unlock()
	switch {
	case trouble == Redirects:
		http.Redirect(w, r, s.Elsewhere.URL+r.URL.RequestURI(), http.StatusTemporaryRedirect)
		return
	case trouble == Status500, trouble == Status502, trouble == Status504:
		status := map[Trouble]int{Status500: 500, Status502: 502, Status504: 504}[trouble]
		say(w, status, "<html><body>"+http.StatusText(status)+"</body></html>")
		return
	case trouble == Page:
		say(w, 200, "<html><body>请先登录</body></html>")
		return
	case trouble == Odd:
		say(w, 200, `[null, 1, {"Response": 7}]`)
		return
	case f != nil:
		status, answer := s.dialect.refuse(*f)
		say(w, status, answer)
		return
	}
	var think time.Duration
	s.locked(func() { think = s.weather.Think })
	time.Sleep(think)
	status, answer, sky := s.answer(r, body)
	if trouble == None {
		trouble = sky
	}
	s.deliver(w, r, trouble, status, answer)
}

func (s *Server) deliver(w http.ResponseWriter, r *http.Request, trouble Trouble, status int, answer string) {
	switch trouble {
	case Silent:
		<-r.Context().Done() // until the caller has enough
		panic(http.ErrAbortHandler)
	case Dropped:
		panic(http.ErrAbortHandler)
	case late:
		var wait time.Duration
		s.locked(func() { wait = s.weather.Wait })
		time.Sleep(wait)
	case Cut:
		w.Header().Set("Content-Length", fmt.Sprint(len(answer)))
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer[:len(answer)/2])
		panic(http.ErrAbortHandler)
	}
	say(w, status, answer)
}

func (s *Server) answer(r *http.Request, body []byte) (int, string, Trouble) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refusal != nil {
		return refused(s.dialect, *s.refusal)
	}
	if answer, ok := s.dialect.ask(s, r, body); ok {
		return http.StatusOK, answer, None
	}
	sky := s.weather.roll()
	if sky == refuses {
		return refused(s.dialect, fault{s.weather.Code, s.weather.Words})
	}
	batch, f := s.dialect.read(s, r, body)
	if f != nil {
		return refused(s.dialect, *f)
	}
	status, answer := s.take(batch)
	return status, answer, sky
}

func refused(d dialect, f fault) (int, string, Trouble) {
	status, answer := d.refuse(f)
	return status, answer, None
}

// take takes what is not refused.
func (s *Server) take(batch []Taken) (int, string) {
	refused := map[string]fault{}
	for i := range batch {
		to := batch[i].To
		if f := s.dialect.bad(to); f != nil {
			refused[to] = *f
		}
		if f, ok := s.refuseOne[to]; ok {
			refused[to] = f
		}
		if _, ok := refused[to]; ok {
			continue
		}
		batch[i].At, batch[i].Parts = s.now(), parts(batch[i].Text)
		if batch[i].ID == "" {
			batch[i].ID = fmt.Sprintf("00%d^%d", 1000+len(s.taken), i) // ids begin with zeros and are no numbers
		}
		s.taken = append(s.taken, batch[i])
	}
	return s.dialect.accept(batch, refused)
}

func say(w http.ResponseWriter, status int, answer string) {
	if strings.HasPrefix(answer, "<") {
		w.Header().Set("Content-Type", "text/html")
	} else {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, answer)
}

// parts counts as carriers do: 70 UTF-16 units in one part, 67 in each of several.
func parts(text string) int {
	n := len(utf16.Encode([]rune(text)))
	if n <= 70 {
		return 1
	}
	return (n + 66) / 67
}

func (s *Server) now() time.Time {
	if s.dated.IsZero() {
		return time.Now()
	}
	return s.dated
}

// replayed tells whether a nonce was seen before, and remembers it.
func (s *Server) replayed(nonce string) bool {
	seen := !s.lax && s.seen[nonce]
	s.nonces, s.seen[nonce] = append(s.nonces, nonce), true
	return seen
}
