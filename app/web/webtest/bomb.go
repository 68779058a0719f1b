package webtest

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
)

// Bloat writes a packed file anew with one of its parts followed by so many spaces: small on its way, huge once unpacked.
func Bloat(w io.Writer, whole []byte, name string, spaces int64) error {
	from, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		return err
	}
	to := zip.NewWriter(w)
	for _, f := range from.File {
		part, err := f.Open()
		if err != nil {
			return err
		}
		out, err := to.Create(f.Name)
		if err == nil {
			_, err = io.Copy(out, part)
		}
		if err == nil && f.Name == name {
			_, err = io.Copy(out, io.LimitReader(blank{}, spaces))
		}
		if err = errors.Join(err, part.Close()); err != nil {
			return err
		}
	}
	return to.Close()
}

type blank struct{}

func (blank) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}
