package vault

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestASealedNameOpensOnlyInItsOwnRow(t *testing.T) {
	ring := NewRing()
	sealed, err := ring.Seal("tenants", "name", "r1", "何以安")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("何以安")) {
		t.Fatal("the plain name is in the sealed bytes")
	}
	if got, err := ring.Open("tenants", "name", "r1", sealed); err != nil || got != "何以安" {
		t.Fatalf("got %q, %v", got, err)
	}
	for _, place := range [][3]string{{"tenants", "name", "r2"}, {"tenants", "phone", "r1"}, {"users", "name", "r1"}, {"tenantsn", "ame", "r1"}} {
		if _, err := ring.Open(place[0], place[1], place[2], sealed); err != ErrSealed {
			t.Errorf("opened in %v: %v", place, err)
		}
	}
	for i := range sealed {
		broken := bytes.Clone(sealed)
		broken[i] ^= 1
		if got, err := ring.Open("tenants", "name", "r1", broken); err == nil {
			t.Fatalf("byte %d changed, still opened as %q", i, got)
		}
	}
}

func TestTheSameNumberIsFoundAndAnotherIsNot(t *testing.T) {
	ring, other := NewRing(), NewRing()
	a := ring.Index("doc", "339900199001010011")
	if len(a) != IndexLen || !bytes.Equal(a, ring.Index("doc", "339900199001010011")) {
		t.Fatal("the index of one number differs from itself")
	}
	if bytes.Equal(a, ring.Index("phone", "339900199001010011")) || bytes.Equal(a, other.Index("doc", "339900199001010011")) {
		t.Fatal("the index is the same in another domain or with another key")
	}
	if ring.Index("doc", "") != nil {
		t.Fatal("an empty value has an index")
	}
}

func TestAKeyFileThatOthersCanReadIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k", "anju.key")
	if _, err := OpenFile(path, false); err == nil {
		t.Fatal("a missing key file was accepted although the database may hold names")
	}
	ring, err := OpenFile(path, true)
	if err != nil {
		t.Fatal(err)
	}
	info, _ := os.Stat(path)
	if info.Mode().Perm() != 0o600 {
		t.Fatalf("made with mode %v", info.Mode())
	}
	sealed, _ := ring.Seal("t", "c", "r", "x")
	again, err := OpenFile(path, false)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := again.Open("t", "c", "r", sealed); err != nil || got != "x" {
		t.Fatalf("a restart lost the key: %q %v", got, err)
	}
	rotated, err := Rotate(path)
	if err != nil || rotated.Active() != 2 {
		t.Fatalf("rotate: %v", err)
	}
	if got, err := rotated.Open("t", "c", "r", sealed); err != nil || got != "x" {
		t.Fatalf("rotation lost old values: %q %v", got, err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenFile(path, false); err == nil {
		t.Fatal("a key file readable by the group was accepted")
	}
}
