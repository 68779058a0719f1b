package models

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

// shot is a JPEG with an EXIF block that tells where it was taken.
func shot(t *testing.T, w, h int) []byte {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		for y := range h {
			picture.Set(x, y, color.RGBA{uint8(255 * x / w), 90, uint8(255 * y / h), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, nil); err != nil {
		t.Fatal(err)
	}
	exif := append([]byte("Exif\x00\x00"), []byte("GPSLatitude 29.8683 Camera HX-3")...)
	block := append([]byte{0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	return append(append([]byte{0xff, 0xd8}, block...), b.Bytes()[2:]...)
}

func TestAPhotoKeepsNothingButItsPixels(t *testing.T) {
	file := shot(t, 1700, 900)
	if !bytes.Contains(file, []byte("GPSLatitude")) {
		t.Fatal("the photo to be cleaned carries nothing")
	}
	clean, err := CleanPhoto(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"Exif", "GPS", "HX-3"} {
		if bytes.Contains(clean, []byte(word)) {
			t.Errorf("%s is still in it", word)
		}
	}
	got, err := jpeg.Decode(bytes.NewReader(clean))
	if err != nil {
		t.Fatal(err)
	}
	if b := got.Bounds(); b.Dx() != 1280 || b.Dy() != 677 {
		t.Errorf("it measures %v", b)
	}
	r, _, b, _ := got.At(640, 338).RGBA()
	if r>>8 < 115 || r>>8 > 140 || b>>8 < 115 || b>>8 > 140 {
		t.Errorf("its middle is %d %d", r>>8, b>>8)
	}
	for name, bad := range map[string][]byte{"nothing": nil, "a text": []byte("<html>"), "half a photo": file[:300], "a bomb": bomb()} {
		if _, err := CleanPhoto(bad); err == nil {
			t.Errorf("%s is taken for a photo", name)
		}
	}
}

// bomb is the head of a PNG of 60,000 by 60,000 pixels.
func bomb() []byte {
	return []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xea\x60\x00\x00\xea\x60\x08\x02\x00\x00\x00")
}
