package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"
)

// since is how many days ago a fact must have begun for its flag to stand at a level today, whatever weekends and holidays
// lie between. opens tells when the flag of a fact of a day opens. Of the days that fit, each rule takes the first, second
// or third, so that not everything seems to have begun yesterday.
func (b *builder) since(rule string, level int, opens func(workday.Day) workday.Moment) int {
	now, found, skip := workday.At(b.now), -1, int(rule[len(rule)-1])%3
	for ago := range firstDay - 100 {
		due := opens(b.day(ago))
		if due > now {
			continue
		}
		stands, _ := models.Ladder(models.Flag{Rule: rule, DueAt: due, RaisedAt: due}, false, b.reg.Limits(), now)
		if stands != level && found >= 0 {
			return found
		}
		if stands != level {
			continue
		}
		found = ago
		if skip--; skip < 0 {
			return found
		}
	}
	panic(fmt.Sprintf("%s never stands at level %d", rule, level))
}

// atOnce is when the flag of a rule without a limit stands at the latest: after the evening's run.
func atOnce(d workday.Day) workday.Moment { return workday.At(d.Start().Add(18 * time.Hour)) }

// teller is a guest of whom a story is told, in a room that is kept free in some home of a place.
func (b *builder) teller(at int) *guest {
	g := b.guest(b.room(at))
	g.told = true
	return g
}

// hisTeller is a guest of the landlord whom the demo names, for the first level of a rule; of others, a teller.
func (b *builder) hisTeller(level, at int) *guest {
	h := b.homes[namedHomes-1]
	if level > 1 {
		return b.teller(at)
	}
	g := b.guest(h, h.spare[0])
	g.told, h.spare = true, h.spare[1:]
	return g
}

// openStory plans that a home of its own opens, some days ago.
func (b *builder) openStory(ago, at int, rooms ...string) *home {
	h := b.newHome(at, nil, rooms...)
	b.plan(b.at(ago, 8, 10), func(ctx context.Context, at time.Time) error { return b.openHome(ctx, h, at) })
	return h
}

// listRoom lets the community write down what a room is, as a list of rooms says it: its type, its area, its beds.
func (b *builder) listRoom(ago int, h *home, cells ...string) {
	b.plan(b.at(ago, 8, 30), func(ctx context.Context, at time.Time) error {
		return b.list(ctx, "rooms", b.reg.ImportRooms, append([]string{h.code}, cells...), at)
	})
}

// list takes one row over as the verbs that import do.
func (b *builder) list(ctx context.Context, kind string, take func(context.Context, policy.Actor, registry.ImportFile, registry.ImportHow) (registry.Imported, error), row []string, at time.Time) error {
	file, stop := listOf(kind, slices.Values([][]string{row}))
	defer stop()
	_, err := take(ctx, policy.SystemActor, file, registry.ImportHow{At: at})
	return err
}

// atPolice lets the police tell on which day they registered a foreign guest.
func (b *builder) atPolice(ago int, g *guest, movedIn int) {
	b.does(ago, 16, 40, g, func(ctx context.Context, at time.Time) error {
		return b.list(ctx, "stays", b.reg.ImportStays, []string{g.home.code, g.form.Room, g.form.Name, g.form.DocType, g.form.DocNo, g.form.Phone,
			b.day(movedIn).String(), "", "", "", "", g.form.Relation, workday.DayOf(at).String(), g.form.Country}, at)
	})
}
