package cli

import (
	"time"

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
	area := func(r *registry.Registry, now time.Time) error {
		_, err := r.AddArea(w.ctx, policy.SystemActor, "", models.Area{Code: c.Code, Level: models.LevelCity, Name: c.City}, now)
		return err
	}
	return w.addStaff(area, registry.StaffForm{Login: c.Login, Name: c.Name, Title: "管理员", Role: string(policy.Admin), AreaCode: c.Code}, "建好了")
}
