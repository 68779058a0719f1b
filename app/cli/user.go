package cli

import (
	"fmt"
	"os"
	"strings"

	"anju/models/policy"
	"anju/models/registry"
)

type userCommand struct {
	Add userAddCommand `cmd:"" help:"加一个工作人员账号"`
}

type userAddCommand struct {
	Login string `arg:"" help:"用户名"`
	Name  string `help:"姓名" required:"" placeholder:"姓名"`
	Title string `help:"职务，例如 社区民警" placeholder:"职务"`
	Role  string `help:"officer auxiliary supervisor child_worker admin" enum:"officer,auxiliary,supervisor,child_worker,admin" default:"officer"`
	Area  string `help:"管哪个地区（代码）" required:"" placeholder:"代码"`
}

// Run adds the account. The password comes from ANJU_PASSWORD: an argument would stand in the list of processes.
func (c *userAddCommand) Run(w *world) error {
	password := os.Getenv("ANJU_PASSWORD")
	if password == "" {
		return fmt.Errorf("请把密码放在 ANJU_PASSWORD 里再运行")
	}
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	secret, recovery, err := app.Registry.AddStaff(w.ctx, policy.SystemActor, registry.StaffForm{
		Login: c.Login, Name: c.Name, Title: c.Title, Password: password, Role: c.Role, AreaCode: c.Area}, app.Clock.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(w.out, "账号建好了。动态码密钥：%s\n备用码（每个只能用一次）：%s\n", secret, strings.Join(recovery, " "))
	return nil
}
