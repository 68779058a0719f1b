package boot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"anju/app/demo"
	"anju/jobs/sms/file"
)

// BuildDemo fills an empty demo, or goes on with the one that is there. How to sign in is kept beside the database: it
// is invented, and the demo alone writes it.
func (a *App) BuildDemo(ctx context.Context) (demo.Guide, error) {
	var guide demo.Guide
	keep := filepath.Join(filepath.Dir(strings.TrimPrefix(a.Config.DB(), "sqlite:")), "demo.json")
	offset, err := a.Registry.DemoClock(ctx)
	if err != nil {
		return guide, err
	}
	if offset != 0 {
		a.Clock.Set(offset)
	}
	if data, err := os.ReadFile(keep); err == nil {
		return guide, json.Unmarshal(data, &guide)
	}
	empty, err := a.Store.Empty(ctx)
	if err != nil {
		return guide, err
	}
	if !empty {
		return guide, fmt.Errorf("这个文件夹里的演示没有建完。请加 --fresh 从头建")
	}
	err = a.hurried(ctx, func() error {
		guide, err = demo.Build(ctx, a.Registry, a.Runner, a.Clock.Now())
		return err
	})
	if err != nil {
		return guide, fmt.Errorf("演示没有建成：%w", err)
	}
	data, err := json.Marshal(guide)
	if err != nil {
		return guide, err
	}
	return guide, os.WriteFile(keep, data, 0o600)
}

// hurried does something without waiting for the disk at each step: a demo that a power cut ends halfway has no guide, and
// is built anew.
func (a *App) hurried(ctx context.Context, do func() error) error {
	texts, ok := a.Gateways[0].(*file.Gateway)
	if !ok {
		return do()
	}
	err := errors.Join(a.Store.Hurry(ctx, true), texts.Hurry(true))
	if err == nil {
		err = do()
	}
	return errors.Join(err, texts.Hurry(false), a.Store.Hurry(context.WithoutCancel(ctx), false))
}
