package models

import (
	"cmp"

	"anju/models/workday"
)

// Slip is a paper 签字单: who signs it lets the desk do one errand for him (代办). Its number is good once, and only at the
// desk for which it was printed; the paper stays in the desk's folder under its number.
type Slip struct {
	ID        int64
	AreaID    int64  // the desk, see DeskOf
	No        string // 7 digits, the last a check digit
	Batch     string // slips printed together; names the sheets in the address
	PrintedAt workday.Moment
	PrintedBy int64
	UsedAt    workday.Moment
	UsedBy    int64 // the staff member who keyed it
	UnitID    int64
	StayID    int64 // 0 when the errand was about no one person
}

// SlipsASheet is how many slips stand on one A4 sheet.
const SlipsASheet = 4

// DeskOf is the area whose desk serves a home: its community, or the area it lies in where no community is named.
func DeskOf(u Unit) int64 { return cmp.Or(u.CommunityID, u.AreaID) }

// CheckDesk answers why nothing can be done at the desk for the landlord of a home, or "". A home that waits to be claimed has
// nobody yet in whose name anybody could act, or who might be shown its roster.
func CheckDesk(u Unit) string {
	switch {
	case u.OwnerID == 0:
		return "这处房子册里还没有户主，不能替户主办。请社区先补上户主"
	case u.Claim == ClaimOpen:
		return "这处房子户主还没认领。请他先认领，再替他办"
	}
	return ""
}

// DeskCode is a landlord's 代办口令: he speaks it at the counter, and it is kept only as a MAC.
type DeskCode struct {
	UserID int64 // the landlord
	Mac    []byte
	MadeAt workday.Moment
	MadeBy int64 // he himself, or the staff member who made it against a slip
	Tries  int   // wrong ones in a row
}

// DeskTries is how many wrong tries in a row lock a 代办口令 until a new one is made.
const DeskTries = 5

// Locked says whether it opens nothing any more.
func (c DeskCode) Locked() bool { return c.Tries >= DeskTries }
