package cli

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"

	"anju/app/boot"
	"anju/app/demo"
)

type demoCommand struct {
	Addr  string `help:"网站听在哪个地址" default:"127.0.0.1:8080"`
	Dir   string `help:"演示数据放在哪个文件夹" default:"anju-demo"`
	Fresh bool   `help:"丢掉旧的演示数据，从头建"`
}

// Run opens a filled community on SQLite: site and jobs run, texts go to sms.jsonl.
func (c *demoCommand) Run(w *world) error {
	if c.Fresh {
		if err := clear(c.Dir); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return fmt.Errorf("建不了文件夹 %s：%w", c.Dir, err)
	}
	logFile, err := os.OpenFile(filepath.Join(c.Dir, "anju.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer logFile.Close()
	conf := w.conf.With("DB", "sqlite:"+filepath.Join(c.Dir, "anju.db")).With("KEY_FILE", "").With("ADDR", c.Addr).
		With("SMS", "file:"+filepath.Join(c.Dir, "sms.jsonl")).With("SMS_SIGN", "云溪派出所")
	app, err := boot.Open(w.ctx, boot.Start{Config: conf, Demo: true, Migrate: true, Log: slog.New(slog.NewJSONHandler(logFile, nil))})
	if err != nil {
		return err
	}
	guide, err := app.BuildDemo(w.ctx)
	if err != nil {
		return errors.Join(err, app.Close())
	}
	return errors.Join(app.Serve(w.ctx, w.out, func(url string) string {
		var words strings.Builder
		tell(&words, guide, url, app.Clock.Real())
		return words.String()
	}), app.Close())
}

// clear throws away a demo, and nothing else: only files that a demo makes.
func clear(dir string) error {
	for _, name := range []string{"anju.db", "anju.db-wal", "anju.db-shm", "anju.key", "sms.jsonl", "anju.log", "demo.json"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("清不掉旧的演示数据：%w", err)
		}
	}
	return nil
}

// tell prints how to sign in.
func tell(out io.Writer, g demo.Guide, url string, now time.Time) {
	code := func(secret string) string {
		digits, err := totp.GenerateCode(secret, now)
		if err != nil {
			return "------"
		}
		return digits
	}
	fmt.Fprintf(out, "演示社区建好了，人和事都是编的。验证码和短信看 %s/dev/outbox，往前拨时间看 %s/dev/clock\n", url, url)
	fmt.Fprintf(out, "户主    %s/login  手机 %s\n", url, g.Landlord)
	if g.Claim != "" {
		fmt.Fprintf(out, "新户主  %s/login  手机 %s  证件后四位 %s  社区替他登记了一处房子，等他认\n", url, g.Claim, g.ClaimEnd)
	}
	fmt.Fprintf(out, "房客    %s/login  手机 %s  证件后四位 %s\n", url, g.Tenant, g.TenantEnd)
	for _, s := range []struct {
		words string
		login demo.Login
	}{{"民警  ", g.Officer}, {"网格员", g.Worker}, {"小郑  ", g.VillageWorker}, {"儿童主任", g.Child}, {"督导  ", g.Supervisor}, {"督导二", g.Second}, {"管理员", g.Admin}} {
		if s.login.Name == "" {
			continue // a demo that an older program built
		}
		fmt.Fprintf(out, "%s  %s/staff/login  用户名 %s  密码 %s  动态码 %s  动态码密钥 %s\n", s.words, url, s.login.Name, s.login.Password, code(s.login.Secret), s.login.Secret)
	}
	fmt.Fprintf(out, "门牌    %s/d/%s\n", url, g.DoorToken)
}
