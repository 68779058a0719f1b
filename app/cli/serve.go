package cli

import (
	"errors"
	"log/slog"
	"os"

	"anju/app/boot"
)

type serveCommand struct{}

// Run opens the site and the schedule until it is told to stop.
func (c *serveCommand) Run(w *world) error {
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	app, err := boot.Open(w.ctx, boot.Start{Config: w.conf, Log: log, FakeNow: os.Getenv("ANJU_TEST") == "1"})
	if err != nil {
		return err
	}
	return errors.Join(app.Serve(w.ctx, w.out, nil), app.Close())
}
