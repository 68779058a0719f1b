package profile

import (
	"sync"
	"sync/atomic"

	"anju/models"
)

// Live is the profile in force: the one of the files, with what administrators changed while the program ran. Many read it
// while one replaces it; what a reader got stays as it is.
type Live struct {
	base    *Profile
	now     atomic.Pointer[inForce]
	reading sync.Mutex
}

type inForce struct {
	profile *Profile
	limits  models.Limits
}

// NewLive puts a profile in force as the files have it.
func NewLive(base *Profile) *Live {
	l := &Live{base: base}
	l.take(base)
	return l
}

// Base is the profile as the files have it.
func (l *Live) Base() *Profile { return l.base }

// Profile is the one in force; nobody changes it.
func (l *Live) Profile() *Profile { return l.now.Load().profile }

// Limits are its numbers as the rules read them.
func (l *Live) Limits() models.Limits { return l.now.Load().limits }

// Renew puts in force what read makes of the profile of the files. One read comes after the other, so that what was read
// later is never replaced by what was read before. After an error the one in force stays.
func (l *Live) Renew(read func(base *Profile) (*Profile, error)) error {
	l.reading.Lock()
	defer l.reading.Unlock()
	p, err := read(l.base)
	if err == nil && p.Mark != l.Profile().Mark {
		l.take(p)
	}
	return err
}

func (l *Live) take(p *Profile) { l.now.Store(&inForce{profile: p, limits: p.Limits()}) }

// Copy is in force apart from this one.
func (l *Live) Copy() *Live {
	next := &Live{base: l.base}
	next.now.Store(l.now.Load())
	return next
}
