package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"anju/app/boot"
	"anju/jobs/sheet"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/workday"
)

type importCommand struct {
	Kind     string `arg:"" enum:"areas,units,rooms,stays,employers" help:"areas 地区，units 房屋，rooms 房间，stays 居住名册，employers 用工单位"`
	File     string `arg:"" optional:"" help:"CSV 或 XLSX 文件"`
	Baseline string `help:"老名册：算作在这一天登记过、确认过，例如 2026-11-01" placeholder:"日期"`
	DryRun   bool   `help:"只试算，不保存"`
	Template string `help:"不读，写一份空样表到这个文件（.csv 或 .xlsx）" placeholder:"文件"`
	atFlag
	jsonFlag
}

const noticesShown = 10

// importDone is the one document of --json.
type importDone struct {
	Read       int    `json:"read"`
	Saved      int    `json:"saved"`
	Same       int    `json:"same"`
	Failed     int    `json:"failed"`
	ErrorsFile string `json:"errors_file"`
}

// Run takes a list over, or writes an empty one. Rows that fail are handed back in a file beside the list.
func (c *importCommand) Run(w *world) error {
	if c.Template != "" {
		if err := sheet.WriteTemplate(c.Template, models.SheetColumns[c.Kind]); err != nil {
			return err
		}
		if c.JSON {
			return w.json(map[string]string{"template": c.Template})
		}
		fmt.Fprintf(w.out, "样表写好了：%s\n", c.Template)
		return nil
	}
	if c.File == "" {
		return usage("要写读哪个文件，例如：anju import %s 名册.csv；或用 --template 取样表", c.Kind)
	}
	var how registry.ImportHow
	if c.Baseline != "" {
		var err error
		if how.Baseline, err = workday.ParseDay(c.Baseline); err != nil {
			return usage("--baseline：%s", err)
		}
		if c.Kind != "stays" {
			return usage("--baseline 只用在 stays 上")
		}
	}
	how.DryRun = c.DryRun
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	if how.At, err = c.time(app.Clock.Now()); err != nil {
		return err
	}
	if missing := app.Missing(); len(missing) > 0 {
		fmt.Fprintln(w.err, "注意：还缺 "+strings.Join(missing, "、")+"，真人的名册请等补齐再进")
	}
	return c.take(w, app, how)
}

func (c *importCommand) take(w *world, app *boot.App, how registry.ImportHow) error {
	file, err := sheet.Open(c.File, models.SheetColumns[c.Kind])
	if err != nil {
		return err
	}
	defer file.Close()
	if len(file.Unused) > 0 {
		fmt.Fprintln(w.err, "注意：这些列没有用到："+strings.Join(file.Unused, "、"))
	}
	rejects, err := sheet.NewRejects(c.File, file.Header)
	if err != nil {
		return err
	}
	bar := w.bar(file)
	verbs := map[string]func(context.Context, policy.Actor, registry.ImportFile, registry.ImportHow) (registry.Imported, error){
		"areas": app.Registry.ImportAreas, "units": app.Registry.ImportUnits, "rooms": app.Registry.ImportRooms, "stays": app.Registry.ImportStays,
		"employers": app.Registry.ImportEmployers,
	}
	var notices []string
	notice := func(row models.SheetRow, words string) {
		if len(notices) < noticesShown {
			notices = append(notices, fmt.Sprintf("第 %d 行：%s", row.Line, words))
		}
	}
	sum, err := verbs[c.Kind](w.ctx, policy.SystemActor, registry.ImportFile{Next: bar.next, Reject: rejects.Add, Notice: notice}, how)
	bar.done()
	path, closed := rejects.Close()
	if err == nil {
		err = closed
	}
	if err != nil {
		return broken(err, sum, path, how.DryRun)
	}
	for _, n := range notices {
		fmt.Fprintln(w.err, "注意："+n)
	}
	if sum.Noticed > 0 {
		fmt.Fprintf(w.err, "注意：有 %d 行的地址和另一处房子一样，导入前请看一看\n", sum.Noticed)
	}
	if c.JSON {
		return w.json(importDone{sum.Read, sum.Saved, sum.Same, sum.Failed, path})
	}
	words := "读了 %d 行：保存 %d，本来就有 %d，没通过 %d\n"
	if how.DryRun {
		words = "试算，没有保存。读了 %d 行：会保存 %d，本来就有 %d，没通过 %d\n"
	}
	fmt.Fprintf(w.out, words, sum.Read, sum.Saved, sum.Same, sum.Failed)
	if path != "" {
		fmt.Fprintf(w.out, "没通过的行和原因在 %s，改好再交这个文件就行\n", path)
	}
	return nil
}

// broken says how far an import came that could not go on.
func broken(err error, sum registry.Imported, path string, dry bool) error {
	words := err.Error()
	if errors.Is(err, context.Canceled) {
		words = "停下了"
	}
	if sum.Read > 0 && !dry {
		words += fmt.Sprintf("；此前的 %d 行已经办完（保存 %d），再交一次同一个文件就会接着办", sum.Read, sum.Saved)
	}
	if path != "" {
		words += "；没通过的行在 " + path
	}
	return errors.New(words)
}

// bar shows on a terminal how much of a file is read.
type bar struct {
	file *sheet.File
	show *progressbar.ProgressBar
	rows int
}

func (w *world) bar(file *sheet.File) *bar {
	b := &bar{file: file}
	screen, ok := w.err.(*os.File)
	if !ok || !term.IsTerminal(int(screen.Fd())) {
		return b
	}
	_, total := file.Progress()
	if total == 0 {
		total = -1
	}
	b.show = progressbar.NewOptions64(total, progressbar.OptionSetWriter(screen), progressbar.OptionSetDescription("在读"),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))
	return b
}

func (b *bar) next() (models.SheetRow, error) {
	row, err := b.file.Next()
	if b.show == nil {
		return row, err
	}
	if b.rows++; b.rows%500 == 0 {
		done, _ := b.file.Progress()
		_ = b.show.Set64(done) // a bar that cannot be drawn stops no import
	}
	if errors.Is(err, io.EOF) {
		_ = b.show.Finish()
	}
	return row, err
}

func (b *bar) done() {
	if b.show != nil {
		_ = b.show.Exit()
	}
}
