package policy

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"anju/models"
	"anju/models/workday"
)

var update = flag.Bool("update", false, "rewrite testdata/table.golden")

var everyRole = []Role{Stranger, Person, Auxiliary, Officer, Supervisor, ChildWorker, Admin, System}

var reachWords = map[Reach]string{
	InAreaDesk: "at the desk", Fresh: "fresh", InAreaChild: "a child there", Given: "given",
	No: "-", Anybody: "anybody", Own: "own", Self: "self", OwnOrSelf: "own or self", InArea: "in area", InAreaFresh: "in area, fresh",
}

// matrix writes the table as people read it: one line an action, one column a role.
func matrix() string {
	lines := [][]string{{"action"}}
	for _, role := range everyRole {
		lines[0] = append(lines[0], string(role))
	}
	for _, act := range Actions() {
		line := []string{string(act)}
		for _, role := range everyRole {
			line = append(line, reachWords[ReachOf(role, act)])
		}
		lines = append(lines, line)
	}
	var out strings.Builder
	for _, line := range lines {
		text := fmt.Sprintf("%-18s", line[0])
		for _, word := range line[1:] {
			text += fmt.Sprintf(" %-14s", word)
		}
		out.WriteString(strings.TrimRight(text, " ") + "\n")
	}
	return out.String()
}

func TestNobodyGainsARightUnnoticed(t *testing.T) {
	const golden = "testdata/table.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(matrix()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := matrix(); got != string(want) {
		t.Errorf("the table of rights changed; if that is meant, run: go test ./models/policy -update\n%s", got)
	}
}

func TestTheTableKnowsOnlyRolesAndReachesThatExist(t *testing.T) {
	for act, line := range table {
		for role, reach := range line {
			if !slices.Contains(everyRole, role) || reachWords[reach] == "" {
				t.Errorf("%s: role %q, reach %d", act, role, reach)
			}
		}
	}
}

// What DOMAIN 3 and DESIGN 2 promise, said again beside the table.
func TestTheTableKeepsItsPromises(t *testing.T) {
	staff := []Role{Auxiliary, Officer, Supervisor, ChildWorker, Admin}
	for _, act := range Actions() {
		if r := ReachOf(Stranger, act); r != No && r != Anybody {
			t.Errorf("a stranger reaches records by %s", act)
		}
		if r := ReachOf(Admin, act); r != No && r != Anybody && r != Fresh {
			t.Errorf("the administrator reads the register by %s", act)
		}
		for _, role := range staff {
			if r := ReachOf(role, act); r == Own || r == Self || r == OwnOrSelf {
				t.Errorf("%s acts as landlord or tenant by %s", role, act)
			}
		}
		if r := ReachOf(Person, act); r == InArea || r == InAreaFresh {
			t.Errorf("a landlord reaches a whole area by %s", act)
		}
	}
	for _, role := range everyRole {
		if r := ReachOf(role, StayReveal); r != No && !(role == Officer && r == InAreaFresh) {
			t.Errorf("%s may read whole document numbers", role)
		}
	}
	for _, act := range []Action{StaffManage, AreaManage, OptionsManage} {
		for _, role := range everyRole {
			if r := ReachOf(role, act); r != No && role != System && !(role == Admin && r == Fresh) {
				t.Errorf("%s may %s without the code given just now", role, act)
			}
		}
	}
	for _, act := range []Action{UnitRegister, StayCheckIn, StayCheckOut, StayAccept, RosterConfirm} {
		for _, role := range staff {
			if ReachOf(role, act) != No {
				t.Errorf("%s writes the landlord's roster by %s", role, act)
			}
		}
	}
}

