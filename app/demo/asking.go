package demo

import (
	"context"
	"fmt"
	"time"

	"anju/models/policy"
	"anju/models/registry"
)

// planAsking lets people ask for help, correct and dispute: some were answered, some wait, one for too long.
func (b *builder) planAsking() {
	home, far := b.homes[2], b.homes[homesAGrid+1]
	b.asks(25, home, "漏水", registry.ToGrid, "厨房水管一直滴水，楼下也湿了。", "已联系户主，水管换好了")
	b.asks(12, far, "用电", registry.ToGrid, "走廊的灯坏了半个月，晚上看不见楼梯。", "")
	b.asks(2, home, "邻里", registry.ToPolice, "楼上每天半夜吵闹，敲门也不开。", "")
	b.asks(1, home, "燃气", registry.ToGrid, "楼道里有一股煤气味，报修电话没人接。", "")

	tenant := &guest{home: b.homes[0], form: registry.StayForm{Phone: TenantPhone}} // 何以宁 to his landlord
	b.asksAs(30, tenant, "门锁", "房门锁芯松了，钥匙要拧好几下。", "已经换了新锁，钥匙放在您信箱里")
	b.asksAs(1, tenant, "漏水", "卫生间天花板渗水，墙皮掉了一块。", "")

	wrong := b.teller(0) // the phone on the stay is somebody else's
	b.movesIn(3, wrong)
	b.disputes(1, wrong)
	settled := b.teller(1)
	b.movesIn(20, settled)
	b.disputes(18, settled)
	b.answers(15, settled, registry.RequestDispute, "已当面核对：是本人，之前把短信看错了")

	right := b.teller(0)
	b.movesIn(45, right)
	b.corrects(3, right, "住进来的日子", "我是早一天住进来的，合同上写着。")
	done := b.teller(1)
	b.movesIn(60, done)
	b.corrects(30, done, "房间", "我住的是旁边那间，门上贴错了。")
	b.answers(26, done, registry.RequestCorrect, "已请户主改好，请再看一眼")

	stranger := b.teller(1) // the landlord says: not my tenant
	b.scans(3, stranger)
	b.does(2, 19, 10, stranger, func(ctx context.Context, at time.Time) error {
		return b.reg.RejectStay(ctx, stranger.home.owner, stranger.ref, "这个人没租过我的房", at)
	})
}

// asks lets somebody behind a door ask for help, without a name; staff answer a few days later.
func (b *builder) asks(ago int, h *home, topic, audience, words, answer string) {
	form := registry.RequestForm{Kind: registry.RequestReport, Topic: topic, Audience: audience, Body: words}
	b.files(ago, h, form, func(context.Context, time.Time) (policy.Actor, error) { return policy.Actor{}, nil }, func() policy.Actor { return b.officerOf(h.place) }, answer)
}

// asksAs lets a tenant ask his landlord.
func (b *builder) asksAs(ago int, g *guest, topic, words, answer string) {
	form := registry.RequestForm{Kind: registry.RequestReport, Topic: topic, Audience: registry.ToLandlord, Body: words, Contact: g.form.Phone}
	b.files(ago, g.home, form, func(ctx context.Context, at time.Time) (policy.Actor, error) { return b.self(ctx, g, at) }, func() policy.Actor { return g.home.owner }, answer)
}

func (b *builder) files(ago int, h *home, form registry.RequestForm, who func(context.Context, time.Time) (policy.Actor, error), answerer func() policy.Actor, answer string) {
	no := ""
	b.plan(b.at(ago, 8, 40), func(ctx context.Context, at time.Time) error {
		asker, err := who(ctx, at)
		if err != nil {
			return err
		}
		filed, err := b.reg.FileRequest(ctx, asker, h.door, form, "", at)
		no = filed.No
		return err
	})
	if answer == "" {
		return
	}
	b.plan(b.at(ago-2, 11, 10), func(ctx context.Context, at time.Time) error {
		who := answerer()
		rows, err := b.reg.Store.ListRequests(ctx, policy.Scope{All: true}, []string{form.Audience}, 200)
		if err != nil {
			return err
		}
		for _, q := range rows {
			if q.No == no {
				return b.reg.AnswerRequest(ctx, who, q.Ref, answer, at)
			}
		}
		return fmt.Errorf("request %s is not there", no)
	})
}

// corrects lets a tenant ask for a correction of his record.
func (b *builder) corrects(ago int, g *guest, what, words string) {
	b.does(ago, 12, 30, g, func(ctx context.Context, at time.Time) error {
		who, err := b.self(ctx, g, at)
		if err == nil {
			_, err = b.reg.CorrectStay(ctx, who, g.ref, what, words, "", at)
		}
		return err
	})
}
