package file

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"anju/jobs/sms"
	"anju/jobs/sms/smstest"
)

func open(t *testing.T, path string) *Gateway {
	t.Helper()
	g, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func fresh(t *testing.T) string { return filepath.Join(t.TempDir(), "sms.jsonl") }

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func send(t *testing.T, g *Gateway, m sms.Message) {
	t.Helper()
	if p := sms.SendOne(t.Context(), g, m).Problem; p != nil {
		t.Fatal(p)
	}
}

func texts(t smstest.T, path string) (all []string) {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v", err)
	}
	for one := range strings.Lines(string(b)) {
		var l line
		if err := json.Unmarshal([]byte(one), &l); err != nil {
			t.Fatalf("%q: %v", one, err)
		}
		all = append(all, l.Text)
	}
	return all
}

var subject = smstest.Subject{Open: func(t smstest.T, _ smstest.Options) *smstest.Rig {
	path := filepath.Join(t.TempDir(), "sms.jsonl")
	g, err := Open(path)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return &smstest.Rig{Gateway: g, Seen: func() []string { return texts(t, path) }}
}}

func TestTheFileKeepsTheContractOfEveryGateway(t *testing.T) { smstest.Run(t, subject) }

func TestEachPointSeesTheFileGoWrong(t *testing.T) { smstest.RunPlanted(t, subject) }

func TestATextWrittenInAHurryIsThereAndIsNotWrittenTwice(t *testing.T) {
	path := fresh(t)
	g := open(t, path)
	m := smstest.Message("a1", "【阳光社区】一。")
	for _, on := range []bool{true, false} {
		if err := g.Hurry(on); err != nil {
			t.Fatal(err)
		}
		send(t, g, m)
	}
	if n := strings.Count(content(t, path), `"ref":"a1"`); n != 1 {
		t.Errorf("the text stands there %d times", n)
	}
}

func TestALineHasExactlyTheAgreedKeysInOrder(t *testing.T) {
	path := fresh(t)
	m := smstest.Message("ref1", "【阳光社区】验证码 482913，<5 分钟>\n有效。")
	m.At = m.At.UTC()
	send(t, open(t, path), m)
	want := `{"at":"2026-06-15T09:00:00+08:00","to":"19900000001","kind":"R01",` +
		`"text":"【阳光社区】验证码 482913，<5 分钟>\n有效。","segments":1,"ref":"ref1"}` + "\n"
	if got := content(t, path); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read phones and codes: %v %v", info.Mode(), err)
	}
}

func TestNobodyIsTextedTwiceByTwoProcesses(t *testing.T) {
	path := fresh(t)
	gateways := []*Gateway{open(t, path), open(t, path)}
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			m := smstest.Message(fmt.Sprintf("ref%d", i/4), fmt.Sprintf("【阳光社区】第 %d 条。", i/4))
			if p := sms.SendOne(t.Context(), gateways[i%2], m).Problem; p != nil {
				t.Error(p)
			}
		})
	}
	all.Wait()
	for i := range 10 {
		if n := strings.Count(content(t, path), fmt.Sprintf(`"ref":"ref%d"`, i)); n != 1 {
			t.Errorf("message %d was sent %d times", i, n)
		}
	}
	for _, g := range gateways {
		if _, found, err := g.Find(t.Context(), smstest.Message("ref3", "")); !found || err != nil {
			t.Errorf("not found again: %v %v", found, err)
		}
	}
}

func TestNobodyIsTextedTwiceAfterARestart(t *testing.T) {
	path := fresh(t)
	m := smstest.Message("ref1", "【阳光社区】请确认。")
	send(t, open(t, path), m)
	before := content(t, path)
	m.OutID = "another-attempt"
	send(t, open(t, path), m)
	if content(t, path) != before {
		t.Error("the message was written again")
	}
}

