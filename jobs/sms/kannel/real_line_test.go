package kannel

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"anju/jobs/sms"
	"anju/jobs/sms/wire"
)

const patience = 60 * time.Second // for what happens at once on an idle machine

// line is a real Kannel between the gateway and a carrier that a test plays.
type line struct {
	t       *testing.T
	dir     string
	conf    string
	admin   string // addresses
	send    string
	smsc    string // port of the carrier
	bearer  *exec.Cmd
	smsbox  *exec.Cmd
	ended   chan string // programs that ended by themselves
	gateway *Gateway

	mu   sync.Mutex
	news sms.News
}

// start brings up bearerbox and smsbox with a configuration of testdata, and
// the address that Kannel tells receipts and answers.
func start(t *testing.T, conf string, carrier func(l *line)) *line {
	t.Helper()
	l := &line{t: t, dir: t.TempDir(), ended: make(chan string, 10)}
	for _, sub := range []string{"log", "spool", "dlr"} {
		must(t, os.Mkdir(filepath.Join(l.dir, sub), 0o700))
	}
	hook := httptest.NewServer(l.hear())
	t.Cleanup(hook.Close)
	ports := freePorts(t, 4)
	l.admin, l.send, l.smsc = "127.0.0.1:"+ports[0], "127.0.0.1:"+ports[2], ports[3]
	template, err := os.ReadFile(filepath.Join("testdata", conf))
	must(t, err)
	filled := strings.NewReplacer("@DIR@", l.dir, "@ADMIN@", ports[0], "@BOX@", ports[1], "@SEND@", ports[2], "@SMSC@", ports[3],
		"@HOOK@", hook.URL+"/hooks/sms/kannel/x").Replace(string(template))
	l.conf = filepath.Join(l.dir, "kannel.conf")
	must(t, os.WriteFile(l.conf, []byte(filled), 0o600))
	if carrier != nil {
		carrier(l) // a carrier that Kannel calls
	}
	l.startBoxes()
	l.gateway, err = Open(Config{URL: "http://" + l.send, User: "u", Password: "p", DLRURL: hook.URL + "/hooks/sms/kannel/x", Options: wire.Options{Patience: 20 * time.Second}})
	must(t, err)
	return l
}

func (l *line) startBoxes() {
	l.t.Helper()
	l.bearer = l.run("/usr/sbin/bearerbox", "-v", "4", l.conf)
	l.until("bearerbox answers", func() bool { _, ok := l.status(); return ok })
	l.smsbox = l.run("/usr/sbin/smsbox", "-v", "4", l.conf)
	// It listens before it has its bearerbox, and falls over a text that comes in between.
	l.until("smsbox listens and is connected", func() bool {
		status, _ := l.status()
		return strings.Contains(status, "Box connections") && listens(l.send)
	})
}

// hear keeps what Kannel tells, by way of the handler of the program.
func (l *line) hear() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := &sms.Hook{Gateway: l.gateway, Log: func(words string, err error) { l.t.Errorf("%s: %v", words, err) },
			Store: func(_ context.Context, _ string, news sms.News) error {
				l.mu.Lock()
				defer l.mu.Unlock()
				l.news.Receipts = append(l.news.Receipts, news.Receipts...)
				l.news.Inbound = append(l.news.Inbound, news.Inbound...)
				return nil
			}}
		h.Serve(w, r, strings.TrimPrefix(r.URL.Path, "/hooks/sms/kannel/"), "x")
	})
}

func (l *line) heard() sms.News {
	l.mu.Lock()
	defer l.mu.Unlock()
	return sms.News{Receipts: append([]sms.Receipt{}, l.news.Receipts...), Inbound: append([]sms.Inbound{}, l.news.Inbound...)}
}

// ends are the last words on each OutID; a receipt that came twice counts once.
func (l *line) ends() map[string]sms.Receipt {
	ends, keys := map[string]sms.Receipt{}, map[string]bool{}
	for _, r := range l.heard().Receipts {
		key := r.Key(l.gateway.Name())
		if r.State == sms.Taken || keys[key] {
			continue
		}
		keys[key] = true
		if before, ok := ends[r.OutID]; ok && before.State != r.State {
			l.t.Errorf("%s ended as %s and as %s", r.OutID, before.State, r.State)
		}
		ends[r.OutID] = r
	}
	return ends
}

// status is Kannel's own page about itself.
func (l *line) status() (string, bool) {
	client := &http.Client{Timeout: 2 * time.Second}
	answer, err := client.Get("http://" + l.admin + "/status.txt?password=sta")
	if err != nil {
		return "", false
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return string(body), err == nil && answer.StatusCode == http.StatusOK
}

// run starts a program that ends with the test, and with it what it started.
func (l *line) run(name string, args ...string) *exec.Cmd {
	l.t.Helper()
	cmd := exec.Command(name, args...)
	l.begin(cmd)
	return cmd
}

func (l *line) begin(cmd *exec.Cmd) {
	l.t.Helper()
	var words bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &words
	}
	cmd.Stderr = cmd.Stdout
	name := cmd.Path
	cmd.Dir = l.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	started, ended := make(chan error, 1), make(chan struct{})
	go func() {
		defer close(ended)
		runtime.LockOSThread() // the death signal comes when this thread ends, not the process
		err := cmd.Start()
		started <- err
		if err == nil {
			err := cmd.Wait()
			// Killed by the test, or a smsbox that gave up on its bearerbox.
			if err != nil && !strings.Contains(err.Error(), "killed") && !strings.HasSuffix(name, "smsbox") {
				l.ended <- filepath.Base(cmd.Path) + ": " + err.Error()
			}
		}
	}()
	if err := <-started; err != nil {
		l.t.Fatalf("%v; Debian's packages kannel and kannel-extras are needed", err)
	}
	l.t.Cleanup(func() {
		l.kill(cmd)
		<-ended
		if l.t.Failed() {
			l.t.Logf("%s: %s", filepath.Base(cmd.Path), tail(words.String()))
		}
	})
}

// kill ends a program that the test started and its own children.
func (l *line) kill(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }

func (l *line) until(what string, done func() bool) {
	l.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if done() {
			return
		}
		select {
		case who := <-l.ended:
			l.t.Fatalf("%s: %s", what, who)
		default:
		}
	}
	status, _ := l.status()
	l.t.Fatalf("%s: not after %s\n%s", what, patience, tail(status))
}

func tail(s string) string { return s[max(0, len(s)-1500):] }

func listens(address string) bool {
	c, err := net.DialTimeout("tcp", address, time.Second)
	if err != nil {
		return false
	}
	return c.Close() == nil
}

func freePorts(t *testing.T, n int) (ports []string) {
	t.Helper()
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		must(t, err)
		defer l.Close()
		ports = append(ports, fmt.Sprint(l.Addr().(*net.TCPAddr).Port))
	}
	return ports
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// long says whether the long run is on.
func long() bool { return os.Getenv("ANJU_LONG") != "" }
