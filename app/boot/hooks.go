package boot

import (
	"context"
	"encoding/hex"

	"anju/app/web"
	"anju/jobs"
	"anju/jobs/sms"
	"anju/models"
	"anju/models/workday"
)

// listeners are the open gateways whose carriers call back.
func (a *App) listeners() map[string]sms.Listener {
	all := map[string]sms.Listener{}
	for _, g := range a.Gateways {
		if l, ok := g.(sms.Listener); ok {
			all[g.Name()] = l
		}
	}
	return all
}

// hookSecret stands in the address that a carrier calls: it follows from the key file alone, so it survives a restart and
// a second node knows it too.
func (a *App) hookSecret(gateway string) string {
	return hex.EncodeToString(a.ring.Mac("sms hook", []byte(gateway)))[:40]
}

// Hook is an address that a carrier must be told to call, for what it tells.
type Hook struct{ Gateway, URL string }

// Hooks are the addresses of the gateways that call back, in the order of the options. They are secrets.
func (a *App) Hooks() []Hook {
	var all []Hook
	for _, g := range a.Gateways {
		if _, ok := g.(sms.Listener); ok {
			all = append(all, Hook{g.Name(), a.Config.URL() + web.HookPath(g.Name(), a.hookSecret(g.Name()))})
		}
	}
	return all
}

// keepNews puts away what a carrier told, before the carrier is told that it arrived.
func (a *App) keepNews(ctx context.Context, gateway string, news sms.News) error {
	if len(news.Receipts) > 0 {
		receipts := make([]models.Receipt, len(news.Receipts))
		for i, r := range news.Receipts {
			receipts[i] = jobs.Receipt(gateway, r)
		}
		if err := a.Registry.KeepReceipts(ctx, receipts); err != nil {
			return err
		}
	}
	for _, in := range news.Inbound {
		at := workday.At(a.Clock.Now())
		if !in.At.IsZero() && a.Clock.Offset() == 0 {
			at = workday.At(in.At)
		}
		err := a.Registry.TakeAnswer(ctx, models.Inbound{Gateway: gateway, MessageID: in.Key(gateway), Phone: in.From, Body: in.Text, ReceivedAt: at})
		if err != nil {
			return err
		}
	}
	if len(news.Inbound) > 0 && a.Registry.Kick != nil {
		a.Registry.Kick()
	}
	return nil
}
