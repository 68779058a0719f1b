package policy

import (
	"testing"

	"pgregory.net/rapid"

	"anju/models"
	"anju/models/workday"
)

const now = workday.Moment(1_700_000_000_000)

// tree is a made-up map of areas: parent[i] is the area above, 0 at the top; ids begin at 1.
type tree struct {
	parent map[int64]int64
	level  map[int64]Level
}

var heights = []Level{City, County, Subdistrict, Community, Grid}

// drawTree grows at least four levels: a trunk down to the grid, then branches anywhere.
func drawTree(t *rapid.T) tree {
	tr := tree{parent: map[int64]int64{}, level: map[int64]Level{}}
	depth := rapid.IntRange(4, 5).Draw(t, "depth")
	for i := range depth {
		tr.parent[int64(i+1)], tr.level[int64(i+1)] = int64(i), heights[i]
	}
	for range rapid.IntRange(0, 20).Draw(t, "branches") {
		id := int64(len(tr.parent) + 1)
		parent := int64(rapid.IntRange(1, int(id-1)).Draw(t, "parent"))
		for i, h := range heights[:4] {
			if tr.level[parent] == h {
				below := heights[i+1:]
				tr.parent[id], tr.level[id] = parent, below[rapid.IntRange(0, min(1, len(below)-1)).Draw(t, "skip a level")]
			}
		}
		if tr.level[id] == "" {
			tr.parent[id], tr.level[id] = 0, City
		}
	}
	return tr
}

func (tr tree) any(t *rapid.T, label string) int64 {
	return int64(rapid.IntRange(1, len(tr.parent)).Draw(t, label))
}

// line are an area and all above it.
func (tr tree) line(id int64) []int64 {
	var up []int64
	for ; id != 0; id = tr.parent[id] {
		up = append(up, id)
	}
	return up
}

var phones = []string{"", "phone-a", "phone-b"}

func drawRecord(t *rapid.T, tr tree) (Record, int64) {
	area := tr.any(t, "lies in")
	r := Record{OwnerID: int64(rapid.IntRange(0, 4).Draw(t, "owner")), AreaIDs: tr.line(area), Child: rapid.Bool().Draw(t, "a child alone"),
		Claims: rapid.Bool().Draw(t, "waits to be claimed")}
	for range rapid.IntRange(0, 2).Draw(t, "managers") {
		r.Managers = append(r.Managers, int64(rapid.IntRange(1, 4).Draw(t, "manager")))
	}
	for range rapid.IntRange(0, 2).Draw(t, "phones") {
		r.Phones = append(r.Phones, []byte(rapid.SampledFrom(phones).Draw(t, "phone")))
	}
	return r, area
}

func drawActor(t *rapid.T, tr tree) Actor {
	a := Actor{Fresh: rapid.Bool().Draw(t, "fresh"), Shift: rapid.Bool().Draw(t, "shift")}
	switch rapid.IntRange(0, 5).Draw(t, "who") {
	case 0:
		return Actor{}
	case 1:
		return SystemActor
	case 2, 3:
		a.UserID, a.Phone = int64(rapid.IntRange(1, 4).Draw(t, "user")), []byte(rapid.SampledFrom(phones).Draw(t, "own phone"))
		return a
	}
	a.UserID, a.Staff = int64(rapid.IntRange(1, 4).Draw(t, "user")), true
	for range rapid.IntRange(0, 5).Draw(t, "grants") {
		area := tr.any(t, "granted")
		g := Grant{Role: rapid.SampledFrom([]Role{Auxiliary, Auxiliary, Officer, Officer, Supervisor, ChildWorker, Admin, System, Person, "chief"}).Draw(t, "role"),
			AreaID: area, Level: tr.level[area]}
		g.From = now + workday.Moment(rapid.IntRange(-2, 1).Draw(t, "from"))
		if rapid.Bool().Draw(t, "ends") {
			g.To = g.From + workday.Moment(rapid.IntRange(0, 3).Draw(t, "to"))
		}
		a.Grants = append(a.Grants, g)
	}
	return a
}

