package boot

import (
	"context"
	"fmt"
	"slices"
	"time"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// resident is a number with what happened to the person who holds it.
type resident struct {
	phone, role string
	who         policy.Actor
	home        *quarterHome
	stay        string
	in          workday.Day // first entered, when it was about the day of moving in
	since       workday.Day // known to the register
	left        workday.Day
	no, again   time.Time // since when he wants no lessons, and since when he wants them again
	child       bool
	moved       bool // stood on a second roster or in a second home: not somebody of whom only one story can be told
}

func (q *quarter) person(phone, role string) *resident {
	q.t.Helper()
	who, err := q.Registry.AddPerson(context.Background(), policy.SystemActor, phone, "何以安", q.at)
	q.must(err)
	r := &resident{phone: phone, role: role, who: who, since: workday.DayOf(q.at)}
	q.people[phone] = r
	return r
}

// arrive lets somebody move in who did so some days ago. Most are entered by the landlord; some say it themselves and
// nobody reports them; there are families with one phone, people without one, foreigners, children, and people who live
// in another home already.
func (q *quarter) arrive(daysAgo int) {
	q.t.Helper()
	q.number++
	n, home := q.number, q.homes[q.rnd.IntN(len(q.homes))]
	f := registry.StayForm{Room: fmt.Sprint(100*(1+q.rnd.IntN(2)) + 1 + q.rnd.IntN(4)), Name: "何以安", DocType: "111", DocNo: storetest.Number("3399", n),
		Phone: fmt.Sprintf("199000%05d", n), Relation: "朋友"}
	y, m, d := (workday.DayOf(q.at) - workday.Day(daysAgo)).Date()
	f.MovedIn, f.MovedInY, f.MovedInM, f.MovedInD = "other", fmt.Sprint(y), fmt.Sprint(int(m)), fmt.Sprint(d)
	r := &resident{}
	switch {
	case n%50 == 7:
		f.Phone, f.NoPhone = "", true
		q.enter(home, r, f)
		return
	case n%25 == 3 && len(q.living) > 0: // lives elsewhere already
		r = q.living[q.rnd.IntN(len(q.living))]
		e, err := q.Store.EntryByRef(context.Background(), r.stay)
		q.must(err)
		if r.home == home || r.child || r.moved {
			return
		}
		f.DocType, f.DocNo, f.Country, f.Phone, r.moved = e.Tenant.DocType, e.Tenant.DocNo, e.Tenant.Country, r.phone, true
		q.enter(home, nil, f)
		return
	}
	r = q.person(f.Phone, "房客")
	switch {
	case n%9 == 4:
		f.DocType, f.DocNo, f.Country = "414", fmt.Sprintf("P%07d", n), "USA"
	case n%20 == 11:
		f.DocNo, f.Guardian, r.child, r.role = idcard.WithCheckDigit(fmt.Sprintf("3399%02d20150101%03d", n/1000, n%1000)), "何以宁", true, "孩子"
	case n%6 == 5:
		_, err := q.Registry.Declare(context.Background(), r.who, home.door, f, models.ViaDoor, "", q.at)
		q.must(err)
		r.home, r.role = home, "房客（自己登记）"
		return
	}
	if daysAgo == 0 {
		r.in = workday.DayOf(q.at)
	}
	family := []registry.StayForm{f}
	for i := 1; n%15 == 0 && i < 3; i++ { // a family of three with one phone
		f.DocNo = storetest.Number("3398", 3*n+i)
		family = append(family, f)
	}
	q.enter(home, r, family...)
}

func (q *quarter) enter(home *quarterHome, r *resident, forms ...registry.StayForm) {
	q.t.Helper()
	done, err := q.Registry.CheckIn(context.Background(), home.who, home.ref, forms, "", q.at)
	q.must(err)
	if r == nil || r.phone == "" {
		return
	}
	r.home, r.stay, r.moved = home, done.StayRef, r.moved || len(forms) > 1
	q.living = append(q.living, r)
}

// live lets something happen to one of those who live there, or to a landlord.
func (q *quarter) live() {
	q.t.Helper()
	ctx := context.Background()
	i := q.rnd.IntN(len(q.living))
	r := q.living[i]
	today := workday.DayOf(q.at)
	switch q.rnd.IntN(8) {
	case 0, 1:
		q.must(q.Registry.CheckOut(ctx, r.home.who, r.stay, registry.DayForm{Choice: "today"}, q.at))
		q.living = slices.Delete(q.living, i, i+1)
		r.left = today
	case 2:
		q.wants(r, false)
	case 3:
		q.wants(r.home.owner, false)
	case 4: // somebody who said no changes his mind
		for _, other := range q.living {
			if !other.no.IsZero() && other.again.IsZero() && other.no.Before(q.at.AddDate(0, 0, -5)) {
				q.wants(other, true)
				break
			}
		}
	case 5: // a lease that ends
		y, m, d := (today + 16).Date()
		e, err := q.Store.EntryByRef(ctx, r.stay)
		q.must(err)
		q.must(q.Registry.ChangeStay(ctx, r.home.who, r.stay, registry.StayChange{Room: e.Room.No, Phone: r.phone, Relation: e.Stay.Relation,
			LeaseEnd: registry.DayForm{Choice: "other", Y: fmt.Sprint(y), M: fmt.Sprint(int(m)), D: fmt.Sprint(d)}}, q.at))
	default:
		q.must(q.Registry.ConfirmStay(ctx, r.home.who, r.stay, q.at))
	}
}

// refuseWhatWaits lets somebody say no while a lesson for him waits for its window.
func (q *quarter) refuseWhatWaits() {
	q.t.Helper()
	waiting, err := q.Store.ListNotices(context.Background(), policy.Scope{All: true}, store.Outbox{State: models.NoticeQueued, N: 100})
	q.must(err)
	for _, n := range waiting {
		if r := q.people[n.Phone]; n.Category == models.CategoryEducation && r.no.IsZero() {
			q.wants(r, false)
			return
		}
	}
}

func (q *quarter) wants(r *resident, yes bool) {
	q.t.Helper()
	if yes {
		r.again = q.at
	} else if !r.no.IsZero() {
		return // once is enough for one story
	} else {
		r.no = q.at
	}
	q.must(q.Registry.ChooseEducation(context.Background(), r.who, yes, q.at))
}
