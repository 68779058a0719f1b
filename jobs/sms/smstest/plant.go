package smstest

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"sync"
	"testing"

	"anju/jobs/sms"
)

// notes is a T that only notes that a point failed.
type notes struct {
	t      *testing.T
	mu     sync.Mutex
	failed []string
	undo   []func()
}

func (n *notes) Helper()                  {}
func (n *notes) Logf(string, ...any)      {}
func (n *notes) Context() context.Context { return n.t.Context() }
func (n *notes) TempDir() string {
	dir, err := os.MkdirTemp(n.t.TempDir(), "")
	if err != nil {
		n.t.Fatal(err)
	}
	return dir
}

func (n *notes) Errorf(format string, args ...any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.failed = append(n.failed, fmt.Sprintf(format, args...))
}

func (n *notes) Fatalf(format string, args ...any) {
	n.Errorf(format, args...)
	runtime.Goexit()
}

func (n *notes) Cleanup(f func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.undo = append(n.undo, f)
}

// run runs a point in a goroutine of its own, which Fatalf may end.
func (n *notes) run(check func(T, Subject), s Subject) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		check(n, s)
	}()
	<-done
	for i := len(n.undo) - 1; i >= 0; i-- {
		n.undo[i]()
	}
}

// plantable lists the faults that are planted, by the point that must see them.
// A fault is a gateway that is wrong in one thing only.
type plantable struct {
	n    int
	name string
	when func(s Subject, g sms.Gateway) bool // nil: always
	wrap func(sms.Gateway) sms.Gateway
	open func(o Options) Options // opens another rig instead
	rig  func(r *Rig)            // or changes the rig
}

// RunPlanted sees each point of a gateway fail on a fault that was planted for
// it: a check that cannot fail guards nothing.
func RunPlanted(t *testing.T, s Subject) {
	named := map[int]point{}
	for _, p := range points {
		named[p.n] = p
	}
	caught := map[int]bool{}
	for _, f := range planted {
		p := named[f.n]
		if !s.has(t, p.needs) || f.when != nil && !f.when(s, s.Open(t, Options{}).Gateway) {
			continue
		}
		t.Run(fmt.Sprintf("%02d %s", f.n, f.name), func(t *testing.T) {
			broken := s
			broken.Wrap = f.wrap
			broken.Open = func(t T, o Options) *Rig {
				if f.open != nil {
					o = f.open(o)
				}
				r := s.Open(t, o)
				if f.rig != nil {
					f.rig(r)
				}
				return r
			}
			n := &notes{t: t}
			n.run(p.check, broken)
			if len(n.failed) == 0 {
				t.Errorf("%q does not notice", p.name)
				return
			}
			t.Logf("seen: %.200s", n.failed[0])
		})
		caught[f.n] = true
	}
	for _, p := range points {
		if s.has(t, p.needs) && !caught[p.n] {
			t.Errorf("no fault was planted for %02d %s", p.n, p.name)
		}
	}
}
