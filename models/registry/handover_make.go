package registry

import (
	"context"
	"fmt"
	"strings"
	"time"

	"anju/models"
	"anju/models/mask"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/vault"
	"anju/models/workday"
)

// HandPlan is what the next batch of an area would hold, besides those of whom only what is known changed: to count these
// one would have to open everybody.
type HandPlan struct {
	Area  models.Area
	Kinds map[string]int // rows by kind; no more than go into a batch
	Size  int            // all of them
	Held  int            // reported, but kept back until a dispute is settled or a check-out is made
	More  bool           // rows have to wait for the batch after it
}

// handPage is how many stays are looked at at a time.
const handPage = 1000

// PlanBatch says what the next batch of an area would hold; nothing changes and nobody is opened. Errors: NotFound outside
// one's areas.
func (r *Registry) PlanBatch(ctx context.Context, who policy.Actor, areaRef string, at time.Time) (HandPlan, error) {
	area, err := r.handArea(ctx, who, policy.HandoverView, areaRef, at)
	if err != nil {
		return HandPlan{}, err
	}
	now := workday.At(at)
	plan, scope := HandPlan{Area: area, Kinds: map[string]int{}}, only(area)
	held, err := r.Store.ListHandHeld(ctx, scope, now.Day())
	if err != nil {
		return plan, err
	}
	for _, s := range held {
		if models.HandHeld(s, now) {
			plan.Held++
		}
	}
	begun, err := r.Store.HandBegun(ctx, now.Day())
	if err != nil {
		return plan, err
	}
	for after := int64(0); !plan.More; {
		stays, err := r.Store.ListHandNews(ctx, scope, begun, now.Day(), after, handPage)
		if err != nil || len(stays) == 0 {
			return plan, err
		}
		after = stays[len(stays)-1].ID
		if err := r.countNews(ctx, &plan, stays, begun, now); err != nil {
			return plan, err
		}
	}
	return plan, nil
}

func (r *Registry) countNews(ctx context.Context, plan *HandPlan, stays []models.Stay, begun workday.Day, now workday.Moment) error {
	ids := make([]int64, len(stays))
	for i, s := range stays {
		ids[i] = s.ID
	}
	rows, err := r.Store.HandRows(ctx, ids)
	for _, s := range stays {
		switch kind, due := models.HandNews(s, rows[s.ID], begun, now); {
		case due && plan.Size == models.BatchMost:
			plan.More = true
			return err
		case due:
			plan.Size++
			plan.Kinds[kind]++
		}
	}
	return err
}

// HandAreas are the areas for which somebody may hand over: those that he was given.
func (r *Registry) HandAreas(ctx context.Context, who policy.Actor, at time.Time) ([]models.Area, error) {
	var all []models.Area
	for _, a := range policy.ScopeOf(who, policy.HandoverView, workday.At(at)).Areas {
		area, err := r.Store.Area(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, area)
	}
	return all, nil
}

// handArea finds an area inside the reach of an actor; any other is not there.
func (r *Registry) handArea(ctx context.Context, who policy.Actor, act policy.Action, ref string, at time.Time) (models.Area, error) {
	if err := policy.MayEnter(who, act, workday.At(at)); err != nil {
		return models.Area{}, err
	}
	area, err := r.Store.AreaByRef(ctx, ref)
	if err != nil {
		return area, err
	}
	return area, r.mayHand(ctx, who, act, area.ID, at)
}

// mayHand asks whether an actor may hand over for an area. The code that has to be given again is asked for by name.
func (r *Registry) mayHand(ctx context.Context, who policy.Actor, act policy.Action, areaID int64, at time.Time) error {
	line, err := r.Store.AreaLine(ctx, areaID)
	if err != nil {
		return err
	}
	record := policy.Record{}
	for _, a := range line {
		record.AreaIDs = append(record.AreaIDs, a.ID)
	}
	err = policy.May(who, act, record, workday.At(at))
	if err != nil && policy.May(who, policy.HandoverView, record, workday.At(at)) == nil {
		return ErrHandNotFresh
	}
	return err
}

// ErrHandNotFresh asks for the code once more before people's data leave.
var ErrHandNotFresh = &models.Error{Kind: models.Forbidden, Message: "移交前，请再输一次动态码。走访班次里不能移交"}

// dueStays are the stays that go into the next batch of an area, by id; at most models.BatchMost. What is handed over of
// everybody in the area is opened for it, until the batch is full.
func (r *Registry) dueStays(ctx context.Context, area models.Area, now workday.Moment) (stays []int64, err error) {
	begun, err := r.Store.HandBegun(ctx, now.Day())
	if err != nil {
		return nil, err
	}
	for after := int64(0); len(stays) < models.BatchMost; {
		entries, err := r.Store.ListHandable(ctx, only(area), now.Day(), after, handPage)
		if err != nil || len(entries) == 0 {
			return stays, err
		}
		after = entries[len(entries)-1].Stay.ID
		lines, err := r.linesOf(ctx, r.Store.Reader, entries)
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			if _, due := models.HandDue(l.entry.Stay, l.mark, l.rows, begun, now); due && len(stays) < models.BatchMost {
				stays = append(stays, l.entry.Stay.ID)
			}
		}
	}
	return stays, nil
}

