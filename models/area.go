// Package models says what the things of the register are and what may happen to them. Nothing here knows a database,
// a network or a clock: time comes in as an argument.
package models

import "anju/models/workday"

// The levels of an area, from the top.
const (
	LevelCity        = "city"
	LevelCounty      = "county"
	LevelSubdistrict = "subdistrict"
	LevelCommunity   = "community"
	LevelGrid        = "grid"
)

// LevelNames are the words for the levels.
var LevelNames = map[string]string{
	LevelCity: "市", LevelCounty: "区县", LevelSubdistrict: "街道（镇）", LevelCommunity: "社区（村）", LevelGrid: "网格",
}

// LevelRank orders the levels from the top; levels may be skipped. 0 is no level.
func LevelRank(level string) int {
	switch level {
	case LevelCity:
		return 1
	case LevelCounty:
		return 2
	case LevelSubdistrict:
		return 3
	case LevelCommunity:
		return 4
	case LevelGrid:
		return 5
	}
	return 0
}

// Area is one node of the tree city → county → subdistrict → community → grid.
type Area struct {
	ID       int64
	Ref      string
	Code     string // unique, for files and staff
	ParentID int64  // 0 at the top
	Level    string
	Name     string
	Zone     string // urban or rural; stands on grids
	Path     string // ids from the top, "/1/4/9/"
	// Whom people call. Paper carries post and phone; names stand on web pages only (DESIGN 2 row 13).
	PostName    string // 柳岸社区警务室
	PostPhone   string
	OfficerName string // 李警官
	WorkerName  string // 小陈
	WorkerPhone string
	EndedOn     workday.Day // 0 while it stands; afterwards ParentID is its successor
	// Listed addresses let a door page answer before staff accepted the home; kept with the community.
}

// Ancestors are the ids of an area and of all above it, by level; 0 where a level is skipped. They stand on each unit,
// stay and flag, so that a list is one equality (PERF 2).
type Ancestors struct {
	CityID        int64
	CountyID      int64
	SubdistrictID int64
	CommunityID   int64
	GridID        int64
}

// IDs lists the ids that are set, from the top.
func (a Ancestors) IDs() []int64 {
	var ids []int64
	for _, id := range []int64{a.CityID, a.CountyID, a.SubdistrictID, a.CommunityID, a.GridID} {
		if id != 0 {
			ids = append(ids, id)
		}
	}
	return ids
}

// Set puts an area's id at its level.
func (a *Ancestors) Set(level string, id int64) {
	switch level {
	case LevelCity:
		a.CityID = id
	case LevelCounty:
		a.CountyID = id
	case LevelSubdistrict:
		a.SubdistrictID = id
	case LevelCommunity:
		a.CommunityID = id
	case LevelGrid:
		a.GridID = id
	}
}
