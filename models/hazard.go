package models

import "anju/models/workday"

// HazardKind is one line of the checklist of fire safety: a thing of the house that somebody looks at, never a person.
type HazardKind struct {
	Code  string
	Asks  string // the question at the door
	Fault string // what is wrong when the answer is no
	Mend  string // what is to be done
	Grave int    // 2 may kill today, 1 grave, 0 neither (B28)

	Shared bool // of the parts of a building that all use: seen without going in
}

// HazardKinds are the checklist, in the order in which one walks in (DOMAIN 1.1 Fire, B28).
var HazardKinds = []HazardKind{
	{"exit", "楼道、出口没堵没锁", "楼道或出口堵了", "清开楼道，出口不上锁", 2, true},
	{"ebike", "电动车、电池没进楼", "电动车或电池进了楼", "推到集中充电点", 2, true},
	{"basement", "地下室没用液化气", "地下室用了液化气", "把液化气瓶搬走", 2, false},
	{"bars", "防盗窗能从里面打开", "防盗窗从里面打不开", "留一个能打开的逃生口", 1, false},
	{"wiring", "没私拉电线", "私拉了电线", "请电工重新布线", 1, false},
	{"heater", "燃气热水器通风", "燃气热水器不通风", "改成通到室外", 1, false},
	{"wall", "隔墙烧不着", "用能烧着的板隔了房", "换成烧不着的材料", 1, false},
	{"alarm", "有烟感，会响", "没有烟感或不响", "装一个烟感", 0, false},
	{"extinguisher", "有灭火器，没过期", "没有灭火器或过期了", "放一个灭火器", 0, false},
}

// HazardKindOf finds a line of the checklist.
func HazardKindOf(code string) (HazardKind, bool) {
	for _, k := range HazardKinds {
		if k.Code == code {
			return k, true
		}
	}
	return HazardKind{}, false
}

// How a hazard ended.
const (
	HazardMended  = "mended"  // 改好了
	HazardMistake = "mistake" // 记错了
)

// Hazard is something wrong with a house, until it is put right.
type Hazard struct {
	ID      int64
	Ref     string
	UnitID  int64
	VisitID int64
	Kind    string // of HazardKinds
	FoundAt workday.Moment
	FoundBy int64
	DueOn   workday.Day // the last day to put it right
	EndedAt workday.Moment
	EndedBy int64
	Outcome string // "" while it stands
	OpenKey *string
}

// Open says whether it still stands.
func (h Hazard) Open() bool { return h.EndedAt.IsZero() }

// Overdue says whether its last day is over.
func (h Hazard) Overdue(on workday.Day) bool { return h.Open() && h.DueOn < on }

// HazardDue is the last day to put a hazard of a kind right that was found on a day.
func HazardDue(kind HazardKind, found workday.Day, limits Limits) workday.Day {
	days := []int{limits.HazardDays, limits.HazardHighDays, limits.HazardUrgentDays}[kind.Grave]
	return found + workday.Day(days)
}
