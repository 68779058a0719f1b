package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"anju/jobs/sheet"
	"anju/models"
	"anju/models/idcard"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/vault"
)

// roster is a list with everything a stay can have.
const roster = stayHeader +
	"U1,101,㐂𠮷·尔肯,111,339900199001010011,+86 199 0000 0011,2026-10-01 22:30,2026-10-02 08:15:30,2026-11-01T00:30:00Z,2027-09-30,,本人,,2026-11-10,2026-11-20,,青禾18\n" +
	"U1,102,何以安,户口簿,３３９９００　１９８６０１０１００２９,,2025-01-05,2025-01-06,,,2026-11-24,=老乡,,,,,\n" +
	"U2,101,KIM MINJI,414,M12345678,,2026-11-01,,,,,朋友,kor,,,,\n" +
	"U2,101,白小宝,111,CHILD,,2026-11-02,2026-11-02,,,2026-12-31,子女,,,,,\n" +
	"U2,101,港先生,111,HK,,2026-12-05,,,,,,,,,,\n"

func rosterFile() string {
	return strings.NewReplacer("CHILD", idcard.WithCheckDigit("33990020180501123"), "HK", storetest.Number("8100", 5)).Replace(roster)
}

func TestARosterGoesOutAndComesBackAlikeInEveryFormat(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		a.small()
		if done := a.take("stays", a.file("stays.csv", rosterFile())); done.Saved != 5 {
			t.Fatalf("%+v %s", done, head(done.ErrorsFile))
		}
		if done := a.take("stays", a.file("stays.csv", rosterFile())); done.Same != 5 {
			t.Fatalf("the same file again: %+v %s", done, head(done.ErrorsFile))
		}
		before := a.stats("--as-of", "2026-11-24")
		var files []string
		for _, kind := range []string{"areas", "units", "rooms", "stays"} {
			for _, ext := range []string{".csv", ".xlsx"} {
				path := filepath.Join(a.dir, "out-"+kind+ext)
				a.ok("export", kind, path)
				if done := a.take(kind, path); done.Same != done.Read || done.Read == 0 {
					t.Errorf("%s: %+v %s", path, done, head(done.ErrorsFile))
				}
				files = append(files, path)
			}
		}
		if text := a.read(filepath.Join(a.dir, "out-stays.csv")); !strings.Contains(text, ",'=老乡,") || !strings.Contains(text, "2026-10-01T22:30:00+08:00") {
			t.Errorf("the roster went out as %s", text)
		}
		if text := a.read(filepath.Join(a.dir, "out-units.csv")); !strings.Contains(text, "http://127.0.0.1:8080/d/") || !strings.HasPrefix(text, "\ufeffunit_code,area_code,") {
			t.Errorf("the homes went out as %s", text)
		}
		// Into an empty register elsewhere, areas first, from the spreadsheets.
		t.Setenv("ANJU_KEY_FILE", filepath.Join(a.dir, "elsewhere.key"))
		t.Setenv("ANJU_DB", "sqlite:"+filepath.Join(a.dir, "elsewhere.db"))
		for i, kind := range []string{"areas", "units", "rooms", "stays"} {
			if done := a.take(kind, files[2*i+1]); done.Saved != done.Read {
				t.Errorf("%s elsewhere: %+v %s", kind, done, head(done.ErrorsFile))
			}
		}
		after := a.stats("--as-of", "2026-11-24")
		if b, c := mustJSON(t, before), mustJSON(t, after); b != c {
			t.Errorf("counted here %s\nand elsewhere %s", b, c)
		}
	})
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestTheRosterThatLeavesIsMaskedUnlessAReasonIsGivenThatItsPeopleCanRead(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		a.small()
		a.take("stays", a.file("stays.csv", rosterFile()))
		path := filepath.Join(a.dir, "roster.csv")
		a.ok("export", "roster", path, "--area", "C1")
		masked := a.read(path)
		for _, secret := range []string{"339900199001010011", "3399", "19900000011", "M12345678"} {
			if strings.Contains(masked, secret) {
				t.Errorf("%s stands on the roster:\n%s", secret, masked)
			}
		}
		if !strings.Contains(masked, "㐂𠮷·尔肯") || !strings.Contains(masked, "•••• 0011") || !strings.HasPrefix(masked, "\ufeffunit_code,room_no,name,doc_type") {
			t.Errorf("the roster reads\n%s", masked)
		}
		a.ok("export", "roster", path, "--reveal", "防汛转移，核对人数")
		if text := a.read(path); !strings.Contains(text, "339900199001010011") {
			t.Errorf("with a reason it reads\n%s", text)
		}
		st := a.open(db)
		defer st.Close()
		unit := storetest.UnitByCode(t, st, "U1")
		entries, err := st.Entries(context.Background(), unit.ID)
		if err != nil {
			t.Fatal(err)
		}
		views, err := st.Views(context.Background(), unit.ID, entries[0].Stay.ID, 0, 10)
		if err != nil || len(views) != 2 || !slices.ContainsFunc(views, func(v models.View) bool {
			return v.What == models.ViewFullID && v.Reason == "防汛转移，核对人数"
		}) {
			t.Errorf("the tenant reads %+v %v", views, err)
		}
		if left, err := filepath.Glob(filepath.Join(a.dir, ".*.part")); err != nil || len(left) != 0 {
			t.Errorf("left behind: %v", left)
		}
	})
}

