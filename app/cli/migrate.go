package cli

import (
	"fmt"

	"anju/models/store"
)

type migrateCommand struct {
	Status bool `help:"只看，不动"`
}

// Run shows where the database stands, or applies what is missing.
func (c *migrateCommand) Run(w *world) error {
	st, err := store.Open(w.ctx, w.conf.DB())
	if err != nil {
		return err
	}
	defer st.Close()
	status, err := st.Schema(w.ctx)
	if err != nil {
		return err
	}
	if !c.Status && status.Pending() {
		if status, err = st.Migrate(w.ctx); err != nil {
			return err
		}
	}
	fmt.Fprintf(w.out, "数据库在第 %d 步，共 %d 步\n", status.Version, status.Latest)
	return nil
}
