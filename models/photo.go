package models

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // some phones save screenshots so
)

// The six fixtures of which a photo may be taken; nothing else, and nobody, is photographed.
var PhotoFixtures = [][2]string{
	{"exit", "楼道和出口"}, {"window", "防盗窗"}, {"extinguisher", "灭火器"}, {"alarm", "烟感"}, {"charger", "充电的地方"}, {"gas", "燃气设备"},
}

// PhotoFixture is the word for a fixture, "" for none of the six.
func PhotoFixture(code string) string {
	for _, f := range PhotoFixtures {
		if f[0] == code {
			return f[1]
		}
	}
	return ""
}

// The sizes of a photo.
const (
	PhotoMost  = 8 << 20    // bytes that somebody may send
	photoEdge  = 1280       // pixels of the longer side that are kept
	photoMany  = 50_000_000 // pixels of what is opened at all
	photoClear = 75         // quality of what is kept
)

// ErrPhoto is a file that is no photo that can be opened, or one too large to open.
var ErrPhoto = errors.New("no photo")

// CleanPhoto draws a photo anew, smaller, as a JPEG. Nothing but its pixels is kept: place, time, camera and whatever else
// the file carried are gone.
func CleanPhoto(file []byte) ([]byte, error) {
	size, _, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || size.Width <= 0 || size.Height <= 0 || size.Width > photoMany/size.Height {
		return nil, ErrPhoto
	}
	picture, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, ErrPhoto
	}
	var out bytes.Buffer
	err = jpeg.Encode(&out, shrink(picture), &jpeg.Options{Quality: photoClear})
	return out.Bytes(), err
}

// shrink draws a picture so that its longer side has photoEdge pixels at most: each new pixel is the mean of those it covers.
func shrink(from image.Image) image.Image {
	b := from.Bounds()
	w, h := b.Dx(), b.Dy()
	if longer := max(w, h); longer > photoEdge {
		w, h = max(1, w*photoEdge/longer), max(1, h*photoEdge/longer)
	}
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		top, bottom := b.Min.Y+y*b.Dy()/h, b.Min.Y+max((y+1)*b.Dy()/h, y*b.Dy()/h+1)
		for x := range w {
			left, right := b.Min.X+x*b.Dx()/w, b.Min.X+max((x+1)*b.Dx()/w, x*b.Dx()/w+1)
			to.Set(x, y, mean(from, image.Rect(left, top, right, bottom)))
		}
	}
	return to
}

func mean(from image.Image, over image.Rectangle) color.Color {
	var r, g, b, n uint64
	for y := over.Min.Y; y < over.Max.Y; y++ {
		for x := over.Min.X; x < over.Max.X; x++ {
			cr, cg, cb, _ := from.At(x, y).RGBA()
			r, g, b, n = r+uint64(cr), g+uint64(cg), b+uint64(cb), n+1
		}
	}
	return color.RGBA64{R: uint16(r / n), G: uint16(g / n), B: uint16(b / n), A: 0xffff}
}
