package site

import (
	"time"

	"github.com/labstack/echo/v4"
)

const (
	pendingCookie = "-pending"
	pendingAge    = 5 * time.Minute
)

// Pending is the secret between a staff member's password and the code of the authenticator, or "". It stands in a
// cookie and in no address.
func (s *Site) Pending(c echo.Context) string { return s.cookie(c, pendingCookie) }

// SetPending keeps that secret for five minutes; "" takes it away.
func (s *Site) SetPending(c echo.Context, secret string) {
	s.setCookie(c, pendingCookie, secret, pendingAge)
}
