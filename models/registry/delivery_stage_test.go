package registry_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/workday"
)

// line is a way out whose answers a test writes.
type line struct {
	name   string
	outlet models.Outlet
	answer func(models.Outgoing) models.Reply // nil: all is accepted
	find   func(models.Outgoing) (models.Receipt, bool, error)

	mu    sync.Mutex
	given []models.Outgoing // whatever it was called with
	calls int
	taken map[string]int // what it took, by the notice's ref
}

func newLine(name string) *line {
	return &line{name: name, outlet: models.Outlet{Batch: 1, Ask: 24 * time.Hour}, taken: map[string]int{}}
}

func (l *line) Name() string          { return l.name }
func (l *line) Outlet() models.Outlet { return l.outlet }

func (l *line) Send(_ context.Context, batch []models.Outgoing) (replies []models.Reply) {
	l.mu.Lock()
	l.calls++
	l.given = append(l.given, batch...)
	l.mu.Unlock()
	for _, m := range batch {
		reply := models.Reply{Sent: models.SentAccepted, ID: "id-" + m.OutID}
		if l.answer != nil {
			reply = l.answer(m)
		}
		if reply.Sent == models.SentAccepted {
			l.mu.Lock()
			l.taken[m.Ref]++
			l.mu.Unlock()
		}
		replies = append(replies, reply)
	}
	return replies
}

func (l *line) Find(_ context.Context, m models.Outgoing) (models.Receipt, bool, error) {
	if l.find != nil {
		return l.find(m)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return models.Receipt{}, l.taken[m.Ref] > 0, nil
}

func always(reply models.Reply) func(models.Outgoing) models.Reply {
	return func(models.Outgoing) models.Reply { return reply }
}

// queue puts texts of a kind in the outbox, each to a number of its own.
func (h *house) queue(t *testing.T, kind string, from, n int) {
	t.Helper()
	must(t, h.Store.InTx(context.Background(), func(tx *store.Tx) error {
		for i := from; i < from+n; i++ {
			one := models.Notice{Kind: kind, Phone: fmt.Sprintf("1990002%04d", i), Subject: fmt.Sprint("stay:", i), Period: "x", Params: map[string]string{"otp": "123456"},
				CreatedAt: workday.At(h.at), NotBefore: workday.At(h.at), ExpiresAt: workday.At(h.at.Add(24 * time.Hour))}
			if _, err := tx.Queue(one); err != nil {
				return err
			}
		}
		return nil
	}))
}

// drains empties the outbox through some ways, at the moment of the house.
func (h *house) drains(t *testing.T, ways ...registry.Sender) registry.Tally {
	t.Helper()
	tally, err := h.DispatchNotices(context.Background(), policy.SystemActor, ways, h.at)
	must(t, err)
	return tally
}

// states counts the notices by state.
func (h *house) states(t *testing.T) map[string]int {
	t.Helper()
	notices, err := h.Store.ListNotices(context.Background(), policy.Scope{All: true}, store.Outbox{N: 9999})
	must(t, err)
	states := map[string]int{}
	for _, n := range notices {
		states[n.State]++
	}
	return states
}

// newest is the notice that was queued last.
func (h *house) newest(t *testing.T) models.Notice {
	t.Helper()
	notices, err := h.Store.ListNotices(context.Background(), policy.Scope{All: true}, store.Outbox{N: 1})
	must(t, err)
	return notices[0]
}

// told keeps receipts as a carrier's call brings them, and applies them.
func (h *house) told(t *testing.T, receipts ...models.Receipt) registry.Tally {
	t.Helper()
	must(t, h.KeepReceipts(context.Background(), receipts))
	tally, err := h.ApplyReceipts(context.Background(), policy.SystemActor, h.at)
	must(t, err)
	return tally
}

func receiptOf(l *line, m models.Outgoing, state string, kind models.Sent) models.Receipt {
	return models.Receipt{Gateway: l.name, DedupKey: m.OutID + m.Phone + state + string(kind), OutID: m.OutID, Phone: m.Phone, State: state, Kind: kind, Raw: m.Phone}
}
