package cli

import (
	"fmt"

	"anju/models/vault"
)

type keyCommand struct {
	New    keyNewCommand    `cmd:"" help:"建一个新的钥匙文件"`
	Rotate keyRotateCommand `cmd:"" help:"加一把新钥匙，以后用新的封，旧的还能开"`
}

type keyNewCommand struct{}

// Run makes a key file where none is.
func (c *keyNewCommand) Run(w *world) error {
	path := w.conf.KeyFile()
	if _, err := vault.OpenFile(path, false); err == nil {
		return fmt.Errorf("%s 已经有了，没有动它", path)
	}
	if _, err := vault.OpenFile(path, true); err != nil {
		return err
	}
	fmt.Fprintf(w.out, "钥匙文件建好了：%s。请马上备份，丢了就打不开姓名和号码\n", path)
	return nil
}

type keyRotateCommand struct{}

// Run adds a key and makes it the active one.
func (c *keyRotateCommand) Run(w *world) error {
	ring, err := vault.Rotate(w.conf.KeyFile())
	if err != nil {
		return err
	}
	fmt.Fprintf(w.out, "换成第 %d 把钥匙。请重新启动程序，并备份钥匙文件\n", ring.Active())
	return nil
}
