package registry

import (
	"context"
	"fmt"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/vault"
	"anju/models/workday"
)

// Answered is what became of an answer file.
type Answered struct {
	Number                         string
	Read, Accepted, Returned, Same int
	Late                           int          // rows to which a later answer is known already
	Failed                         []FailedLine // handed back with the reason
	Waiting                        int          // rows of the batch that still have no answer
}

// FailedLine is a line of an answer that could not be taken.
type FailedLine struct{ Row, Reason string }

// TakeReply brings in what the police answered to a batch. A file that was changed or cut is refused as a whole; a line
// that cannot be taken is handed back with its reason, the others count. The same file twice, answers of several batches in
// any order, or part of an answer before the rest: the outcome is the same. Errors: Invalid, NotFound outside one's areas.
func (r *Registry) TakeReply(ctx context.Context, who policy.Actor, file []byte, at time.Time) (Answered, error) {
	if err := policy.MayEnter(who, policy.HandoverTake, workday.At(at)); err != nil {
		return Answered{}, err
	}
	reply, text, proof, err := models.ReadReply(file)
	if err != nil {
		return Answered{}, err
	}
	batch, err := r.batchOf(ctx, who, policy.HandoverTake, reply.Number, at)
	if models.IsKind(err, models.NotFound) {
		return Answered{}, models.Refuse(models.Invalid, "这份回执是 "+reply.Number+" 那一批的，册里没有这一批，或者不归您管")
	}
	if err != nil {
		return Answered{}, err
	}
	if !vault.Proves(answerKey(r.Store.Reader, batch), text, proof) {
		return Answered{}, models.Refuse(models.Invalid, "回执的校验对不上，文件被改过或者抄坏了，一行也没有用。请把回执文件再拷一次")
	}
	if reply.Stamp > workday.At(at.Add(24*time.Hour)) { // it would make every later answer to its rows an older one
		return Answered{}, models.Refuse(models.Invalid, "回执上写的时间是 "+reply.Stamp.Chinese()+"，比现在还晚一天以上。那边的钟不准，请对好时间再出一份")
	}
	homes, err := r.Store.HomesOfBatch(ctx, batch.ID)
	if err != nil {
		return Answered{}, err
	}
	var out Answered
	err = r.errand(ctx, who, policy.HandoverTake, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		// Before anything is read: what somebody puts down by hand at this moment is seen, and counts.
		if err := tx.LockUnits(homes); err != nil {
			return err
		}
		b, err := tx.LockBatch(batch.ID)
		if err != nil {
			return err
		}
		out, err = r.takeReply(ctx, tx, who, b, reply, workday.At(at))
		entry.Subject, entry.RefID = "batch", b.ID
		entry.Detail = fmt.Sprintf("回执 %s：登记 %d 退回 %d 已有 %d 没用 %d", b.Number, out.Accepted, out.Returned, out.Same+out.Late, len(out.Failed))
		return err
	})
	return out, err
}

// verdictLine is one line that is taken, with its row.
type verdictLine struct {
	row  models.BatchRow
	says models.HandVerdict
}

func (r *Registry) takeReply(ctx context.Context, tx *store.Tx, who policy.Actor, b models.Batch, reply models.HandReply, now workday.Moment) (Answered, error) {
	out := Answered{Number: b.Number, Read: len(reply.Verdicts)}
	rows, err := tx.RowsOfBatch(ctx, b.ID)
	if err != nil {
		return out, err
	}
	stays := make([]int64, len(rows))
	for i, row := range rows {
		stays[i] = row.StayID
	}
	entries, err := tx.EntriesByID(ctx, stays)
	if err != nil {
		return out, err
	}
	movedIn := map[int64]workday.Day{}
	for _, e := range entries {
		movedIn[e.Stay.ID] = e.Stay.MovedInOn
	}
	taken := r.judgeReply(b, rows, movedIn, reply, now.Day(), &out)
	if err := answerRows(tx, taken, reply.Stamp, now); err != nil {
		return out, err
	}
	if err := r.tellStays(ctx, tx, who, entries, taken, now); err != nil {
		return out, err
	}
	for _, row := range rows {
		if row.Answer == models.HandUnanswered {
			out.Waiting++
		}
	}
	for _, line := range taken {
		if line.row.Answer == models.HandUnanswered {
			out.Waiting--
		}
	}
	if out.Waiting == 0 && b.State != models.BatchAnswered {
		b.State, b.AnsweredAt = models.BatchAnswered, now
		return out, tx.SaveBatch(b)
	}
	return out, nil
}

