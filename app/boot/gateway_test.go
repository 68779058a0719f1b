package boot

import (
	"path/filepath"
	"testing"

	"anju/app/config"
	"anju/jobs/sms"
	"anju/jobs/sms/carriertest"
	"anju/jobs/sms/smstest"
)

func openWith(t *testing.T, env map[string]string) *App {
	t.Helper()
	dir := t.TempDir()
	env["ANJU_DB"] = "sqlite:" + filepath.Join(dir, "anju.db")
	conf, err := config.Load(func(key string) string { return env[key] })
	if err != nil {
		t.Fatal(err)
	}
	a, err := Open(t.Context(), Start{Config: conf})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

// TestTheOutboxSpeaksForThePoliceOnlyWithAuthority, while the operator may try his line before it is there.
func TestTheOutboxSpeaksForThePoliceOnlyWithAuthority(t *testing.T) {
	carrier := carriertest.Smsbox()
	defer carrier.Close()
	env := map[string]string{
		"ANJU_SMS": "kannel:" + carrier.URL, "ANJU_SMS_KANNEL_USER": carriertest.Key, "ANJU_SMS_KANNEL_PASSWORD": carriertest.Secret,
		"ANJU_SMS_KANNEL_DLR_URL": "http://127.0.0.1:1/hooks/sms/kannel/x",
	}
	m := smstest.Message("first", "【云溪派出所】请登记。")
	a := openWith(t, env)
	if p := sms.SendOne(t.Context(), a.Runner.Gateways[0], m).Problem; p == nil || p.Kind != sms.Account || len(carrier.Taken()) != 0 {
		t.Errorf("sent for the police without authority: %v", p)
	}
	if p := sms.SendOne(t.Context(), a.Gateways[0], m).Problem; p != nil {
		t.Errorf("the operator's trial: %v", p)
	}
	env["ANJU_SMS_SIGN"] = "柳岸社区"
	if p := sms.SendOne(t.Context(), openWith(t, env).Runner.Gateways[0], m).Problem; p != nil {
		t.Errorf("a community needs no authority of the police: %v", p)
	}
}

// TestTheWaysOutStandInTheOperatorsOrder, and one that is not filled in takes nothing but stops nobody.
func TestTheWaysOutStandInTheOperatorsOrder(t *testing.T) {
	a := openWith(t, map[string]string{"ANJU_SMS": "tencent, file:" + filepath.Join(t.TempDir(), "sms.jsonl") + ",aliyun", "ANJU_SMS_SIGN": "柳岸社区",
		"ANJU_SMS_ALIYUN_KEY_ID": "k", "ANJU_SMS_ALIYUN_KEY_SECRET": "s"})
	for i, want := range []string{"tencent", "file", "aliyun"} {
		if got := a.Gateways[i].Name(); got != want {
			t.Errorf("%d: %s, want %s", i, got, want)
		}
	}
	if a.FileOnly() || len(a.SMSWarnings()) != 1 {
		t.Errorf("warnings: %q", a.SMSWarnings())
	}
	if p := sms.SendOne(t.Context(), a.Gateways[0], smstest.Message("x", "【柳岸社区】一。")).Problem; p == nil || p.Kind != sms.Account {
		t.Errorf("an account that is not filled in: %v", p)
	}
}
