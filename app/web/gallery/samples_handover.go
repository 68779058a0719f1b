package gallery

import (
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/vault"
	"anju/models/workday"
)

// handed is a batch as the other side has it.
type handed struct {
	ref   string
	paper models.HandPaper
}

// handOver lets two batches leave: the answer to the first came back with three refusals, one of which went again with the
// second, which waits, and one goes with the next.
func (b *builder) handOver() {
	b.known.handed = append(b.known.handed, b.batch(6))
	first := b.known.handed[0].paper
	answer := first.Reply(workday.At(b.ago(0, 7, 50)), func(no int) (string, string) {
		if no > 1 && no < 5 {
			return models.HandReturned, []string{"01", "03", "07"}[no-2]
		}
		return models.HandAccepted, ""
	})
	if b.err != nil {
		return
	}
	_, err := b.reg.TakeReply(b.ctx, b.known.staff[Officer].who, sealed(first, answer), b.ago(0, 7, 55))
	b.try(err)
	returned, err := b.reg.ReturnedStays(b.ctx, policy.Scope{All: true})
	b.try(err)
	if b.err != nil {
		return
	}
	b.try(b.reg.HandAgain(b.ctx, b.known.staff[Officer].who, returned[0].Stay.Ref, b.ago(0, 7, 56)))
	b.known.handed = append(b.known.handed, b.batch(8))
	b.try(b.reg.HandAgain(b.ctx, b.known.staff[Officer].who, returned[1].Stay.Ref, b.ago(0, 9, 0)))
}

func sealed(p models.HandPaper, r models.HandReply) []byte {
	return r.Sealed(vault.Proof(p.AnswerKey, r.Text()))
}

// batch makes one at an hour of today and opens it on the other side.
func (b *builder) batch(hour int) handed {
	if b.err != nil {
		return handed{}
	}
	officer := b.known.staff[Officer].who
	officer.Fresh = true
	ref, err := b.reg.MakeBatch(b.ctx, officer, registry.HandForm{Area: b.known.community, Reason: "按时移交"}, b.ago(0, hour, 0))
	b.try(err)
	if b.err != nil {
		return handed{}
	}
	key, err := b.reg.ExchangeKey(b.ctx, policy.SystemActor, "33990101", false, b.ago(0, hour, 0))
	b.try(err)
	file, err := b.reg.FetchBatch(b.ctx, officer, ref, b.ago(0, hour, 1))
	b.try(err)
	body, err := key.OpenParcel(file.Bytes)
	b.try(err)
	paper, err := models.ReadHandPaper(body)
	b.try(err)
	return handed{ref, paper}
}

// handoverSamples are the pages of the hand-over to the police's own platform.
func (h *House) handoverSamples() []Sample {
	first, second := h.known.handed[0], h.known.handed[1]
	return []Sample{
		shown("handover", Officer, "officer/handover_show", "/o/handover"),
		shown("handover_none", Idle, "officer/handover_show", "/o/handover"),
		done("handover_fault", Officer, "officer/handover_show", 422, open("/o/handover"), fill("/o/handover", "reason", "好奇")),
		done("handover_answer_none", Officer, "officer/handover_show", 422, open("/o/handover"), fill("/answer")),
		done("handover_answer_broken", Officer, "officer/handover_show", 422, open("/o/handover"), fill("/answer", "answer", "ANJU-ANSWER/1 "+first.paper.Number)),
		shown("handover_batch", Officer, "officer/handover_batch", "/o/handover/"+second.ref),
		done("problem_403_handover", Worker, "common/error", 403, open("/o/handover")),
		done("problem_404_handover", Idle, "common/error", 404, open("/o/handover/"+second.ref)),
	}
}

// handoverDone are the pages after something was handed over or came back.
func (h *House) handoverDone() []Sample {
	first, second := h.known.handed[0].paper, h.known.handed[1].paper
	reply := first.Reply(workday.At(h.now), func(no int) (string, string) {
		return map[int]string{1: models.HandAccepted, 2: models.HandAccepted}[no], ""
	})
	reply.Verdicts = append(reply.Verdicts, models.HandVerdict{Row: models.RowID(second.Number, 1), Answer: models.HandAccepted, On: workday.DayOf(h.now)})
	return []Sample{
		done("handover_answered", Officer, "officer/handover_show", 200, open("/o/handover"), fill("/answer", "answer", string(sealed(first, reply)))),
		done("handover_made", Officer, "officer/handover_batch", 200, open("/o/handover"), fill("/o/handover", "reason", "补交改过的")),
		shown("handover_batch_done", Officer, "officer/handover_batch", "/o/handover/"+h.known.handed[0].ref),
	}
}
