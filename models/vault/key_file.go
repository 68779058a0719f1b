package vault

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// keyFile is the file on disk: JSON, 0600, keys in base64. Losing it loses every name in the register.
type keyFile struct {
	Version int      `json:"version"`
	Active  uint16   `json:"active"`
	Seals   []keyRow `json:"seals"`
	Index   []byte   `json:"index"`
	Mac     []byte   `json:"mac"`
}

type keyRow struct {
	ID  uint16 `json:"id"`
	Key []byte `json:"key"`
}

// ErrNoKeyFile means that there is no key file and none may be made: the database already holds sealed values.
var ErrNoKeyFile = errors.New("钥匙文件不在了，没有它打不开册里的姓名和号码。请从备份里放回来")

// OpenFile reads the key ring. A missing file is made (0600) only when mayCreate says that the database is empty. A file
// that others can read is refused.
func OpenFile(path string, mayCreate bool) (*Ring, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if !mayCreate {
			return nil, fmt.Errorf("%w：%s", ErrNoKeyFile, path)
		}
		return create(path)
	}
	if err != nil {
		return nil, fmt.Errorf("打不开钥匙文件 %s：%w", path, err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("钥匙文件 %s 别人也能读。请改成只有自己能读：chmod 600 %s", path, path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("打不开钥匙文件 %s：%w", path, err)
	}
	var file keyFile
	if err := json.Unmarshal(data, &file); err != nil || file.Version != 1 {
		return nil, fmt.Errorf("钥匙文件 %s 读不懂。请从备份里放回来", path)
	}
	return file.ring()
}

// Rotate adds a new sealing key to the file and makes it the active one; old values stay readable. The write is atomic.
func Rotate(path string) (*Ring, error) {
	if _, err := OpenFile(path, false); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var file keyFile
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, err
	}
	file.Active++
	file.Seals = append(file.Seals, keyRow{ID: file.Active, Key: random(16)})
	if err := file.write(path); err != nil {
		return nil, err
	}
	return file.ring()
}

// NewRing is a ring that lives in memory only, for tests.
func NewRing() *Ring {
	ring, err := newKeyFile().ring()
	if err != nil {
		panic(err) // fresh random keys of the right length always fit
	}
	return ring
}

func newKeyFile() keyFile {
	return keyFile{Version: 1, Active: 1, Seals: []keyRow{{ID: 1, Key: random(16)}}, Index: random(32), Mac: random(32)}
}

func create(path string) (*Ring, error) {
	file := newKeyFile()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("建不了钥匙文件的文件夹：%w", err)
	}
	if err := file.write(path); err != nil {
		return nil, err
	}
	// Another process may have been first; what is on disk counts.
	return OpenFile(path, false)
}

// write puts the file down whole: a torn key file would be the end of the register.
func (f keyFile) write(path string) error {
	data, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".key-*") // CreateTemp makes it 0600
	if err != nil {
		return fmt.Errorf("写不了钥匙文件 %s：%w", path, err)
	}
	defer os.Remove(temp.Name())
	if _, err := temp.Write(data); err != nil {
		return err
	}
	if err := temp.Sync(); err != nil {
		return err
	}
	if err := temp.Close(); err != nil {
		return err
	}
	if f.Active == 1 {
		if err := os.Link(temp.Name(), path); errors.Is(err, fs.ErrExist) {
			return nil // made by another process a moment ago: keep that one
		} else if err == nil {
			return nil
		}
	}
	return os.Rename(temp.Name(), path)
}

func (f keyFile) ring() (*Ring, error) {
	r := &Ring{active: f.Active, seals: map[uint16]cipher.AEAD{}, index: &keyed{key: f.Index}, mac: &keyed{key: f.Mac}}
	for _, row := range f.Seals {
		aead, err := aeadOf(row.Key)
		if err != nil {
			return nil, err
		}
		r.seals[row.ID] = aead
	}
	if r.seals[r.active] == nil || len(f.Index) < 32 || len(f.Mac) < 32 {
		return nil, errors.New("钥匙文件不完整。请从备份里放回来")
	}
	return r, nil
}

func random(n int) []byte {
	b := make([]byte, n)
	if _, err := rand.Read(b); err != nil {
		panic(err) // no randomness: nothing may be sealed
	}
	return b
}
