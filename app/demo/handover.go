package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/vault"
	"anju/models/workday"
)

// planHandover lets 李警官 hand over twice: the first batch came back with a refusal for the landlord whom the demo names,
// the second is still at the police.
func (b *builder) planHandover() {
	var ref string
	b.plan(b.at(20, 15, 0), func(ctx context.Context, at time.Time) (err error) {
		ref, err = b.handOver(ctx, at)
		return err
	})
	b.plan(b.at(18, 15, 0), func(ctx context.Context, at time.Time) error { return b.answer(ctx, ref, at) })
	b.plan(b.at(1, 17, 30), func(ctx context.Context, at time.Time) error {
		_, err := b.handOver(ctx, at)
		return err
	})
}

// sender is the officer after he gave his code again.
func (b *builder) sender() policy.Actor {
	who := b.staff["lijing"]
	who.Fresh = true
	return who
}

func (b *builder) handOver(ctx context.Context, at time.Time) (string, error) {
	return b.reg.MakeBatch(ctx, b.sender(), registry.HandForm{Area: b.places[0].community.Ref, Reason: "按时移交"}, at)
}

// answer does what the police do on their side: opens the file with the exchange key, registers all but one, and answers.
func (b *builder) answer(ctx context.Context, ref string, at time.Time) error {
	key, err := b.reg.ExchangeKey(ctx, policy.SystemActor, b.places[0].community.Code, false, at)
	if err != nil {
		return err
	}
	file, err := b.reg.FetchBatch(ctx, b.sender(), ref, at)
	if err != nil {
		return err
	}
	body, err := key.OpenParcel(file.Bytes)
	if err != nil {
		return err
	}
	paper, err := models.ReadHandPaper(body)
	if err != nil {
		return err
	}
	refused := slices.IndexFunc(paper.Rows, func(row []string) bool {
		return row[0] == models.HandKinds[models.HandIn] && slices.Contains(row, b.homes[0].code) && !slices.Contains(row, TenantName)
	})
	if refused < 0 {
		return fmt.Errorf("nobody of the named landlord was handed over")
	}
	reply := paper.Reply(workday.At(at), func(no int) (string, string) {
		if no == refused+1 {
			return models.HandReturned, "07"
		}
		return models.HandAccepted, ""
	})
	_, err = b.reg.TakeReply(ctx, b.sender(), reply.Sealed(vault.Proof(paper.AnswerKey, reply.Text())), at)
	return err
}
