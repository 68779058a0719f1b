package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"anju/app/boot"
	"anju/models"
	"anju/models/store"
	"anju/models/storetest"
)

// step is one command of a story and how long it takes undisturbed.
type step struct {
	job        string // "" for what is not killed here
	args       []string
	lead, span time.Duration // from the start of the program to that of the job, and from there to its end
}

// tally is what became of the kills of one job.
type tally struct {
	pace                        float64 // the part of an undisturbed run within which it is killed
	inside, worked, early, late int     // in its middle, of these with something written, before it began; runs that ended before their kill
	torn, lost                  int     // lines of the SMS file cut short, and those of them that were of a text on its way
}

// play runs a step to its end and keeps how long it took.
func (s *step) play(t *testing.T, w *world) {
	t.Helper()
	began := time.Now()
	out := run(t, w.env, append(slices.Clone(s.args), "--json")...)
	took := time.Since(began)
	var done struct{ MS int64 }
	must(t, json.Unmarshal([]byte(out), &done))
	s.span = time.Duration(done.MS) * time.Millisecond
	s.lead = took - s.span
}

// playKilled starts a step and kills it at random moments until it was hit n times in its middle; then it may end. The
// moments follow the machine: earlier after a run that was quicker than its kill, later when the job had not begun.
func (s *step) playKilled(t *testing.T, w *world, sum *tally, n int) {
	t.Helper()
	app := w.open(t)
	before := w.progress(t, app)
	must(t, app.Close())
	for hits := 0; hits < n; {
		// The first kills come early in the job, the later ones reach farther: a job that is over cannot be killed again.
		reach := sum.pace * float64(hits+1) / float64(n)
		if cut, _ := killAfter(t, w.env, s.lead+time.Duration(rand.Float64()*reach*float64(s.span)), s.args...); !cut {
			sum.late++
			sum.pace *= 0.6
			return
		}
		app := w.open(t)
		after := w.progress(t, app)
		if slices.Contains(w.passTwoMinutes(t, app), s.job) {
			hits++
			sum.inside++
			if after != before {
				sum.worked++
			}
		} else {
			sum.early++
			s.lead += s.lead/8 + time.Millisecond
		}
		before = after
		if s.job == "dispatch" {
			w.tear(t, app, sum)
		}
		must(t, app.Close())
	}
	run(t, w.env, s.args...)
}

// progress changes with whatever a job saves.
func (w *world) progress(t *testing.T, app *boot.App) string {
	t.Helper()
	return storetest.Words(t, app.Store, `SELECT CONCAT_WS(' ', (SELECT COUNT(*) FROM audit_entries), (SELECT COUNT(*) FROM attempts),
		(SELECT SUM(due_at) FROM units))`)[0]
}

// killAfter starts a command and kills it after a while, and says whether it was still running, and which files it had open.
func killAfter(t *testing.T, env []string, after time.Duration, args ...string) (cut bool, files []string) {
	t.Helper()
	path, err := binary()
	must(t, err)
	var words bytes.Buffer
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = &words, &words
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	must(t, cmd.Start())
	fired := make(chan struct{})
	kill := time.AfterFunc(after, func() {
		defer close(fired)
		open, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", cmd.Process.Pid))
		for _, fd := range open {
			if path, err := os.Readlink(fd); err == nil {
				files = append(files, path)
			}
		}
		_ = cmd.Process.Kill()
	})
	err = cmd.Wait()
	if !kill.Stop() {
		<-fired
	}
	if cmd.ProcessState.Sys().(syscall.WaitStatus).Signaled() {
		return true, files
	}
	if err != nil {
		t.Fatalf("anju %s: %v\n%s", strings.Join(args, " "), err, &words)
	}
	return false, nil
}

// tear does to the SMS file what a power cut does and a kill alone rarely: the line of a text on its way loses its end,
// or, when no text was on its way, half a line stands there of a text that the register knows nothing of.
func (w *world) tear(t *testing.T, app *boot.App, sum *tally) {
	t.Helper()
	data, err := os.ReadFile(w.sms)
	must(t, err)
	whole := strings.TrimSuffix(string(data), "\n")
	if whole == string(data) {
		return // torn already, and nothing was written since
	}
	last := whole[strings.LastIndex(whole, "\n")+1:]
	sending, err := app.Store.ListNotices(t.Context(), everything, store.Outbox{State: models.NoticeSending, N: 1000})
	must(t, err)
	sum.torn++
	for _, n := range sending {
		if strings.Contains(last, n.Ref) {
			cut := 1 + rand.IntN(len(last))
			if cut > 1 {
				sum.lost++ // with only its newline lost the line still counts
			}
			must(t, os.Truncate(w.sms, int64(len(data)-cut)))
			return
		}
	}
	f, err := os.OpenFile(w.sms, os.O_APPEND|os.O_WRONLY, 0)
	must(t, err)
	_, err = f.WriteString(last[:1+rand.IntN(len(last)-2)])
	must(t, err)
	must(t, f.Close())
}
