// Package cli holds the commands, one a file. Exit 0 is fine, 1 is refused or failed with one plain line, 2 is usage.
package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"anju/app/boot"
	"anju/app/config"
	"anju/models/workday"
)

// commands is the list; each command is a struct with a Run method.
type commands struct {
	Demo    demoCommand     `cmd:"" help:"开一个装好了的演示社区，不用任何设置"`
	Serve   serveCommand    `cmd:"" help:"开网站和定时任务，选项从 ANJU_* 读"`
	Setup   setupCommand    `cmd:"" help:"建第一个地区和第一个管理员"`
	Migrate migrateCommand  `cmd:"" help:"看或做数据库升级"`
	Import  importCommand   `cmd:"" help:"从表格读进地区、房屋、房间、居住名册、用工单位"`
	Export  exportCommand   `cmd:"" help:"写成表格"`
	Hand    handoverCommand `cmd:"" name:"handover" help:"移交派出所自己的平台：封成文件、打开、读回执"`
	Seed    seedCommand     `cmd:"" help:"编一座城放进空库，用来量快慢"`
	Stats   statsCommand    `cmd:"" help:"数在册的人"`
	Job     jobCommand      `cmd:"" help:"看有哪些定时任务，或马上跑一个"`
	Audit   auditCommand    `cmd:"" help:"操作记录"`
	Hold    holdCommand     `cmd:"" help:"办案期间保留一条居住记录，到期也不删"`
	Flags   flagsCommand    `cmd:"" help:"列出还没办的提示"`
	Notices noticesCommand  `cmd:"" help:"列出短信"`
	Sending sendingCommand  `cmd:"" help:"开、关或看短信发送"`
	SMS     smsCommand      `cmd:"" name:"sms" help:"试发短信"`
	User    userCommand     `cmd:"" help:"工作人员账号"`
	Key     keyCommand      `cmd:"" help:"钥匙文件"`
	Routes  routesCommand   `cmd:"" help:"列出网站的每个地址和它的权限"`
	Doctor  doctorCommand   `cmd:"" help:"看选项和环境有没有毛病"`
}

// world is what a command works with.
type world struct {
	ctx      context.Context
	out, err io.Writer
	conf     config.Config
}

// Run runs one command and answers the exit code.
func Run(args []string, out, errOut io.Writer) int {
	var c commands
	code := -1
	parser, err := kong.New(&c, kong.Name("anju"), kong.Description("安居名册：出租房屋的旅馆式名册"), kong.Writers(out, errOut),
		kong.Exit(func(n int) { code = n }), kong.UsageOnError())
	if err != nil {
		fmt.Fprintln(errOut, err)
		return 2
	}
	parsed, err := parser.Parse(args)
	if code == 0 { // --help
		return 0
	}
	if err != nil {
		fmt.Fprintln(errOut, err)
		return 2
	}
	conf, err := config.Load(os.Getenv)
	if err != nil {
		fmt.Fprintln(errOut, err)
		return 1
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := parsed.Run(&world{ctx: ctx, out: out, err: errOut, conf: conf}); err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			err = errors.New("时间用完了还没做完，做到一半的没有留下。请等机器空一点再来一次")
		}
		fmt.Fprintln(errOut, err)
		var wrong *usageError
		if errors.As(err, &wrong) {
			return 2
		}
		return 1
	}
	return 0
}

// open opens the register as the options say.
func (w *world) open() (*boot.App, error) {
	return boot.Open(w.ctx, boot.Start{Config: w.conf, FakeNow: os.Getenv("ANJU_TEST") == "1"})
}

// atFlag is --at: the time that a verb stores and compares, in Asia/Shanghai.
type atFlag struct {
	At string `help:"按哪个时间算，例如 2026-11-24、2026-11-24 08:35；不写就是现在" placeholder:"时间"`
}

func (f atFlag) time(now time.Time) (time.Time, error) {
	if f.At == "" {
		return now, nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02"} {
		if t, err := time.ParseInLocation(layout, f.At, workday.Shanghai); err == nil {
			return t, nil
		}
	}
	return now, fmt.Errorf("--at 要写成 2026-11-24 或 2026-11-24 08:35")
}

// jsonFlag is --json: one document on stdout.
type jsonFlag struct {
	JSON bool `name:"json" help:"打印一份 JSON"`
}

func (w *world) json(v any) error {
	e := json.NewEncoder(w.out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
