package registry_test

import (
	"slices"
	"time"
)

// stopwatch keeps how long something took each time.
type stopwatch struct{ laps []time.Duration }

func (s *stopwatch) time(fn func()) {
	begin := time.Now()
	fn()
	s.laps = append(s.laps, time.Since(begin))
}

// median is in seconds: a machine that somebody else keeps busy now and then does not move it.
func (s *stopwatch) median() float64 {
	laps := slices.Sorted(slices.Values(s.laps))
	return laps[len(laps)/2].Seconds()
}
