package boot

import (
	"sync/atomic"
	"time"
)

// Clock is the one place where time is read. The demo and tests may set it off from the clock on the wall; leases,
// sessions and limits always go by the wall.
type Clock struct {
	offset atomic.Int64
}

// Real is the clock on the wall.
func (c *Clock) Real() time.Time { return time.Now() }

// Now is the time that the register judges by.
func (c *Clock) Now() time.Time { return time.Now().Add(time.Duration(c.offset.Load())) }

// Offset is how far Now is ahead of the wall.
func (c *Clock) Offset() time.Duration { return time.Duration(c.offset.Load()) }

// Set sets how far Now is ahead of the wall.
func (c *Clock) Set(offset time.Duration) { c.offset.Store(int64(offset)) }
