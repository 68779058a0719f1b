package site

import (
	"anju/models"

	"github.com/labstack/echo/v4"
)

// Again takes the authenticator's code once more where the last one was given too long ago: at a desk that was left alone
// nobody changes accounts or sends to thousands. ask is whether the page asks for it; once given, it does not ask again.
func (s *Site) Again(c echo.Context, r Sessions, ask *bool, f Form) error {
	if !*ask {
		return nil
	}
	if f.Get("totp") == "" {
		return models.FaultAt("totp", "请再输一次动态码")
	}
	if err := s.Refresh(c, r, f.Get("totp")); err != nil {
		return err
	}
	*ask = false
	return nil
}
