package boot

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anju/app/config"
	"anju/jobs"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/storetest"
	"anju/models/workday"
)

const quarterDays = 92

// quarter is a community in which a quarter of a year passes, with what happens in one: people come and go, confirm, are
// forgotten, want no lessons or want them again; the way out is shut for two days, and on one day no job runs.
type quarter struct {
	*App
	t      *testing.T
	rnd    *rand.Rand
	sms    string // where the gateway writes
	start  time.Time
	at     time.Time
	homes  []*quarterHome
	living []*resident
	people map[string]*resident // by phone
	number int
}

type quarterHome struct {
	ref, door string
	owner     *resident
	who       policy.Actor
}

// TestInAQuarterNobodyGetsMoreTextsThanTheCapsAllowNorAtNight lets 92 days of a community pass through the program's own
// verbs, jobs and gateway, and holds every line that the gateway wrote against RULES 45 to 47. It prints what people got;
// ANJU_LONG=1 takes 2,000 tenants, ANJU_QUARTER names a file for the table of what each one got.
func TestInAQuarterNobodyGetsMoreTextsThanTheCapsAllowNorAtNight(t *testing.T) {
	tenants := 80
	if os.Getenv("ANJU_LONG") == "1" {
		tenants = 2000
	}
	storetest.EachName(t, func(t *testing.T, db string) {
		q := newQuarter(t, db)
		q.settleIn(tenants)
		for d := range quarterDays {
			q.day(d, tenants)
		}
		q.hold()
		q.tell()
	})
}

func newQuarter(t *testing.T, db string) *quarter {
	t.Helper()
	dir := t.TempDir()
	options := map[string]string{"ANJU_DB": db, "ANJU_KEY_FILE": filepath.Join(dir, "anju.key"), "ANJU_SMS": "file:" + filepath.Join(dir, "sms.jsonl")}
	cfg, err := config.Load(func(key string) string { return options[key] })
	q := &quarter{t: t, rnd: rand.New(rand.NewPCG(45, 1)), sms: filepath.Join(dir, "sms.jsonl"), people: map[string]*resident{},
		start: time.Date(2026, 9, 1, 0, 0, 0, 0, workday.Shanghai)} // over National Day with its worked weekends
	q.must(err)
	q.App, err = Open(context.Background(), Start{Config: cfg, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Migrate: true})
	q.must(err)
	t.Cleanup(func() { _ = q.Store.Close() })
	q.at = q.start.Add(-14 * time.Hour)
	return q
}

func (q *quarter) must(err error) {
	q.t.Helper()
	if err != nil {
		q.t.Fatal(err)
	}
}

// settleIn files the homes and those who lived there before: moved in some time ago, and entered now.
func (q *quarter) settleIn(tenants int) {
	q.t.Helper()
	ctx := context.Background()
	q.must(q.Registry.SwitchSending(ctx, policy.SystemActor, true, q.at))
	var line []models.Area
	for i, a := range []models.Area{{Code: "339900", Level: models.LevelCity, Name: "云溪市"}, {Code: "33990101", Level: models.LevelCommunity, Name: "柳岸社区"},
		{Code: "3399010101", Level: models.LevelGrid, Name: "青禾 03 网格", WorkerPhone: "05008800111"}} {
		parent := ""
		if i > 0 {
			parent = line[i-1].Code
		}
		area, err := q.Registry.AddArea(ctx, policy.SystemActor, parent, a, q.at)
		q.must(err)
		line = append(line, area)
	}
	_, _, err := q.Registry.AddStaff(ctx, policy.SystemActor, registry.StaffForm{Login: "lijing", Name: "李警官", Title: "社区民警", Password: "cuiqu-yunxi-77",
		Role: string(policy.Officer), AreaCode: line[1].Code}, q.at)
	q.must(err)
	user, err := q.Store.UserByLogin(ctx, "lijing")
	q.must(err)
	officer, err := q.Store.Actor(ctx, user)
	q.must(err)
	var owner *resident
	for n := range max(tenants/8, 3) {
		if n%2 == 0 { // half of the landlords have two homes
			owner = q.person(fmt.Sprintf("1990009%04d", n), "房东")
		}
		q.homes = append(q.homes, q.home(n, owner, officer, line))
	}
	for range tenants {
		q.arrive(q.rnd.IntN(80))
	}
}

var quarterPledges = []registry.PledgeText{{Kind: "safety", Version: "2026-1", Text: "演示"}, {Kind: "fire", Version: "2026-1", Text: "演示"}}

func (q *quarter) home(n int, owner *resident, officer policy.Actor, line []models.Area) *quarterHome {
	q.t.Helper()
	ctx := context.Background()
	ref, err := q.Registry.RegisterUnit(ctx, owner.who, registry.UnitForm{Community: line[1].Ref, Address: fmt.Sprintf("青禾路 %d 号", 100+n),
		Label: fmt.Sprintf("青禾%d", 100+n), Kind: "home", Land: []string{"state", "collective"}[n%2], Name: "周桂芳",
		Rooms: "101 102 103 104 201 202 203 204", Pledge: true}, quarterPledges, "", q.at)
	q.must(err)
	q.must(q.Registry.AssignGrid(ctx, officer, ref, line[2].Ref, q.at))
	q.must(q.Registry.AcceptUnit(ctx, officer, ref, 0, q.at))
	unit, err := q.Store.UnitByRef(ctx, ref)
	q.must(err)
	return &quarterHome{ref: ref, door: unit.DoorToken, owner: owner, who: owner.who}
}

// The days on which something is out of order.
const (
	noJobsOn = 60
	shutFrom = 40 // the way out, for two days
	shutTo   = 41
)

// day lets one day pass: the jobs at their hours, and what people do in between.
func (q *quarter) day(d, tenants int) {
	q.t.Helper()
	midnight := q.start.AddDate(0, 0, d)
	clock := func(hour, minute int) time.Time {
		q.at = midnight.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
		return q.at
	}
	run := func(name string, at time.Time) {
		job, _ := jobs.Find(name)
		if (name == "remind" || name == "educate") && d == noJobsOn || name == "dispatch" && d >= shutFrom && d <= shutTo {
			return
		}
		_, err := job.Run(context.Background(), q.Runner, at)
		q.must(err)
	}
	run("flag", clock(0, 0))
	run("dispatch", clock(0, 1))
	run("dispatch", clock(8, 30))
	run("remind", clock(8, 35))
	run("educate", clock(8, 35))
	run("dispatch", clock(8, 36))
	clock(8, 50)
	if d%10 == 5 {
		q.refuseWhatWaits()
	}
	run("dispatch", clock(9, 0))
	clock(10, q.rnd.IntN(60))
	for range 1 + tenants/200 {
		q.arrive(0)
		q.live()
	}
	run("dispatch", clock(12, 0))
	run("dispatch", clock(20, 1))
	clock(22, q.rnd.IntN(60))
	q.arrive(0) // somebody moves in at night: what he is told waits for the morning
	run("dispatch", clock(22, 59))
}

// tell prints who got how many texts and of which kinds, and writes what each one got.
func (q *quarter) tell() {
	q.t.Helper()
	table := newTextTable(q.sent())
	q.t.Log("\n" + table.summary(q.people))
	path := os.Getenv("ANJU_QUARTER")
	if path == "" {
		return
	}
	if strings.HasPrefix(q.Config.DB(), "mysql:") {
		path += ".mysql"
	}
	q.must(os.WriteFile(path, []byte(table.each(q.people)), 0o600))
}
