package models

import "anju/models/workday"

// PostHand is a post that one worker handed over to another: a role over an area, and all that was to be done in it (B34).
type PostHand struct {
	ID       int64
	Ref      string
	Role     string
	AreaID   int64
	FromUser int64
	ToUser   int64
	StartsAt workday.Moment // from then on it is the successor's
	MadeAt   workday.Moment
	MadeBy   int64
	// Whom landlords and tenants of the grid call from then on; "" = as before.
	WorkerName, WorkerPhone string

	SettledAt workday.Moment // when drafts and checks were moved; 0 = the day has not come
	PostLoad  `gorm:"embedded"`
}

// PostLoad is what goes with a post.
type PostLoad struct {
	Flags   int // open flags
	Homes   int // homes to visit this week
	Drafts  int // of visits, begun and not saved
	Reports int // that wait for an answer
	Checks  int // homes drawn by lot that he was to check
}

// Add sums two loads.
func (l PostLoad) Add(o PostLoad) PostLoad {
	return PostLoad{l.Flags + o.Flags, l.Homes + o.Homes, l.Drafts + o.Drafts, l.Reports + o.Reports, l.Checks + o.Checks}
}

// The latest day ahead on which a post can begin or be handed over.
const PostDaysAhead = 366
