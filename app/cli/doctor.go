package cli

import (
	"fmt"
	"os"
)

type doctorCommand struct{ jsonFlag }

// Run shows the options, secrets masked, and what is missing before real people may be entered.
func (c *doctorCommand) Run(w *world) error {
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	missing := []string{}
	for _, need := range app.Needs() {
		missing = append(missing, need.Words+"（"+need.Key+"）")
	}
	warnings := []string{}
	year := app.Clock.Now().Year()
	if !app.Registry.Limits().Calendar.HasYear(year) {
		warnings = append(warnings, fmt.Sprintf("%d 年没有节假日数据，只按周末算工作日。请管理员在 /a/holidays 交上", year))
	}
	now := app.Registry.Rules.Profile()
	warnings = append(warnings, now.Unfit...)
	own := now.OwnWords()
	if info, err := os.Stat(w.conf.KeyFile()); err == nil && info.Mode().Perm()&0o077 != 0 {
		warnings = append(warnings, "钥匙文件别人也能读")
	}
	warnings = append(warnings, app.SMSWarnings()...)
	alerts, err := app.Alerts(w.ctx)
	if err != nil {
		return err
	}
	warnings = append(warnings, alerts...)
	const where = "写进自己的 .json 文件，让 ANJU_PROFILE 指着它"
	if c.JSON {
		options := map[string]string{}
		for _, row := range w.conf.Shown() {
			options[row[0]] = row[1]
		}
		return w.json(map[string]any{"options": options, "missing": missing, "missing_where": where, "warnings": warnings, "own_limits": own, "hooks": app.Hooks()})
	}
	for _, row := range w.conf.Shown() {
		fmt.Fprintf(w.out, "%-26s %s\n", row[0], row[1])
	}
	for _, h := range app.Hooks() {
		fmt.Fprintf(w.out, "回执和回信的地址（%s，不要告诉别人）：%s\n", h.Gateway, h.URL)
	}
	for _, m := range missing {
		fmt.Fprintln(w.out, "缺："+m)
	}
	if len(missing) > 0 {
		fmt.Fprintf(w.out, "补在哪里：%s，例如 {\"base\": \"%s\", \"controller\": \"…\"}\n", where, app.Profile.Key)
	}
	for _, m := range own {
		fmt.Fprintln(w.out, "本地定的："+m)
	}
	for _, m := range warnings {
		fmt.Fprintln(w.out, "注意："+m)
	}
	return nil
}
