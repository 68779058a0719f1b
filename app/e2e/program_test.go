// Package e2e goes whole journeys through the built program: over HTTP, in Chromium, and across kills.
package e2e

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"anju/app/boot"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"
)

// binary is the built program, made once a test run.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "anju-e2e-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "anju")
	cmd := exec.Command("go", "build", "-o", path, "anju/app")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := binary(); err == nil {
		_ = os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// program is one run of the built binary.
type program struct {
	cmd   *exec.Cmd
	URL   string
	Lines []string // what it printed before "ready"
	log   *bytes.Buffer
}

// start runs the program until it says that it is ready. env are the options; args the command.
func start(t testing.TB, env []string, args ...string) *program {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	p := &program{cmd: exec.Command(path, args...), log: &bytes.Buffer{}}
	p.cmd.Env = append(os.Environ(), env...)
	p.cmd.Stderr = p.log
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ready := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if where, ok := strings.CutPrefix(lines.Text(), "ready "); ok {
				ready <- where
				continue
			}
			p.Lines = append(p.Lines, lines.Text())
		}
		close(ready)
	}()
	select {
	case where, ok := <-ready:
		if !ok {
			_ = p.cmd.Wait()
			t.Fatalf("the program stopped before it was ready:\n%s", p.log)
		}
		p.URL = where
	case <-time.After(60 * time.Second):
		p.kill()
		t.Fatalf("not ready after a minute:\n%s", p.log)
	}
	t.Cleanup(func() { p.kill() })
	return p
}

// kill sends SIGKILL, as a power cut or the kernel would.
func (p *program) kill() {
	if p.cmd.ProcessState == nil {
		_ = p.cmd.Process.Kill()
		_ = p.cmd.Wait()
	}
}

// run runs one command of the program to its end and answers what it printed.
func run(t testing.TB, env []string, args ...string) string {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), env...)
	var errOut bytes.Buffer
	cmd.Stderr = &errOut
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("anju %s: %v\n%s", strings.Join(args, " "), err, errOut.String())
	}
	return string(out)
}

// world is a register with one landlord and one accepted home, ready for the binary.
type world struct {
	env             []string
	sms             string
	unit            models.Unit
	landlord        string
	community, grid models.Area
	nextCode        time.Time // when the landlord's phone may ask for another code
}

// newWorld fills an empty database through the verbs, then closes it: the binary opens it next.
func newWorld(t testing.TB, db string) *world {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	w := &world{sms: filepath.Join(dir, "sms.jsonl"), landlord: "19900000099"}
	w.env = []string{"ANJU_DB=" + db, "ANJU_KEY_FILE=" + filepath.Join(dir, "anju.key"), "ANJU_SMS=file:" + w.sms, "ANJU_ADDR=127.0.0.1:0",
		// Ten in the morning: at that hour every text may leave, whenever the tests run.
		"ANJU_TEST=1", "ANJU_NOW=" + workday.DayOf(time.Now()).String() + " 10:00"}
	app, err := boot.Open(ctx, boot.Start{Config: w.config(t), Migrate: true, FakeNow: true})
	must(t, err)
	defer app.Close()
	at := app.Clock.Now().Add(-48 * time.Hour)
	reg, system := app.Registry, policy.SystemActor
	must(t, reg.SwitchSending(ctx, system, true, at))
	city, err := reg.AddArea(ctx, system, "", models.Area{Code: "339900", Level: models.LevelCity, Name: "云溪市"}, at)
	must(t, err)
	community, err := reg.AddArea(ctx, system, city.Code, models.Area{Code: "33990001", Level: models.LevelCommunity, Name: "柳岸社区", PostName: "柳岸社区警务室", PostPhone: "0500-880 0110"}, at)
	must(t, err)
	grid, err := reg.AddArea(ctx, system, community.Code, models.Area{Code: "3399000101", Level: models.LevelGrid, Name: "青禾 03 网格", WorkerName: "小陈", WorkerPhone: "0500-880 0101"}, at)
	must(t, err)
	w.community, w.grid = community, grid
	w.unit, _ = w.addHome(t, app, w.landlord, "周桂芳", "青禾路 18 号", at)
	return w
}

// addHome files a home for the owner of a phone and has it accepted.
func (w *world) addHome(t testing.TB, app *boot.App, phone, name, address string, at time.Time) (models.Unit, policy.Actor) {
	t.Helper()
	ctx, reg, system := context.Background(), app.Registry, policy.SystemActor
	owner, err := reg.AddPerson(ctx, system, phone, name, at)
	must(t, err)
	ref, err := reg.RegisterUnit(ctx, owner, registry.UnitForm{Community: w.community.Ref, Address: address, Label: "青禾18", Kind: "home", Name: name,
		Rooms: "101 102 103", Pledge: true}, nil, "", at)
	must(t, err)
	must(t, reg.AssignGrid(ctx, system, ref, w.grid.Ref, at))
	must(t, reg.AcceptUnit(ctx, system, ref, 0, at))
	unit, err := app.Store.UnitByRef(ctx, ref)
	must(t, err)
	return unit, owner
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// text is one line of the SMS file.
type text struct{ At, To, Kind, Text, Ref string }

// texts reads the SMS file; a torn last line is no text.
func texts(t testing.TB, path string) []text {
	t.Helper()
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return nil
	}
	must(t, err)
	var all []text
	for _, line := range bytes.Split(data, []byte("\n")) {
		var one text
		if json.Unmarshal(line, &one) == nil && one.Ref != "" {
			all = append(all, one)
		}
	}
	return all
}

// code waits for the newest sign-in code to a phone that came after the first n texts.
func code(t testing.TB, path, phone string, n int) string {
	t.Helper()
	for range 100 {
		all := texts(t, path)
		for i := len(all) - 1; i >= n; i-- {
			if all[i].Kind == "R20" && all[i].To == phone {
				_, rest, _ := strings.Cut(all[i].Text, "验证码")
				return rest[:6]
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("no code for the phone within 5 seconds")
	return ""
}