func TestACrashInTheMiddleOfALineLosesNoOtherMessage(t *testing.T) {
	path := fresh(t)
	send(t, open(t, path), smstest.Message("ref1", "【阳光社区】一。"))
	whole := content(t, path)
	cut := whole + `{"at":"2026-06-15T09:00:00+08:00","to":"19900000001","te`
	if err := os.WriteFile(path, []byte(cut), 0o600); err != nil {
		t.Fatal(err)
	}
	g := open(t, path)
	send(t, g, smstest.Message("ref1", "【阳光社区】一。"))
	if content(t, path) != cut {
		t.Error("a message that stands there was touched")
	}
	send(t, g, smstest.Message("ref2", "【阳光社区】二。"))
	send(t, g, smstest.Message("ref2", "【阳光社区】二。"))
	got := content(t, path)
	if !strings.HasPrefix(got, cut+"\n{") || strings.Count(got, "\n") != 3 || !strings.HasSuffix(got, `"ref":"ref2"}`+"\n") {
		t.Errorf("the next message does not begin on its own line:\n%s", got)
	}
}

func TestALineThatLostOnlyItsEndIsNotSentAgain(t *testing.T) {
	path := fresh(t)
	m := smstest.Message("ref1", "【阳光社区】一。")
	send(t, open(t, path), m)
	whole := content(t, path)
	if err := os.WriteFile(path, []byte(strings.TrimSuffix(whole, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	g := open(t, path)
	if _, found, err := g.Find(t.Context(), m); !found || err != nil {
		t.Errorf("%v %v", found, err)
	}
	send(t, g, m)
	if got := content(t, path); got != whole {
		t.Errorf("%q", got)
	}
}

func TestAFileMovedAwayIsBegunAnew(t *testing.T) {
	path := fresh(t)
	g := open(t, path)
	m := smstest.Message("ref1", "【阳光社区】一。")
	send(t, g, m)
	if err := os.Rename(path, path+".old"); err != nil {
		t.Fatal(err)
	}
	if _, found, err := g.Find(t.Context(), m); found || err != nil {
		t.Errorf("%v %v", found, err)
	}
	send(t, g, m)
	if content(t, path) != content(t, path+".old") {
		t.Error("the new file lacks the message")
	}
	if err := os.Truncate(path, 0); err != nil {
		t.Fatal(err)
	}
	send(t, g, m)
	if content(t, path) != content(t, path+".old") {
		t.Error("the emptied file lacks the message")
	}
}

func TestMessagesWithoutARefDoNotSwallowEachOther(t *testing.T) {
	path := fresh(t)
	g := open(t, path)
	for range 2 {
		send(t, g, smstest.Message("", "【阳光社区】试一试。"))
	}
	if n := strings.Count(content(t, path), "\n"); n != 2 {
		t.Errorf("%d lines", n)
	}
	if _, found, err := g.Find(t.Context(), smstest.Message("", "")); found || err != nil {
		t.Errorf("%v %v", found, err)
	}
}

func TestAFileThatCannotBeWrittenIsToldAtOnce(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(dir); err == nil {
		t.Error("a folder was opened as a file")
	}
	if _, err := Open(filepath.Join(dir, "missing", "sms.jsonl")); err == nil {
		t.Error("a file in a missing folder was opened")
	}
	path := filepath.Join(dir, "sms.jsonl")
	g := open(t, path)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	m := smstest.Message("ref1", "【阳光社区】验证码 482913。")
	err := sms.SendOne(t.Context(), g, m).Problem
	if err == nil || err.Kind != sms.Retry {
		t.Errorf("the outbox must try again later: %v", err)
	}
	if strings.Contains(fmt.Sprint(err), m.To) || strings.Contains(fmt.Sprint(err), "482913") {
		t.Errorf("the error leaks: %v", err)
	}
	if _, _, err := g.Find(t.Context(), m); err == nil {
		t.Error("nobody can tell, so Find must not say no")
	}
}
