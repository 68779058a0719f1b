package site

import (
	"io"

	"anju/models"

	"github.com/labstack/echo/v4"
)

// mostFile bounds a file that comes with a form; the body as a whole is bounded by the server.
const mostFile = 256 << 10

const fileKey = "anju.file"

// TakeFile lets the form of this request come with a file. The table of routes says which do.
func TakeFile(c echo.Context) { c.Set(fileKey, true) }

func takesFile(c echo.Context) bool {
	on, _ := c.Get(fileKey).(bool)
	return on
}

// inMemory is more than any body may have: no part of a form is ever put on a disk, where it would lie unsealed.
const inMemory = 64 << 20

// ReadFile reads the file of a form. Errors: Invalid at the field when none was chosen or it is too large.
func ReadFile(c echo.Context, field string) ([]byte, error) {
	data, err := ReadUpTo(c, field, mostFile)
	switch {
	case err == nil && len(data) == 0:
		err = models.FaultAt(field, "请先选文件")
	case err == nil && len(data) > mostFile:
		err = models.FaultAt(field, "文件太大，不像是回执。请再看一眼选的是哪个文件")
	}
	return data, err
}

// ReadUpTo is the file of a field, nil without one; of one larger than most it reads a byte more than that.
func ReadUpTo(c echo.Context, field string, most int64) ([]byte, error) {
	form := c.Request().MultipartForm
	if form == nil || len(form.File[field]) == 0 {
		return nil, nil
	}
	file, err := form.File[field][0].Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, most+1))
}
