package carriertest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestTheVerifierKnowsThePublishedACS3Example: the example of the vendor's page on the V3 signature.
func TestTheVerifierKnowsThePublishedACS3Example(t *testing.T) {
	r := httptest.NewRequest("POST", "/?ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai", nil)
	r.Host = "ecs.cn-shanghai.aliyuncs.com"
	for name, value := range map[string]string{
		"x-acs-action": "RunInstances", "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"x-acs-date": "2023-10-26T10:22:32Z", "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d", "x-acs-version": "2014-05-26",
	} {
		r.Header.Set(name, value)
	}
	signed := "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version"
	canonical := acsRequest(r, nil, signed)
	if got := hexHash([]byte(canonical)); got != "7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259" {
		t.Errorf("canonical request %s:\n%s", got, canonical)
	}
	const want = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
	if got := acsSignature(canonical, "YourAccessKeySecret"); got != want {
		t.Errorf("signature %s", got)
	}
	auth := "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=" + signed + ",Signature="
	at := mustTime(t, "2023-10-26T10:30:00Z")
	for name, c := range map[string]struct {
		change func(r *http.Request)
		code   string
	}{
		"as published":      {func(*http.Request) {}, ""},
		"another query":     {func(r *http.Request) { r.URL.RawQuery += "&x=1" }, "SignatureDoesNotMatch"},
		"another action":    {func(r *http.Request) { r.Header.Set("x-acs-action", "StopInstances") }, "SignatureDoesNotMatch"},
		"another signature": {func(r *http.Request) { r.Header.Set("Authorization", auth+strings.Repeat("0", 64)) }, "SignatureDoesNotMatch"},
		"another method":    {func(r *http.Request) { r.Method = "GET" }, "SignatureDoesNotMatch"},
	} {
		changed := r.Clone(t.Context())
		changed.Header.Set("Authorization", auth+want)
		c.change(changed)
		checkFault(t, name, checkACS(changed, nil, "YourAccessKeyId", "YourAccessKeySecret", at), c.code)
	}
	r.Header.Set("Authorization", auth+want)
	checkFault(t, "another body", checkACS(r, []byte("x"), "YourAccessKeyId", "YourAccessKeySecret", at), "SignatureDoesNotMatch")
	checkFault(t, "another secret", checkACS(r, nil, "YourAccessKeyId", "yourAccessKeySecret", at), "SignatureDoesNotMatch")
	checkFault(t, "another key", checkACS(r, nil, "SomeoneElse", "YourAccessKeySecret", at), "InvalidAccessKeyId.NotFound")
	checkFault(t, "too late", checkACS(r, nil, "YourAccessKeyId", "YourAccessKeySecret", at.Add(acsTolerance)), "InvalidTimeStamp.Expired")
	r.Header.Set("Authorization", strings.Replace(auth, "x-acs-signature-nonce;", "", 1)+want)
	checkFault(t, "nonce not signed", checkACS(r, nil, "YourAccessKeyId", "YourAccessKeySecret", at), "IncompleteSignature")
}

// TestTheVerifierKnowsThePublishedTC3Example: the example of the vendor's page on the V3 signature, whose key is masked.
func TestTheVerifierKnowsThePublishedTC3Example(t *testing.T) {
	body := `{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`
	r := httptest.NewRequest("POST", "/", strings.NewReader(body))
	r.Host = "cvm.tencentcloudapi.com"
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("X-TC-Action", "describeinstances") // the page signs it in small letters
	canonical := tcRequest(r, []byte(body), "content-type;host;x-tc-action")
	if got := hexHash([]byte(canonical)); got != "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84" {
		t.Errorf("canonical request %s:\n%s", got, canonical)
	}
	const want = "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f"
	if got := tcSignature(canonical, strings.Repeat("*", 32), "2019-02-25", "cvm", "1551113065"); got != want {
		t.Errorf("signature %s", got)
	}
	if got := tcSignature(canonical, strings.Repeat("*", 31), "2019-02-25", "cvm", "1551113065"); got == want {
		t.Error("another secret signs alike")
	}
}

func TestTheVerifierRefusesWhatWasNotSignedByTheRightHand(t *testing.T) {
	at := mustTime(t, "2026-06-15T01:00:00Z")
	const body, signed = `{"a":"安"}`, "content-type;host"
	sign := func() *http.Request {
		r := httptest.NewRequest("POST", "/", nil)
		r.Host = "127.0.0.1:1"
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-TC-Timestamp", "1781485200")
		r.Header.Set("Authorization", "TC3-HMAC-SHA256 Credential=id/2026-06-15/sms/tc3_request, SignedHeaders="+signed+
			", Signature="+tcSignature(tcRequest(r, []byte(body), signed), "secret", "2026-06-15", "sms", "1781485200"))
		return r
	}
	checkFault(t, "right", checkTC(sign(), []byte(body), "id", "secret", at), "")
	checkFault(t, "another body", checkTC(sign(), []byte(`{"a":"乱"}`), "id", "secret", at), "AuthFailure.SignatureFailure")
	checkFault(t, "another secret", checkTC(sign(), []byte(body), "id", "Secret", at), "AuthFailure.SignatureFailure")
	checkFault(t, "another id", checkTC(sign(), []byte(body), "ID", "secret", at), "AuthFailure.SecretIdNotFound")
	checkFault(t, "too late", checkTC(sign(), []byte(body), "id", "secret", at.Add(tcTolerance+1e9)), "AuthFailure.SignatureExpire")
	unsigned := sign()
	unsigned.Header.Set("Authorization", strings.Replace(unsigned.Header.Get("Authorization"), "SignedHeaders=content-type;host", "SignedHeaders=host", 1))
	checkFault(t, "type not signed", checkTC(unsigned, []byte(body), "id", "secret", at), "AuthFailure.InvalidAuthorization")
}
