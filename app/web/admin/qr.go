package admin

import (
	"strconv"
	"strings"

	"github.com/skip2/go-qrcode"
)

// qrPath draws a QR code as one path of an SVG; side is its width in modules, the quiet zone included. The policy of the
// pages allows no picture inside an address, so the code stands in the page itself.
func qrPath(text string) (path string, side int, err error) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return "", 0, err
	}
	bitmap := code.Bitmap()
	var b strings.Builder
	for y, row := range bitmap {
		for x := 0; x < len(row); x++ {
			from := x
			for x < len(row) && row[x] {
				x++
			}
			if n := strconv.Itoa(x - from); x > from {
				b.WriteString("M" + strconv.Itoa(from) + " " + strconv.Itoa(y) + "h" + n + "v1h-" + n + "z")
			}
		}
	}
	return b.String(), len(bitmap), nil
}
