package cli

import (
	"strings"
	"testing"

	"anju/jobs/sms/carriertest"
	"anju/models/storetest"
)

// TestATrialGoesThroughTheVendorAsItIs: one request with the vendor's own template and nothing of the outbox about it.
func TestATrialGoesThroughTheVendorAsItIs(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		for kind, carrier := range carriers(t) {
			t.Setenv("ANJU_SMS", kind)
			args := []string{"sms", "test", "199 0000 0001"}
			if kind != "kannel" {
				args = append(args, "--template", carriertest.Fixed)
			}
			if out := a.ok(args...); out != "发出去了\n" || len(carrier.Taken()) != 1 || carrier.Requests() != 1 {
				t.Errorf("%s: %q, %d taken in %d requests", kind, out, len(carrier.Taken()), carrier.Requests())
			}
			carrier.Refuse("isv.AMOUNT_NOT_ENOUGH", "balance of 19900000001 "+carriertest.Secret)
			if kind == "kannel" {
				carrier.Refuse("403", "Authorization failed for "+carriertest.Secret)
			}
			code, _, errOut := a.run(args...)
			if code != 1 || strings.Count(errOut, "\n") != 1 || strings.Contains(errOut, "19900000001") || strings.Contains(errOut, carriertest.Secret) {
				t.Errorf("%s refuses: exit %d %q", kind, code, errOut)
			}
		}
	})
}

// carriers are the vendors on loopback, filled in as the options of the environment.
func carriers(t *testing.T) map[string]*carriertest.Server {
	t.Helper()
	all := map[string]*carriertest.Server{"aliyun": carriertest.Aliyun(false), "tencent": carriertest.Tencent(false), "kannel": carriertest.Smsbox()}
	for _, c := range all {
		t.Cleanup(c.Close)
	}
	for key, value := range map[string]string{
		"ALIYUN_ENDPOINT": all["aliyun"].URL, "ALIYUN_KEY_ID": carriertest.Key, "ALIYUN_KEY_SECRET": carriertest.Secret, "ALIYUN_SIGN": carriertest.Sign,
		"TENCENT_ENDPOINT": all["tencent"].URL, "TENCENT_SECRET_ID": carriertest.Key, "TENCENT_SECRET_KEY": carriertest.Secret,
		"TENCENT_APP_ID": carriertest.AppID, "TENCENT_SIGN": "【" + carriertest.Sign + "】",
		"KANNEL_URL": all["kannel"].URL, "KANNEL_USER": carriertest.Key, "KANNEL_PASSWORD": carriertest.Secret, "KANNEL_DLR_URL": "http://127.0.0.1:1/hooks/sms/kannel/x7k2m9q4",
	} {
		t.Setenv("ANJU_SMS_"+key, value)
	}
	return all
}

// TestTheDoctorShowsNoKeyAndSaysWhatIsMissing before texts leave through a carrier.
func TestTheDoctorShowsNoKeyAndSaysWhatIsMissing(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		t.Setenv("ANJU_SMS", "aliyun,tencent,kannel:")
		bare := a.ok("doctor")
		for _, want := range []string{"阿里云短信要写", "腾讯云短信要写", "Kannel 要写", "“××派出所”要有单位的书面授权"} {
			if !strings.Contains(bare, want) {
				t.Errorf("%q is not said:\n%s", want, bare)
			}
		}
		carriers(t)
		for _, args := range [][]string{{"doctor"}, {"doctor", "--json"}} {
			whole := a.ok(args...)
			for _, secret := range []string{carriertest.Key, carriertest.Secret, "x7k2m9q4"} {
				if strings.Contains(whole, secret) {
					t.Errorf("%v shows %s", args, secret)
				}
			}
			if strings.Contains(whole, "要写") || !strings.Contains(whole, "页面上预览的是××派出所") || !strings.Contains(whole, "ANJU_SMS_TENCENT_REGION") {
				t.Errorf("%s", whole)
			}
		}
		t.Setenv("ANJU_SMS_ALIYUN_ENDPOINT", "http://dysmsapi.aliyuncs.com")
		if code, _, errOut := a.run("doctor"); code != 1 || !strings.Contains(errOut, "ANJU_SMS_ALIYUN_ENDPOINT") {
			t.Errorf("keys in the open: %d %s", code, errOut)
		}
	})
}

// TestNoTextSpeaksForThePoliceWithoutAuthority: the outbox refuses, the operator's trial goes.
func TestNoTextSpeaksForThePoliceWithoutAuthority(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		carrier := carriers(t)["kannel"]
		t.Setenv("ANJU_SMS", "kannel:"+carrier.URL)
		for profile, fine := range map[string]bool{
			`{}`: false, `{"sms_authority":"云公函 1 号"}`: false, `{"sms_authority":"云公函 1 号","sms_authority_date":"2026-11-01"}`: true,
			`{"sms_authority":"云公函〔2026〕1 号"}`: true,
		} {
			t.Setenv("ANJU_PROFILE", a.file("own.json", profile))
			if told := strings.Contains(a.ok("doctor"), "书面授权"); told == fine {
				t.Errorf("%s: %v", profile, told)
			}
		}
		t.Setenv("ANJU_SMS_SIGN", "柳岸社区")
		t.Setenv("ANJU_PROFILE", a.file("own.json", `{}`))
		if strings.Contains(a.ok("doctor"), "书面授权") {
			t.Error("a community needs no authority of the police")
		}
	})
}
