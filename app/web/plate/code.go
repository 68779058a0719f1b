package plate

import (
	"fmt"
	"html/template"

	"github.com/skip2/go-qrcode"
)

// Code is a QR code as a drawing: its size in modules with the quiet zone, and its path.
type Code struct {
	Size int
	Path template.HTML
}

// Draw makes the code of an address, to be read from a phone's screen (level M).
func Draw(address string) (Code, error) {
	code, err := qrcode.New(address, qrcode.Medium)
	if err != nil {
		return Code{}, fmt.Errorf("code: %w", err)
	}
	var c Code
	c.Size, c.Path = draw(code.Bitmap())
	return c, nil
}

// Picture is the same as a PNG, each module so many dots wide.
func Picture(address string, dots int) ([]byte, error) {
	code, err := qrcode.New(address, qrcode.Medium)
	if err != nil {
		return nil, fmt.Errorf("code: %w", err)
	}
	return code.PNG(-dots)
}