// judgeReply sorts the lines of an answer: those that change a row are answered, the others are counted.
func (r *Registry) judgeReply(b models.Batch, rows []models.BatchRow, movedIn map[int64]workday.Day, reply models.HandReply, today workday.Day, out *Answered) []verdictLine {
	var taken []verdictLine
	seen := map[int]models.HandVerdict{}
	for _, v := range reply.Verdicts {
		number, no := models.SplitRowID(v.Row)
		fault := ""
		var row models.BatchRow
		switch said, twice := seen[no]; {
		case number != b.Number:
			fault = "这一行不是 " + b.Number + " 这一批的"
		case no < 1 || no > len(rows):
			fault = "这一批没有这一行"
		case twice && (said.Answer != v.Answer || said.On != v.On || said.Reason != v.Reason):
			fault = "同一行写了两次，写得不一样"
		default:
			row = rows[no-1]
			fault = models.JudgeVerdict(v, row, movedIn[row.StayID], today, r.Handover)
		}
		if fault == "" && row.Answer != models.HandUnanswered && row.AnswerStamp == reply.Stamp && !row.Says(v) {
			fault = "同一时间的两份回执，对这一行说得不一样"
		}
		if fault != "" {
			out.Failed = append(out.Failed, FailedLine{v.Row, fault})
			continue
		}
		_, twice := seen[no]
		seen[no] = v
		switch {
		case twice:
			out.Same++
		case row.Answer != models.HandUnanswered && row.Says(v):
			out.Same++
			if reply.Stamp > row.AnswerStamp { // the same again, later: what was said in between does not count
				taken = append(taken, verdictLine{row, v})
			}
		case row.Answer != models.HandUnanswered && reply.Stamp < row.AnswerStamp:
			out.Late++
		default:
			taken = append(taken, verdictLine{row, v})
			if v.Answer == models.HandAccepted {
				out.Accepted++
			} else {
				out.Returned++
			}
		}
	}
	return taken
}

// answerRows writes the answers down, one statement for all that say the same.
func answerRows(tx *store.Tx, taken []verdictLine, stamp, now workday.Moment) error {
	same := map[models.HandVerdict][]int64{}
	for _, l := range taken {
		v := l.says
		v.Row = ""
		same[v] = append(same[v], l.row.ID)
	}
	for v, ids := range same {
		if err := tx.AnswerRows(ids, v, stamp, now); err != nil {
			return err
		}
	}
	return nil
}

// tellStays brings the day of registration to the stays, so that B03 closes and every page says it. The homes of foreigners
// are judged at once, as the officer's own entry does (RULES 4); the others become due.
func (r *Registry) tellStays(ctx context.Context, tx *store.Tx, who policy.Actor, entries []store.Entry, taken []verdictLine, now workday.Moment) error {
	ids := make([]int64, 0, len(taken))
	for _, l := range taken {
		ids = append(ids, l.row.StayID)
	}
	all, err := tx.HandRows(ctx, ids) // as they are answered now
	if err != nil {
		return err
	}
	undone := map[int64]workday.Day{}
	for _, l := range taken {
		if l.row.Answer == models.HandAccepted && !l.row.Says(l.says) {
			undone[l.row.StayID] = l.row.RegisteredOn
		}
	}
	days, foreign := map[workday.Moment][]int64{}, []int64{}
	for _, e := range entries {
		rows, touched := all[e.Stay.ID]
		if !touched {
			continue
		}
		police := models.PoliceAfter(e.Stay, undone[e.Stay.ID], rows, now)
		if police == e.Stay.PoliceAt {
			continue
		}
		days[police] = append(days[police], e.Stay.ID)
		if tx.Due(e.Stay.UnitID, now); e.Stay.Foreign {
			foreign = append(foreign, e.Stay.UnitID)
		}
	}
	slices.Sort(foreign)
	foreign = slices.Compact(foreign)
	for police, ids := range days {
		if err := tx.SetPolice(ids, police); err != nil {
			return err
		}
	}
	for _, unit := range foreign {
		if _, _, err := r.judge(ctx, tx, unit, who.UserID, now); err != nil {
			return err
		}
	}
	return nil
}
