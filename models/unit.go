package models

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"anju/models/mask"
	"anju/models/workday"
)

// The filing states of a unit (DOMAIN 2.2). Filing is not a licence: check-in works in every state but delisted.
const (
	UnitDraft     = "draft"
	UnitSubmitted = "submitted"
	UnitAccepted  = "accepted"
	UnitRectify   = "rectify"
	UnitDelisted  = "delisted"
)

// What is known about whether anybody lives in a unit (RULES 16).
const (
	OccupancyUnknown  = "unknown"
	OccupancyOccupied = "occupied"
	OccupancyVacant   = "vacant"
)

// What the landlord said about a home that the station entered for him. Until he has said anything the home is 未认领, and
// nobody but staff sees it.
const (
	ClaimNone    = ""        // he registered it himself, or no landlord is known
	ClaimOpen    = "open"    // 未认领
	ClaimMine    = "mine"    // 是我的房子
	ClaimRefused = "refused" // 不是我的房子; staff look for the landlord
)

// Unit is one home, one roster (一户一册).
type Unit struct {
	ID        int64
	Ref       string
	UnitCode  string // for files and staff
	ShortCode string // 9 digits, the number people see (房屋编号)
	DoorToken string // 26 lower-case base32 characters
	Label     string // the landlord's own short name, at most 6 characters; SMS name the home by it
	AreaID    int64  // the grid, or the community while no grid is assigned (待划网格)
	Ancestors `gorm:"embedded"`
	Address   string // 青禾路 18 号
	Kind      string
	Land      string // state or collective
	State     string
	Claim     string // of Claim…: what the landlord said about a home that the station entered
	ClaimBy   int64  // account that said so
	ClaimedAt workday.Moment
	Listed    bool // the address is on the community's list
	// PlateAddress is the address on the plate that hangs at the door, since it was good for the first time; "" = it never was.
	PlateAddress string
	// ProvenAddress is the one that staff looked at last, or that a list brought for an accepted home; "" = none yet.
	ProvenAddress string
	Occupancy     string
	// OccupiedSaidOn is the day on which somebody last said that the unit is occupied.
	OccupiedSaidOn workday.Day
	OwnerID        int64 // account of the landlord
	Floors         int
	EndsOn         workday.Day // of a work site: the last day on which it stands; 0 = not known
	Trade          string      // of a shop with living quarters
	Parted         string      // of Parted…
	// LastConfirmedAt is the last time that the whole roster was confirmed, and how.
	LastConfirmedAt  workday.Moment
	LastConfirmedHow string
	AcceptedAt       workday.Moment // 0 = not, or no longer
	ReturnedAt       workday.Moment // given back to the landlord since it was last accepted; 0 = not
	Grade            string
	DueAt            workday.Moment // the earliest moment at which a rule could change its verdict; 0 = never
	CreatedAt        workday.Moment
	Rev              int64 // counts changes; a form saved over a newer one is refused
}

// HasProof says whether stays in this unit may be shown as proof of residence, and its door answers.
func (u Unit) HasProof() bool { return u.DoorOpen() }

// DoorOpen says whether the plate and the public page exist (DESIGN 2 row 13): staff accepted the home, or its address
// is on the community's list.
func (u Unit) DoorOpen() bool { return u.Accepted() || u.Listed && u.State != UnitDraft }

// DoorAnswers says whether what people need at the door can be done there: its plate is good, or was and an officer looks at
// the home anew, so that nobody is sent away from the code on his door.
func (u Unit) DoorAnswers() bool { return (u.PlateAddress != "" || u.DoorOpen()) && !u.Delisted() }

// CheckPlate refuses what is done to the plate of a home that has none to print now: a new code on no plate would leave its door
// without any. Errors: Conflict.
func (u Unit) CheckPlate() error {
	if u.DoorOpen() && !u.Delisted() {
		return nil
	}
	return Refuse(Conflict, "这处房子还没核实，或者停租了，现在没有门牌可打。核实以后再办")
}

// PlateStale says whether the plate at the door says another address than the register, and one with that address can be printed.
func (u Unit) PlateStale() bool {
	return u.CheckPlate() == nil && u.PlateAddress != "" && u.PlateAddress != u.Address
}

// Reviewed says whether an officer looks anew at a home that was accepted once: its landlord wrote another address, or took it off
// the market and back on.
func (u Unit) Reviewed() bool {
	return u.ProvenAddress != "" && !u.DoorOpen() && (u.State == UnitSubmitted || u.State == UnitRectify)
}

