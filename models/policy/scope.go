package policy

import "anju/models/workday"

// Area names one area in a scope.
type Area struct {
	ID    int64
	Level Level
}

// Scope is the part of the register that a list or a look-up may touch. The zero Scope holds nothing.
type Scope struct {
	All  bool  // jobs and operator commands
	User int64 // homes owned or managed by this account
	// Claims turns the homes of the account around: those that wait to hear whether they are his, and no other.
	Claims bool
	Phone  []byte // stays that carry this phone
	Areas  []Area // homes and stays in these areas
	Grid   int64  // of all that only what lies in this grid; 0 = all
	// Children are the areas in which the actor is the child worker: he sees the flags of children alone, their homes, and
	// nothing else. Stands are the areas in which he is the grid worker, who stands in where no child worker is named
	// (RULES 11).
	Children []Area
	Stands   []Area
	At       workday.Moment // grants of family helpers are looked up at this moment
}

// Empty says whether nothing can be in it.
func (s Scope) Empty() bool {
	return !s.All && s.User == 0 && len(s.Phone) == 0 && len(s.Areas) == 0 && len(s.Children) == 0
}

// Record is what policy has to know of one home or stay to decide about it.
type Record struct {
	OwnerID  int64
	Managers []int64 // accounts acting for the landlord now
	Phones   [][]byte
	AreaIDs  []int64 // the area it lies in and all above
	Claims   bool    // it waits to hear whether it is the landlord's
	Child    bool    // a child is flagged to live there without an adult
}

// Covers says whether the record lies in the scope.
func (s Scope) Covers(r Record) bool {
	if s.All {
		return true
	}
	if s.User != 0 && r.Claims == s.Claims {
		if r.OwnerID == s.User {
			return true
		}
		for _, m := range r.Managers {
			if m == s.User {
				return true
			}
		}
	}
	if len(s.Phone) > 0 {
		for _, p := range r.Phones {
			if string(p) == string(s.Phone) {
				return true
			}
		}
	}
	return r.in(s.Areas) || r.Child && r.in(s.Children)
}

func (r Record) in(areas []Area) bool {
	for _, a := range areas {
		for _, id := range r.AreaIDs {
			if id == a.ID {
				return true
			}
		}
	}
	return false
}

// ScopeOf is the part of the register in which the actor may do the action at that moment.
func ScopeOf(a Actor, act Action, at workday.Moment) Scope {
	rule, known := table[act]
	if !known {
		return Scope{}
	}
	if a.IsSystem() {
		if rule[System] == No {
			return Scope{}
		}
		return Scope{All: true}
	}
	s := Scope{At: at, Claims: act == UnitClaim}
	if a.UserID == 0 {
		return s
	}
	if !a.Staff {
		switch {
		case rule[Person] == Own:
			s.User = a.UserID
		case rule[Person] == Self:
			s.Phone = a.Phone
		case rule[Person] == OwnOrSelf:
			s.User, s.Phone = a.UserID, a.Phone
		}
		return s
	}
	for _, g := range a.Grants {
		if !g.Holds(at) {
			continue
		}
		area := Area{ID: g.AreaID, Level: g.Level}
		switch reach := rule[g.Role]; {
		case reach == InAreaChild:
			s.Children = append(s.Children, area)
		case reach == InArea || reach == InAreaDesk && !a.Shift || reach == InAreaFresh && a.Fresh && !a.Shift:
			s.Areas = append(s.Areas, area)
			if g.Role == Auxiliary {
				s.Stands = append(s.Stands, area)
			}
		}
	}
	return s
}
