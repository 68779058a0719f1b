package sheet

import (
	"errors"
	"os"
)

// Nameless makes a file that has no name: nobody else can open it, and whatever happens it is gone with the program.
func Nameless() (*os.File, error) {
	file, err := os.CreateTemp("", "anju-*.part") // 0600
	if err != nil {
		return nil, refuse("写不了临时文件，磁盘可能满了，请找管理员")
	}
	if err := os.Remove(file.Name()); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}
