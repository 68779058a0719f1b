package cli

import (
	"fmt"
	"os"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
)

type userCommand struct {
	Add     userAddCommand     `cmd:"" help:"加一个工作人员账号"`
	Disable userDisableCommand `cmd:"" help:"停用一个账号，登录着的也马上退出"`
	Enable  userEnableCommand  `cmd:"" help:"恢复一个停用的账号"`
}

type userDisableCommand struct {
	Login string `arg:"" help:"用户名"`
}

// Run cuts an account off.
func (c *userDisableCommand) Run(w *world) error { return switchUser(w, c.Login, false) }

type userEnableCommand struct {
	Login string `arg:"" help:"用户名"`
}

// Run lets an account in again.
func (c *userEnableCommand) Run(w *world) error { return switchUser(w, c.Login, true) }

func switchUser(w *world, login string, on bool) error {
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	user, err := app.Store.UserByLogin(w.ctx, strings.ToLower(login))
	if models.IsKind(err, models.NotFound) {
		return fmt.Errorf("没有用户名是 %s 的账号", login)
	}
	if err != nil {
		return err
	}
	act, words := app.Registry.DisableStaff, "停用了"
	if on {
		act, words = app.Registry.EnableStaff, "恢复了"
	}
	if err := act(w.ctx, policy.SystemActor, user.Ref, app.Clock.Now()); err != nil {
		return err
	}
	fmt.Fprintln(w.out, words)
	return nil
}

type userAddCommand struct {
	Login string `arg:"" help:"用户名"`
	Name  string `help:"姓名" required:"" placeholder:"姓名"`
	Title string `help:"职务，例如 社区民警" placeholder:"职务"`
	Role  string `help:"officer auxiliary supervisor child_worker admin" enum:"officer,auxiliary,supervisor,child_worker,admin" default:"officer"`
	Area  string `help:"管哪个地区（代码）" required:"" placeholder:"代码"`
}

// Run adds the account.
func (c *userAddCommand) Run(w *world) error {
	return w.addStaff(nil, registry.StaffForm{Login: c.Login, Name: c.Name, Title: c.Title, Role: c.Role, AreaCode: c.Area}, "账号建好了")
}

// addStaff adds an account after what must be there before it, and prints its secrets once. The password comes from
// ANJU_PASSWORD: an argument would stand in the list of processes.
func (w *world) addStaff(before func(*registry.Registry, time.Time) error, f registry.StaffForm, done string) error {
	if f.Password = os.Getenv("ANJU_PASSWORD"); f.Password == "" {
		return fmt.Errorf("请把密码放在 ANJU_PASSWORD 里再运行")
	}
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	now := app.Clock.Now()
	if before != nil {
		if err := before(app.Registry, now); err != nil {
			return err
		}
	}
	secret, recovery, err := app.Registry.AddStaff(w.ctx, policy.SystemActor, f, now)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.out, "%s。动态码密钥：%s\n备用码（每个只能用一次）：%s\n", done, secret, strings.Join(recovery, " "))
	return nil
}
