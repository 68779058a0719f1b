package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anju/models/idcard"
	"anju/models/storetest"
)

// The most that 认领 with fourteen people may ask of a landlord: four taps, and the end of his own document.
const claimTaps, claimTyped = 4, 4

// TestALandlordClaimsAHomeOfFourteen brings a list of the station's in, as an operator does, and goes the landlord's first
// sign-in in Chromium: the home is his, and so are its people.
func TestALandlordClaimsAHomeOfFourteen(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		landlords := map[string]*world{}
		n := 0
		for name := range shortPhones {
			own := *w
			own.landlord = fmt.Sprintf("1990000007%d", n)
			landlords[name] = &own
			own.list(t, n)
			n++
		}
		p := start(t, w.env, "serve")
		for name, ph := range shortPhones {
			t.Run(name, func(t *testing.T) { landlords[name].claims(t, p, ph) })
		}
	})
}

// ownDoc is the document of the n-th landlord on the list.
func ownDoc(n int) string { return idcard.WithCheckDigit(fmt.Sprintf("33990019600102%03d", n)) }

// list brings in a home of fourteen people for the landlord: half of them reported, half not.
func (w *world) list(t *testing.T, n int) {
	t.Helper()
	dir, code := t.TempDir(), fmt.Sprintf("CL%d", n)
	w.bring(t, dir, "units", "unit_code,area_code,address,kind,landlord_name,landlord_doc_no,landlord_phone",
		fmt.Sprintf("%s,%s,青禾路 %d 号,home,周桂芳,%s,%s", code, w.grid.Code, 60+n, ownDoc(n), w.landlord))
	var rooms, stays []string
	for i := range 14 {
		room, who, reported := fmt.Sprint(101+i/2), tenantNo(400+n*20+i), ""
		if i%2 == 0 {
			rooms, reported = append(rooms, code+","+room), "2026-03-02"
		}
		stays = append(stays, strings.Join([]string{code, room, who.name, who.doc, who.phone, "2026-03-01", reported}, ","))
	}
	w.bring(t, dir, "rooms", "unit_code,room_no", rooms...)
	w.bring(t, dir, "stays", "unit_code,room_no,name,doc_no,phone,moved_in_on,reported_at", stays...)
}

func (w *world) bring(t *testing.T, dir, kind, header string, rows ...string) {
	t.Helper()
	file := filepath.Join(dir, kind+".csv")
	must(t, os.WriteFile(file, []byte(header+"\n"+strings.Join(rows, "\n")+"\n"), 0o600))
	if out := run(t, w.env, "import", kind, file, "--json"); !strings.Contains(out, fmt.Sprintf(`"saved":%d`, len(rows))) {
		t.Fatalf("import of %s: %s", kind, out)
	}
}

func (w *world) claims(t *testing.T, p *program, ph phone) {
	b := newBrowser(t, p.URL, ph)
	w.signInTo(t, b, "/h/claim")
	b.noSidewaysScroll()
	b.sees("这处房子是您的吗", "青禾路")
	for i := range 4 {
		if strings.Contains(b.html(), tenantNo(400+i*20).name) {
			t.Fatal("a name stands on the page before the claim")
		}
	}
	b.shoot("claim")
	b.taps, b.typed = 0, 0
	n := int(w.landlord[len(w.landlord)-1] - '0')
	b.write(`#f-last4`, ownDoc(n)[14:])
	b.follow(`=说好了，下一步`)
	b.sees("住着的这 14 位，对吗", tenantNo(400+n*20).name)
	b.noSidewaysScroll()
	b.shoot("claim-people")
	b.follow(`=都住在这里`)
	t.Logf("a claimed home of fourteen: %d taps, %d characters", b.taps, b.typed)
	if b.taps > claimTaps || b.typed > claimTyped {
		t.Errorf("%d taps and %d characters; at most %d and %d", b.taps, b.typed, claimTaps, claimTyped)
	}
	b.sees("都核对好了：14 位住在这里", "都办好了")
	b.shoot("claimed")
}
