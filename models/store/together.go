package store

import (
	"fmt"
	"runtime/debug"
)

// Together runs two readings of which neither waits for the other, side by side: with a database at the far end of a network a
// page waits for the longer of the two, not for both. It answers the fault of the first, else of the second. A panic in the
// second reaches the caller, whose rescue would not see it in a goroutine.
func Together(first, second func() error) (err error) {
	type end struct {
		err   error
		panic any
	}
	done := make(chan end, 1)
	go func() {
		var e end
		defer func() {
			if e.panic = recover(); e.panic != nil {
				e.panic = fmt.Sprintf("in a reading beside another: %v\n%s", e.panic, debug.Stack())
			}
			done <- e
		}()
		e.err = second()
	}()
	defer func() { // also when the first panics: what the second reads from ends with the caller
		if e := <-done; e.panic != nil {
			panic(e.panic)
		} else if err == nil {
			err = e.err
		}
	}()
	return first()
}