// HandForm asks for a batch.
type HandForm struct {
	Area   string // ref
	Reason string // as the tenants read it
	Once   string
}

// MakeBatch hands over what changed in an area since it was last handed over: one numbered file, sealed with the area's
// exchange key, in which each stay stands as it is now. A stay that is under way and did not change stands in no second
// one. Everybody in it can read that he was handed over, by whom and why. It answers the ref of the batch.
// Errors: Invalid at reason, Conflict when there is nothing to hand over or somebody else was faster, ErrHandNotFresh.
func (r *Registry) MakeBatch(ctx context.Context, who policy.Actor, f HandForm, at time.Time) (string, error) {
	area, err := r.handArea(ctx, who, policy.HandoverMake, f.Area, at)
	if err != nil {
		return "", err
	}
	f.Reason = strings.Join(strings.Fields(f.Reason), " ")
	if f.Reason == "" {
		return "", models.FaultAt("reason", "请写为什么移交，例如：每周移交。本人能看到")
	}
	if mask.Holds(f.Reason) {
		return "", models.FaultAt("reason", "这句话名单上的人都能看到，请把证件号和手机号去掉")
	}
	now := workday.At(at)
	stays, err := r.dueStays(ctx, area, now)
	if err != nil {
		return "", err
	}
	ref := store.NewBatchRef()
	err = r.errand(ctx, who, policy.HandoverMake, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := tx.LockArea(area.ID); err != nil {
			return err
		}
		fresh, earlier, err := tx.Once(f.Once, who.UserID, ref, now)
		if err != nil || !fresh {
			entry.Subject, ref = skipAudit, earlier
			return err
		}
		batch := models.Batch{Ref: ref, AreaID: area.ID, State: models.BatchOpen, Reason: cut(f.Reason, 60), MadeAt: now, MadeBy: who.UserID}
		lines, rows, err := r.dueLines(ctx, tx, stays, now)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return models.Refuse(models.Conflict, "没有要移交的：该交的都交了，在等派出所回话")
		}
		if err := r.writeBatch(ctx, tx, &batch, area, lines, rows); err != nil {
			return err
		}
		entry.Subject, entry.RefID, entry.Reason = "batch", batch.ID, batch.Reason
		entry.Detail = fmt.Sprintf("移交 %s，%d 条", batch.Number, batch.Size)
		return tx.AddViews(handViews(who, batch, lines))
	})
	return ref, err
}

// dueLines reads the stays of a plan anew inside the transaction, and keeps those that are still due.
func (r *Registry) dueLines(ctx context.Context, tx *store.Tx, stays []int64, now workday.Moment) ([]handLine, []models.BatchRow, error) {
	begun, err := tx.HandBegun(ctx, now.Day())
	if err != nil {
		return nil, nil, err
	}
	entries, err := tx.EntriesByID(ctx, stays)
	if err != nil {
		return nil, nil, err
	}
	all, err := r.linesOf(ctx, &tx.Reader, entries)
	if err != nil {
		return nil, nil, err
	}
	var lines []handLine
	var rows []models.BatchRow
	for _, l := range all {
		kind, due := models.HandDue(l.entry.Stay, l.mark, l.rows, begun, now)
		if !due {
			continue
		}
		turn := 1
		if n := len(l.rows); n > 0 {
			turn = l.rows[n-1].Turn + 1
		}
		lines = append(lines, l)
		rows = append(rows, models.BatchRow{StayID: l.entry.Stay.ID, No: len(rows) + 1, Turn: turn, Kind: kind, Mark: l.mark})
	}
	return lines, rows, nil
}

// writeBatch numbers a batch, seals its file and keeps both.
func (r *Registry) writeBatch(ctx context.Context, tx *store.Tx, b *models.Batch, area models.Area, lines []handLine, rows []models.BatchRow) error {
	var err error
	if b.No, err = tx.NextBatchNo(area.ID); err != nil {
		return err
	}
	b.Number, b.Size = fmt.Sprintf("%s-%04d", area.Code, b.No), len(rows)
	key, err := exchangeKey(ctx, &tx.Reader, area)
	if err != nil {
		return err
	}
	paper := models.NewHandPaper(*b, area, r.Handover, answerKey(&tx.Reader, *b))
	for i, l := range lines {
		paper.Add(rows[i].Kind, l.content)
	}
	body, err := paper.Bytes()
	if err != nil {
		return err
	}
	file, err := key.SealParcel(b.Number, body)
	if err != nil {
		return err
	}
	b.Digest, b.KeySerial = vault.Digest(file), key.Serial
	kept, err := tx.AddBatch(b, file, rows)
	if err == nil && !kept {
		err = models.Refuse(models.Conflict, "别人刚移交过，里面有同样的人。请回去看一眼再移交")
	}
	return err
}

// handViews are what the people of a batch read: a full number left, by whom and why.
func handViews(who policy.Actor, b models.Batch, lines []handLine) []models.View {
	views := make([]models.View, len(lines))
	for i, l := range lines {
		views[i] = models.View{At: b.MadeAt, UserID: who.UserID, Role: roleWord(who, b.MadeAt), UnitID: l.unit.ID, StayID: l.entry.Stay.ID,
			What: models.ViewFullID, Reason: "移交派出所登记：" + b.Reason}
	}
	return views
}
