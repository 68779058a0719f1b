// Package gallery shows every page of the site with the same invented people, homes and hour of day each time: the golden
// pages are compared with it, and the checks in Chromium look at it. No program holds it; only tests open it.
package gallery

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"github.com/labstack/echo/v4"

	"anju/app/boot"
	"anju/app/config"
	"anju/app/web"
	"anju/app/web/site"
	"anju/jobs"
	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// Hour is when everything here happens: a Monday morning.
const Hour = "2026-11-23 10:00"

// PublicURL is the address that plates print.
const PublicURL = "http://aj.example.com"

// House is the whole site in front of a small register, at one standing hour.
type House struct {
	Site    *site.Site
	Handler http.Handler
	URL     string // where it listens

	app      *boot.App
	now      time.Time
	sms      string // the file that texts go to
	known    people
	callers  map[string]*Visitor // by role
	visitors int
	closing  []func() error
}

// Open fills the empty database through the verbs and serves the site on a free port of this machine. dir takes the key
// and the texts.
func Open(ctx context.Context, db, dir string) (*House, error) {
	h := &House{sms: filepath.Join(dir, "sms.jsonl"), callers: map[string]*Visitor{}}
	conf, err := config.Load(func(key string) string {
		return map[string]string{"ANJU_DB": db, "ANJU_KEY_FILE": filepath.Join(dir, "anju.key"), "ANJU_SMS": "file:" + h.sms,
			"ANJU_URL": "http://127.0.0.1:8080", "ANJU_NOW": Hour, "ANJU_PROXIES": "127.0.0.1/32"}[key]
	})
	if err != nil {
		return nil, err
	}
	if h.now, err = conf.Now(workday.Shanghai); err != nil {
		return nil, err
	}
	if h.app, err = boot.Open(ctx, boot.Start{Config: conf, Log: slog.New(slog.DiscardHandler), Demo: true, Migrate: true, FakeNow: true}); err != nil {
		return nil, err
	}
	h.closing = append(h.closing, h.app.Close)
	// Sessions, codes and limits stand still as well: whatever is shown of them is the same at every run.
	h.app.Registry.Real = func() time.Time { return h.now }
	if err := h.build(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("gallery: %w", err), h.Close())
	}
	if err := h.serve(); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return h, nil
}

// Close ends the server and the register.
func (h *House) Close() error {
	var all error
	for i := len(h.closing) - 1; i >= 0; i-- {
		all = errors.Join(all, h.closing[i]())
	}
	return all
}

// Pages that a healthy site never shows.
const (
	brokenPath = "/gallery/broken"
	closedPath = "/gallery/closed"
)

func (h *House) serve() error {
	s, err := h.app.Site()
	if err != nil {
		return err
	}
	h.Site, s.BaseURL = s, PublicURL
	routes := append(h.app.Routes(s),
		web.Route{Method: http.MethodGet, Path: brokenPath, Action: policy.Public, Handler: func(echo.Context) error { return errors.New("broken on purpose") }},
		web.Route{Method: http.MethodGet, Path: closedPath, Action: policy.Public, Handler: func(echo.Context) error {
			return models.Refuse(models.Unavailable, "正在备份，大约 5 分钟。请过一会儿再来")
		}})
	e, err := web.New(s, routes)
	if err != nil {
		return err
	}
	h.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.stop()
		e.ServeHTTP(w, r)
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := web.Server(h.Handler, slog.New(slog.DiscardHandler))
	go func() { _ = server.Serve(listener) }()
	h.closing = append(h.closing, server.Close)
	h.URL = "http://" + listener.Addr().String()
	return nil
}

// stop sets the clock back to the hour: between two requests the wall moved on.
func (h *House) stop() { h.app.Clock.Set(h.now.Sub(h.app.Clock.Real())) }

// run runs one job by hand.
func (h *House) run(ctx context.Context, name string, at time.Time) error {
	job, ok := jobs.Find(name)
	if !ok {
		return fmt.Errorf("there is no job %s", name)
	}
	_, err := job.Run(ctx, h.app.Runner, at)
	return err
}
