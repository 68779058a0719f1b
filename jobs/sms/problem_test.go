package sms

import (
	"strings"
	"testing"
)

func TestAnUnclearAnswerIsNeverTakenForARefusal(t *testing.T) {
	for _, c := range []struct {
		problem  *Problem
		want     Outcome
		failOver bool
	}{
		{nil, Accepted, false},
		{&Problem{}, Unknown, false},
		{NewProblem(Unknown, "isp.SYSTEM_ERROR", ""), Unknown, false},
		{NewProblem(Retry, "", ""), Rejected, true},
		{NewProblem(LimitAccount, "", ""), Rejected, true},
		{NewProblem(Account, "", ""), Rejected, true},
		{NewProblem(LimitRecipient, "", ""), Rejected, false},
		{NewProblem(BadRecipient, "", ""), Rejected, false},
		{NewProblem(BadContent, "", ""), Rejected, false},
		{NewProblem(OptOut, "", ""), Rejected, false},
		{NewProblem(Bug, "", ""), Rejected, false},
	} {
		r := Result{Problem: c.problem}
		if r.Outcome() != c.want || r.MayFailOver() != c.failOver {
			t.Errorf("%v: %s, may another carrier try: %v", c.problem, r.Outcome(), r.MayFailOver())
		}
	}
}

func TestEachKindHasItsWordsAndItsName(t *testing.T) {
	seen := map[string]bool{}
	for kind := Kind(Unknown); kind <= Bug; kind++ {
		if kind.String() == "" || kind.Key() == "" || seen[kind.Key()] || seen[kind.String()] {
			t.Errorf("%d: %q %q", kind, kind.Key(), kind)
		}
		seen[kind.Key()], seen[kind.String()] = true, true
	}
}

func TestCarriersWordsForAFailureAreUnderstood(t *testing.T) {
	for code, want := range map[string]Kind{
		"UNDELIV": Unreachable, "MK:0010": Unreachable, " mn:0001 ": Unreachable, "DB:0101": BadRecipient, "DB:0199": Unknown,
		"MBBLACK": OptOut, "REJECTD": OptOut, "MA:0005": BadContent, "SC:0017": BadContent, "签名未报备": BadContent, "MILIMIT": LimitRecipient,
		"ID:0044": Retry, "ID:9999": Unknown, "": Unknown, "1": BadRecipient, "11": Unknown,
	} {
		if got := CarrierKind(code); got != want {
			t.Errorf("%q: %s, want %s", code, got.Key(), want.Key())
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
