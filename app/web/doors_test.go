package web

import (
	"net/http"
	"strings"
	"testing"

	"anju/models/policy"
)

// TestNoOfficerComesInByTheDoorOfALandlord: his pages show people and keep no look, so staff have pages of their own.
func TestNoOfficerComesInByTheDoorOfALandlord(t *testing.T) {
	homes := 0
	for _, r := range Routes(Desks{}) {
		if !strings.HasPrefix(r.Path, "/h") || strings.HasPrefix(r.Path, "/help") || r.Machine {
			continue
		}
		homes++
		for _, role := range []policy.Role{policy.Auxiliary, policy.Officer, policy.Supervisor, policy.ChildWorker, policy.Admin} {
			who := policy.Actor{UserID: 9, Staff: true, Fresh: true, Grants: []policy.Grant{{Role: role, AreaID: 1, Level: policy.City}}}
			if policy.MayEnter(who, r.Action, 1) == nil {
				t.Errorf("%s comes in by %s %s (%s)", role, r.Method, r.Path, r.Action)
			}
		}
	}
	if homes < 30 {
		t.Fatalf("only %d routes of landlords", homes)
	}
}

// TestEveryFormOfTheAdministratorWantsTheCodeAgain: a form whose action is open to anybody signed in would not. Only the
// rehearsal of a night and the looks at the texts do without: they change nothing and show numbers alone.
func TestEveryFormOfTheAdministratorWantsTheCodeAgain(t *testing.T) {
	for _, r := range Routes(Desks{}) {
		if r.Action == policy.Rehearse || r.Action == policy.SMSWatch && r.Method == http.MethodGet {
			continue
		}
		if (r.Path == "/a" || strings.HasPrefix(r.Path, "/a/")) && policy.ReachOf(policy.Admin, r.Action) != policy.Fresh {
			t.Errorf("%s %s needs %s only", r.Method, r.Path, r.Action)
		}
	}
}
