package sms

import (
	"strings"
	"testing"
)

// TestNoWayOfWritingASecretGetsThrough: as it is, in an address, in JSON, and in JSON within JSON, as vendors' errors do.
func TestNoWayOfWritingASecretGetsThrough(t *testing.T) {
	m := Message{To: "19900000001", Text: "【阳光社区】欧阳\"震华\"，验证码 482913。", Template: Template{Params: []Param{{"name", "欧阳\"震华\""}, {"days", "7"}}}}
	secrets := Secrets([]Message{m}, "secret/key+1=")
	for _, leak := range []string{
		"19900000001", "482913", "欧阳\"震华\"", "%E6%AC%A7%E9%98%B3", `欧阳\"震华\"`, `欧阳\\\"震华\\\"`, "secret/key+1=", "secret%2Fkey%2B1%3D", "%E6%AC%A7%E9%98%B3%22%E9%9C%87%E5%8D%8E%22", "震华", "阳光社区",
	} {
		got := Scrub("refused: <"+leak+"> isv.X in 7 days", secrets...)
		if strings.Contains(got, leak) || !strings.Contains(got, "isv.X in 7 days") {
			t.Errorf("%s: %s", leak, got)
		}
	}
}

func TestABatchThatNobodyCouldTellApartIsRefused(t *testing.T) {
	if p := Fault(Caps{Batch: 1}, nil); p == nil || p.Kind != Bug {
		t.Errorf("nothing: %v", p)
	}
	if p := Fault(Caps{Batch: 1}, []Message{{}, {}}); p == nil || p.Kind != Bug {
		t.Errorf("too many: %v", p)
	}
}

func TestAReceiptThatComesAgainHasTheSameKey(t *testing.T) {
	r := Receipt{OutID: "a", To: "19900000001", State: Delivered, Code: "DELIVRD"}
	again, other := r, r
	again.Raw, again.Text = []byte("x"), "y"
	other.State = Failed
	if r.Key("kannel") != again.Key("kannel") || r.Key("kannel") == other.Key("kannel") || r.Key("kannel") == r.Key("aliyun") {
		t.Error("receipts are not told apart")
	}
	shifted := Receipt{OutID: "a1", To: "9900000001", State: Delivered, Code: "DELIVRD"}
	if shifted.Key("kannel") == r.Key("kannel") {
		t.Error("parts run into each other")
	}
	in := Inbound{From: "19900000001", Dest: "1069", Text: "1"}
	numbered := in
	numbered.ID = "7"
	if in.Key("kannel") == numbered.Key("kannel") || strings.Contains(in.Key("kannel"), "1990") {
		t.Error("texts are not told apart, or the key shows the phone")
	}
}
