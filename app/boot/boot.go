// Package boot puts the program together: config → store → registry → gateways → jobs → site. The commands and the
// end-to-end tests start it the same way.
package boot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"anju/app/config"
	"anju/jobs"
	"anju/jobs/sms"
	"anju/models"
	"anju/models/profile"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/token"
	"anju/models/vault"
	"anju/models/workday"
	"anju/templates"
)

// App is the program, open and ready to serve or to run one command.
type App struct {
	Config   config.Config
	Clock    *Clock
	Log      *slog.Logger
	Store    *store.Store
	Profile  *profile.Profile
	Registry *registry.Registry
	Runner   *jobs.Runner
	Gateways []sms.Gateway // the ways out for texts, in the order of ANJU_SMS
	Demo     bool          // the demo's own pages exist, and sending is on
	ring     *vault.Ring
	unready  []string // why some of the gateways take nothing
}

// Start says how to open the program.
type Start struct {
	Config  config.Config
	Log     *slog.Logger
	Demo    bool
	Migrate bool // apply missing steps: the demo, and a fresh SQLite file
	FakeNow bool // ANJU_NOW is allowed: demo and tests
}

// Open opens the register and everything behind the counter, but no site.
func Open(ctx context.Context, s Start) (*App, error) {
	a := &App{Config: s.Config, Clock: &Clock{}, Log: s.Log, Demo: s.Demo}
	if a.Log == nil {
		a.Log = slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	}
	if err := a.setClock(s.FakeNow || s.Demo); err != nil {
		return nil, err
	}
	var err error
	if a.Profile, err = loadProfile(s.Config.Get("PROFILE")); err != nil {
		return nil, err
	}
	if a.Store, err = store.Open(ctx, s.Config.DB()); err != nil {
		return nil, err
	}
	if err := a.openRegister(ctx, s.Migrate); err != nil {
		return nil, errors.Join(err, a.Store.Close())
	}
	return a, nil
}

func (a *App) openRegister(ctx context.Context, migrate bool) error {
	status, err := a.Store.Schema(ctx)
	if err != nil {
		return err
	}
	fresh := status.Version == 0 && a.Store.Dialect == store.SQLite
	if status.Pending() {
		if !migrate && !fresh {
			return errors.New("数据库还缺几步升级。请先运行 anju migrate")
		}
		if _, err := a.Store.Migrate(ctx); err != nil {
			return err
		}
	}
	empty, err := a.Store.Empty(ctx)
	if err != nil {
		return err
	}
	if a.ring, err = vault.OpenFile(a.Config.KeyFile(), empty); err != nil {
		return err
	}
	a.Store.Use(a.ring)
	texts, err := loadTexts(a.Config.Get("SMS_SIGN"))
	if err != nil {
		return err
	}
	a.Registry = &registry.Registry{Store: a.Store, Rules: profile.NewLive(a.Profile), Texts: texts, Real: a.Clock.Real}
	if err := a.Registry.ReadRules(ctx); err != nil {
		return err
	}
	if err := a.openGateways(); err != nil {
		return err
	}
	a.Registry.AlertLimits = a.alertLimits()
	for _, g := range a.Gateways {
		a.Registry.Ways = append(a.Registry.Ways, g.Name())
	}
	a.Registry.Texts.Answers = len(a.listeners()) > 0
	if a.Registry.Carriers, err = profile.Carriers(); err != nil {
		return err
	}
	if a.Registry.Handover, err = profile.Handover(a.Profile.HandoverNames); err != nil {
		return err
	}
	a.Runner = &jobs.Runner{Registry: a.Registry, Gateways: a.outlets(), AtOnce: a.Config.Number("SMS_AT_ONCE"),
		PerSecond: a.Config.Number("SMS_PER_SECOND"), Node: token.NewRef(), Now: a.Clock.Now, Real: a.Clock.Real, Log: a.Log}
	return nil
}

// setClock takes ANJU_NOW as the time at this start; it is refused where real people are entered.
func (a *App) setClock(allowed bool) error {
	now, err := a.Config.Now(workday.Shanghai)
	if err != nil || now.IsZero() {
		return err
	}
	if !allowed {
		return errors.New("ANJU_NOW 只能在演示和测试里用。请去掉它再启动")
	}
	a.Clock.Set(now.Sub(a.Clock.Real()).Round(time.Second))
	return nil
}

// loadProfile reads a profile by its key, or the operator's own from a file.
func loadProfile(name string) (*profile.Profile, error) {
	if !strings.HasSuffix(name, ".json") {
		return profile.Load(name)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("读不了地方规定的文件 %s", name)
	}
	return profile.Extend(data)
}

// loadTexts reads the only source of texts. sign replaces the signature of the file.
func loadTexts(sign string) (models.Texts, error) {
	data, err := templates.Files.ReadFile("sms/sms_templates.json")
	if err != nil {
		return models.Texts{}, err
	}
	var f struct {
		Signature string               `json:"signature"`
		Education []models.SMSTemplate `json:"education"`
		Reminders []models.SMSTemplate `json:"reminders"`
		Alarms    []models.SMSTemplate `json:"alarms"`
	}
	if err := json.Unmarshal(data, &f); err != nil {
		return models.Texts{}, fmt.Errorf("sms templates: %w", err)
	}
	texts := models.Texts{Signature: f.Signature, ByID: map[string]models.SMSTemplate{}}
	if sign != "" {
		texts.Signature = "【" + strings.Trim(sign, "【】") + "】"
	}
	for _, t := range slices.Concat(f.Education, f.Reminders, f.Alarms) {
		texts.ByID[t.ID] = t
	}
	return texts, nil
}

// Close closes what Open opened.
func (a *App) Close() error {
	a.Runner.Stop()
	return a.Store.Close()
}
