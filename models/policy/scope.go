package policy

import "anju/models/workday"

// Area names one area in a scope.
type Area struct {
	ID    int64
	Level Level
}

// Scope is the part of the register that a list or a look-up may touch. The zero Scope holds nothing.
type Scope struct {
	All   bool           // jobs and operator commands
	User  int64          // homes owned or managed by this account
	Phone []byte         // stays that carry this phone
	Areas []Area         // homes and stays in these areas
	At    workday.Moment // grants of family helpers are looked up at this moment
}

// Empty says whether nothing can be in it.
func (s Scope) Empty() bool {
	return !s.All && s.User == 0 && len(s.Phone) == 0 && len(s.Areas) == 0
}

// Record is what policy has to know of one home or stay to decide about it.
type Record struct {
	OwnerID  int64
	Managers []int64 // accounts acting for the landlord now
	Phones   [][]byte
	AreaIDs  []int64 // the area it lies in and all above
}

// Covers says whether the record lies in the scope.
func (s Scope) Covers(r Record) bool {
	if s.All {
		return true
	}
	if s.User != 0 {
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
	for _, a := range s.Areas {
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
	s := Scope{At: at}
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
		if g.Holds(at) && (rule[g.Role] == InArea || rule[g.Role] == InAreaFresh && a.Fresh && !a.Shift) {
			s.Areas = append(s.Areas, Area{ID: g.AreaID, Level: g.Level})
		}
	}
	return s
}
