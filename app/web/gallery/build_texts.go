package gallery

import (
	"fmt"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// unreachedName is a tenant of the neighbour whose phone no text reaches any more.
const unreachedName = "朱向南"

// texts lets the carrier tell of what was sent to the neighbour, some of it that it did not arrive, and of all that was
// sent to a tenant, whose number is stopped by that, and counts it. One text of today that did not arrive is enough here to
// call the administrator.
func (b *builder) texts() {
	b.reg.AlertLimits = models.AlertLimits{DeadADay: 1}
	b.codes(b.known.phones[Unreached])
	for i, n := range b.textsLike(store.NoticeLog{PhoneIdx: b.reg.Store.PhoneIndex(b.known.phones[Neighbour]), N: 20}) {
		switch i {
		case 0:
			b.known.text = n.Ref
			b.tell(n, models.ReceiptFailed, models.SentUnreachable, "UNDELIV")
		case 2:
			b.tell(n, models.ReceiptFailed, models.SentBadPhone, "DB:0101")
		case 3: // nobody told of it
		default:
			b.tell(n, models.ReceiptDelivered, "", "")
		}
	}
	for _, n := range b.textsLike(store.NoticeLog{Day: workday.DayOf(b.now), Category: models.CategoryReminder, N: 1}) {
		b.tell(n, models.ReceiptFailed, models.SentBadPhone, "DB:0101")
	}
	if b.err == nil {
		_, err := b.reg.ApplyReceipts(b.ctx, policy.SystemActor, b.now)
		b.try(err)
	}
	if b.err == nil {
		b.try(b.run(b.ctx, "watch", b.now))
	}
}

// codes are three that somebody asked for this morning and that did not arrive.
func (b *builder) codes(phone string) {
	real := b.reg.Real
	defer func() { b.reg.Real = real }()
	for hour := 3; hour > 0 && b.err == nil; hour-- {
		at := b.now.Add(-time.Duration(hour) * time.Hour)
		b.reg.Real = func() time.Time { return at }
		b.try(b.reg.SendCode(b.ctx, policy.Actor{Address: "192.0.2.9"}, phone))
		if b.err == nil {
			b.try(b.run(b.ctx, "dispatch", at))
		}
	}
	for _, n := range b.textsLike(store.NoticeLog{PhoneIdx: b.reg.Store.PhoneIndex(phone), Kind: "R20", N: 9}) {
		b.tell(n, models.ReceiptFailed, models.SentUnreachable, "UNDELIV")
	}
}

func (b *builder) textsLike(o store.NoticeLog) []models.Notice {
	if b.err != nil {
		return nil
	}
	page, err := b.reg.Store.ListNoticeLog(b.ctx, policy.Scope{All: true}, o)
	b.try(err)
	return page.Notices
}

// tell is what the carrier says of a text that it took.
func (b *builder) tell(n models.Notice, state string, why models.Sent, code string) {
	attempts, _, err := b.reg.Store.NoticeTrail(b.ctx, n)
	b.try(err)
	if len(attempts) == 0 {
		return
	}
	a := attempts[0]
	b.try(b.reg.KeepReceipts(b.ctx, []models.Receipt{{Gateway: a.Gateway, DedupKey: fmt.Sprint("told", n.ID), OutID: a.OutID, Phone: n.Phone,
		State: state, Kind: why, Code: code, HappenedAt: a.StartedAt.Add(8 * time.Second)}}))
}
