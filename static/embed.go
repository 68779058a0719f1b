// Package static holds the stylesheet, the scripts and the pictures, each served under a hash of its content so that
// browsers may keep it for ever.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"path"
	"sync"
)

//go:embed css js img
var files embed.FS

type asset struct {
	hash string
	data []byte
}

var assets = sync.OnceValue(func() map[string]asset {
	all := map[string]asset{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		all[name] = asset{hash: hex.EncodeToString(sum[:4]), data: data}
		return nil
	})
	if err != nil {
		panic("static: " + err.Error()) // the files are part of the program
	}
	return all
})

var types = map[string]string{
	".css":     "text/css; charset=utf-8",
	".js":      "text/javascript; charset=utf-8",
	".svg":     "image/svg+xml",
	".png":     "image/png",
	".LICENSE": "text/plain; charset=utf-8",
}

// URL is the address of a file such as css/app.css. A name that is not there gives "", which templates refuse.
func URL(name string) string {
	a, ok := assets()[name]
	if !ok {
		return ""
	}
	return "/static/" + a.hash + "/" + name
}

// Open gives the content of a file under its hash, and only under it.
func Open(hash, name string) (data []byte, contentType string, ok bool) {
	a, found := assets()[name]
	if !found || a.hash != hash {
		return nil, "", false
	}
	contentType = types[path.Ext(name)]
	if contentType == "" {
		contentType = "application/octet-stream"
	}
	return a.data, contentType, true
}