// oracle decides anew, by walking up the tree from the record, whether somebody may come in at all, and whether the
// record itself lies within his reach.
func oracle(tr tree, a Actor, act Action, r Record, area int64) (enters, anyRecord, inReach bool) {
	look := func(role Role, within func(Reach) bool) {
		reach := ReachOf(role, act)
		if reach == InAreaDesk {
			if a.Shift {
				return // the counter is closed to whoever walks
			}
			reach = InArea
		}
		enters = enters || reach != No
		anyRecord = anyRecord || reach == Anybody || reach == Fresh && a.Fresh && !a.Shift
		inReach = inReach || within(reach)
	}
	switch {
	case a.UserID == 0 && len(a.Grants) == 1 && a.Grants[0].Role == System:
		look(System, func(reach Reach) bool { return reach != No })
	case a.UserID == 0:
		look(Stranger, func(Reach) bool { return false })
	case !a.Staff:
		owns := r.OwnerID == a.UserID
		for _, m := range r.Managers {
			owns = owns || m == a.UserID
		}
		owns = owns && r.Claims == (act == UnitClaim) // 未认领: asked about, not yet his
		lives := false
		for _, p := range r.Phones {
			lives = lives || string(p) == string(a.Phone) && len(a.Phone) > 0
		}
		look(Person, func(reach Reach) bool {
			return owns && (reach == Own || reach == OwnOrSelf) || lives && (reach == Self || reach == OwnOrSelf)
		})
	default:
		inForce := false
		for _, g := range a.Grants {
			if now < g.From || g.To != 0 && now >= g.To || g.Role == System || g.Role == Admin && a.Shift {
				continue // nobody is administrator on a visit shift
			}
			inForce = true
			below := false
			for id := area; id != 0; id = tr.parent[id] {
				below = below || id == g.AreaID
			}
			look(g.Role, func(reach Reach) bool {
				return below && (reach == InArea || reach == InAreaChild && r.Child || reach == InAreaFresh && a.Fresh && !a.Shift)
			})
		}
		if !inForce { // no role left: what is open to passers-by stays open
			look(Stranger, func(Reach) bool { return false })
		}
	}
	return enters, anyRecord, inReach
}

func TestNobodySeesARecordOutsideHisReachAndNobodyMissesOneInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := drawTree(t)
		a := drawActor(t, tr)
		for range 5 {
			r, area := drawRecord(t, tr)
			for _, act := range Actions() {
				enters, anyRecord, inReach := oracle(tr, a, act, r, area)
				scope := ScopeOf(a, act, now)
				if got := scope.Covers(r); got != inReach {
					t.Fatalf("%s: the scope covers the record: %v, should be %v\n%+v\n%+v", act, got, inReach, a, r)
				}
				err := May(a, act, r, now)
				switch {
				case enters && (anyRecord || inReach):
					if err != nil {
						t.Fatalf("%s refused: %v\n%+v\n%+v", act, err, a, r)
					}
				case enters && ReachOf(Admin, act) == Fresh:
					if err != error(ErrNotFresh) {
						t.Fatalf("%s without the code: %v\n%+v", act, err, a)
					}
				case enters:
					if !models.IsKind(err, models.NotFound) {
						t.Fatalf("%s outside the reach: %v tells that the record exists\n%+v\n%+v", act, err, a, r)
					}
				case !a.SignedIn():
					if !models.IsKind(err, models.Unsigned) {
						t.Fatalf("%s: %v", act, err)
					}
				default:
					if !models.IsKind(err, models.Forbidden) {
						t.Fatalf("%s: %v", act, err)
					}
				}
				// Whether the record exists must not show in the refusal.
				if !enters && err.Error() != MayEnter(a, act, now).Error() {
					t.Fatalf("%s: the refusal depends on the record", act)
				}
			}
		}
	})
}

func TestAStrangerATenantAndALandlordNeverReachTheRecordsOfOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := drawTree(t)
		r, _ := drawRecord(t, tr)
		r.OwnerID, r.Managers, r.Phones = 90, []int64{91, 92}, [][]byte{[]byte("theirs"), nil}
		for _, a := range []Actor{{}, {UserID: 7}, {UserID: 7, Phone: []byte("mine")}, {Phone: []byte("theirs")},
			{UserID: 7, Phone: []byte("mine"), Fresh: true, Grants: []Grant{{Role: Officer, AreaID: r.AreaIDs[0], Level: tr.level[r.AreaIDs[0]]}}}} {
			for _, act := range Actions() {
				if ScopeOf(a, act, now).Covers(r) {
					t.Fatalf("%+v reaches the record by %s", a, act)
				}
			}
		}
	})
}

func TestAPhoneOnAVisitNeverReadsAWholeNumber(t *testing.T) {
	officer := Actor{UserID: 9, Staff: true, Grants: []Grant{{Role: Officer, AreaID: 1, Level: City}}}
	r := Record{AreaIDs: []int64{1, 2}}
	for _, c := range []struct {
		fresh, shift, may bool
	}{{false, false, false}, {true, false, true}, {false, true, false}, {true, true, false}} {
		officer.Fresh, officer.Shift = c.fresh, c.shift
		if got := May(officer, StayReveal, r, now) == nil; got != c.may {
			t.Errorf("fresh %v, shift %v: may reveal %v", c.fresh, c.shift, got)
		}
		if May(officer, RosterView, r, now) != nil {
			t.Error("the masked roster must stay open")
		}
	}
}

func TestAGrantHoldsFromItsFirstMillisecondToItsLast(t *testing.T) {
	g := Grant{From: 100, To: 200}
	for at, holds := range map[workday.Moment]bool{99: false, 100: true, 199: true, 200: false} {
		if g.Holds(at) != holds {
			t.Errorf("at %d: %v", at, !holds)
		}
	}
	if !(Grant{From: 100}).Holds(1 << 60) {
		t.Error("a grant without an end ends")
	}
	if !(Scope{}).Empty() || (Scope{}).Covers(Record{}) || (Scope{Phone: []byte{}}).Covers(Record{Phones: [][]byte{{}}}) {
		t.Error("the empty scope holds something")
	}
}