// NoteAddress keeps the addresses of the plate and of what leaves for others in step with one that staff accepted. What is spelt
// otherwise alone is the same address.
func (u *Unit) NoteAddress() {
	if !u.DoorOpen() {
		return
	}
	u.ProvenAddress = u.Address
	if u.PlateAddress == "" || PlainAddress(u.PlateAddress) == PlainAddress(u.Address) {
		u.PlateAddress = u.Address
	}
}

// OfficialAddress is the address for what leaves the register: of a home that was accepted the one that staff looked at, whatever its
// landlord has written since.
func (u Unit) OfficialAddress() string {
	if u.ProvenAddress != "" {
		return u.ProvenAddress
	}
	return u.Address
}

// Accepted says whether staff accepted the home (已备案); one that is being put right stays so.
func (u Unit) Accepted() bool { return u.State == UnitAccepted || u.Rectifying() }

// Rectifying says whether an accepted home is being put right (整改): its landlord was told to, or has answered and waits for
// the officer. All the while it stays accepted, for whoever lives there.
func (u Unit) Rectifying() bool {
	return !u.AcceptedAt.IsZero() && (u.State == UnitRectify || u.Resubmitted())
}

// Resubmitted says whether its landlord put right what was given back, and an officer has yet to look at it.
func (u Unit) Resubmitted() bool { return u.State == UnitSubmitted && !u.ReturnedAt.IsZero() }

// CheckSeen refuses an errand that rests on an older look at the home; a look of 0 is none.
func (u Unit) CheckSeen(rev int64) error {
	if rev != 0 && rev != u.Rev {
		return Refuse(Conflict, "这处房子刚改过。请看一下最新的内容，再办一次")
	}
	return nil
}

// Settled says whether a person has the last word on whose home it is: its landlord registered or claimed it, or an officer
// gave it to somebody. No list changes that.
func (u Unit) Settled() bool {
	return u.OwnerID != 0 && (u.Claim != ClaimOpen || u.ClaimBy != 0)
}

// Claimed says whether the landlord, as the station knows him, said that the home is his.
func (u Unit) Claimed() bool { return u.Claim == ClaimMine }

// JustClaimed says whether a claimed home still waits for the landlord's word about its people.
func (u Unit) JustClaimed() bool { return u.Claimed() && u.LastConfirmedAt < u.ClaimedAt }

// Delisted says whether the landlord took the home off the market.
func (u Unit) Delisted() bool { return u.State == UnitDelisted }

// StateName is the word for the filing state.
func (u Unit) StateName() string {
	switch {
	case u.Rectifying() && u.State == UnitRectify:
		return "要整改"
	case u.Rectifying():
		return "整改交了，等核实"
	}
	switch {
	case u.Reviewed() && u.State == UnitRectify:
		return "要整改"
	case u.Reviewed():
		return "等重新核实"
	}
	switch u.State {
	case UnitDraft:
		return "还没交"
	case UnitSubmitted:
		return "等核实"
	case UnitAccepted:
		return "已备案"
	case UnitRectify:
		return "退回了，要改"
	case UnitDelisted:
		return "已停租"
	}
	return ""
}

// CheckLabel answers what is wrong with a label, or "". Six characters fit every SMS text (SMS data, note).
func CheckLabel(label string) string {
	n := utf8.RuneCountInString(label)
	switch {
	case n == 0:
		return "请给房子起个短名，例如：青禾18"
	case n > 6:
		return "短名最多 6 个字，例如：青禾18"
	}
	for _, r := range label {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return "短名只用汉字、字母和数字，例如：青禾18"
		}
	}
	return ""
}

// CheckAddress answers what is wrong with an address, or "".
func CheckAddress(address string) string {
	n := utf8.RuneCountInString(address)
	switch {
	case n == 0:
		return "请写路名和门牌号，例如：青禾路 18 号"
	case n < 4:
		return "地址太短，请写到门牌号，例如：青禾路 18 号"
	case n > 60:
		return "地址太长，60 个字以内就够，例如：青禾路 18 号"
	case !strings.ContainsAny(address, "0123456789０１２３４５６７８９一二三四五六七八九十"):
		return "请把门牌号也写上，例如：青禾路 18 号"
	}
	if mask.Holds(address) {
		return "地址里只写路名和门牌号，请把手机号和证件号去掉"
	}
	for _, r := range address {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" -－—·#（）()、,，./", r) {
			return "地址里有不能用的符号“" + string(r) + "”，请去掉"
		}
	}
	return ""
}
