package registry

import (
	"cmp"
	"context"
	"encoding/hex"
	"strconv"
	"time"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// reminding are the rules of which people hear by text, and the texts of each level. The others stand on the pages, or are
// for staff.
var reminding = map[string]map[int][]string{
	"B01": {1: {"R02"}, 2: {"R03"}},
	"B05": {1: {"R05", toTenant}},
	"B07": {1: {"R08"}},
	"B09": {1: {"R10"}},
	"B17": {1: {toPerson}},
}

const (
	toTenant = "R06"               // about one stay; the others are about a home
	toPerson = models.KindTwoHomes // about a person, whichever of his homes it came from
)

// unsaid leaves of a page of flags those of which something is still to be said. Most that are open were spoken of when
// they opened: they cost nothing more than this one look.
func (r *Registry) unsaid(ctx context.Context, rows []store.FlagRow) ([]store.FlagRow, error) {
	var keys []string
	for _, row := range rows {
		keys = append(keys, saidAs(row.Flag)...)
	}
	said, err := r.Store.NoticesQueued(ctx, keys)
	return keep(rows, func(row store.FlagRow) bool {
		keys := saidAs(row.Flag)
		return len(keys) == 0 || !all(keys, said)
	}), err
}

// saidAs are the keys of what an open flag asks for at its level, none where the flag alone does not tell.
func saidAs(f models.Flag) (keys []string) {
	for _, kind := range reminding[f.Rule][f.Level] {
		about := reminder{kind: kind, unit: models.Unit{ID: f.UnitID}}
		switch kind {
		case toPerson:
			return nil
		case toTenant:
			about.stayID = f.StayID
		}
		keys = append(keys, store.NoticeKey(kind, about.subject(), f.RaisedAt.Day().String()))
	}
	return keys
}

func all(keys []string, among map[string]bool) bool {
	for _, key := range keys {
		if !among[key] {
			return false
		}
	}
	return true
}

// forFlag are the texts that an open flag asks for at its level.
func (r *Registry) forFlag(ctx context.Context, f models.Flag, at time.Time) ([]reminder, error) {
	if len(reminding[f.Rule][f.Level]) == 0 {
		return nil, nil
	}
	unit, phone, err := r.landlord(ctx, f.UnitID)
	if err != nil || unit.Delisted() {
		return nil, err
	}
	text := reminder{period: f.RaisedAt.Day().String(), unit: unit, phone: phone, params: map[string]string{"home": unit.Label}}
	switch {
	case f.Rule == "B09" && f.Level == 1:
		text.kind = "R10"
		text.params["tel"], err = r.telephone(ctx, unit)
		return []reminder{text}, err
	case f.StayID == 0:
		return nil, nil
	}
	line, err := r.Store.EntryByID(ctx, f.StayID)
	if err != nil || line.Stay.State == models.StayReturned {
		return nil, err // 不是我的房客: the landlord has answered, and is not reminded of what he denied
	}
	late := int(workday.At(at).Day() - f.LastDay())
	switch {
	case f.Rule == "B01" && f.Level == 1:
		text.kind, text.params["d"] = "R02", strconv.Itoa(late)
	case f.Rule == "B01" && f.Level == 2:
		text.kind = "R03"
		text.params["tel"], err = r.telephone(ctx, unit)
	case f.Rule == "B05" && f.Level == 1:
		days := strconv.Itoa(r.Limits().StaleDays + late)
		text.kind, text.params["d"] = "R05", days
		own, err := r.Store.PhoneOf(ctx, line)
		return []reminder{text, {kind: toTenant, period: text.period, unit: unit, stayID: f.StayID, phone: own, params: map[string]string{"d": days}}}, err
	case f.Rule == "B07" && f.Level == 1:
		text.kind = "R08"
	case f.Rule == "B17" && f.Level == 1: // the person alone hears of it, once for all his homes; no landlord learns of another home
		if line.Stay.TakenOver(workday.DayOf(at)) {
			return nil, nil // an old roster said so: that is older than the register
		}
		own, err := r.Store.PhoneOf(ctx, line)
		return []reminder{{kind: toPerson, about: "person:" + hex.EncodeToString(line.Stay.DocIndex), period: text.period, unit: unit, stayID: f.StayID, phone: own,
			vouched: max(line.Stay.ReportedAt, line.Stay.ConfirmedAt, line.Stay.DeclaredAt, workday.At(line.Stay.MovedInOn.Start()))}}, err
	default:
		return nil, nil
	}
	return []reminder{text}, err
}

// toNewestPhone sends what is about a person, whichever of his homes it came from, to the phone that was confirmed last
// (RULES 49). Of two confirmed at one moment it is always the same one.
func toNewestPhone(wanted []reminder) []reminder {
	newest := map[string]reminder{}
	for _, w := range wanted {
		best, known := newest[w.about]
		if w.phone != "" && (!known || cmp.Or(cmp.Compare(w.vouched, best.vouched), cmp.Compare(w.phone, best.phone)) > 0) {
			newest[w.about] = w
		}
	}
	for i, w := range wanted {
		if w.about != "" {
			wanted[i].phone = newest[w.about].phone
		}
	}
	return wanted
}

// leaseEnding is B06: 15 and 3 days before a lease ends the landlord hears of it, once each (RULES 13, 27). A day that was
// missed is not made up.
func (r *Registry) leaseEnding(ctx context.Context, at time.Time) ([]reminder, error) {
	now := workday.At(at)
	var wanted []reminder
	for _, days := range []int{r.Limits().LeaseNoticeLast, r.Limits().LeaseNoticeFirst} { // the nearer end first
		stays, err := r.Store.LeasesEnding(ctx, now.Day()+workday.Day(days))
		if err != nil {
			return nil, err
		}
		for _, s := range stays {
			if !s.Reported(now) || !s.LivesOn(now.Day()) || s.State == models.StayReturned {
				continue
			}
			unit, phone, err := r.landlord(ctx, s.UnitID)
			if err != nil {
				return nil, err
			}
			if unit.Delisted() {
				continue
			}
			wanted = append(wanted, reminder{kind: "R07", period: s.LeaseEnd.String() + " -" + strconv.Itoa(days), unit: unit, stayID: s.ID, phone: phone,
				params: map[string]string{"home": unit.Label, "date": shortDay(s.LeaseEnd), "k": strconv.Itoa(r.Limits().CheckoutDays)}})
		}
	}
	return wanted, nil
}
