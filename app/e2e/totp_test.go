package e2e

import (
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

// totpNow is what the authenticator of a staff member shows.
func totpNow(t testing.TB, secret string) string {
	t.Helper()
	digits, err := totp.GenerateCode(secret, time.Now())
	must(t, err)
	return digits
}
