package cli

import (
	"fmt"

	"anju/jobs/sheet"
	"anju/models/policy"
	"anju/models/registry"
)

type exportCommand struct {
	Kind   string `arg:"" enum:"areas,units,rooms,stays,roster,flags,stats" help:"areas units rooms stays（能再读进来）；roster 现住名册；flags 还没办的提示；stats 统计"`
	File   string `arg:"" help:"写到哪个文件（.csv 或 .xlsx）"`
	Area   string `help:"只写这个地区（代码）" placeholder:"代码"`
	Reveal string `help:"为什么要看；写了它，roster 里的证件号和手机号才是全的。会记下来，本人能看到" placeholder:"原因"`
	jsonFlag
}

// Run writes a list; the file has its name only when it is whole.
func (c *exportCommand) Run(w *world) error {
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	out, err := sheet.Create(c.File)
	if err != nil {
		return err
	}
	if err := out.Write(registry.ExportHeader(c.Kind)); err != nil {
		out.Discard()
		return err
	}
	n, err := app.Registry.Export(w.ctx, policy.SystemActor, registry.ExportHow{
		Kind: c.Kind, Area: c.Area, Reveal: c.Reveal, Site: w.conf.URL(), At: app.Clock.Now()}, out.Write)
	if err != nil {
		out.Discard()
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	if c.JSON {
		return w.json(struct {
			File string `json:"file"`
			Rows int    `json:"rows"`
		}{c.File, n})
	}
	fmt.Fprintf(w.out, "写了 %d 行：%s\n", n, c.File)
	return nil
}
