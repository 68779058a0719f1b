package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"anju/models/policy"
	"anju/models/registry"
)

// buildStaff makes the accounts that look after the city.
func (b *builder) buildStaff(ctx context.Context, at time.Time) error {
	for _, s := range []struct {
		login, name, title string
		role               policy.Role
		area               string
		into               *Login
	}{
		{"lijing", "李警官", "社区民警", policy.Officer, b.places[0].community.Code, &b.guide.Officer},
		{"xiaochen", "小陈", "网格员", policy.Auxiliary, b.places[0].grid.Code, &b.guide.Worker},
		{"liujing", "刘警官", "社区民警", policy.Officer, b.places[2].community.Code, &Login{}},
		{"sunjing", "孙警官", "社区民警", policy.Officer, b.places[4].community.Code, &Login{}},
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

var demoPledges = []registry.PledgeText{{Kind: "safety", Version: "2026-1", Text: "演示"}, {Kind: "fire", Version: "2026-1", Text: "演示"}}

// buildHomes files 60 homes; all but the last few are accepted and have their grid.
func (b *builder) buildHomes(ctx context.Context, at time.Time) error {
	total := homesAGrid * len(b.places)
	var owner policy.Actor
	var name string
	landlords := 0
	for n := range total {
		p := b.places[n/homesAGrid]
		if n == 0 || b.crowd.rnd.IntN(3) > 0 { // two of three homes are somebody else's
			var phone string
			var err error
			name, phone = b.crowd.landlord(landlords)
			landlords++
			if owner, err = b.reg.AddPerson(ctx, policy.SystemActor, phone, name, at); err != nil {
				return err
			}
		}
		if err := b.buildHome(ctx, n, p, owner, name, at); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) buildHome(ctx context.Context, n int, p place, owner policy.Actor, name string, at time.Time) error {
	number := 18 + 2*n
	rooms := []string{"101", "102", "103", "201", "202", "203", "301", "302", "303"}
	if n > 0 {
		rooms = rooms[:3+b.crowd.rnd.IntN(6)]
	}
	ref, err := b.reg.RegisterUnit(ctx, owner, registry.UnitForm{
		Community: p.community.Ref, Address: fmt.Sprintf("%s %d 号", p.road, number), Label: fmt.Sprintf("%s%d", string([]rune(p.road)[:2]), number),
		Kind: "home", Land: "collective", Name: name, Rooms: strings.Join(rooms, " "), Pledge: true,
	}, demoPledges, "", at)
	if err != nil {
		return err
	}
	waiting := n >= homesAGrid*len(b.places)-3
	if !waiting {
		if err := b.reg.AssignGrid(ctx, b.officerOf(p), ref, p.grid.Ref, at); err != nil {
			return err
		}
		if err := b.reg.AcceptUnit(ctx, b.officerOf(p), ref, at); err != nil {
			return err
		}
	}
	b.homes = append(b.homes, home{ref: ref, owner: owner, rooms: rooms, place: p})
	return nil
}
