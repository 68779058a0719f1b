// Package carriertest is the other end of the line: Aliyun, Tencent and a
// Kannel smsbox as they answer on loopback. It is written from the vendors'
// papers with the standard library alone and shares nothing with the gateways,
// least of all a signer.
package carriertest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// fault is a refusal: the carrier's code and words.
type fault struct{ code, words string }

const (
	acsAlgorithm = "ACS3-HMAC-SHA256"
	acsTolerance = 15 * time.Minute
	tcAlgorithm  = "TC3-HMAC-SHA256"
	tcTolerance  = 5 * time.Minute
)

func hexHash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

// field takes Name=value out of an Authorization header.
func field(header, name string) string {
	_, rest, _ := strings.Cut(header, name+"=")
	value, _, _ := strings.Cut(rest, ",")
	return strings.TrimSpace(value)
}

// encode is RFC 3986: a space is %20, a star %2A, and a tilde stays.
func encode(s string) string {
	return strings.NewReplacer("+", "%20", "*", "%2A", "%7E", "~").Replace(url.QueryEscape(s))
}

// canonicalHeaders are the signed headers, each on its line.
func canonicalHeaders(r *http.Request, signed string) string {
	var b strings.Builder
	for _, name := range strings.Split(signed, ";") {
		value := strings.TrimSpace(r.Header.Get(name))
		if name == "host" {
			value = r.Host
		}
		b.WriteString(name + ":" + value + "\n")
	}
	return b.String()
}

// acsRequest is the canonical request of the ACS3 signature.
func acsRequest(r *http.Request, body []byte, signed string) string {
	var query []string
	for name, values := range r.URL.Query() {
		for _, v := range values {
			query = append(query, encode(name)+"="+encode(v))
		}
	}
	slices.Sort(query)
	return strings.Join([]string{r.Method, r.URL.EscapedPath(), strings.Join(query, "&"), canonicalHeaders(r, signed), signed, hexHash(body)}, "\n")
}

func acsSignature(canonical, secret string) string {
	return hex.EncodeToString(mac([]byte(secret), acsAlgorithm+"\n"+hexHash([]byte(canonical))))
}

// checkACS holds a request against the ACS3 rules.
func checkACS(r *http.Request, body []byte, key, secret string, now time.Time) *fault {
	auth := r.Header.Get("Authorization")
	signed := field(auth, "SignedHeaders")
	for _, must := range []string{"host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"} {
		if !slices.Contains(strings.Split(signed, ";"), must) {
			return &fault{"IncompleteSignature", must + " is not signed"}
		}
	}
	date, err := time.Parse("2006-01-02T15:04:05Z", r.Header.Get("x-acs-date"))
	switch {
	case !strings.HasPrefix(auth, acsAlgorithm+" "):
		return &fault{"IncompleteSignature", "no " + acsAlgorithm}
	case field(auth, "Credential") != key:
		return &fault{"InvalidAccessKeyId.NotFound", "Specified access key is not found."}
	case err != nil || now.Sub(date).Abs() > acsTolerance:
		return &fault{"InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."}
	case r.Header.Get("x-acs-content-sha256") != hexHash(body):
		return &fault{"SignatureDoesNotMatch", "another body was signed"}
	case field(auth, "Signature") != acsSignature(acsRequest(r, body, signed), secret):
		return &fault{"SignatureDoesNotMatch", "Specified signature is not matched with our calculation."}
	}
	return nil
}

// tcRequest is the canonical request of the TC3 signature.
func tcRequest(r *http.Request, body []byte, signed string) string {
	return strings.Join([]string{r.Method, "/", r.URL.RawQuery, canonicalHeaders(r, signed), signed, hexHash(body)}, "\n")
}

func tcSignature(canonical, secret, date, service, timestamp string) string {
	signing := mac(mac(mac([]byte("TC3"+secret), date), service), "tc3_request")
	scope := date + "/" + service + "/tc3_request"
	return hex.EncodeToString(mac(signing, strings.Join([]string{tcAlgorithm, timestamp, scope, hexHash([]byte(canonical))}, "\n")))
}

// checkTC holds a request against the TC3 rules.
func checkTC(r *http.Request, body []byte, id, secret string, now time.Time) *fault {
	auth := r.Header.Get("Authorization")
	signed := field(auth, "SignedHeaders")
	for _, must := range []string{"content-type", "host"} {
		if !slices.Contains(strings.Split(signed, ";"), must) {
			return &fault{"AuthFailure.InvalidAuthorization", must + " is not signed"}
		}
	}
	stamp := r.Header.Get("X-TC-Timestamp")
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	at := time.Unix(seconds, 0).UTC()
	credential := strings.Split(field(auth, "Credential"), "/")
	switch {
	case !strings.HasPrefix(auth, tcAlgorithm+" ") || len(credential) != 4 || credential[2] != "sms" || credential[3] != "tc3_request":
		return &fault{"AuthFailure.InvalidAuthorization", "no " + tcAlgorithm}
	case credential[0] != id:
		return &fault{"AuthFailure.SecretIdNotFound", "The SecretId is not found."}
	case err != nil || now.Sub(at).Abs() > tcTolerance || credential[1] != at.Format(time.DateOnly):
		return &fault{"AuthFailure.SignatureExpire", "Signature expired."}
	case field(auth, "Signature") != tcSignature(tcRequest(r, body, signed), secret, credential[1], "sms", stamp):
		return &fault{"AuthFailure.SignatureFailure", "The provided credentials could not be validated."}
	}
	return nil
}
