// Package plate draws the door plate of a home: what stands on it, and its QR code as one SVG path. It belongs to no
// audience; landlords and staff print the same plate.
package plate

import (
	"fmt"
	"html/template"
	"net/url"
	"regexp"
	"strings"

	"anju/models"

	"github.com/skip2/go-qrcode"
)

// Plate is all that a plate shows: where, whom to call, and how to open the page. No name stands on it, and nothing
// tells who lives there.
type Plate struct {
	Community       string // 柳岸社区
	Road, No, After string // 青禾路, 18, 号
	Host, ShortCode string // aj.example.com, 370281460
	Line, Phone     string // 柳岸社区警务室·青禾 03 网格
	Size            int    // of the code with its quiet zone, in modules
	Path            template.HTML
}

var numbered = regexp.MustCompile(`^(.*?)\s*([0-9０-９]+(?:[-－之][0-9０-９]+)?)\s*(\S{1,3}?)?$`)

// hotline is whom to call where no police post is recorded yet.
const hotline = "12345"

// Sheet makes the plate of a home. line is the home's area and all above it, from the top; baseURL is the public address
// of the site.
func Sheet(unit models.Unit, line []models.Area, baseURL string) (Plate, error) {
	p := Plate{Road: unit.Address, ShortCode: unit.ShortCode, Phone: hotline, Line: "政务服务热线"}
	if m := numbered.FindStringSubmatch(unit.Address); m != nil && m[1] != "" {
		p.Road, p.No, p.After = m[1], m[2], m[3]
	}
	grid := ""
	for _, a := range line {
		switch a.Level {
		case models.LevelCommunity:
			p.Community = a.Name
		case models.LevelGrid:
			grid = a.Name
		}
		if a.PostPhone != "" {
			p.Line, p.Phone = a.PostName, a.PostPhone
		}
	}
	if p.Line == "" {
		p.Line = "社区警务室"
	}
	if grid != "" {
		p.Line += "·" + grid
	}
	base, err := url.Parse(baseURL)
	if err != nil {
		return p, fmt.Errorf("plate: public address: %w", err)
	}
	p.Host = base.Host
	code, err := encode(unit, baseURL)
	if err != nil {
		return p, err
	}
	p.Size, p.Path = draw(code.Bitmap())
	return p, nil
}

// PNG is the code alone as a picture, each module so many dots wide.
func PNG(unit models.Unit, baseURL string, dots int) ([]byte, error) {
	code, err := encode(unit, baseURL)
	if err != nil {
		return nil, err
	}
	return code.PNG(-dots)
}

// encode makes the code at level Q (go-qrcode calls it High): a quarter of a plate may be dirty.
func encode(unit models.Unit, baseURL string) (*qrcode.QRCode, error) {
	code, err := qrcode.New(strings.TrimRight(baseURL, "/")+"/d/"+unit.DoorToken, qrcode.High)
	if err != nil {
		return nil, fmt.Errorf("plate: %w", err)
	}
	return code, nil
}

// draw writes the dark modules as runs in one path; the bitmap carries its quiet zone of four modules.
func draw(bitmap [][]bool) (int, template.HTML) {
	var b strings.Builder
	for y, row := range bitmap {
		for x := 0; x < len(row); x++ {
			if !row[x] {
				continue
			}
			run := x
			for run < len(row) && row[run] {
				run++
			}
			fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x, y, run-x, run-x)
			x = run
		}
	}
	return len(bitmap), template.HTML(b.String())
}
