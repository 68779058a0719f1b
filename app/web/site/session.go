package site

import (
	"context"
	"time"

	"anju/models/policy"
	"anju/models/token"

	"github.com/labstack/echo/v4"
)

// PersonAge is how long a person's session cookie lasts, as long as its row.
const PersonAge = 30 * 24 * time.Hour

// Sessions is what the register does about sessions.
type Sessions interface {
	Who(ctx context.Context, secret string) (policy.Actor, error)
	SignOut(ctx context.Context, who policy.Actor, secret string) error
	Refresh(ctx context.Context, who policy.Actor, secret, code string) error
}

// KnownDevice is the secret of the browser that was here before, or a new one to be given to it.
func (s *Site) KnownDevice(c echo.Context) string {
	if device := s.Device(c); device != "" {
		return device
	}
	return token.NewSecret(32)
}

// Begin gives the browser its session, and ends the session it had before. A device of "" is not kept; an age of 0 lets
// the session go with the browser.
func (s *Site) Begin(c echo.Context, r Sessions, secret, device string, age time.Duration) (policy.Actor, error) {
	if old := s.Session(c); old != "" {
		if err := r.SignOut(Ctx(c), s.Actor(c), old); err != nil {
			return policy.Actor{}, err
		}
	}
	if device != "" {
		s.SetDevice(c, device)
	}
	s.SetSession(c, secret, age)
	return s.lookAgain(c, r, secret)
}

// Refresh takes the authenticator's code once more for the session of this browser.
func (s *Site) Refresh(c echo.Context, r Sessions, code string) error {
	secret := s.Session(c)
	if err := r.Refresh(Ctx(c), s.Actor(c), secret, code); err != nil {
		return err
	}
	_, err := s.lookAgain(c, r, secret)
	return err
}

// lookAgain finds out anew who asks, for the rest of this request.
func (s *Site) lookAgain(c echo.Context, r Sessions, secret string) (policy.Actor, error) {
	who, err := r.Who(Ctx(c), secret)
	if err != nil {
		return policy.Actor{}, err
	}
	who.Address = s.LimitKey(c)
	s.SetActor(c, who)
	return who, nil
}
