package smstest

import (
	"html"
	"net/http"
	"slices"
	"strings"
	"time"

	"anju/jobs/sms"
	"anju/models"
	"anju/models/segment"
)

// planted are the faults, one for each point at least.
var planted = []plantable{
	{n: 1, name: "nothing is sent", wrap: results(func(out []sms.Result) []sms.Result {
		out[0].Problem = sms.NewProblem(sms.Account, "SignatureDoesNotMatch", "")
		return out
	})},
	{n: 1, name: "signed with another secret", when: hasNet, open: func(o Options) Options { o.Secret = "anotherSecret"; return o }},
	{n: 2, name: "a wrong secret is tried again", wrap: as(sms.Account, sms.Retry)},
	{n: 2, name: "a wrong secret is sent twice", wrap: wrapWith(func(w *wrong) { w.sends = 2 })},
	{n: 3, name: "a wrong clock leaves it open", wrap: as(sms.Account, sms.Unknown)},
	{n: 4, name: "requests are missing", wrap: wrapWith(func(w *wrong) { w.sends = 2 })},
	{n: 4, name: "a request is taken again", rig: func(r *Rig) { r.Carrier.Lax() }},
	{n: 5, name: "spaces are trimmed", wrap: text(func(s string) string { return strings.ReplaceAll(s, "\n", " ") })},
	{n: 5, name: "pointed brackets are escaped", wrap: text(html.EscapeString)},
	{n: 5, name: "rare characters are lost", wrap: text(func(s string) string { return strings.ReplaceAll(s, "𠮷", "?") })},
	{n: 6, name: "a result is missing", wrap: results(func(out []sms.Result) []sms.Result { return out[:max(0, len(out)-1)] })},
	{n: 6, name: "results are the wrong way round", when: func(s Subject, _ sms.Gateway) bool { return s.Each != "" },
		wrap: results(func(out []sms.Result) []sms.Result {
			out = slices.Clone(out)
			if len(out) == 5 {
				out[1], out[3] = out[3], out[1]
			}
			return out
		})},
	{n: 6, name: "one too many is cut off", wrap: wrapWith(func(w *wrong) {
		w.before = func(b []sms.Message) []sms.Message { return b[:min(len(b), w.Caps().Batch)] }
	})},
	{n: 6, name: "two people get each other's words", when: func(_ Subject, g sms.Gateway) bool { return g.Caps().Batch > 1 && !g.Caps().SameParams },
		wrap: wrapWith(func(w *wrong) {
			w.before = func(b []sms.Message) []sms.Message {
				if len(b) == 3 {
					b[0].Template, b[1].Template = b[1].Template, b[0].Template
				}
				return b
			}
		})},
	{n: 7, name: "one refusal is everybody's, or nobody's", when: hasBatch, wrap: results(func(out []sms.Result) []sms.Result {
		if len(out) == 3 {
			if out[0].Problem == nil {
				out[0].Problem = out[1].Problem
			} else {
				out[0].Problem = nil
			}
		}
		return out
	})},
	{n: 8, name: "a person is asked for another phone when the text was bad", when: means(sms.BadContent), wrap: as(sms.BadContent, sms.BadRecipient)},
	{n: 8, name: "an unclear answer is sent again", when: means(sms.Unknown), wrap: as(sms.Unknown, sms.Retry)},
	{n: 8, name: "the code is forgotten", wrap: judge(func(_ sms.Message, p *sms.Problem) *sms.Problem { p.Code = ""; return p })},
	{n: 9, name: "a limit ends an hour late", wrap: judge(func(_ sms.Message, p *sms.Problem) *sms.Problem { p.Until = p.Until.Add(time.Hour); return p })},
	{n: 10, name: "200 is taken for a yes", wrap: results(func(out []sms.Result) []sms.Result { return make([]sms.Result, len(out)) })},
	{n: 11, name: "an unclear answer is sent again", when: hasNet, wrap: as(sms.Unknown, sms.Retry)},
	{n: 11, name: "an unclear answer is taken for a yes", when: hasNet, wrap: judge(func(_ sms.Message, p *sms.Problem) *sms.Problem {
		if p.Kind == sms.Unknown {
			return nil
		}
		return p
	})},
	{n: 11, name: "what never left is unclear", wrap: as(sms.Retry, sms.Unknown)},
	{n: 12, name: "what never left is unclear", wrap: as(sms.Retry, sms.Unknown)},
	{n: 12, name: "who was not asked says no", when: canAsk, wrap: lookup(func(r sms.Receipt, found bool, _ error) (sms.Receipt, bool, error) { return r, found, nil })},
	{n: 13, name: "it is tried twice", wrap: wrapWith(func(w *wrong) { w.sends = 2 })},
	{n: 14, name: "the phone stands in the error", wrap: judge(func(m sms.Message, p *sms.Problem) *sms.Problem { p.Text += lost(m); return p })},
	{n: 14, name: "the name stands in the error as addresses write it", when: hasNet, wrap: judge(func(_ sms.Message, p *sms.Problem) *sms.Problem {
		p.Text += "%E6%AC%A7%E9%98%B3%E9%9C%87%E5%8D%8E"
		return p
	})},
	{n: 15, name: "nothing is found", when: canAsk, wrap: lookup(func(sms.Receipt, bool, error) (sms.Receipt, bool, error) { return sms.Receipt{}, false, nil })},
	{n: 15, name: "all is found", when: canAsk, wrap: lookup(func(r sms.Receipt, _ bool, err error) (sms.Receipt, bool, error) { return r, true, err })},
	{n: 15, name: "who cannot be asked says no", when: cannotAsk, wrap: lookup(func(sms.Receipt, bool, error) (sms.Receipt, bool, error) { return sms.Receipt{}, false, nil })},
	{n: 16, name: "local time is taken for UTC", wrap: receiptsAs(func(r *sms.Receipt) { r.At = localAsUTC(r.At) })},
	{n: 16, name: "a failure is taken for a delivery", wrap: receiptsAs(func(r *sms.Receipt) { r.State = sms.Delivered })},
	{n: 16, name: "zeros in front are lost", wrap: receiptsAs(func(r *sms.Receipt) { r.OutID = strings.TrimLeft(r.OutID, "o"); r.ID = strings.TrimLeft(r.ID, "0") })},
	{n: 16, name: "nonsense is read as nothing", wrap: wrapWith(func(w *wrong) {
		w.read = func(_ sms.Call, news sms.News, _ error) (sms.News, error) { return news, nil }
	})},
	{n: 17, name: "the carrier is told something else", wrap: wrapWith(func(w *wrong) {
		w.ack = func(a sms.Ack) sms.Ack { a.Body += " "; return a }
	})},
	{n: 17, name: "half of the receipts is dropped", wrap: wrapWith(func(w *wrong) {
		w.read = func(_ sms.Call, news sms.News, err error) (sms.News, error) {
			news.Receipts = news.Receipts[:len(news.Receipts)/2]
			return news, err
		}
	})},
	{n: 18, name: "a call is kept before it could be", wrap: wrapWith(func(w *wrong) {
		seen := 0
		w.read = func(_ sms.Call, news sms.News, err error) (sms.News, error) {
			if seen++; seen > 1 {
				return sms.News{}, err
			}
			return news, err
		}
	})},
	{n: 19, name: "signs are lost", wrap: inboundAs(func(in *sms.Inbound) { in.Text = strings.ReplaceAll(in.Text, "+", " ") })},
	{n: 19, name: "a refusal is lost", wrap: inboundAs(func(in *sms.Inbound) {
		if models.ReadAnswer(in.Text) == models.AnswerOptOut {
			in.Text = "好"
		}
	})},
	{n: 19, name: "one answer counts twice", wrap: inboundAs(func(in *sms.Inbound) { in.ID, in.Dest = "", in.Dest+time.Now().String() })},
	{n: 20, name: "a part too many", when: counts, wrap: results(func(out []sms.Result) []sms.Result {
		out[0].Segments++
		return out
	})},
	{n: 20, name: "a part too many in the receipt", when: reportsParts, wrap: receiptsAs(func(r *sms.Receipt) { r.Segments++ })},
	{n: 20, name: "a text arrives cut", wrap: results(func(out []sms.Result) []sms.Result {
		out[0].Problem = sms.NewProblem(sms.BadContent, "", "")
		return out
	})},
	{n: 21, name: "a redirect is taken for a yes", wrap: results(func(out []sms.Result) []sms.Result { return make([]sms.Result, len(out)) })},
	{n: 21, name: "a redirect is followed", rig: func(r *Rig) {
		elsewhere := r.Carrier.Elsewhere.URL
		r.Gateway = wrapWith(func(w *wrong) {
			w.after = func(_ []sms.Message, out []sms.Result) []sms.Result {
				if answer, err := http.Get(elsewhere); err == nil {
					answer.Body.Close()
				}
				return out
			}
		})(r.Gateway)
	}},
	{n: 21, name: "a stranger's certificate is trusted", when: func(s Subject, _ sms.Gateway) bool { return s.Clock },
		open: func(o Options) Options { o.Distrusted = false; return o }},
	{n: 22, name: "one of many is sent twice", wrap: wrapWith(func(w *wrong) {
		n := 0
		w.before = func(b []sms.Message) []sms.Message {
			w.mu.Lock()
			defer w.mu.Unlock()
			if n++; n == 7 {
				b[0].Text, b[0].Template.Params = "【阳光社区】第 00 条。", []sms.Param{{Name: "words", Value: "【阳光社区】第 00 条。"}}
				b[0].Ref += "-again"
			}
			return b
		}
	})},
	{n: 22, name: "parts are counted anew", wrap: wrapWith(func(w *wrong) {
		w.before = func(b []sms.Message) []sms.Message {
			b[0].Text += strings.Repeat("。", segment.Count(b[0].Text))
			b[0].Template.Params = []sms.Param{{Name: "words", Value: b[0].Text}}
			return b
		}
	})},
}
