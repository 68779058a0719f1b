package site

import (
	"math"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"anju/models"

	"github.com/labstack/echo/v4"
)

// Limit is how often one key may come in one span. With a Pause, whoever came too often may come once more each Pause.
type Limit struct {
	Most  int
	Span  time.Duration
	Pause time.Duration
}

// The limits a route may name. They live in the process and keep a page from being hammered; limits that money or
// guessing hangs on are rows in the register.
var limits = map[string]Limit{
	"door":       {Most: 120, Span: time.Minute},                       // each address, on pages behind a plate
	"short_code": {Most: 10, Span: time.Hour, Pause: 10 * time.Minute}, // wrong 房屋编号, each address (UX 2.1)
	"login":      {Most: 60, Span: time.Minute},                        // each address, on the sign-in pages
	"form":       {Most: 60, Span: time.Minute},                        // each address, on forms open to strangers
	"hook":       {Most: 6000, Span: time.Minute},                      // vendor callbacks
}

// KnownLimit says whether a route may name this limit.
func KnownLimit(name string) bool { _, ok := limits[name]; return name == "" || ok }

const mostKeys = 100_000 // addresses kept at once

// limiter counts in a sliding span: what is left of the last span counts by the share of it that is still in sight.
type limiter struct {
	mu    sync.Mutex
	seen  map[string]*span
	swept time.Time
}

type span struct {
	start     time.Time
	came      time.Time // when it was last let in
	last, now int
	length    time.Duration
}

func newLimiter() *limiter { return &limiter{seen: map[string]*span{}} }

// take counts one coming of the key; when there are too many it does not count it and says how long to wait.
func (l *limiter) take(key string, limit Limit, at time.Time, count bool) (wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep(at)
	sp := l.seen[key]
	if sp == nil {
		sp = &span{start: at, length: limit.Span}
		if count {
			l.seen[key] = sp
		}
	}
	switch gone := at.Sub(sp.start); {
	case gone >= 2*limit.Span || gone < 0:
		sp.start, sp.last, sp.now = at, 0, 0
	case gone >= limit.Span:
		sp.start, sp.last, sp.now = sp.start.Add(limit.Span), sp.now, 0
	}
	left := limit.Span - at.Sub(sp.start)
	share := float64(left) / float64(limit.Span)
	if float64(sp.last)*share+float64(sp.now) > float64(limit.Most-1)+1e-9 {
		if limit.Pause == 0 {
			return max(sp.wait(limit, left), time.Second)
		}
		if rest := limit.Pause - at.Sub(sp.came); rest > 0 {
			return max(rest, time.Second)
		}
	}
	if count {
		sp.now, sp.came = sp.now+1, at
	}
	return 0
}

// wait is how long it takes until so much of what came has gone out of sight that one more may come; left is what is left
// of the span.
func (sp *span) wait(limit Limit, left time.Duration) time.Duration {
	part := func(n, of int) time.Duration { return time.Duration(float64(limit.Span) * float64(n) / float64(of)) }
	if free := limit.Most - 1 - sp.now; free >= 0 && sp.last > 0 {
		return left - part(free, sp.last)
	}
	return left + limit.Span - part(limit.Most-1, max(sp.now, 1))
}

// sweep forgets keys that have not come for two spans. When a flood of addresses fills the table it starts anew:
// it forgives rather than growing.
func (l *limiter) sweep(at time.Time) {
	if gone := at.Sub(l.swept); gone >= 0 && gone < time.Minute && len(l.seen) < mostKeys {
		return
	}
	l.swept = at
	for key, sp := range l.seen {
		if at.Sub(sp.start) >= 2*sp.length {
			delete(l.seen, key)
		}
	}
	if len(l.seen) >= mostKeys {
		clear(l.seen)
	}
}

// Take counts one coming of the key against the named limit and refuses when there were too many.
func (s *Site) Take(name, key string) error { return s.limit(name, key, true) }

// Full says the same without counting.
func (s *Site) Full(name, key string) error { return s.limit(name, key, false) }

func (s *Site) limit(name, key string, count bool) error {
	wait := s.limits.take(name+" "+key, limits[name], s.Real(), count)
	if wait == 0 {
		return nil
	}
	return &models.Error{Kind: models.TooMany, RetryAfter: wait}
}

// Address is the network address of the visitor; a forwarded one is believed only from a proxy in Options.Proxies.
func (s *Site) Address(c echo.Context) string { return s.address(c.Request()) }

func (s *Site) address(r *http.Request) string {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	addr := peer.Addr().Unmap()
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && s.trusted(addr); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		addr = hop.Unmap().WithZone("")
	}
	return addr.String()
}

func (s *Site) trusted(addr netip.Addr) bool {
	for _, p := range s.Proxies {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// LimitKey is the address as limits see it: a household on IPv6 has a whole /64 to itself.
func (s *Site) LimitKey(c echo.Context) string {
	address := s.Address(c)
	if addr, err := netip.ParseAddr(address); err == nil && addr.Is6() {
		if p, err := addr.Prefix(64); err == nil {
			return p.String()
		}
	}
	return address
}

func seconds(d time.Duration) int { return int(math.Ceil(d.Seconds())) }
