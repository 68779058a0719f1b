package site

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"net/http"
	"time"

	"anju/models/token"

	"github.com/labstack/echo/v4"
)

// The cookies, each with its name after the common part, and how long the longest-lived are kept.
const (
	sessionCookie = ""
	flashCookie   = "-flash"
	bigCookie     = "-big"
	deviceCookie  = "-device"
	formCookie    = "-form"
	postCookie    = "-post"

	bigAge    = 365 * 24 * time.Hour
	deviceAge = 180 * 24 * time.Hour
	flashAge  = 5 * time.Minute
)

// cookieName is anju…, or __Host-anju… on https, which no neighbouring site can plant.
func (s *Site) cookieName(end string) string {
	if s.https {
		return "__Host-anju" + end
	}
	return "anju" + end
}

func (s *Site) setCookie(c echo.Context, end, value string, age time.Duration) {
	seconds := int(age / time.Second)
	if value == "" {
		seconds = -1
	}
	c.SetCookie(&http.Cookie{
		Name:     s.cookieName(end),
		Value:    value,
		Path:     "/",
		MaxAge:   seconds, // 0 leaves it out: gone when the browser closes
		Secure:   s.https,
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
	})
}

func (s *Site) cookie(c echo.Context, end string) string {
	ck, err := c.Cookie(s.cookieName(end))
	if err != nil || len(ck.Value) > 3000 {
		return ""
	}
	return ck.Value
}

// Session is the secret in the session cookie, or "".
func (s *Site) Session(c echo.Context) string { return s.cookie(c, sessionCookie) }

// SetSession gives the browser a session; the form cookie of the stranger is over.
func (s *Site) SetSession(c echo.Context, secret string, age time.Duration) {
	s.setCookie(c, sessionCookie, secret, age)
	if s.cookie(c, formCookie) != "" {
		s.setCookie(c, formCookie, "", 0)
	}
}

// ClearSession takes the session away.
func (s *Site) ClearSession(c echo.Context) { s.setCookie(c, sessionCookie, "", 0) }

// Device is the secret of a browser that was here before, or "".
func (s *Site) Device(c echo.Context) string { return s.cookie(c, deviceCookie) }

// SetDevice gives the browser a secret that lasts 180 days from each sign-in.
func (s *Site) SetDevice(c echo.Context, secret string) {
	s.setCookie(c, deviceCookie, secret, deviceAge)
}

// Big says whether large text was chosen.
func (s *Site) Big(c echo.Context) bool { return s.cookie(c, bigCookie) == "1" }

// SetBig keeps the choice of text size.
func (s *Site) SetBig(c echo.Context, big bool) {
	value := ""
	if big {
		value = "1"
	}
	s.setCookie(c, bigCookie, value, bigAge)
}

// formID is what forms of this browser are tied to: its session, or else a random cookie that is set the first time a
// form is shown.
func (s *Site) formID(c echo.Context, make bool) string {
	if id := s.Session(c); id != "" {
		return "session " + id
	}
	if id, ok := c.Get(formCookie).(string); ok {
		return "form " + id // set on this very response
	}
	if id := s.cookie(c, formCookie); id != "" {
		return "form " + id
	}
	if !make {
		return ""
	}
	id := token.NewSecret(16)
	c.Set(formCookie, id)
	s.setCookie(c, formCookie, id, 0)
	return "form " + id
}

// PostMark is the mark of the browser that posted something before signing in; what it posted is offered to it alone.
// make sets the mark when there is none.
func (s *Site) PostMark(c echo.Context, make bool) string {
	mark := s.cookie(c, postCookie)
	if mark == "" && make {
		mark = token.NewSecret(16)
		s.setCookie(c, postCookie, mark, 0)
	}
	return mark
}

// setFlash seals the sentence, because it may carry a name, and dates it.
func (s *Site) setFlash(c echo.Context, words string) {
	box, err := s.box()
	if err != nil || len(words) > 2000 {
		return
	}
	plain := binary.BigEndian.AppendUint64(nil, uint64(s.Real().Add(flashAge).Unix()))
	nonce := make([]byte, box.NonceSize())
	rand.Read(nonce)
	sealed := box.Seal(nonce, nonce, append(plain, words...), []byte("flash"))
	s.setCookie(c, flashCookie, base64.RawURLEncoding.EncodeToString(sealed), flashAge)
}

// takeFlash opens the sentence and takes the cookie away: it is shown on one page.
func (s *Site) takeFlash(c echo.Context) string {
	value := s.cookie(c, flashCookie)
	if value == "" {
		return ""
	}
	s.setCookie(c, flashCookie, "", 0)
	sealed, err := base64.RawURLEncoding.DecodeString(value)
	box, boxErr := s.box()
	if err != nil || boxErr != nil || len(sealed) < box.NonceSize() {
		return ""
	}
	plain, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], []byte("flash"))
	if err != nil || len(plain) < 8 || int64(binary.BigEndian.Uint64(plain)) < s.Real().Unix() {
		return ""
	}
	return string(plain[8:])
}

func (s *Site) box() (cipher.AEAD, error) {
	block, err := aes.NewCipher(s.sealKey)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
