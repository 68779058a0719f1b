package sms

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestAnUnclearAnswerIsNeverTakenForARefusal(t *testing.T) {
	for _, c := range []struct {
		err  error
		want Outcome
		kind Kind
	}{
		{nil, Accepted, Unknown},
		{&Problem{}, Unknown, Unknown},
		{&Problem{Kind: Unknown}, Unknown, Unknown},
		{errors.New("connection reset"), Unknown, Unknown},
		{context.DeadlineExceeded, Unknown, Unknown},
		{NewProblem(Retry, "", ""), Rejected, Retry},
		{NewProblem(Limit, "", ""), Rejected, Limit},
		{NewProblem(BadRecipient, "", ""), Rejected, BadRecipient},
		{NewProblem(BadContent, "", ""), Rejected, BadContent},
		{NewProblem(Account, "", ""), Rejected, Account},
		{fmt.Errorf("aliyun: %w", NewProblem(Limit, "", "")), Rejected, Limit},
	} {
		if got := OutcomeOf(c.err); got != c.want {
			t.Errorf("%v: %s, want %s", c.err, got, c.want)
		}
		if got := KindOf(c.err); got != c.kind {
			t.Errorf("%v: %s, want %s", c.err, got, c.kind)
		}
	}
}

func TestALogNeverShowsPhoneTextOrKey(t *testing.T) {
	const phone, text, key = "19900000001", "【阳光社区】验证码 482913，\n5 分钟内有效。", "LTAI5tExampleKey"
	answer := "template for 19900000001 and +8619900000002 refused: " + text + " key LTAI5tExampleKey " + strings.Repeat("很长", 200)
	p := NewProblem(BadContent, "isv.INVALID 19900000001", answer, phone, text, key, "")
	for _, leak := range []string{phone, "19900000002", "482913", key} {
		if strings.Contains(p.Error(), leak) {
			t.Errorf("%s stands in %s", leak, p)
		}
	}
	if n := len([]rune(p.Text)); n > longestText+1 {
		t.Errorf("%d characters", n)
	}
	if !strings.Contains(p.Error(), "isv.INVALID") || !strings.HasPrefix(p.Error(), "短信内容或模板没通过：") {
		t.Errorf("staff cannot tell what happened: %s", p)
	}
}
