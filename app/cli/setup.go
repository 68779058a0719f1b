package cli

import (
	"fmt"
	"os"
	"strings"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
)

type setupCommand struct {
	City  string `help:"第一个地区的名字，例如 云溪市" required:"" placeholder:"名字"`
	Code  string `help:"它的代码" required:"" placeholder:"代码"`
	Login string `help:"第一个管理员的用户名" default:"admin"`
	Name  string `help:"管理员的姓名" default:"管理员"`
}

// Run makes the first area and the first administrator.
func (c *setupCommand) Run(w *world) error {
	password := os.Getenv("ANJU_PASSWORD")
	if password == "" {
		return fmt.Errorf("请把管理员的密码放在 ANJU_PASSWORD 里再运行")
	}
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	now := app.Clock.Now()
	if _, err := app.Registry.AddArea(w.ctx, policy.SystemActor, "", models.Area{Code: c.Code, Level: models.LevelCity, Name: c.City}, now); err != nil {
		return err
	}
	secret, recovery, err := app.Registry.AddStaff(w.ctx, policy.SystemActor, registry.StaffForm{
		Login: c.Login, Name: c.Name, Title: "管理员", Password: password, Role: string(policy.Admin), AreaCode: c.Code}, now)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.out, "建好了。动态码密钥：%s\n备用码（每个只能用一次）：%s\n", secret, strings.Join(recovery, " "))
	return nil
}
