package tenant

import (
	"container/list"
	"sync"
	"time"

	"anju/app/web/site"
)

const (
	mostDoors = 20_000           // pages kept at once, about 25 MB (PERF 1)
	doorLife  = 60 * time.Second // bounds what other processes may have changed
)

// doorCache keeps the public pages of doors as bytes, the last used ones. They hold nothing about a visitor or a person,
// so one rendering serves everybody. The zero value is ready.
type doorCache struct {
	mu    sync.Mutex
	pages map[doorKey]*list.Element
	used  list.List // front: used last
}

// doorKey tells the few variants of one door's page apart.
type doorKey struct {
	token, via string
	big        bool
}

// keptDoor is one page: of which revision of the home, drawn when nothing had changed since seen.
type keptDoor struct {
	key   doorKey
	rev   int64
	seen  int64 // store.HomesChanged before the home was read
	until time.Time
	page  site.Packed
}

func (k *doorCache) get(key doorKey, at time.Time) (keptDoor, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	e := k.pages[key]
	if e == nil {
		return keptDoor{}, false
	}
	kept := e.Value.(keptDoor)
	if !at.Before(kept.until) {
		k.drop(e)
		return keptDoor{}, false
	}
	k.used.MoveToFront(e)
	return kept, true
}

func (k *doorCache) put(kept keptDoor) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.pages == nil {
		k.pages = map[doorKey]*list.Element{}
	}
	if old := k.pages[kept.key]; old != nil {
		k.drop(old)
	}
	k.pages[kept.key] = k.used.PushFront(kept)
	if k.used.Len() > mostDoors {
		k.drop(k.used.Back())
	}
}

func (k *doorCache) drop(e *list.Element) {
	delete(k.pages, e.Value.(keptDoor).key)
	k.used.Remove(e)
}
