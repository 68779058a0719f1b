package registry_test

import "time"

// stopwatch adds up how long something took.
type stopwatch struct {
	total time.Duration
	n     int
}

func (s *stopwatch) time(fn func()) {
	begin := time.Now()
	fn()
	s.total += time.Since(begin)
	s.n++
}

// mean is in seconds.
func (s *stopwatch) mean() float64 { return s.total.Seconds() / float64(s.n) }
