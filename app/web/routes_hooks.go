package web

import (
	"context"
	"crypto/subtle"
	"log/slog"
	"net/http"
	"strings"

	"anju/jobs/sms"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// Hooks answers the calls of those who carry texts.
type Hooks struct {
	Gateways map[string]sms.Listener  // by the name in the address
	Secret   func(name string) string // what else stands in the address of a gateway
	Keep     func(ctx context.Context, gateway string, news sms.News) error
	Log      *slog.Logger
}

func hookRoutes(h *Hooks) []Route {
	const path = "/hooks/sms/:gateway/:secret"
	return []Route{
		{Method: http.MethodGet, Path: path, Action: policy.Public, Handler: h.take, Machine: true},
		{Method: http.MethodPost, Path: path, Action: policy.Public, Handler: h.take, Machine: true},
	}
}

// take keeps what a carrier tells. A wrong address is answered like any that does not exist.
func (h *Hooks) take(c echo.Context) error {
	name, given := c.Param("gateway"), c.Param("secret")
	gateway, known := h.Gateways[name]
	if right := h.Secret(name); !known || subtle.ConstantTimeCompare([]byte(given), []byte(right)) != 1 {
		return echo.ErrNotFound
	}
	hook := &sms.Hook{Gateway: gateway, Store: h.Keep, Log: func(words string, err error) { h.Log.Warn(words, "gateway", name, "error", err) }}
	hook.Serve(c.Response(), c.Request(), given, given)
	return nil
}

// HookPath is where a carrier calls.
func HookPath(gateway, secret string) string {
	return strings.Join([]string{"/hooks/sms", gateway, secret}, "/")
}
