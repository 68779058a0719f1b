package registry

import (
	"context"
	"fmt"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// errNoPool is for a sample that was drawn before the list of its homes was kept.
var errNoPool = models.Refuse(models.Conflict, "这一次抽的时候，还没有记下从哪些户里抽，没法重抽")

// Redraw is a sample drawn again from the list that was kept, with the number that was kept.
type Redraw struct {
	store.SampleTally
	From    int      // homes of the kept list
	Missing int      // homes drawn then that did not come out again
	New     int      // homes that came out now and were not drawn then
	Gone    []string // addresses of Missing, for who may know which homes are drawn
	Come    []string // addresses of New, likewise
}

// Same says whether the same homes came out, of as many as were counted then.
func (d Redraw) Same() bool { return d.Missing == 0 && d.New == 0 && d.From == d.Homes }

// RedrawSample draws a sample again by the function that drew it and holds the homes against those of the day. It changes
// nothing; that somebody checked, and what came out, is put down once however often the form is sent. Errors: NotFound outside
// the actor's area; Conflict when no list was kept.
func (r *Registry) RedrawSample(ctx context.Context, who policy.Actor, ref, once string, at time.Time) (Redraw, error) {
	now := workday.At(at)
	var d Redraw
	err := r.errand(ctx, who, policy.SampleAgain, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.MayEnter(who, policy.SampleAgain, now); err != nil {
			return err
		}
		tally, err := tx.Sample(ctx, policy.ScopeOf(who, policy.SampleAgain, now), ref)
		if err != nil {
			return err
		}
		d = Redraw{SampleTally: tally}
		if err := d.compare(ctx, &tx.Reader, policy.ScopeOf(who, policy.SampleDraw, now)); err != nil {
			return err
		}
		entry.Subject, entry.RefID, entry.Detail = "sample", tally.ID, d.words()
		fresh, _, err := tx.Once(once, who.UserID, "", now)
		if err == nil && !fresh {
			entry.Subject = skipAudit
		}
		return err
	})
	return d, err
}

// compare draws again. Which homes differ is told by address within the scope of who draws: a worker does not hear from here
// where somebody will look.
func (d *Redraw) compare(ctx context.Context, read *store.Reader, draws policy.Scope) error {
	from, drawn, err := read.SamplePool(ctx, d.ID)
	if err != nil {
		return err
	}
	if len(from) == 0 {
		return errNoPool
	}
	then, err := read.SampleHomes(ctx, d.ID)
	if err != nil {
		return err
	}
	again := models.DrawHomes(from, drawn, d.Seed)
	gone, come := without(then, again), without(again, then)
	d.From, d.Missing, d.New = len(from), len(gone), len(come)
	if !draws.Covers(policy.Record{AreaIDs: d.IDs()}) {
		return nil
	}
	units, err := read.UnitsByID(ctx, slices.Concat(gone, come))
	d.Gone, d.Come = addressesOf(units, gone), addressesOf(units, come)
	return err
}

// without are those of some ids that others do not hold, sorted.
func without(ids, others []int64) []int64 {
	rest := slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return slices.Contains(others, id) })
	slices.Sort(rest)
	return rest
}

func addressesOf(units map[int64]models.Unit, ids []int64) []string {
	var addresses []string
	for _, id := range ids {
		if u, known := units[id]; known {
			addresses = append(addresses, u.Address)
		} else {
			addresses = append(addresses, "一处已经不在的房屋")
		}
	}
	return addresses
}

func (d *Redraw) words() string {
	if d.Same() {
		return fmt.Sprintf("%d 户和当时一样", d.Items)
	}
	return fmt.Sprintf("和当时不一样：少 %d 户，多 %d 户；名单 %d 户，当时 %d 户", d.Missing, d.New, d.From, d.Homes)
}
