package registry

import (
	"context"
	"slices"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// auditThere puts the errand down at the other home too, as it is seen from there: whoever asks what was done about that home
// finds it, and nothing of where the first one is.
func auditThere(tx *store.Tx, entry models.AuditEntry, there models.Stay, result string) error {
	if there.ID == 0 {
		return nil
	}
	entry.Subject, entry.RefID, entry.UnitID, entry.StayID = "stay", there.ID, there.UnitID, there.ID
	entry.Detail = "核对两处 " + fromThere(result)
	return tx.Audit(&entry)
}

// fromThere is a result as seen from the other home.
func fromThere(result string) string {
	if turned := map[string]string{models.DoubleHere: models.DoubleThere, models.DoubleThere: models.DoubleHere}[result]; turned != "" {
		return turned
	}
	return result
}

// settlePair changes the stays to what was found; there may be empty.
func (r *Registry) settlePair(ctx context.Context, tx *store.Tx, here, there *models.Stay, result string, who policy.Actor, now workday.Moment) error {
	with, err := r.bothWithAnother(ctx, tx, *here, *there, now)
	if err != nil {
		return err
	}
	for _, side := range []struct {
		stay        *models.Stay
		lives, both bool
	}{
		{here, result != models.DoubleThere, result == models.DoubleBoth},
		{there, result != models.DoubleHere, result == models.DoubleBoth},
	} {
		if side.stay.ID == 0 {
			continue
		}
		if !with { // what was said of these two is said anew
			side.stay.BothAt = 0
		}
		if !side.lives {
			if err := r.left(ctx, tx, side.stay, now); err != nil {
				return err
			}
			continue
		}
		if side.both {
			side.stay.BothAt = now
		}
		if err := vouch(tx, side.stay, models.HowEach, who, now); err != nil {
			return err
		}
	}
	return nil
}

// noteDouble keeps at each of the two homes what was found about it. Nothing at one tells where the other is.
func (r *Registry) noteDouble(tx *store.Tx, flag models.Flag, here, there models.Stay, f DoubleForm, who policy.Actor, now workday.Moment) error {
	words := func(result, week string) string {
		line := "核对两处登记：" + models.WordOf(models.DoubleResults, result) + "。" + f.Reason + "。"
		if result == models.DoubleBoth {
			line += models.WordOf(models.DoubleWeeks, week) + "。"
		}
		if f.Word != "" {
			line += "本人说：" + f.Word
		}
		return line
	}
	note := models.Visit{UnitID: here.UnitID, FlagID: flag.ID, UserID: who.UserID, Result: models.VisitDesk, Note: words(f.Result, f.Week), At: now}
	if err := tx.SaveVisit(&note); err != nil || there.ID == 0 {
		return err
	}
	note = models.Visit{UnitID: there.UnitID, UserID: who.UserID, Result: models.VisitDesk, Note: words(fromThere(f.Result), models.OtherWeek(f.Week)), At: now}
	return tx.SaveVisit(&note)
}

// closeSettled closes the flag with what was found, if nothing is left of it: the home of somebody else's area may keep it
// open.
func (r *Registry) closeSettled(ctx context.Context, tx *store.Tx, flag models.Flag, result string, who policy.Actor, now workday.Moment) error {
	roster, err := tx.Roster(ctx, flag.UnitID)
	if err != nil {
		return err
	}
	for _, f := range models.Evaluate(roster, []models.Flag{flag}, r.Limits(), now).Close {
		f.Resolution = models.WordOf(models.DoubleResults, result)
		if _, err := tx.CloseFlag(f, who.UserID); err != nil {
			return err
		}
	}
	return nil
}

// takeBackBoth undoes 两处都住 where it turns out that two people are meant.
func (r *Registry) takeBackBoth(ctx context.Context, tx *store.Tx, here, there models.Stay, now workday.Moment) error {
	with, err := r.bothWithAnother(ctx, tx, here, there, now)
	if err != nil || with || !here.InBoth() {
		return err
	}
	here.BothAt = 0
	return tx.SaveStay(&here)
}

// bothWithAnother says whether 两处都住 was taken down for a third home of the person: then it is not what is said anew of these two.
func (r *Registry) bothWithAnother(ctx context.Context, tx *store.Tx, here, there models.Stay, now workday.Moment) (bool, error) {
	others, err := r.others(ctx, &tx.Reader, policy.Scope{All: true}, here, now.Day())
	return slices.ContainsFunc(others, func(e store.Entry) bool { return e.Stay.ID != there.ID && there.ID != 0 && e.Stay.InBoth() }), err
}
