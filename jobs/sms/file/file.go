// Package file is the gateway that writes messages into a file instead of
// sending them: for the demo, for tests, and for a place without a contract.
package file

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"syscall"
	"time"

	"anju/jobs/sms"
	"anju/models/workday"
)

// Gateway appends one JSON object a line (DESIGN.md 4.2). Any number of
// processes may write to one file: a lock on it makes looking a ref up and
// writing one step. Each call opens the file anew, so it may be moved away or
// deleted at any time.
type Gateway struct {
	path string

	mu    sync.Mutex // guards what follows
	hurry bool       // nobody waits for the disk
	known os.FileInfo
	read  int64           // bytes of whole lines already in refs
	refs  map[string]bool // every ref in the file known
}

var _ sms.Gateway = (*Gateway)(nil)

// line has the keys of the contract in their order, and no others.
type line struct {
	At       string `json:"at"` // RFC 3339, +08:00
	To       string `json:"to"`
	Kind     string `json:"kind"`
	Text     string `json:"text"`
	Segments int    `json:"segments"`
	Ref      string `json:"ref"`
}

// Open makes the file at path, readable by its owner only, and fails if it
// cannot be written.
func Open(path string) (*Gateway, error) {
	g := &Gateway{path: path}
	f, err := g.open()
	if err != nil {
		return nil, fmt.Errorf("sms file: %w", err)
	}
	return g, f.Close()
}

// Name is "file".
func (g *Gateway) Name() string { return "file" }

// Caps: a file takes any text, one by one, and knows for ever what it took.
func (g *Gateway) Caps() sms.Caps { return sms.Caps{Batch: 1, AtOnce: 1, Ask: forever} }

const forever = 100 * 365 * 24 * time.Hour

// Send appends a message and waits until it is on the disk, unless a line with
// its Ref stands there already: that is success too, so an outbox that died
// between the line and its own note of it sends nothing twice. A message
// without a Ref is written always.
func (g *Gateway) Send(ctx context.Context, batch []sms.Message) []sms.Result {
	p := sms.Fault(g.Caps(), batch)
	if p == nil {
		p = g.append(ctx, batch[0])
	}
	if p != nil {
		return sms.All(batch, p)
	}
	return []sms.Result{{ID: batch[0].Ref, Segments: batch[0].Segments}}
}

func (g *Gateway) append(ctx context.Context, m sms.Message) *sms.Problem {
	text, err := encode(m)
	if err != nil {
		return sms.NewProblem(sms.BadContent, "", "短信写不成一行")
	}
	err = g.locked(ctx, func(f *os.File) error {
		torn, err := g.refresh(f)
		switch {
		case err != nil:
			return sms.NewProblem(sms.Retry, "", "短信文件读不了："+err.Error())
		case g.refs[m.Ref]:
			return nil
		case m.Ref != "" && refOf(torn) == m.Ref:
			text = []byte("\n") // the line is whole, only its end was lost in a crash
		case len(torn) > 0:
			text = append([]byte("\n"), text...) // never join a line cut short
		}
		if _, err := f.Write(text); err != nil {
			// Cut short, the line is no message; whole, the next try finds it.
			return sms.NewProblem(sms.Retry, "", "短信文件写不进："+err.Error())
		}
		if g.hurry {
			return nil
		}
		if err := f.Sync(); err != nil {
			return sms.NewProblem(sms.Unknown, "", "短信文件没有存稳："+err.Error())
		}
		return nil
	})
	if p, ok := errors.AsType[*sms.Problem](err); ok {
		return p
	}
	return nil // locked gives nothing but Problems
}

// Hurry lets texts go on before they are on the disk; off again, it waits for all of them. It is for what can be built
// again from nothing: the demo.
func (g *Gateway) Hurry(on bool) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.hurry = on; on {
		return nil
	}
	f, err := g.open()
	if err != nil {
		return fmt.Errorf("sms file: %w", err)
	}
	return errors.Join(f.Sync(), f.Close())
}

// Find looks for the Ref of m. The file carries no OutID, and needs none, since
// it takes a Ref once only.
func (g *Gateway) Find(ctx context.Context, m sms.Message) (r sms.Receipt, found bool, err error) {
	err = g.locked(ctx, func(f *os.File) error {
		torn, err := g.refresh(f)
		found = m.Ref != "" && (g.refs[m.Ref] || refOf(torn) == m.Ref)
		return err
	})
	if !found || err != nil {
		return sms.Receipt{}, false, err
	}
	return sms.Receipt{OutID: m.OutID, ID: m.Ref, To: m.To, State: sms.Delivered}, true, nil
}

func encode(m sms.Message) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // people read the file
	err := e.Encode(line{workday.At(m.At).RFC3339(), m.To, m.Kind, m.Text, m.Segments, m.Ref})
	return b.Bytes(), err
}

func (g *Gateway) open() (*os.File, error) {
	return os.OpenFile(g.path, os.O_APPEND|os.O_CREATE|os.O_RDWR, 0o600)
}

// locked runs do with the file locked against every other process and every
// other Gateway; closing the file unlocks it.
func (g *Gateway) locked(ctx context.Context, do func(f *os.File) error) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if ctx.Err() != nil {
		return sms.NewProblem(sms.Retry, "", "还没写短信文件就停下了")
	}
	f, err := g.open()
	if err != nil {
		return sms.NewProblem(sms.Retry, "", "短信文件打不开："+err.Error())
	}
	defer f.Close()
	for {
		// A signal may interrupt the wait for another process.
		if err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != syscall.EINTR {
			break
		}
	}
	if err != nil {
		return sms.NewProblem(sms.Retry, "", "短信文件锁不上："+err.Error())
	}
	return do(f)
}

// refresh adds to refs what was appended since the last look, by anybody, and
// returns the end of the file behind its last whole line.
func (g *Gateway) refresh(f *os.File) (torn []byte, err error) {
	now, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if g.known == nil || !os.SameFile(g.known, now) || now.Size() < g.read {
		g.read, g.refs = 0, map[string]bool{} // another file, or begun anew
	}
	g.known = now
	tail, err := io.ReadAll(io.NewSectionReader(f, g.read, now.Size()-g.read))
	if err != nil {
		return nil, err
	}
	for {
		one, rest, whole := bytes.Cut(tail, []byte("\n"))
		if !whole {
			return tail, nil
		}
		if ref := refOf(one); ref != "" {
			g.refs[ref] = true
		}
		g.read += int64(len(one)) + 1
		tail = rest
	}
}

// refOf reads the ref of one line, "" from a line that a crash cut short.
func refOf(text []byte) string {
	var l line
	if json.Unmarshal(text, &l) != nil {
		return ""
	}
	return l.Ref
}
