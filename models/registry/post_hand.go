package registry

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

const visitForm = "visit" // of drafts

// PostForm says to whom posts go, and from which day.
type PostForm struct {
	Posts   []int64 // grants of the predecessor
	To      string  // ref of the successor
	Choice  string  // today or other
	Y, M, D string
	// Whom landlords of the grids of a grid worker call from then on; empty = as before.
	WorkerName, WorkerPhone string
}

// PostLoads are what each post of somebody carries at a moment, by the number of the grant: what moves when he hands it over.
func (r *Registry) PostLoads(ctx context.Context, who policy.Actor, userID int64, posts []store.Post, at time.Time) (map[int64]models.PostLoad, error) {
	if err := enterPosts(who, workday.At(at)); err != nil {
		return nil, err
	}
	loads := map[int64]models.PostLoad{}
	for i, p := range posts {
		load, err := r.postLoad(ctx, userID, p.Grant, i == 0, at) // all checks are told once
		if err != nil {
			return nil, err
		}
		loads[p.ID] = load
	}
	return loads, nil
}

// postLoad reads what lies in the area of a grant, and of what is somebody's by name what goes with it.
func (r *Registry) postLoad(ctx context.Context, userID int64, g policy.Grant, checks bool, at time.Time) (models.PostLoad, error) {
	read, now := r.Store.Reader, workday.At(at)
	scope := policy.Scope{Areas: []policy.Area{{ID: g.AreaID, Level: g.Level}}, At: now}
	audience := "grid"
	if g.Role == policy.Officer {
		audience = "police"
	}
	load, err := read.ListPostLoad(ctx, scope, audience)
	if err != nil {
		return load, err
	}
	g.From, g.To = 0, 0
	week, err := r.PlanWeek(ctx, policy.Actor{UserID: userID, Staff: true, Grants: []policy.Grant{g}}, 0, now.Day(), at)
	if err != nil {
		return load, err
	}
	load.Homes = len(week.Homes)
	drafts, err := postDrafts(ctx, read, userID, g.AreaID, now)
	load.Drafts = len(drafts)
	if err != nil || !checks {
		return load, err
	}
	items, err := read.ItemsFor(ctx, userID)
	load.Checks = len(items)
	return load, err
}

// postDrafts are the visits that somebody began to put down and never saved, at homes in an area.
func postDrafts(ctx context.Context, read *store.Reader, userID, areaID int64, now workday.Moment) ([]store.Draft, error) {
	all, err := read.DraftsBy(ctx, visitForm, userID, false, now)
	if err != nil {
		return nil, err
	}
	var mine []store.Draft
	for _, d := range all {
		var typed url.Values
		if json.Unmarshal([]byte(d.Body), &typed) != nil {
			continue
		}
		unit, err := read.UnitByRef(ctx, typed.Get("at"))
		if models.IsKind(err, models.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, id := range unit.IDs() {
			if id == areaID {
				mine = append(mine, d)
			}
		}
	}
	return mine, nil
}

// HandPosts hands posts of one worker over to another from a day on (B34): his grants end there and the successor's begin, so
// that the history can be read. What lies in the area follows by the area; what is his by name, drafts of visits and checks
// by lot, is moved at that moment, and his sessions end. Errors: Invalid at post, to, day, worker_name and worker_phone; NotFound outside the own areas.
func (r *Registry) HandPosts(ctx context.Context, who policy.Actor, userRef string, f PostForm, at time.Time) error {
	now := workday.At(at)
	if err := enterPosts(who, now); err != nil {
		return err
	}
	starts, fault := postDay(f.Choice, f.Y, f.M, f.D, now)
	loads, err := r.loadsOf(ctx, who, userRef, at)
	if err != nil {
		return err
	}
	return r.errand(ctx, who, policy.PostHand, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		from, err := tx.LockUserByRef(ctx, userRef)
		if err != nil {
			return err
		}
		held, err := tx.Posts(ctx, from.ID)
		if err != nil {
			return err
		}
		var faults models.Faults
		posts := chosen(held, f.Posts, starts)
		if len(posts) == 0 {
			faults.Add("post", "请至少勾一项要交出去的")
		}
		faults.Add("day", fault)
		contact := readContact(f, &faults)
		for _, p := range posts {
			if err := mayPost(ctx, tx, who, p.Grant.AreaID, now); err != nil {
				return err
			}
		}
		to, err := tx.UserByRef(ctx, f.To)
		if err != nil && !models.IsKind(err, models.NotFound) {
			return err
		}
		if err != nil || !to.Staff || to.Disabled || to.ID == from.ID {
			faults.Add("to", "请选接手的人，不能是他自己，也不能是停用的账号")
		}
		if len(faults) == 0 {
			fault, err := takes(ctx, tx, who, to, posts, now)
			if err != nil {
				return err
			}
			faults.Add("to", fault)
		}
		if err := faults.Err(); err != nil {
			return err
		}
		var codes []string
		for _, p := range posts {
			codes = append(codes, p.AreaCode)
			hand := models.PostHand{PostLoad: loads[p.ID], Role: string(p.Grant.Role), AreaID: p.Grant.AreaID, FromUser: from.ID, ToUser: to.ID, StartsAt: starts, MadeAt: now, MadeBy: who.UserID}
			if p.Grant.Role == policy.Auxiliary {
				hand.WorkerName, hand.WorkerPhone = contact.WorkerName, contact.WorkerPhone
			}
			if err := r.handPost(ctx, tx, p, &hand, now); err != nil {
				return err
			}
		}
		entry.Subject, entry.RefID, entry.Detail = "user", from.ID, cut("交接 "+strings.Join(codes, "、")+"，从 "+starts.Day().String(), 280)
		return nil
	})
}

