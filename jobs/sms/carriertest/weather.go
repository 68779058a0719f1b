package carriertest

import (
	"math/rand/v2"
	"time"
)

// Weather is what goes wrong now and then: the parts, of one, of the calls that send.
type Weather struct {
	Refuse      float64 // refused with Code and Words
	Code, Words string
	Late        float64       // taken, and answered after Wait
	Drop        float64       // taken, and the line goes dead
	Wait        time.Duration // longer than the caller has patience
	Think       time.Duration // before any answer
}

const (
	late Trouble = -1 - iota
	refuses
)

func (w Weather) roll() Trouble {
	switch x := rand.Float64(); {
	case x < w.Refuse:
		return refuses
	case x < w.Refuse+w.Late:
		return late
	case x < w.Refuse+w.Late+w.Drop:
		return Dropped
	}
	return None
}

// Weather changes what goes wrong from now on.
func (s *Server) Weather(w Weather) { s.locked(func() { s.weather = w }) }

// Allow makes templates known, with whatever gaps a call fills in.
func (s *Server) Allow(codes ...string) {
	s.locked(func() {
		if s.allowed == nil {
			s.allowed = map[string]bool{}
		}
		for _, code := range codes {
			s.allowed[code] = true
		}
	})
}
