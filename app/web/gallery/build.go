package gallery

import (
	"context"
	"fmt"
	"sort"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"
)

// builder puts the register together, one errand after another; after the first refusal the others are passed over.
type builder struct {
	*House
	ctx context.Context
	reg *registry.Registry
	err error

	events []event
}

// event is an errand and when it was done. Errands are planned in any order and done in that of their time, as in life.
type event struct {
	at time.Time
	do func(at time.Time) error
}

func (b *builder) plan(at time.Time, do func(at time.Time) error) {
	b.events = append(b.events, event{at, do})
}

func (b *builder) live() {
	sort.SliceStable(b.events, func(i, j int) bool { return b.events[i].at.Before(b.events[j].at) })
	for _, e := range b.events {
		if b.err != nil {
			return
		}
		if err := e.do(e.at); err != nil {
			b.try(fmt.Errorf("on %s: %w", e.at.Format("2006-01-02 15:04"), err))
		}
	}
}

func (b *builder) try(err error) {
	if b.err == nil && err != nil {
		b.err = err
	}
}

// ago is an hour of a day some days before today.
func (b *builder) ago(days, hour, minute int) time.Time {
	return workday.DayOf(b.now).Start().AddDate(0, 0, -days).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

// build makes what the samples show: a city down to its grids, staff, and two landlords with their tenants.
func (h *House) build(ctx context.Context) error {
	h.known = people{phones: map[string]string{Landlord: "19900000001", Newcomer: "19900000097", Claimant: "19900000096", Tenant: "19900030001", Arrival: "19900030002", Neighbour: "19900000002", Unreached: "19900030022"},
		ends: map[string]string{}, staff: map[string]account{}, stays: map[string]string{}, flags: map[string]string{}}
	b := &builder{House: h, ctx: ctx, reg: h.app.Registry}
	b.try(b.reg.SwitchSending(ctx, policy.SystemActor, true, b.ago(300, 9, 0)))
	community, grid := b.areas()
	b.accounts(community, grid)
	b.homes(community, grid)
	b.stays()
	b.lateStays()
	b.days()
	b.lastDays()
	b.live()
	b.village()
	b.find()
	b.counter()
	b.handOver()
	b.texts()
	return b.err
}

func (b *builder) area(parent models.Area, a models.Area) models.Area {
	if b.err != nil {
		return a
	}
	saved, err := b.reg.AddArea(b.ctx, policy.SystemActor, parent.Code, a, b.ago(300, 9, 0))
	b.try(err)
	return saved
}

func (b *builder) areas() (community, grid models.Area) {
	city := b.area(models.Area{}, models.Area{Code: "339900", Level: models.LevelCity, Name: "云溪市"})
	district := b.area(city, models.Area{Code: "339901", Level: models.LevelSubdistrict, Name: "青禾街道"})
	community = b.area(district, models.Area{Code: "33990101", Level: models.LevelCommunity, Name: "柳岸社区",
		PostName: "柳岸社区警务室", PostPhone: "0500-880 0110", OfficerName: "李警官"})
	b.area(district, models.Area{Code: "33990102", Level: models.LevelCommunity, Name: "稻香社区",
		PostName: "稻香社区警务室", PostPhone: "0500-880 0120", OfficerName: "刘警官"})
	for i, worker := range []string{"小陈", "小吴"} {
		g := b.area(community, models.Area{Code: fmt.Sprintf("339901010%d", i+1), Level: models.LevelGrid, Name: fmt.Sprintf("青禾 0%d 网格", i+3), Zone: "urban",
			PostName: community.PostName, PostPhone: community.PostPhone, OfficerName: community.OfficerName,
			WorkerName: worker, WorkerPhone: fmt.Sprintf("0500-880 010%d", i+1)})
		if i == 0 {
			grid = g
		}
	}
	return community, grid
}

func (b *builder) accounts(community, grid models.Area) {
	for _, s := range []struct{ role, login, name, title, post, area string }{
		{Officer, "lijing", "李警官", "社区民警", string(policy.Officer), community.Code},
		{Worker, "xiaochen", "小陈", "网格员", string(policy.Auxiliary), grid.Code},
		{Idle, "liujing", "刘警官", "社区民警", string(policy.Officer), "33990102"},
		{"locked", "sunjing", "孙警官", "社区民警", string(policy.Officer), "33990102"},
		{Overseer, "shenduban", "沈主任", "市级督导员", string(policy.Supervisor), "339900"},
		{Second, "luduban", "陆主任", "市级督导员", string(policy.Supervisor), "339900"},
		{Admin, "admin", "管理员", "管理员", string(policy.Admin), "339900"},
		{Partner, "guoguanli", "郭主任", "管理员", string(policy.Admin), "339900"},
	} {
		if b.err != nil {
			return
		}
		secret, _, err := b.reg.AddStaff(b.ctx, policy.SystemActor, registry.StaffForm{Login: s.login, Name: s.name, Title: s.title,
			Password: staffPassword, Role: s.post, AreaCode: s.area}, b.ago(299, 9, 0))
		b.try(err)
		user, err := b.reg.Store.UserByLogin(b.ctx, s.login)
		b.try(err)
		who, err := b.reg.Store.Actor(b.ctx, user)
		b.try(err)
		b.known.staff[s.role] = account{login: s.login, secret: secret, who: who}
	}
}

func (b *builder) person(phone, name string, at time.Time) policy.Actor {
	if b.err != nil {
		return policy.Actor{}
	}
	who, err := b.reg.AddPerson(b.ctx, policy.SystemActor, phone, name, at)
	b.try(err)
	return who
}

// homes files three homes: two of the landlord, the second of which nobody has looked at yet, and one of a neighbour,
// whose plate was replaced.
func (b *builder) homes(community, grid models.Area) {
	at := b.ago(290, 10, 0)
	b.known.community, b.known.grid = community.Ref, grid.Ref
	beside, err := b.reg.Store.AreaByCode(b.ctx, "3399010102")
	b.try(err)
	b.known.beside = beside.Ref
	b.known.owner = b.person(b.known.phones[Landlord], "周桂芳", at)
	b.known.neighbour = b.person(b.known.phones[Neighbour], "吴大海", at)
	b.known.unit = b.home(b.known.owner, "周桂芳", community, grid, "青禾路 18 号", "青禾18", "101 102 103 201 202 203 301 302 303", at)
	b.known.second = b.home(b.known.owner, "周桂芳", community, models.Area{}, "青禾路 20 号", "青禾20", "101 102", b.ago(1, 15, 0))
	b.known.next = b.home(b.known.neighbour, "吴大海", community, grid, "青禾路 22 号", "青禾22", "101 102 201 202", at)
	b.known.old = b.known.next.DoorToken
	if b.err == nil {
		b.try(b.reg.ReissueDoor(b.ctx, b.known.neighbour, b.known.next.Ref, b.ago(200, 10, 0)))
		b.known.next = b.unit(b.known.next.Ref)
	}
}

// signed are the two pledges of each home.
var signed = []registry.PledgeText{{Kind: models.PledgeSafety, Version: "2026-11", Text: "治安责任书"}, {Kind: models.PledgeFire, Version: "2026-11", Text: "消防承诺书"}}

func (b *builder) home(owner policy.Actor, name string, community, grid models.Area, address, label, rooms string, at time.Time) models.Unit {
	if b.err != nil {
		return models.Unit{}
	}
	ref, err := b.reg.RegisterUnit(b.ctx, owner, registry.UnitForm{Community: community.Ref, Address: address, Label: label, Kind: models.KindHome,
		Land: "collective", Name: name, Rooms: rooms, Pledge: true}, signed, "", at)
	b.try(err)
	if grid.Ref != "" && b.err == nil {
		officer := b.known.staff[Officer].who
		b.try(b.reg.AssignGrid(b.ctx, officer, ref, grid.Ref, at.Add(time.Hour)))
		b.try(b.reg.AcceptUnit(b.ctx, officer, ref, 0, at.Add(2*time.Hour)))
	}
	return b.unit(ref)
}

func (b *builder) unit(ref string) models.Unit {
	if b.err != nil {
		return models.Unit{}
	}
	u, err := b.reg.Store.UnitByRef(b.ctx, ref)
	b.try(err)
	return u
}
