package storetest

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"anju/models/store"
)

// Race sets something against its floor in the same run, turn by turn, so that what else the machine does falls on both.
// What it reports are ratios, verb to floor: 1 is as fast as the floor, 2 takes twice as long.
type Race struct {
	b           *testing.B
	server      string // the directory of the database server in /proc; "" when it is this process, or out of sight
	floor, verb []cost
}

// cost is what one thing took.
type cost struct{ wall, cpu time.Duration }

// NewRace readies a race on a register.
func NewRace(b *testing.B, st *store.Store) *Race {
	b.Helper()
	r := &Race{b: b}
	if st.Dialect == store.MySQL {
		var file string
		if err := st.SQL().QueryRow("SELECT @@pid_file").Scan(&file); err != nil {
			b.Fatal(err)
		}
		if pid, err := os.ReadFile(file); err == nil {
			r.server = "/proc/" + strings.TrimSpace(string(pid))
		}
	}
	return r
}

// Floor takes the time of the floor.
func (r *Race) Floor(fn func()) { r.floor = append(r.floor, r.time(fn)) }

// Verb takes the time of what is set against the floor.
func (r *Race) Verb(fn func()) { r.verb = append(r.verb, r.time(fn)) }

func (r *Race) time(fn func()) cost {
	runtime.GC() // each pays for its own garbage
	cpu, wall := r.cpu(), time.Now()
	fn()
	took := time.Since(wall)
	return cost{wall: took, cpu: r.cpu() - cpu}
}

// cpu is what this process and the database server have used of the processors: unlike the clock on the wall it does not
// run while somebody else is served.
func (r *Race) cpu() time.Duration {
	var own syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &own); err != nil {
		r.b.Fatal(err)
	}
	used := time.Duration(own.Utime.Nano() + own.Stime.Nano())
	if r.server == "" {
		return used
	}
	threads, err := filepath.Glob(r.server + "/task/*/schedstat") // nanoseconds; the sum in /stat counts hundredths of a second
	if err != nil || len(threads) == 0 {
		r.b.Fatalf("the database server has no threads in %s: %v", r.server, err)
	}
	for _, thread := range threads {
		stat, err := os.ReadFile(thread)
		if err != nil {
			continue // it has just ended
		}
		ran, _, _ := strings.Cut(string(stat), " ")
		n, err := strconv.ParseInt(ran, 10, 64)
		if err != nil {
			r.b.Fatal(err)
		}
		used += time.Duration(n)
	}
	return used
}

// Report hands the ratios to the benchmark: wall and CPU, of each the median and in -min and -max the spread over the
// turns, and the CPU time of the floor and the verb for each of n things done in a turn.
func (r *Race) Report(n int) {
	r.b.ReportMetric(0, "ns/op") // of all turns together, seeding between them included: says nothing
	for _, kind := range []struct {
		name string
		of   func(cost) time.Duration
	}{{"wall", func(c cost) time.Duration { return c.wall }}, {"cpu", func(c cost) time.Duration { return c.cpu }}} {
		var ratios, floors, verbs []float64
		for i, verb := range r.verb {
			bare, full := float64(kind.of(r.floor[i])), float64(kind.of(verb))
			floors, verbs = append(floors, bare), append(verbs, full)
			if bare > 0 {
				ratios = append(ratios, full/bare)
			}
		}
		if len(ratios) == 0 {
			continue
		}
		r.b.ReportMetric(median(ratios), kind.name+"-x")
		r.b.ReportMetric(slices.Min(ratios), kind.name+"-x-min")
		r.b.ReportMetric(slices.Max(ratios), kind.name+"-x-max")
		r.b.ReportMetric(median(floors)/float64(n)/1e3, kind.name+"-µs/floor")
		r.b.ReportMetric(median(verbs)/float64(n)/1e3, kind.name+"-µs/verb")
	}
}

func median(all []float64) float64 {
	all = slices.Sorted(slices.Values(all))
	if n := len(all); n%2 == 0 {
		return (all[n/2-1] + all[n/2]) / 2
	}
	return all[len(all)/2]
}

// Statements counts what the database server has been asked so far, by anybody; 0 on SQLite, which does not count.
func Statements(t testing.TB, st *store.Store) (n int) {
	t.Helper()
	if st.Dialect != store.MySQL {
		return 0
	}
	var name string
	if err := st.SQL().QueryRow("SHOW GLOBAL STATUS LIKE 'Questions'").Scan(&name, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// Size is how much a benchmark takes on: full where ANJU_LONG is set, and one hundredth where it only has to run.
func Size(full int) int {
	if os.Getenv("ANJU_LONG") == "1" {
		return full
	}
	return max(1, full/100)
}
