package demo

import (
	"context"
	"time"

	"anju/models/policy"
	"anju/models/registry"
)

// buildStaff makes the accounts that look after the city. 南塘社区 has no child worker: there a child who lives alone is
// the grid worker's.
func (b *builder) buildStaff(ctx context.Context, at time.Time) error {
	for _, s := range []struct {
		login, name, title string
		role               policy.Role
		area               string
		into               *Login
	}{
		{"lijing", "李警官", "社区民警", policy.Officer, b.places[0].community.Code, &b.guide.Officer},
		{"xiaochen", "小陈", "网格员", policy.Auxiliary, b.places[0].grid.Code, &b.guide.Worker},
		{"qiuyi", "邱怡", "儿童主任", policy.ChildWorker, b.places[0].community.Code, &b.guide.Child},
		{"liujing", "刘警官", "社区民警", policy.Officer, b.places[2].community.Code, &Login{}},
		{"sunjing", "孙警官", "社区民警", policy.Officer, b.places[4].community.Code, &Login{}},
		{"xiaozheng", "小郑", "网格员", policy.Auxiliary, b.places[4].grid.Code, &b.guide.VillageWorker},
		{"lujian", "陆健", "督导", policy.Supervisor, b.city.Code, &b.guide.Supervisor},
		{"shenyun", "沈云", "督导", policy.Supervisor, b.city.Code, &b.guide.Second},
		{"admin", "管理员", "管理员", policy.Admin, b.city.Code, &b.guide.Admin},
	} {
		secret, _, err := b.reg.AddStaff(ctx, policy.SystemActor, registry.StaffForm{
			Login: s.login, Name: s.name, Title: s.title, Password: Password, Role: string(s.role), AreaCode: s.area}, at)
		if err != nil {
			return err
		}
		*s.into = Login{Name: s.login, Password: Password, Secret: secret}
		user, err := b.reg.Store.UserByLogin(ctx, s.login)
		if err != nil {
			return err
		}
		if b.staff[s.login], err = b.reg.Store.Actor(ctx, user); err != nil {
			return err
		}
	}
	return nil
}

// officerOf is the officer of a place.
func (b *builder) officerOf(p place) policy.Actor {
	switch p.community.Code {
	case b.places[0].community.Code:
		return b.staff["lijing"]
	case b.places[2].community.Code:
		return b.staff["liujing"]
	}
	return b.staff["sunjing"]
}

// walkerOf is who goes to the doors of a place: its grid worker where he has an account, or the officer.
func (b *builder) walkerOf(p place) policy.Actor {
	switch p.grid.Code {
	case b.places[0].grid.Code:
		return b.staff["xiaochen"]
	case b.places[4].grid.Code:
		return b.staff["xiaozheng"]
	}
	return b.officerOf(p)
}
