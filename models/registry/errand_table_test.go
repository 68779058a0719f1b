package registry_test

import (
	"context"
	"fmt"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

func theHome(p *people, _ *testing.T, _ int) string  { return p.unit.Ref }
func theEmpty(p *people, _ *testing.T, _ int) string { return p.empty.Ref }

func checkedIn(p *people, t *testing.T, n int) string { return p.checkIn(t, n) }
func ownWord(p *people, t *testing.T, n int) string   { return p.declare(t, n) }

func left(p *people, t *testing.T, n int) string {
	ref := p.checkIn(t, n)
	must(t, p.CheckOut(context.Background(), p.landlord, ref, registry.DayForm{}, p.at))
	return ref
}

// errands are the landlord's verbs, one line each.
var errands = []errand{
	{name: "CheckIn", action: "stay.check_in", ready: theHome, run: func(p *people, who policy.Actor, ref string, n int) error {
		_, err := p.CheckIn(context.Background(), who, ref, []registry.StayForm{form("101", "何以安", invented(n), "19900000013")}, fmt.Sprint("once", n), p.at)
		return err
	}},
	{name: "AcceptStay", action: "stay.accept", ready: ownWord, run: func(p *people, who policy.Actor, ref string, _ int) error {
		return p.AcceptStay(context.Background(), who, ref, p.at)
	}},
	{name: "RejectStay", action: "stay.accept", ready: ownWord, run: func(p *people, who policy.Actor, ref string, _ int) error {
		return p.RejectStay(context.Background(), who, ref, "这个人没租过我的房", p.at)
	}},
	{name: "ConfirmStay", action: "roster.confirm", ready: checkedIn, run: func(p *people, who policy.Actor, ref string, _ int) error {
		return p.ConfirmStay(context.Background(), who, ref, p.at)
	}},
	{name: "ConfirmRoster", action: "roster.confirm", ready: theHome, run: func(p *people, who policy.Actor, ref string, _ int) error {
		_, err := p.ConfirmRoster(context.Background(), who, ref, p.at)
		return err
	}},
	{name: "CheckOut", action: "stay.check_out", ready: checkedIn, run: func(p *people, who policy.Actor, ref string, _ int) error {
		return p.CheckOut(context.Background(), who, ref, registry.DayForm{Choice: "today"}, p.at)
	}},
	{name: "SayAway", action: "stay.away", ready: checkedIn, run: func(p *people, who policy.Actor, ref string, _ int) error {
		return p.SayAway(context.Background(), who, ref, registry.AwayForm{Days: "20"}, p.at)
	}},
	{name: "ComeBack", action: "stay.away", ready: checkedIn, run: func(p *people, who policy.Actor, ref string, _ int) error {
		return p.ComeBack(context.Background(), who, ref, p.at)
	}},
	{name: "RecallCheckOut", action: "stay.recall", ready: left, run: func(p *people, who policy.Actor, ref string, _ int) error {
		return p.RecallCheckOut(context.Background(), who, ref, p.at)
	}},
	{name: "ChangeStay", action: "stay.change", ready: checkedIn, run: func(p *people, who policy.Actor, ref string, _ int) error {
		return p.ChangeStay(context.Background(), who, ref, registry.StayChange{Room: "103", Phone: "19900000014", Relation: "朋友"}, p.at)
	}},
	{name: "MakeInvite", action: "invite.make", ready: theHome, run: func(p *people, who policy.Actor, ref string, n int) error {
		_, err := p.MakeInvite(context.Background(), who, ref, "101", fmt.Sprint("card", n), p.at)
		return err
	}},
	{name: "MakeProof", action: "proof.make", ready: theHome, run: func(p *people, who policy.Actor, ref string, n int) error {
		_, err := p.MakeProof(context.Background(), who, ref, fmt.Sprint("proof", n), p.at)
		return err
	}},
	{name: "SayVacant", action: "unit.change", sameKind: true, ready: theHome, run: func(p *people, who policy.Actor, ref string, n int) error {
		return p.SayVacant(context.Background(), who, ref, n%2 == 1, p.at)
	}},
	{name: "Delist", action: "unit.change", sameKind: true, ready: theEmpty, run: func(p *people, who policy.Actor, ref string, n int) error {
		return p.Delist(context.Background(), who, ref, n%2 == 1, p.at)
	}},
	{name: "Relabel", action: "unit.change", sameKind: true, ready: theHome, run: func(p *people, who policy.Actor, ref string, n int) error {
		return p.Relabel(context.Background(), who, ref, fmt.Sprint("新名", n), p.at)
	}},
	{name: "ReissueDoor", action: "door.reissue", sameKind: true, ready: theHome, run: func(p *people, who policy.Actor, ref string, _ int) error {
		return p.ReissueDoor(context.Background(), who, ref, p.at)
	}},
	{name: "AddManager", action: "unit.manager", ownerOnly: true, ready: theHome, run: func(p *people, who policy.Actor, ref string, _ int) error {
		return p.AddManager(context.Background(), who, ref, "19900000096", "family", p.at)
	}},
	{name: "EndManager", action: "unit.manager", ownerOnly: true, ready: theEmpty, run: func(p *people, who policy.Actor, ref string, _ int) error {
		return p.EndManager(context.Background(), who, ref, p.helperID, p.at)
	}},
}

func TestAMistakeInAFormIsRefusedAndLeavesNoTrace(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		stay, asked, gone := p.checkIn(t, 1), p.declare(t, 2), left(p, t, 3)
		p.checkIn(t, 4)
		good := form("101", "何以安", invented(9), "19900000013")
		bad := good
		bad.DocNo = "339900199001010012"
		for name, run := range map[string]func() error{
			"a wrong number": func() error {
				_, err := p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{bad}, "k", p.at)
				return err
			},
			"a right row before a wrong one": func() error {
				_, err := p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{good, bad}, "k", p.at)
				return err
			},
			"the same person twice in one form": func() error {
				_, err := p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{good, good}, "k", p.at)
				return err
			},
			"somebody on the roster already": func() error {
				_, err := p.CheckIn(ctx, p.landlord, p.unit.Ref, []registry.StayForm{form("103", "何以安", invented(1), "19900000013")}, "k", p.at)
				return err
			},
			"leaving before moving in": func() error {
				return p.CheckOut(ctx, p.landlord, stay, registry.DayForm{Choice: "yesterday"}, p.at)
			},
			"leaving tomorrow": func() error {
				return p.CheckOut(ctx, p.landlord, stay, registry.DayForm{Choice: "other", Y: "2026", M: "11", D: "17"}, p.at)
			},
			"no reason": func() error { return p.RejectStay(ctx, p.landlord, asked, "", p.at) },
			"a room of nobody": func() error {
				return p.ChangeStay(ctx, p.landlord, stay, registry.StayChange{Room: "999", NoPhone: true}, p.at)
			},
			"a relation that is a novel": func() error {
				return p.ChangeStay(ctx, p.landlord, stay, registry.StayChange{Room: "101", NoPhone: true, Relation: "我表姑家的二儿子的同学的朋友的邻居的房东的远房亲戚家的孩子"}, p.at)
			},
			"a label of seven": func() error { return p.Relabel(ctx, p.landlord, p.unit.Ref, "青禾路十八号院", p.at) },
			"the own phone":    func() error { return p.AddManager(ctx, p.landlord, p.unit.Ref, "19900000099", "family", p.at) },
			"a short phone":    func() error { return p.AddManager(ctx, p.landlord, p.unit.Ref, "1990000", "family", p.at) },
			"half a form": func() error {
				_, err := p.RegisterUnit(ctx, p.landlord, registry.UnitForm{Address: "青禾路 30 号"}, nil, "k", p.at)
				return err
			},
		} {
			refuses(t, st, name, models.Invalid, run)
		}
		for name, run := range map[string]func() error{
			"accepting what was reported": func() error { return p.AcceptStay(ctx, p.landlord, stay, p.at) },
			"rejecting what was reported": func() error { return p.RejectStay(ctx, p.landlord, stay, "不认识", p.at) },
			"confirming who has left":     func() error { return p.ConfirmStay(ctx, p.landlord, gone, p.at) },
			"an old page": func() error {
				return p.ChangeStay(ctx, p.landlord, stay, registry.StayChange{Rev: 99, Room: "101", NoPhone: true}, p.at)
			},
			"delisting over people's heads":      func() error { return p.Delist(ctx, p.landlord, p.unit.Ref, true, p.at) },
			"relisting what was never taken off": func() error { return p.Delist(ctx, p.landlord, p.unit.Ref, false, p.at) },
		} {
			refuses(t, st, name, models.Conflict, run)
		}
	})
}