func TestWhatIsNotInTheTableIsRefused(t *testing.T) {
	now := workday.Moment(1_000_000)
	record := Record{OwnerID: 7, AreaIDs: []int64{1, 2}}
	strange := Actor{UserID: 9, Staff: true, Fresh: true, Grants: []Grant{{Role: "chief", AreaID: 1, Level: City}}}
	for _, act := range Actions() {
		if act == Public || ReachOf(Stranger, act) == Anybody {
			continue // open to whoever walks by
		}
		if May(strange, act, record, now) == nil || MayEnter(strange, act, now) == nil {
			t.Errorf("an unknown role may %s", act)
		}
		if !ScopeOf(strange, act, now).Empty() {
			t.Errorf("an unknown role has a scope for %s", act)
		}
	}
	for _, who := range []Actor{{}, {UserID: 7}, SystemActor, {UserID: 9, Staff: true, Grants: []Grant{{Role: Officer, AreaID: 1, Level: City}}}} {
		for _, act := range []Action{"", "unit", "UNIT.VIEW", "stay.delete"} {
			if May(who, act, record, now) == nil || !ScopeOf(who, act, now).Empty() {
				t.Errorf("%+v may %q, which is no action", who, act)
			}
		}
	}
}

func TestAnOfficerWhoseRoleHasEndedCanStillReadPublicPagesAndSignOut(t *testing.T) {
	now := workday.Moment(1_000_000)
	ended := Actor{UserID: 9, Staff: true, Grants: []Grant{{Role: Officer, AreaID: 1, Level: City, To: now}}}
	if err := MayEnter(ended, Public, now); err != nil {
		t.Errorf("public pages: %v", err)
	}
	if err := MayEnter(ended, QueueView, now); !models.IsKind(err, models.Forbidden) {
		t.Errorf("the queue: %v", err)
	}
	if !ScopeOf(ended, QueueView, now).Empty() {
		t.Error("a scope remains")
	}
}

func TestAStrangerIsAskedToSignInAndOthersAreTurnedAway(t *testing.T) {
	now := workday.Moment(1_000_000)
	if err := MayEnter(Actor{}, UnitView, now); !models.IsKind(err, models.Unsigned) {
		t.Errorf("stranger: %v", err)
	}
	if err := MayEnter(Actor{UserID: 7}, QueueView, now); !models.IsKind(err, models.Forbidden) {
		t.Errorf("landlord at the officer's queue: %v", err)
	}
	forged := Actor{UserID: 9, Staff: true, Grants: []Grant{{Role: System}}}
	if forged.IsSystem() || MayEnter(forged, FlagRaise, now) == nil || !ScopeOf(forged, FlagRaise, now).Empty() {
		t.Error("an account passes as the nightly jobs")
	}
	nobody := Actor{Staff: true, Grants: []Grant{{Role: Officer, AreaID: 1, Level: City}}}
	if MayEnter(nobody, QueueView, now) == nil || !ScopeOf(nobody, QueueView, now).Empty() {
		t.Error("grants without an account open something")
	}
}

func TestAnUnattendedDeskOrALostPhoneOpensNoAccountsToItsFinder(t *testing.T) {
	now := workday.Moment(1_000_000)
	admin := Actor{UserID: 9, Staff: true, Grants: []Grant{{Role: Admin}, {Role: Officer, AreaID: 1, Level: City}}}
	for _, act := range []Action{StaffManage, AreaManage, OptionsManage} {
		for _, c := range []struct{ fresh, shift, enters, may bool }{
			{false, false, true, false}, {true, false, true, true}, {false, true, false, false}, {true, true, false, false},
		} {
			admin.Fresh, admin.Shift = c.fresh, c.shift
			if enters, may := MayEnter(admin, act, now) == nil, May(admin, act, Record{}, now) == nil; enters != c.enters || may != c.may {
				t.Errorf("%s, fresh %v, shift %v: enters %v, may %v", act, c.fresh, c.shift, enters, may)
			}
		}
		admin.Fresh, admin.Shift = false, false
		if err := May(admin, act, Record{}, now); err != error(ErrNotFresh) {
			t.Errorf("%s: the refusal does not ask for the code: %v", act, err)
		}
	}
}
