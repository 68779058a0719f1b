package registry

import (
	"bytes"
	"context"
	"slices"
	"time"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// campaignPage is how many numbers of an audience one transaction puts in the outbox.
const campaignPage = 5000

// walk hands out the numbers of an audience by pages, tenants first. A number stands on one page of each list; who is tenant
// and landlord stands on both.
func (r *Registry) walk(ctx context.Context, c models.Campaign, area models.Area, day workday.Day, n int, page func([]store.PupilRow) error) error {
	scope := only(area)
	var lists []func(after []byte) ([]store.PupilRow, error)
	if c.Role != models.AudienceLandlords {
		lists = append(lists, func(after []byte) ([]store.PupilRow, error) {
			if c.Alarm() { // whoever may be there and has a telephone is warned
				return r.Store.ListWarned(ctx, scope, day, after, n)
			}
			return r.Store.ListTenantPupils(ctx, scope, c.Audience, day, lessonAge, after, n)
		})
	}
	if c.Role != models.AudienceTenants {
		lists = append(lists, func(after []byte) ([]store.PupilRow, error) {
			return r.Store.ListLandlordPupils(ctx, scope, c.Audience, day, after, n)
		})
	}
	for _, list := range lists {
		for after := []byte{}; ; {
			rows, err := list(after)
			if err != nil {
				return err
			}
			if len(rows) == 0 {
				break
			}
			after = bytes.Clone(rows[len(rows)-1].PhoneIdx)
			rows = slices.DeleteFunc(rows, func(p store.PupilRow) bool { return !p.Tenant && !p.Landlord }) // children
			if err := page(rows); err != nil {
				return err
			}
		}
	}
	return nil
}

// recipient is a number of an audience, and what speaks against sending to it, "" for nothing.
type recipient struct {
	store.PupilRow
	phone, against string
}

// sift judges numbers of an audience by what stands in the register now, with the rules of every text about the law; an
// emergency asks for nothing but the number.
func (r *Registry) sift(ctx context.Context, from *store.Reader, c models.Campaign, rows []store.PupilRow, leaves workday.Day) ([]recipient, error) {
	against := func([]byte, string) string { return "" }
	if !c.Alarm() {
		var err error
		if against, err = r.againstLesson(ctx, from, rows, leaves); err != nil {
			return nil, err
		}
	}
	sifted := make([]recipient, 0, len(rows))
	for _, row := range rows {
		one := recipient{PupilRow: row, against: against(row.PhoneIdx, c.Ref)}
		if !c.Alarm() && one.against == "" {
			one.against = row.TooMuch(c.Kind, c.Ref, r.Limits(), leaves)
		}
		if one.against == "" {
			var err error
			if one.phone, err = from.PhoneFor(ctx, row); err != nil {
				return nil, err
			}
			if one.phone == "" {
				one.against = models.ReasonNoNumber
			}
		}
		sifted = append(sifted, one)
	}
	return sifted, nil
}

// leavesOn is the day on which the texts of a campaign would leave.
func (r *Registry) leavesOn(c models.Campaign, at time.Time) workday.Day {
	return windowStart(r.Limits(), models.CategoryOf(c.Kind), max(workday.At(at), c.StartsAt).Time()).Day()
}

// forecast counts what would become of an audience now.
func (r *Registry) forecast(ctx context.Context, c models.Campaign, area models.Area, at time.Time) (models.Forecast, error) {
	f := models.Forecast{Missed: map[string]int{}}
	leaves, seen := r.leavesOn(c, at), map[string]bool{}
	err := r.walk(ctx, c, area, workday.DayOf(at), campaignPage, func(rows []store.PupilRow) error {
		if c.Role == models.AudienceBoth {
			rows = slices.DeleteFunc(rows, func(p store.PupilRow) bool {
				again := seen[string(p.PhoneIdx)]
				seen[string(p.PhoneIdx)] = true
				return again
			})
		}
		sifted, err := r.sift(ctx, r.Store.Reader, c, rows, leaves)
		for _, one := range sifted {
			if one.against == "" {
				f.Fit++
			} else {
				f.Missed[one.against]++
			}
		}
		return err
	})
	return f, err
}

// samples are the ends of the first numbers of an audience that would get the text; who asks sees no more of them.
func (r *Registry) samples(ctx context.Context, c models.Campaign, area models.Area, at time.Time) (ends []string, err error) {
	err = r.walk(ctx, c, area, workday.DayOf(at), samplePage, func(rows []store.PupilRow) error {
		sifted, err := r.sift(ctx, r.Store.Reader, c, rows, r.leavesOn(c, at))
		for _, one := range sifted {
			if one.against == "" && len(ends) < mostSamples {
				ends = append(ends, one.phone[max(0, len(one.phone)-4):])
			}
		}
		if err == nil && len(ends) == mostSamples {
			return errEnough
		}
		return err
	})
	if err == errEnough {
		err = nil
	}
	return ends, err
}

const (
	samplePage  = 50
	mostSamples = 3
)

// errEnough ends a walk early.
var errEnough = models.Refuse(models.Conflict, "够了")

// waits says why the text of a campaign cannot leave: its words are others than those that were looked at, or no gateway
// takes them; "" when it can.
func (r *Registry) waits(ctx context.Context, c models.Campaign) (string, error) {
	texts, err := r.TextsNow(ctx)
	if err != nil {
		return "", err
	}
	if c.WordingMark != "" && c.WordingMark != markOf(texts, c.Kind) {
		return "这句话后来改过了，和看过的不一样。请取消，重新排一次", nil
	}
	if on, err := r.SendingOn(ctx); err != nil || !on {
		return "短信的总开关关着。请管理员打开", err
	}
	why, err := r.canLeave(ctx, texts, c.Kind, c.WordingMark)
	if why != "" {
		why += "。请管理员到“短信的话”里办好"
	}
	return why, err
}

// canLeave says why no gateway takes a text now in the words with a mark, "" when one does (SMS.md decision 5).
func (r *Registry) canLeave(ctx context.Context, texts models.Texts, kind, mark string) (string, error) {
	filings, err := r.Store.Filings(ctx)
	if err != nil {
		return "", err
	}
	first := ""
	for _, way := range r.Ways {
		at := slices.IndexFunc(r.Carriers, func(c models.Carrier) bool { return c.Key == way })
		if at < 0 {
			return "", nil
		}
		why := texts.RouteBy(r.Carriers[at], kind, mark, filings).Why
		if why == "" {
			return "", nil
		}
		if first == "" {
			first = r.Carriers[at].Name + "：" + why
		}
	}
	return first, nil
}
