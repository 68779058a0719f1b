// Package dev holds the demo's own pages: the texts that were sent, and a clock that can be moved ahead. They exist in
// the demo only.
package dev

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"anju/app/web/site"
	"anju/jobs"
	"anju/models/registry"
	"anju/models/store"
)

// Clock can be moved.
type Clock interface {
	Offset() time.Duration
	Set(time.Duration)
}

// Desk serves these pages.
type Desk struct {
	Site     *site.Site
	Registry *registry.Registry
	Read     *store.Reader
	Runner   *jobs.Runner
	Clock    Clock
}

// Row is one route of the demo; package boot gives it its action.
type Row struct {
	Method, Path string
	Handler      echo.HandlerFunc
}

// Routes are the demo's routes.
func (d *Desk) Routes() []Row {
	return []Row{
		{http.MethodGet, "/dev/outbox", d.ShowOutbox},
		{http.MethodGet, "/dev/clock", d.ShowClock},
		{http.MethodPost, "/dev/clock", d.MoveClock},
	}
}

// Pages are all pages here, for the check at the start.
func Pages() []site.Page { return []site.Page{&Outbox{}, &ClockPage{}} }
