package cli

import (
	"fmt"

	"anju/app/boot"
)

type routesCommand struct{ jsonFlag }

// Run lists the table of contents of the site. It opens no database and makes no file.
func (c *routesCommand) Run(w *world) error {
	type line struct {
		Method string `json:"method"`
		Path   string `json:"path"`
		Action string `json:"action"`
	}
	var lines []line
	for _, r := range boot.Table() {
		lines = append(lines, line{r.Method, r.Path, string(r.Action)})
	}
	if c.JSON {
		return w.json(lines)
	}
	for _, l := range lines {
		fmt.Fprintf(w.out, "%-5s %-40s %s\n", l.Method, l.Path, l.Action)
	}
	return nil
}
