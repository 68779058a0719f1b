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

// ReadFile reads the file of a form. Errors: Invalid at the field when none was chosen or it is too large.
func ReadFile(c echo.Context, field string) ([]byte, error) {
	if form := c.Request().MultipartForm; form == nil || len(form.File[field]) == 0 || form.File[field][0].Size == 0 {
		return nil, models.FaultAt(field, "请先选文件")
	}
	head := c.Request().MultipartForm.File[field][0]
	file, err := head.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, mostFile+1))
	if err == nil && len(data) > mostFile {
		err = models.FaultAt(field, "文件太大，不像是回执。请再看一眼选的是哪个文件")
	}
	return data, err
}
