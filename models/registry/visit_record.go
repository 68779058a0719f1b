package registry

import (
	"context"
	"crypto/subtle"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// VisitForm is what a grid worker or an officer found at a door, as typed.
type VisitForm struct {
	Result  string // of models.VisitResults
	Heads   string // how many people live there, "" = not counted
	Note    string
	FlagRef string   // the task that led there, "" = none
	Seen    []string // refs of stays whose person was met
	AllSeen bool     // 都见到了: everybody of the roster was met, but of whom the form says otherwise
	Shown   []string // refs of the stays of whom that was said: who stood on the form and was not away; nil = all of the roster
	Unseen  []string // refs of stays whose person was not met (没见到)
	Gone    []string // refs of stays whose person lives there no more
	// Away are the refs of stays whose person is away for a while (暂时外出), with the day of return as typed.
	Away  map[string]string
	Extra string // how many live there and stand on no roster, "" = none
	Door  string // token of the plate that was scanned, "" = the visit did not begin at the door
	// Fire is what the checklist says: a code of models.HazardKinds, and FireOK or FireBad; what was not looked at is not in it.
	Fire map[string]string
	// AddFound is somebody who lives there and stands on no roster; he is entered as declared, found at a visit.
	AddFound *StayForm
}

// The answers of the checklist.
const (
	FireOK  = "ok"
	FireBad = "bad"
)

// RecordVisit keeps what was found. 到访未遇 stops nothing; any other result marks the flags that it answers as visited
// (RULES 44), and is said once a day. People who were met are confirmed 上门; of those who are gone the landlord is asked to check them out
// (B08). 一致 confirms the person whom a flag asks about, or, without a flag, those who are ticked as met: some of them, or all at once
// by 都见到了, and one of the two has to be said. It never confirms who was not met or is away for a while; who is away and was met is back.
// Errors: Invalid with faults; those of AddFound stand at its own fields.
func (r *Registry) RecordVisit(ctx context.Context, who policy.Actor, unitRef string, f VisitForm, once string, at time.Time) error {
	heads, extra, err := readVisit(f)
	if err != nil {
		return err
	}
	now := workday.At(at)
	return r.changeUnit(ctx, who, policy.VisitRecord, unitRef, at, func(tx *store.Tx, unit *models.Unit, entry *models.AuditEntry) error {
		fresh, _, err := tx.Once(once, who.UserID, "", now)
		if err != nil {
			return err
		}
		if !fresh {
			entry.Subject = skipAudit
			return nil
		}
		if err := refuseSecondKnock(ctx, tx, f.Result, unit.ID, now); err != nil {
			return err
		}
		scope := policy.ScopeOf(who, policy.VisitRecord, now)
		flag, err := flagOfUnit(ctx, tx, scope, f.FlagRef, unit.ID)
		if err != nil {
			return err
		}
		about, err := visitAbout(ctx, tx, scope, *unit, flag)
		if err != nil {
			return err
		}
		entries, err := tx.Entries(ctx, unit.ID)
		if err != nil {
			return err
		}
		if err := refuseGainsaid(f, heads, extra, about != 0, entries, now); err != nil {
			return err
		}
		if err := refuseUntold(f, flag, entries, now); err != nil {
			return err
		}
		if err := refuseUnshown(f, flag, entries, now); err != nil {
			return err
		}
		if err := refuseUnseen(f, flag, entries, now.Day()); err != nil {
			return err
		}
		visit := models.Visit{UnitID: unit.ID, FlagID: about, UserID: who.UserID, Result: f.Result, Heads: heads, Note: strings.TrimSpace(f.Note), At: now,
			Scanned: scanned(f.Door, *unit), Extra: extra, Looked: len(f.Fire),
			Fire: fireMarks(f.Fire), Role: entry.Role}
		if visit.Listed, visit.Met, err = r.tallyMet(ctx, tx, unit.ID, f, flag, now); err != nil {
			return err
		}
		if err := tx.SaveVisit(&visit); err != nil {
			return err
		}
		entry.RefID, entry.Subject, entry.StayID, entry.Detail = visit.ID, "visit", flag.StayID, f.Result
		if err := r.keepHazards(ctx, tx, visit, f.Fire); err != nil {
			return err
		}
		if f.Result == models.VisitNobody {
			return nil
		}
		open, err := tx.OpenFlags(ctx, []int64{unit.ID})
		if err != nil {
			return err
		}
		if err := tx.MarkVisited(f.visited(open, flag, about, entries, now.Day()), now); err != nil {
			return err
		}
		if err := r.meet(ctx, tx, *unit, f, flag, who, now); err != nil {
			return err
		}
		if err := r.askAfterVisit(ctx, tx, *unit, visit, now); err != nil || f.AddFound == nil {
			return err
		}
		stay, err := r.found(ctx, tx, *unit, *f.AddFound, who, at)
		if err == nil {
			entry.StayID = stay.ID
		}
		return err
	})
}

// scanned says whether a token is that of the plate at a home: only who stood before the plate has it. The word of a form alone
// would count whoever never left the office.
func scanned(door string, unit models.Unit) bool {
	return unit.DoorToken != "" && subtle.ConstantTimeCompare([]byte(door), []byte(unit.DoorToken)) == 1
}

// refuseSecondKnock lets nobody be sought twice on one day: the slip at the door says where to call.
func refuseSecondKnock(ctx context.Context, tx *store.Tx, result string, unitID int64, now workday.Moment) error {
	if result != models.VisitNobody {
		return nil
	}
	knocked, err := tx.Knocked(ctx, []int64{unitID}, workday.At(now.Day().Start()))
	if err == nil && knocked[unitID] {
		return models.FaultAt("result", "这一户今天已经去过，不再敲第二次门。请明天以后再去")
	}
	return err
}

func readVisit(f VisitForm) (heads, extra int, err error) {
	var faults models.Faults
	if models.VisitWord(f.Result) == "" || f.Result == models.VisitDesk {
		faults.Add("result", "请选一个结果。")
	}
	heads = readHeads(f.Heads, "heads", &faults)
	extra = readHeads(f.Extra, "extra", &faults)
	if utf8.RuneCountInString(f.Note) > 300 {
		faults.Add("note", "备注写短一点，300 字以内")
	}
	nobody := f.Result == models.VisitNobody || f.Result == models.VisitRefused
	if nobody && (len(f.ticked()) > 0 || f.AddFound != nil || extra > 0) {
		faults.Add("result", "记了见到的人、谁外出了，结果就不能选“"+models.VisitWord(f.Result)+"”")
	}
	if f.AllSeen && f.Result != models.VisitMatch && f.Result != models.VisitMissing && models.VisitWord(f.Result) != "" {
		faults.Add("all_seen", "结果选了“"+models.VisitWord(f.Result)+"”，就不是都见到了。请去掉这个勾，见到的在下面一位一位点")
	}
	if f.Result == models.VisitMatch && len(f.Gone) > 0 {
		faults.Add("result", "记了有人搬走，结果就不能选“一致”。选“多登了人”或者“已搬走”")
	}
	if nobody && onlyInside(f.Fire) {
		faults.Add("result", "没进门，屋里的消防就别记。楼道堵了、电动车进了楼，在外面看得到，可以记")
	}
	for _, ref := range f.Seen {
		if slices.Contains(f.Gone, ref) || slices.Contains(f.Unseen, ref) {
			faults.Add("result", "同一个人不能又见到、又没见到或者搬走，请去掉一个勾")
		}
	}
	return heads, extra, faults.Err()
}

// onlyInside says whether something was looked at that is seen from within the home alone.
func onlyInside(fire map[string]string) bool {
	return slices.ContainsFunc(models.HazardKinds, func(k models.HazardKind) bool { return !k.Shared && fire[k.Code] != "" })
}

// mostHeads is the largest number that somebody counts at one home.
const mostHeads = 999

func readHeads(typed, field string, faults *models.Faults) int {
	if typed = idcard.Normalise(typed); typed == "" {
		return 0
	}
	n, err := strconv.Atoi(typed)
	if n > mostHeads { // Atoi answers the largest number there is for one that is larger still
		faults.Add(field, "最多写 "+strconv.Itoa(mostHeads)+"，请再看一眼")
	} else if err != nil || n < 0 {
		faults.Add(field, "请只写数字，例如：3")
	}
	return n
}

// flagOfUnit finds the flag of a form; the zero Flag when there is none. A flag of another home, or one that is not
// for him, is not there.
func flagOfUnit(ctx context.Context, tx *store.Tx, scope policy.Scope, ref string, unitID int64) (models.Flag, error) {
	if ref == "" {
		return models.Flag{}, nil
	}
	row, err := tx.FlagByRef(ctx, scope, ref)
	if err == nil && row.UnitID != unitID {
		return models.Flag{}, models.ErrNotFound
	}
	return row.Flag, err
}

// visitAbout is the id of the flag that a visit is for. The child worker is let in for the child alone: his visit is for that
// flag though the form names none, and so nobody else reads it (RULES 11).
func visitAbout(ctx context.Context, tx *store.Tx, scope policy.Scope, unit models.Unit, flag models.Flag) (int64, error) {
	if flag.ID != 0 || len(scope.Children) == 0 {
		return flag.ID, nil
	}
	children := scope.Children
	scope.Children = nil
	if _, err := tx.Unit(ctx, scope, unit.Ref); !models.IsKind(err, models.NotFound) {
		return 0, err
	}
	flags, err := tx.ListUnitFlags(ctx, policy.Scope{Children: children, At: scope.At}, unit.ID)
	if err != nil || len(flags) == 0 {
		return 0, err
	}
	return flags[0].ID, nil
}

// meet writes what the visit says about the people of the roster.
func (r *Registry) meet(ctx context.Context, tx *store.Tx, unit models.Unit, f VisitForm, flag models.Flag, who policy.Actor, now workday.Moment) error {
	entries, err := tx.Entries(ctx, unit.ID)
	if err != nil {
		return err
	}
	seen, gone := refSet(f.Seen), refSet(f.Gone)
	for _, e := range entries {
		stay := e.Stay
		if !stay.OnRoster(now.Day()) {
			continue
		}
		agreed := f.agrees(flag, stay, now.Day())
		back, away := f.Away[stay.Ref]
		switch {
		case gone[stay.Ref]:
			// The landlord is asked to check him out; until then the person counts nowhere (RULES 17).
			stay.SayLeft(now.Day(), now)
		case away:
			if err := awayByVisit(&stay, back, now.Day()); err != nil {
				return err
			}
		case seen[stay.Ref] || agreed && models.AnsweredAtDoor(flag.Rule):
			if stay.AwayOn(now.Day()) {
				stay.ComeBack(now.Day())
			}
			stay.SayStays()
			stay.Confirm(models.HowVisit, who.UserID, now)
		case agreed && flag.ID == 0 && vouched(stay, now):
			stay.Confirm(models.HowVisit, who.UserID, now)
		default:
			continue
		}
		if err := tx.SaveStay(&stay); err != nil {
			return err
		}
		if err := tx.TouchPerson(stay.DocIndex, unit.ID, now); err != nil {
			return err
		}
	}
	return nil
}

func refSet(refs []string) map[string]bool {
	set := map[string]bool{}
	for _, ref := range refs {
		set[ref] = true
	}
	return set
}
