package storetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"
)

// MariaDB returns the DSN of a fresh, empty database, for tests that start the
// built program against one. The database is dropped when the test passes and
// kept for a look when it fails.
func MariaDB(t testing.TB) string {
	t.Helper()
	return mariadbDSN(t)
}

// mariadbDSN makes the database on the server that ANJU_TEST_MYSQL names (a DSN
// with the right to create databases), or else on one private server that
// lives as long as the test process.
func mariadbDSN(t testing.TB) string {
	t.Helper()
	server, err := serverDSN()
	if err != nil {
		t.Fatal(err)
	}
	admin, err := sql.Open("mysql", server)
	if err != nil {
		t.Fatal(err)
	}
	name := "anju_" + strings.ToLower(rand.Text())[:16]
	if _, err := admin.Exec("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"); err != nil {
		t.Fatalf("no database for the test: %v", err)
	}
	dsn := server + name + dsnOptions
	t.Cleanup(func() {
		defer admin.Close()
		if t.Failed() {
			t.Logf("the database is kept as long as its server runs: %s", dsn)
			return
		}
		// A transaction left open would hold the drop for a day.
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if _, err := admin.ExecContext(ctx, "DROP DATABASE "+name); err != nil {
			t.Errorf("database %s could not be dropped, is a transaction still open? %v", name, err)
		}
	})
	return dsn
}

// dsnOptions spells out every option the program relies on, so that a test
// sees the very connection that production has.
const dsnOptions = "?clientFoundRows=true&parseTime=true&loc=UTC&interpolateParams=true&charset=utf8mb4"

// serverDSN ends in the slash that a database name follows.
func serverDSN() (string, error) {
	if given := os.Getenv("ANJU_TEST_MYSQL"); given != "" {
		if _, err := mysql.ParseDSN(given); err != nil {
			return "", fmt.Errorf("ANJU_TEST_MYSQL: %w", err)
		}
		return given[:strings.LastIndex(given, "/")+1], nil
	}
	return privateServer()
}

// privateServer starts at most one server for the whole test process.
var privateServer = sync.OnceValues(func() (string, error) {
	daemon, errDaemon := lookSbin("mariadbd")
	install, errInstall := lookSbin("mariadb-install-db")
	if errDaemon != nil || errInstall != nil {
		return "", errors.New("MariaDB is not installed; `bash .ci/test` installs it and runs every test on it")
	}
	s := mariadb{daemon: daemon, gone: make(chan error, 1)}
	if err := s.prepare(install); err != nil {
		return "", err
	}
	return s.start()
})

// lookSbin also finds daemons for people whose PATH leaves out sbin.
func lookSbin(name string) (string, error) {
	if found, err := exec.LookPath(name); err == nil {
		return found, nil
	}
	return exec.LookPath("/usr/sbin/" + name)
}

type mariadb struct {
	daemon, dir string
	owner       *syscall.Credential // nil when we are not root
	alive       *os.File            // open as long as we or the server live
	gone        chan error
}

// prepare makes the data directory and sees to its removal: the broom reads a
// pipe whose other end only this process and the server hold, so it starts
// sweeping when both are gone, however they went.
func (s *mariadb) prepare(install string) (err error) {
	if s.dir, err = os.MkdirTemp("", "anju-mariadb-"); err != nil {
		return err
	}
	ended, alive, err := os.Pipe()
	if err != nil {
		return err
	}
	s.alive = alive
	broom := exec.Command("sh", "-c", `cat >/dev/null; rm -rf -- "$0"`, s.dir)
	broom.Stdin = ended
	broom.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is not for the broom
	if err := broom.Start(); err != nil {
		return err
	}
	ended.Close()
	if os.Geteuid() == 0 {
		if s.owner, err = mysqlUser(); err != nil {
			return err
		}
		if err := os.Chown(s.dir, int(s.owner.Uid), int(s.owner.Gid)); err != nil {
			return err
		}
	}
	cmd := exec.Command(install, "--no-defaults", "--datadir="+s.data(), "--force", "--skip-name-resolve", "--skip-test-db",
		"--tmpdir="+s.dir, "--auth-root-authentication-method=normal")
	cmd.Dir = s.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.owner}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("mariadb-install-db: %w\n%s", err, out)
	}
	return nil
}

func (s *mariadb) data() string { return filepath.Join(s.dir, "data") }
func (s *mariadb) log() string  { return filepath.Join(s.dir, "log") }

// start tries a few ports: between finding a free one and the server binding
// it, another test process may take it.
func (s *mariadb) start() (string, error) {
	var err error
	for range 5 {
		var port int
		if port, err = freePort(); err != nil {
			return "", err
		}
		go s.run(port)
		dsn := fmt.Sprintf("root@tcp(127.0.0.1:%d)/", port)
		if err = s.answers(dsn); err == nil {
			return dsn, nil
		}
	}
	return "", err
}

// run holds its thread until the server ends: the death signal is sent when
// the starting thread, not the process, dies. The server starts as user mysql
// instead of changing to it later, because that change would clear the signal.
func (s *mariadb) run(port int) {
	runtime.LockOSThread()
	out, err := os.Create(s.log())
	if err != nil {
		s.gone <- err
		return
	}
	defer out.Close()
	cmd := exec.Command(s.daemon, "--no-defaults", "--datadir="+s.data(), "--bind-address=127.0.0.1",
		"--port="+strconv.Itoa(port), "--socket="+filepath.Join(s.dir, "sock"), "--pid-file="+filepath.Join(s.dir, "pid"),
		"--skip-name-resolve", "--skip-log-bin", "--default-time-zone=+00:00", "--performance-schema=OFF",
		"--tmpdir="+s.dir, "--innodb-flush-log-at-trx-commit=2", "--innodb-buffer-pool-size=128M", "--max-connections=500")
	cmd.Dir = s.dir
	cmd.Stdout, cmd.Stderr = out, out
	cmd.ExtraFiles = []*os.File{s.alive}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.owner, Pdeathsig: syscall.SIGKILL}
	s.gone <- cmd.Run()
}

// answers waits up to a minute for the server just started.
func (s *mariadb) answers(dsn string) error {
	db, err := sql.Open("mysql", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	for range 600 {
		select {
		case err := <-s.gone:
			return fmt.Errorf("mariadbd ended (%v):\n%s", err, s.lastLog())
		case <-time.After(100 * time.Millisecond):
		}
		// A stranger may answer on this port; ours lives in our directory.
		var dir string
		if err := db.QueryRow("SELECT @@datadir").Scan(&dir); err == nil && filepath.Clean(dir) == s.data() {
			return nil
		}
	}
	return fmt.Errorf("mariadbd does not answer after a minute:\n%s", s.lastLog())
}

func (s *mariadb) lastLog() string {
	f, err := os.Open(s.log())
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	text, _ := io.ReadAll(f)
	return string(text[max(0, len(text)-2000):])
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// mysqlUser is who the server runs as when root starts it: it refuses root.
func mysqlUser() (*syscall.Credential, error) {
	u, err := user.Lookup("mysql")
	if err != nil {
		return nil, err
	}
	uid, errUID := strconv.ParseUint(u.Uid, 10, 32)
	gid, errGID := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(errUID, errGID)
}
