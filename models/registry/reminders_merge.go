package registry

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"anju/models"
	"anju/models/store"
)

// merge makes one text of those that say the same to one number on one day about several homes (RULES 45: a number gets
// one reminder a day, a landlord's homes merged): 青禾18等2处. Without it the other home's last day would pass unsaid. What
// was said already is left out.
func (r *Registry) merge(ctx context.Context, wanted []reminder) ([]reminder, error) {
	var texts []reminder
	place := map[string]int{}
	for _, w := range wanted {
		said, err := r.Store.NoticeQueued(ctx, w.kind, w.subject(), w.period)
		if err != nil {
			return nil, err
		}
		if said {
			continue
		}
		key := w.same()
		i, known := place[key]
		if !known || w.params["home"] == "" {
			place[key] = len(texts)
			texts = append(texts, w)
			continue
		}
		texts[i].with = append(texts[i].with, w)
	}
	for i := range texts {
		texts[i].nameHomes()
	}
	return texts, nil
}

// same tells texts apart that differ in more than the home and the number of people in it.
func (w reminder) same() string {
	var rest []string
	for name, value := range w.params {
		if name != "home" && name != "n" {
			rest = append(rest, name+"="+value)
		}
	}
	slices.Sort(rest)
	return w.kind + "|" + w.phone + "|" + strings.Join(rest, "|")
}

// nameHomes lets a text speak of all its homes.
func (w *reminder) nameHomes() {
	n, _ := strconv.Atoi(w.params["n"])
	homes := []int64{w.unit.ID}
	for _, other := range w.with {
		if slices.Contains(homes, other.unit.ID) {
			continue
		}
		homes = append(homes, other.unit.ID)
		more, _ := strconv.Atoi(other.params["n"])
		n += more
	}
	if len(homes) == 1 {
		return
	}
	w.params["home"] += "等" + strconv.Itoa(len(homes)) + "处"
	if n > 0 {
		w.params["n"] = strconv.Itoa(n)
	}
}

// subject is what the text is about: the home, unless it is about one stay or about something else.
func (w reminder) subject() string {
	switch {
	case w.about != "":
		return w.about
	case w.stayID != 0:
		return "stay:" + strconv.FormatInt(w.stayID, 10)
	}
	return "unit:" + strconv.FormatInt(w.unit.ID, 10)
}

// keepMerged writes down that the other homes of a text that was queued have been spoken of too, and in which: their pages tell
// how it went.
func keepMerged(tx *store.Tx, w reminder, n models.Notice) error {
	if len(w.with) == 0 {
		return nil
	}
	var err error
	if n.CarriedBy, err = tx.NoticeID(n.Kind, n.Subject, n.Period); err != nil {
		return err
	}
	for _, other := range w.with {
		n.Subject, n.Period, n.UnitID, n.StayID, n.Params = other.subject(), other.period, other.unit.ID, other.stayID, other.params
		n.State, n.Reason = models.NoticeCancelled, "和另一处合成一条"
		if _, err := tx.Queue(n); err != nil {
			return err
		}
	}
	return nil
}
