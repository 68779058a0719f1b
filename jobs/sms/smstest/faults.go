package smstest

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"anju/jobs/sms"
)

// wrong is a gateway that does one thing otherwise; nil fields do as inner does.
type wrong struct {
	sms.Gateway
	before func([]sms.Message) []sms.Message
	after  func([]sms.Message, []sms.Result) []sms.Result
	sends  int // how often it sends where nobody knows
	find   func(sms.Receipt, bool, error) (sms.Receipt, bool, error)
	read   func(sms.Call, sms.News, error) (sms.News, error)
	ack    func(sms.Ack) sms.Ack
	mu     sync.Mutex
}

func (w *wrong) Send(ctx context.Context, batch []sms.Message) []sms.Result {
	asked := batch
	if w.before != nil {
		asked = w.before(append([]sms.Message{}, batch...))
	}
	out := w.Gateway.Send(ctx, asked)
	for n := 1; n < w.sends; n++ {
		out = w.Gateway.Send(ctx, asked)
	}
	if w.after != nil {
		out = w.after(batch, out)
	}
	return out
}

func (w *wrong) Find(ctx context.Context, m sms.Message) (sms.Receipt, bool, error) {
	r, found, err := w.Gateway.Find(ctx, m)
	if w.find != nil {
		return w.find(r, found, err)
	}
	return r, found, err
}

// heard is a wrong one that also listens.
type heard struct{ *wrong }

func (h heard) Read(c sms.Call) (sms.News, error) {
	news, err := h.Gateway.(sms.Listener).Read(c)
	if h.read != nil {
		return h.read(c, news, err)
	}
	return news, err
}

func (h heard) Ack() sms.Ack {
	ack := h.Gateway.(sms.Listener).Ack()
	if h.ack != nil {
		return h.ack(ack)
	}
	return ack
}

func wrapWith(set func(w *wrong)) func(sms.Gateway) sms.Gateway {
	return func(g sms.Gateway) sms.Gateway {
		w := &wrong{Gateway: g}
		set(w)
		if _, ok := g.(sms.Listener); ok {
			return heard{w}
		}
		return w
	}
}

// judge changes what a gateway says of a message that was not accepted.
func judge(change func(m sms.Message, p *sms.Problem) *sms.Problem) func(sms.Gateway) sms.Gateway {
	return wrapWith(func(w *wrong) {
		w.after = func(batch []sms.Message, out []sms.Result) []sms.Result {
			for i := range out {
				if out[i].Problem != nil {
					p := *out[i].Problem
					out[i].Problem = change(batch[i], &p)
				}
			}
			return out
		}
	})
}

func as(from, to sms.Kind) func(sms.Gateway) sms.Gateway {
	return judge(func(_ sms.Message, p *sms.Problem) *sms.Problem {
		if p.Kind == from {
			p.Kind = to
		}
		return p
	})
}

func text(change func(string) string) func(sms.Gateway) sms.Gateway {
	return wrapWith(func(w *wrong) {
		w.before = func(batch []sms.Message) []sms.Message {
			for i := range batch {
				batch[i].Text = change(batch[i].Text)
				params := append([]sms.Param{}, batch[i].Template.Params...)
				for j := range params {
					params[j].Value = change(params[j].Value)
				}
				batch[i].Template.Params = params
			}
			return batch
		}
	})
}

func results(change func([]sms.Result) []sms.Result) func(sms.Gateway) sms.Gateway {
	return wrapWith(func(w *wrong) {
		w.after = func(_ []sms.Message, out []sms.Result) []sms.Result { return change(out) }
	})
}

func receiptsAs(change func(*sms.Receipt)) func(sms.Gateway) sms.Gateway {
	return wrapWith(func(w *wrong) {
		w.read = func(_ sms.Call, news sms.News, err error) (sms.News, error) {
			for i := range news.Receipts {
				change(&news.Receipts[i])
			}
			return news, err
		}
	})
}

func inboundAs(change func(*sms.Inbound)) func(sms.Gateway) sms.Gateway {
	return wrapWith(func(w *wrong) {
		w.read = func(_ sms.Call, news sms.News, err error) (sms.News, error) {
			for i := range news.Inbound {
				change(&news.Inbound[i])
			}
			return news, err
		}
	})
}

func lookup(change func(sms.Receipt, bool, error) (sms.Receipt, bool, error)) func(sms.Gateway) sms.Gateway {
	return wrapWith(func(w *wrong) { w.find = change })
}

func means(kind sms.Kind) func(Subject, sms.Gateway) bool {
	return func(s Subject, _ sms.Gateway) bool {
		for _, k := range s.Codes {
			if k == kind {
				return true
			}
		}
		return false
	}
}

func canAsk(_ Subject, g sms.Gateway) bool    { return g.Caps().Ask > 0 }
func cannotAsk(_ Subject, g sms.Gateway) bool { return g.Caps().Ask == 0 }
func hasBatch(_ Subject, g sms.Gateway) bool  { return g.Caps().Batch > 1 }
func hasNet(s Subject, g sms.Gateway) bool    { return len(s.Codes) > 0 }
func counts(s Subject, g sms.Gateway) bool    { return s.Each != "" || !hasNet(s, g) }
func reportsParts(s Subject, _ sms.Gateway) bool {
	for _, p := range s.Papers {
		for _, r := range p.News.Receipts {
			if r.Segments > 0 {
				return true
			}
		}
	}
	return false
}

var errPlanted = errors.New("planted")

// lost is what a careless gateway forgets.
func lost(m sms.Message) string { return "to " + strings.TrimSpace(m.To) }

func localAsUTC(t time.Time) time.Time { return t.Add(8 * time.Hour) }
