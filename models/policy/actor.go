// Package policy decides who may do what. It is pure: a role × action table, checks on one record, and the scope
// that every list must take. Unknown roles and actions are refused.
package policy

import "anju/models/workday"

// Role is what somebody acts as.
type Role string

// The roles of DOMAIN 3. A landlord and a tenant are the same kind of account: what they may touch follows from the
// homes they own or manage and the stays that carry their phone.
const (
	Stranger    Role = "stranger"     // nobody signed in
	Person      Role = "person"       // signed in by phone: landlord, family helper, tenant
	Auxiliary   Role = "auxiliary"    // 网格员 (协管员)
	Officer     Role = "officer"      // 社区民警
	Supervisor  Role = "supervisor"   // statistics and audit
	ChildWorker Role = "child_worker" // 儿童主任
	Admin       Role = "admin"        // accounts and options, no personal data
	System      Role = "system"       // the nightly jobs
)

// Level is the height of an area in the tree.
type Level string

// The levels of an area, from the top.
const (
	City        Level = "city"
	County      Level = "county"
	Subdistrict Level = "subdistrict"
	Community   Level = "community"
	Grid        Level = "grid"
)

// Grant gives a staff member a role over an area and all below it, from one moment (inclusive) to another
// (exclusive; 0 = open end).
type Grant struct {
	Role   Role
	AreaID int64
	Level  Level
	From   workday.Moment
	To     workday.Moment
}

// Holds says whether the grant is in force at that moment.
func (g Grant) Holds(at workday.Moment) bool {
	return g.From <= at && (g.To == 0 || at < g.To)
}

// Actor is who asks. The zero Actor is a stranger.
type Actor struct {
	UserID   int64
	UserRef  string
	Name     string // 李警官, 周桂芳; for the head of the page
	Staff    bool   // signed in by login and password
	Shift    bool   // a staff phone on a visit shift: masked data only
	Fresh    bool   // TOTP given within the last minutes: may reveal, may change accounts
	Grants   []Grant
	Phone    []byte // blind index of the verified phone; nil for staff
	PhoneEnd string // last four digits, for 本人·尾号 0001
	DocOK    bool   // the last four of the document were given on this device
	Address  string // network address, for limits and audit; never stored with a name
}

// SystemActor is the nightly jobs acting in their own name.
var SystemActor = Actor{UserID: 0, Name: "系统", Grants: []Grant{{Role: System}}}

// SignedIn says whether the actor is somebody.
func (a Actor) SignedIn() bool { return a.UserID != 0 || a.IsSystem() }

// IsSystem says whether a job acts.
func (a Actor) IsSystem() bool {
	return len(a.Grants) == 1 && a.Grants[0].Role == System && a.UserID == 0
}

// Within says whether a record lies in an area over which somebody holds a grant at that moment, whatever the grant allows there.
func (a Actor) Within(r Record, at workday.Moment) bool {
	for _, g := range a.Grants {
		if g.Holds(at) && r.in([]Area{{ID: g.AreaID, Level: g.Level}}) {
			return true
		}
	}
	return false
}

// Roles lists what the actor may act as at that moment, strongest first for the audit line.
func (a Actor) Roles(at workday.Moment) []Role {
	if a.IsSystem() {
		return []Role{System}
	}
	if a.UserID == 0 {
		return []Role{Stranger}
	}
	if !a.Staff {
		return []Role{Person}
	}
	var roles []Role
	seen := map[Role]bool{}
	for _, g := range a.Grants {
		if g.Role == Admin && a.Shift {
			continue // a visit shift is for walks; nobody gives out accounts on it
		}
		if g.Holds(at) && g.Role != System && !seen[g.Role] {
			seen[g.Role] = true
			roles = append(roles, g.Role)
		}
	}
	if len(roles) == 0 {
		return []Role{Stranger} // no role left: what is open to passers-by stays open, signing out too
	}
	return roles
}

// Only is the actor with the grants of one role alone: for what that role may see where it holds, and nowhere else.
func (a Actor) Only(role Role) Actor {
	var grants []Grant
	for _, g := range a.Grants {
		if g.Role == role {
			grants = append(grants, g)
		}
	}
	a.Grants = grants
	return a
}