// loadsOf are the loads of all posts of somebody, read before anything is written.
func (r *Registry) loadsOf(ctx context.Context, who policy.Actor, userRef string, at time.Time) (map[int64]models.PostLoad, error) {
	user, err := r.Store.UserByRef(ctx, userRef)
	if err != nil {
		return nil, err
	}
	posts, err := r.Store.Posts(ctx, user.ID)
	if err != nil {
		return nil, err
	}
	return r.PostLoads(ctx, who, user.ID, posts, at)
}

// takes says why somebody cannot take posts over, "" when he can. Nobody hands a post to himself: who gives them sees no
// persons. A supervisor hands a post only to one who has or had the same in an area of his; another is first given it by the
// administrator.
func takes(ctx context.Context, tx *store.Tx, who policy.Actor, to models.User, posts []store.Post, now workday.Moment) (string, error) {
	if to.ID == who.UserID {
		return "不能交给自己。请选一位网格员或民警", nil
	}
	if policy.MayEnter(who, policy.StaffManage, now) == nil {
		return "", nil
	}
	for _, p := range posts {
		known, err := heldAlike(ctx, &tx.Reader, who, []store.Post{p}, now)
		if err != nil {
			return "", err
		}
		if !slices.ContainsFunc(known, func(c store.Colleague) bool { return c.ID == to.ID }) {
			return "接手的人在您的范围里没当过这一职。请管理员先给他加职责", nil
		}
	}
	return "", nil
}

// enterPosts lets in who may hand posts over somewhere: the administrator, and a supervisor in his own areas.
func enterPosts(who policy.Actor, now workday.Moment) error {
	if policy.MayEnter(who, policy.StaffManage, now) == nil {
		return nil
	}
	return policy.MayEnter(who, policy.PostHand, now)
}

// mayPost says whether somebody may give out posts in an area: in his own, or everywhere, and with the code given just now.
func mayPost(ctx context.Context, tx *store.Tx, who policy.Actor, areaID int64, now workday.Moment) error {
	if policy.MayEnter(who, policy.StaffManage, now) == nil {
		return policy.May(who, policy.StaffManage, policy.Record{}, now)
	}
	line, err := tx.AncestorsOf(ctx, areaID)
	if err != nil {
		return err
	}
	return policy.May(who, policy.PostHand, policy.Record{AreaIDs: line.IDs()}, now)
}

// chosen are those of the posts that walk, hold at a moment or later, and were ticked.
func chosen(held []store.Post, ticked []int64, starts workday.Moment) []store.Post {
	var posts []store.Post
	for _, p := range held {
		for _, id := range ticked {
			if p.ID == id && Hands(p.Grant, starts) {
				posts = append(posts, p)
			}
		}
	}
	return posts
}

// Hands says whether a grant is a post that can be handed over at a moment: of one who walks, begun and not ended by then.
func Hands(g policy.Grant, at workday.Moment) bool {
	return (g.Role == policy.Auxiliary || g.Role == policy.Officer) && g.Holds(at)
}

// postDay reads the day from which a post is another's: now, or the beginning of a day ahead.
func postDay(choice, y, m, d string, now workday.Moment) (workday.Moment, string) {
	if choice != "other" {
		return now, ""
	}
	day, fault := readDate(y, m, d)
	switch {
	case fault != "":
		return now, fault
	case day < now.Day():
		return now, "这一天已经过了，请选今天或以后的日子"
	case day > now.Day()+models.PostDaysAhead:
		return now, "最多提前一年，请再看一眼年份"
	case day == now.Day():
		return now, ""
	}
	return workday.At(day.Start()), ""
}

// handPost ends one grant, begins the other and, when its moment has come, moves what is the predecessor's by name.
func (r *Registry) handPost(ctx context.Context, tx *store.Tx, p store.Post, hand *models.PostHand, now workday.Moment) error {
	old := p.Grant
	if err := tx.EndPost(p.ID, hand.StartsAt); err != nil {
		return err
	}
	theirs, err := tx.Grants(ctx, hand.ToUser)
	if err != nil {
		return err
	}
	has := false
	for _, g := range theirs {
		has = has || g.Role == old.Role && g.AreaID == old.AreaID && g.Holds(hand.StartsAt) && g.To == 0
	}
	if !has {
		next := old
		next.From = hand.StartsAt
		if err := tx.SaveGrant(hand.ToUser, next); err != nil {
			return err
		}
	}
	if hand.StartsAt <= now {
		if err := r.settlePost(ctx, tx, hand, now); err != nil {
			return err
		}
	}
	return tx.SaveHand(hand)
}
