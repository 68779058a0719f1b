package web

import (
	"net/http"
	"strings"
	"testing"

	"anju/app/web/site"
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

// TestEveryRefusedErrandOfTheStaffLeadsBackToAPageOfTheirs: 回首页 alone leaves them to look for what they did again, and a way
// back that is closed to them is none.
func TestEveryRefusedErrandOfTheStaffLeadsBackToAPageOfTheirs(t *testing.T) {
	all := Routes(Desks{})
	errands := 0
	for _, r := range all {
		staff := strings.HasPrefix(r.Path, "/o/") || strings.HasPrefix(r.Path, "/a/")
		if !staff || r.Method == http.MethodGet && !strings.Contains(r.Path, ":") {
			continue
		}
		errands++
		for _, code := range []int{http.StatusConflict, http.StatusNotFound, http.StatusUnprocessableEntity} {
			back := site.StaffBack(r.Method, r.Path, func(name string) string { return ":" + name }, code)
			var leads *Route
			for i := range all {
				if all[i].Method == http.MethodGet && strings.ReplaceAll(all[i].Path, ":", "") == strings.ReplaceAll(back.Href, ":", "") {
					leads = &all[i]
				}
			}
			if leads == nil || leads.Method == r.Method && leads.Path == r.Path {
				t.Errorf("%s %s refused with %d leads to %q", r.Method, r.Path, code, back.Href)
				continue
			}
			for _, role := range []policy.Role{policy.Auxiliary, policy.Officer, policy.Supervisor, policy.ChildWorker, policy.Admin} {
				who := policy.Actor{UserID: 9, Staff: true, Fresh: true, Grants: []policy.Grant{{Role: role, AreaID: 1, Level: policy.City}}}
				if policy.MayEnter(who, r.Action, 1) == nil && policy.MayEnter(who, leads.Action, 1) != nil {
					t.Errorf("%s at %s %s is led to %s, which is closed to him", role, r.Method, r.Path, leads.Path)
				}
			}
		}
	}
	if errands < 60 {
		t.Fatalf("only %d errands", errands)
	}
}