// open opens the register beside the commands.
func (a *anju) open(db string) *store.Store {
	a.t.Helper()
	st, err := store.Open(context.Background(), db)
	if err != nil {
		a.t.Fatal(err)
	}
	ring, err := vault.OpenFile(filepath.Join(a.dir, "anju.key"), false)
	if err != nil {
		a.t.Fatal(err)
	}
	st.Use(ring)
	return st
}

func TestATemplateIsAnEmptyListThatCanBeImported(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		for _, kind := range models.SheetKinds {
			for _, ext := range []string{".csv", ".xlsx"} {
				path := filepath.Join(a.dir, kind+ext)
				a.ok("import", kind, "--template", path)
				if done := a.take(kind, path); done != (importDone{}) {
					t.Errorf("%s: %+v", path, done)
				}
				f, err := sheet.Open(path, models.SheetColumns[kind])
				if err != nil {
					t.Fatal(err)
				}
				if len(f.Header) != len(models.SheetColumns[kind]) || f.Header[0] != models.SheetColumns[kind][0].Words {
					t.Errorf("%s: %q", path, f.Header)
				}
				_ = f.Close()
			}
		}
	})
}

func TestADryRunSaysWhatWouldBeSavedAndSavesNothing(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		a.small()
		path := a.file("stays.csv", rosterFile()+"U9,101,何以安,111,339900199001010011,,2026-10-01,,,,,,,,,,\n")
		dry := a.take("stays", path, "--dry-run")
		if dry.Saved != 5 || dry.Failed != 1 || dry.ErrorsFile == "" {
			t.Errorf("dry: %+v", dry)
		}
		if s := a.stats("--as-of", "2026-11-24"); s.Residents != 0 {
			t.Errorf("%d live there after a dry run", s.Residents)
		}
		if done := a.take("stays", path); done.Saved != dry.Saved || done.Failed != dry.Failed {
			t.Errorf("dry %+v, then %+v", dry, done)
		}
	})
}

func TestAnImportTextsNobodyAndItsFlagsWaitForTheJob(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		a := newAnju(t, db)
		a.small()
		a.ok("sending", "on")
		var rows strings.Builder
		rows.WriteString(stayHeader)
		for i := range 3 {
			fmt.Fprintf(&rows, "U1,101,何以安,111,%s,1380000000%d,2026-11-02,,,,,,,,,,\n", storetest.Number("3399", i), i)
		}
		a.take("stays", a.file("stays.csv", rows.String()))
		if out := a.ok("notices", "--json"); strings.TrimSpace(out) != "[]" {
			t.Errorf("queued: %s", out)
		}
		if out := a.ok("flags", "--json"); strings.TrimSpace(out) != "[]" {
			t.Errorf("flags: %s", out)
		}
		a.ok("job", "run", "flag", "--at", essayAt)
		var flags []flagLine
		if err := json.Unmarshal([]byte(a.ok("flags", "--json", "--rule", "B01")), &flags); err != nil || len(flags) != 3 {
			t.Errorf("%d flags after the job: %v", len(flags), err)
		}
		if _, err := os.Stat(filepath.Join(a.dir, "sms.jsonl")); err == nil && a.read(filepath.Join(a.dir, "sms.jsonl")) != "" {
			t.Error("something was sent")
		}
		path := filepath.Join(a.dir, "flags.csv")
		a.ok("export", "flags", path)
		if text := a.read(path); strings.Count(text, "B01,unregistered,U1,101,") != 3 {
			t.Errorf("the flags went out as %s", text)
		}
	})
}
