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

// texts lets the carrier tell of what was sent to the neighbour, some of it that it did not arrive, stops the number of a
// tenant, and counts it all.
func (b *builder) texts() {
	if b.err != nil {
		return
	}
	page, err := b.reg.Store.ListNoticeLog(b.ctx, policy.Scope{All: true}, store.NoticeLog{PhoneIdx: b.reg.Store.PhoneIndex(b.known.phones[Neighbour]), N: 20})
	b.try(err)
	for i, n := range page.Notices {
		b.tell(i, n)
	}
	_, err = b.reg.ApplyReceipts(b.ctx, policy.SystemActor, b.now)
	b.try(err)
	b.try(b.reg.Store.InTx(b.ctx, func(tx *store.Tx) error {
		hours := workday.At(b.now.Add(-3 * time.Hour))
		if err := tx.SaveBreaker(store.Breaker{Name: "template:file:E26", State: store.BreakerOpen, Reason: models.SentBadText, OpenedAt: hours, RetryAt: workday.At(b.now.Add(time.Hour)), Trips: 2}); err != nil {
			return err
		}
		return tx.StopNumber(b.reg.Store.PhoneIndex(b.known.phones[Unreached]), true, hours)
	}))
	if b.err == nil {
		b.try(b.run(b.ctx, "watch", b.now))
	}
}

// tell is what the carrier says of the i-th text: of some that they did not arrive, of one nothing.
func (b *builder) tell(i int, n models.Notice) {
	attempts, _, err := b.reg.Store.NoticeTrail(b.ctx, n)
	b.try(err)
	if len(attempts) == 0 || i == 3 {
		return
	}
	a := attempts[0]
	r := models.Receipt{Gateway: a.Gateway, DedupKey: fmt.Sprint("told", n.ID), OutID: a.OutID, Phone: b.known.phones[Neighbour], State: models.ReceiptDelivered,
		HappenedAt: a.StartedAt.Add(8 * time.Second)}
	switch {
	case i == 0:
		r.State, r.Kind, r.Code = models.ReceiptFailed, models.SentUnreachable, "UNDELIV"
		b.known.text = n.Ref
	case i == 2:
		r.State, r.Kind, r.Code = models.ReceiptFailed, models.SentBadPhone, "DB:0101"
	}
	b.try(b.reg.KeepReceipts(b.ctx, []models.Receipt{r}))
}
