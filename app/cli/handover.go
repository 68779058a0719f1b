package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
)

// handoverCommand is the way to the police's own platform and back. The first five are for the machine of the register,
// the last two for the one on the other side: they need neither network nor register, only the exchange key.
type handoverCommand struct {
	Make   handMakeCommand   `cmd:"" help:"把变动封成一批"`
	Fetch  handFetchCommand  `cmd:"" help:"再取一次这一批的文件，一个字都不变"`
	Take   handTakeCommand   `cmd:"" help:"读派出所带回来的回执"`
	List   handListCommand   `cmd:"" help:"列出交过的批"`
	Key    handKeyCommand    `cmd:"" help:"写出一个地区的交换钥匙，另外送到派出所"`
	Open   handOpenCommand   `cmd:"" help:"派出所那边：用交换钥匙打开文件，写成表格"`
	Answer handAnswerCommand `cmd:"" help:"派出所那边：把填好的表格封成回执"`
}

// keepFile writes a file that only its owner can read; it has its name only when it is whole.
func keepFile(path string, data []byte) error {
	wrong := fmt.Errorf("写不了文件 %s，请看文件夹在不在、有没有地方", path)
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part") // 0600
	if err != nil {
		return wrong
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(data)
	if shut := temp.Close(); err != nil || shut != nil || os.Rename(temp.Name(), path) != nil {
		return wrong
	}
	return nil
}

// batchJSON is one batch as other programs read it.
type batchJSON struct {
	Number   string `json:"number"`
	File     string `json:"file,omitempty"`
	Digest   string `json:"digest"`
	Rows     int    `json:"rows"`
	MadeAt   string `json:"made_at"`
	State    string `json:"state,omitempty"`
	Accepted int    `json:"accepted"`
	Returned int    `json:"returned"`
	Waiting  int    `json:"waiting"`
}

type handMakeCommand struct {
	Dir    string `arg:"" optional:"" default:"." help:"写到哪个文件夹"`
	Area   string `required:"" help:"移交哪个地区（代码）" placeholder:"代码"`
	Reason string `required:"" help:"为什么移交；会记下来，本人能看到" placeholder:"原因"`
	atFlag
	jsonFlag
}

// Run makes the batch and writes its file.
func (c *handMakeCommand) Run(w *world) error {
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	at, err := c.time(app.Clock.Now())
	if err != nil {
		return err
	}
	area, err := app.Store.AreaByCode(w.ctx, c.Area)
	if models.IsKind(err, models.NotFound) {
		return fmt.Errorf("没有代码是 %s 的地区", c.Area)
	}
	if err != nil {
		return err
	}
	ref, err := app.Registry.MakeBatch(w.ctx, policy.SystemActor, registry.HandForm{Area: area.Ref, Reason: c.Reason}, at)
	if err != nil {
		return err
	}
	file, err := app.Registry.FetchBatch(w.ctx, policy.SystemActor, ref, at)
	if err != nil {
		return err
	}
	return w.keepBatch(file, filepath.Join(c.Dir, file.Name()), c.JSON)
}

func (w *world) keepBatch(f registry.HandFile, path string, asJSON bool) error {
	if err := keepFile(path, f.Bytes); err != nil {
		return err
	}
	if asJSON {
		return w.json(batchJSON{Number: f.Number, File: path, Digest: f.Digest, Rows: f.Size, MadeAt: f.MadeAt.RFC3339(), State: f.State, Waiting: f.Size})
	}
	fmt.Fprintf(w.out, "%s，%d 条：%s\n校验码 %s\n", f.Number, f.Size, path, f.Digest)
	return nil
}

type handFetchCommand struct {
	Number string `arg:"" help:"批的编号，例如 33990101-0007"`
	File   string `arg:"" optional:"" help:"写到哪个文件；不写就是 编号.anju"`
	atFlag
	jsonFlag
}

// Run writes the file of a batch once more.
func (c *handFetchCommand) Run(w *world) error {
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	at, err := c.time(app.Clock.Now())
	if err != nil {
		return err
	}
	file, err := app.Registry.FetchBatch(w.ctx, policy.SystemActor, c.Number, at)
	if models.IsKind(err, models.NotFound) {
		return fmt.Errorf("没有编号是 %s 的一批", c.Number)
	}
	if err != nil {
		return err
	}
	if c.File == "" {
		c.File = file.Name()
	}
	return w.keepBatch(file, c.File, c.JSON)
}

type handListCommand struct{ jsonFlag }

// Run lists the batches, newest first.
func (c *handListCommand) Run(w *world) error {
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	all, err := app.Registry.ListBatches(w.ctx, policy.SystemActor, app.Clock.Now())
	if err != nil {
		return err
	}
	rows := make([]batchJSON, 0, len(all))
	for _, b := range all {
		rows = append(rows, batchJSON{Number: b.Number, Digest: b.Digest, Rows: b.Size, MadeAt: b.MadeAt.RFC3339(), State: b.State,
			Accepted: b.Accepted, Returned: b.Returned, Waiting: b.Waiting()})
	}
	if c.JSON {
		return w.json(rows)
	}
	for _, b := range rows {
		fmt.Fprintf(w.out, "%s  %s  %d 条：已登记 %d，退回 %d，没回话 %d\n", b.Number, b.MadeAt[:10], b.Rows, b.Accepted, b.Returned, b.Waiting)
	}
	return nil
}

type handKeyCommand struct {
	File  string `arg:"" help:"写到哪个文件"`
	Area  string `required:"" help:"哪个地区（代码）" placeholder:"代码"`
	Renew bool   `help:"换下一把：以后的文件用新的，旧文件还用旧的开"`
}

// Run writes the exchange key of an area.
func (c *handKeyCommand) Run(w *world) error {
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	key, err := app.Registry.ExchangeKey(w.ctx, policy.SystemActor, c.Area, c.Renew, app.Clock.Now())
	if err != nil {
		return err
	}
	data, err := key.Bytes()
	if err != nil {
		return err
	}
	if err := keepFile(c.File, data); err != nil {
		return err
	}
	fmt.Fprintf(w.out, "交换钥匙 %s 写好了：%s\n请当面交给派出所，不要和移交文件放在一个盘里。有了它，这个地区的移交文件都打得开\n", key.Name(), c.File)
	return nil
}
