package sms

import (
	"context"
	"regexp"
	"slices"
)

var (
	outIDs = regexp.MustCompile(`^[0-9a-zA-Z-]{1,64}$`)
	phones = regexp.MustCompile(`^1[0-9]{10}$`)
)

// Fault says what forbids a batch before anything is sent, or nil. Carriers
// repeat one OutID for a whole call, so a batch has one, and in it each phone
// stands once: OutID and phone name a message for ever.
func Fault(caps Caps, batch []Message) *Problem {
	bug := func(words string) *Problem { return NewProblem(Bug, "", words) }
	switch n := len(batch); {
	case n == 0:
		return bug("一条也没有")
	case n > caps.Batch:
		return bug("一次给得太多")
	}
	seen := map[string]bool{}
	for _, m := range batch {
		switch {
		case !outIDs.MatchString(m.OutID):
			return bug("这一次没有合用的编号")
		case m.OutID != batch[0].OutID:
			return bug("一次里的编号不一样")
		case m.At.IsZero():
			return bug("没有写时间")
		case !phones.MatchString(m.To):
			return NewProblem(BadRecipient, "", "不是 11 位手机号码")
		case seen[m.To]:
			return bug("一次里同一个号码有两条")
		case caps.Templates && m.Template.Code == "":
			return NewProblem(BadContent, "", "这个模板还没有服务商的代码")
		case !caps.Templates && m.Text == "":
			return NewProblem(BadContent, "", "短信是空的")
		case m.Template.Code != batch[0].Template.Code:
			return bug("一次里的模板不一样")
		case caps.SameParams && !slices.Equal(m.Template.Params, batch[0].Template.Params):
			return bug("一次里填的内容不一样")
		}
		seen[m.To] = true
	}
	return nil
}

// All gives every message of a batch the same problem.
func All(batch []Message, p *Problem) []Result {
	out := make([]Result, len(batch))
	for i := range out {
		out[i].Problem = p
	}
	return out
}

// SendOne sends a single message.
func SendOne(ctx context.Context, g Gateway, m Message) Result {
	return g.Send(ctx, []Message{m})[0]
}
