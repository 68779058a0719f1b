package e2e

import (
	"encoding/json"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// move moves the demo's clock by a number of days, as somebody on /dev/clock would.
func (d *demoRun) move(t *testing.T, days int) string {
	t.Helper()
	v := newVisitor(d.URL)
	must(t, v.get("/dev/clock"))
	must(t, v.post("/dev/clock", url.Values{"days": {map[int]string{1: "1", 7: "7"}[days]}}))
	if v.last.StatusCode != 200 {
		t.Fatalf("the clock: %d", v.last.StatusCode)
	}
	return v.page
}

// flags are the open flags, as the command prints them.
func (d *demoRun) flags(t *testing.T) []struct {
	Rule, Name, UnitCode, StayRef string
	Level                         int
} {
	t.Helper()
	var raw []map[string]any
	must(t, json.Unmarshal([]byte(run(t, d.env(), "flags", "--json")), &raw))
	var flags []struct {
		Rule, Name, UnitCode, StayRef string
		Level                         int
	}
	for _, f := range raw {
		stay, _ := f["stay_ref"].(string)
		flags = append(flags, struct {
			Rule, Name, UnitCode, StayRef string
			Level                         int
		}{f["rule"].(string), f["name"].(string), f["unit_code"].(string), stay, int(f["level"].(float64))})
	}
	return flags
}

func (d *demoRun) env() []string {
	return []string{"ANJU_DB=sqlite:" + filepath.Join(d.dir, "anju.db"), "ANJU_SMS=file:" + filepath.Join(d.dir, "sms.jsonl")}
}

func (d *demoRun) sms() string { return filepath.Join(d.dir, "sms.jsonl") }

// declare lets somebody enter himself at the door, in a plain browser.
func (d *demoRun) declare(t *testing.T, who someone, room string) {
	t.Helper()
	v := newVisitor(d.URL)
	must(t, v.get(d.door))
	must(t, v.get(d.door+"/register"))
	n := len(texts(t, d.sms()))
	must(t, v.post(d.door+"/register", url.Values{"room": {room}, "name": {who.name}, "doc_type": {"111"}, "doc_no": {who.doc}, "phone": {who.phone}, "moved_in": {"today"}, "consent": {"1"}}))
	if !strings.Contains(v.at(), "/register/check") {
		t.Fatalf("the form was not taken: %d at %s\n%s", v.last.StatusCode, v.at(), faultsOf(v.page))
	}
	must(t, v.post(v.last.Request.URL.RequestURI(), url.Values{"confirm": {"1"}}))
	must(t, v.post(v.last.Request.URL.RequestURI(), url.Values{"code": {code(t, d.sms(), who.phone, n)}}))
	if !strings.Contains(v.at(), "/done") || !strings.Contains(v.page, "已收到") {
		t.Fatalf("not declared: %d at %s", v.last.StatusCode, v.at())
	}
}

func faultsOf(page string) string {
	_, rest, found := strings.Cut(page, `class="esum"`)
	if !found {
		return ""
	}
	faults, _, _ := strings.Cut(rest, "</div>")
	return faults
}

// TestNobodyReportsATenantUntilTheLandlordIsTexted is the main story: a tenant enters himself, the landlord is silent,
// three working days pass, the flag opens, the landlord gets his text, reports, and the flag closes at once.
func TestNobodyReportsATenantUntilTheLandlordIsTexted(t *testing.T) {
	d := startDemo(t)
	who := tenantNo(901)
	d.declare(t, who, "103")
	stay := d.stayOf(t, who)
	before, days := len(texts(t, d.sms())), 0
	for ; days < 12 && !d.flagged(t, stay, 1); days++ { // three working days are never more than twelve days away
		if d.move(t, 1); days < 2 && d.flagged(t, stay, 1) {
			t.Fatalf("flagged after %d days", days+1)
		}
	}
	texted := false
	for range 7 { // the demo's landlord may have had his one reminder of the day, or his six texts in thirty days
		for _, one := range texts(t, d.sms())[before:] {
			texted = texted || one.Kind == "R02" && one.To == d.landlord
		}
		if texted {
			break
		}
		d.move(t, 1)
	}
	if !d.flagged(t, stay, 1) || !texted {
		t.Fatalf("after %d days the stay is flagged: %v, the landlord texted: %v", days, d.flagged(t, stay, 1), texted)
	}
	v := newVisitor(d.URL)
	d.signInAs(t, v, "landlord")
	if !strings.Contains(v.page, "等您确认") {
		t.Error("the landlord's home does not ask him to confirm")
	}
	pending := "/h/u/" + d.unitOf(t) + "/pending/" + stay
	must(t, v.get(pending))
	must(t, v.post(pending, url.Values{"answer": {"yes"}}))
	if v.last.StatusCode != 200 || d.flagged(t, stay, 0) {
		t.Fatalf("the landlord reported, and the flag still stands (%d at %s)", v.last.StatusCode, v.at())
	}
}

// TestASilentLandlordEndsInTheOfficersQueue lets everybody be silent: the flag climbs to the officer, who visits, and the
// flag closes.
func TestASilentLandlordEndsInTheOfficersQueue(t *testing.T) {
	d := startDemo(t)
	who := tenantNo(902)
	d.declare(t, who, "303")
	stay := ""
	for range 8 {
		d.move(t, 7)
		if stay = d.stayOf(t, who); d.flagged(t, stay, 3) {
			break
		}
	}
	if !d.flagged(t, stay, 3) {
		t.Fatalf("after eight weeks the flag is not at level 3: %+v", d.flags(t))
	}
	v := newVisitor(d.URL)
	d.signInAs(t, v, "officer")
	must(t, v.get("/o/u/"+d.unitOf(t)))
	item := d.itemOf(t, stay)
	must(t, v.get("/o/items/"+item))
	if v.last.StatusCode != 200 || strings.Contains(v.page, who.doc) {
		t.Fatalf("the task: %d, whole number shown: %v", v.last.StatusCode, strings.Contains(v.page, who.doc))
	}
	must(t, v.get("/o/items/"+item+"/visit"))
	must(t, v.post("/o/items/"+item+"/visit", url.Values{"result": {"match"}, "p-" + stay: {"met"}}))
	if v.last.StatusCode != 200 {
		t.Fatalf("the visit: %d at %s %s", v.last.StatusCode, v.at(), faultsOf(v.page))
	}
	must(t, v.get("/o/items/"+item))
	must(t, v.post("/o/items/"+item+"/close", url.Values{"result": {"match"}, "note": {"见到本人，证件一致"}}))
	if d.flagged(t, stay, 0) {
		t.Fatalf("the officer closed the flag, and it still stands (%d at %s %s)", v.last.StatusCode, v.at(), faultsOf(v.page))
	}
	d.move(t, 1)
	if d.flagged(t, stay, 0) {
		t.Fatal("the flag came back by night")
	}
}
