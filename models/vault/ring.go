// Package vault seals names, document numbers and phones (SM4-GCM, GB/T 32907) and finds them again by a keyed blind
// index (HMAC-SM3, GB/T 32905). A sealed value is bound to its table, column and row: moved elsewhere it does not open.
package vault

import (
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"sync"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/sm4"
)

const (
	envelopeVersion = 1
	headerLen       = 3 // version, key id
	nonceLen        = 12
	// IndexLen is the length of a blind index in bytes.
	IndexLen = 16
)

// ErrSealed means that a value does not open: another key, another row, or changed bytes.
var ErrSealed = errors.New("vault: the sealed value does not open with this key, table, column and row")

// Ring holds the sealing keys by id and the keys of the blind index and of MACs. Index and MAC keys never rotate with
// the sealing key: an index that changed would find nobody.
type Ring struct {
	active uint16
	seals  map[uint16]cipher.AEAD
	index  *keyed
	mac    *keyed
}

// Seal closes a value for one place. An empty value stays empty: there is nothing to hide, and NULL tests stay simple.
func (r *Ring) Seal(table, column, row, plain string) ([]byte, error) {
	if plain == "" {
		return nil, nil
	}
	aead := r.seals[r.active]
	sealed := make([]byte, headerLen+nonceLen, headerLen+nonceLen+len(plain)+aead.Overhead())
	sealed[0] = envelopeVersion
	binary.BigEndian.PutUint16(sealed[1:], r.active)
	if _, err := rand.Read(sealed[headerLen:]); err != nil {
		return nil, fmt.Errorf("vault: no randomness: %w", err)
	}
	return aead.Seal(sealed, sealed[headerLen:headerLen+nonceLen], []byte(plain), place(table, column, row)), nil
}

// Open opens a value sealed for this place; ErrSealed when it does not fit.
func (r *Ring) Open(table, column, row string, sealed []byte) (string, error) {
	if len(sealed) == 0 {
		return "", nil
	}
	if len(sealed) < headerLen+nonceLen || sealed[0] != envelopeVersion {
		return "", ErrSealed
	}
	aead, ok := r.seals[binary.BigEndian.Uint16(sealed[1:])]
	if !ok {
		return "", ErrSealed
	}
	plain, err := aead.Open(nil, sealed[headerLen:headerLen+nonceLen], sealed[headerLen+nonceLen:], place(table, column, row))
	if err != nil {
		return "", ErrSealed
	}
	return string(plain), nil
}

// Active is the id of the key that closes new values.
func (r *Ring) Active() uint16 { return r.active }

// Index is the blind index of a value in a domain (doc, phone, name): equal values give equal bytes, and nobody without
// the key can try values. Empty values have none.
func (r *Ring) Index(domain, value string) []byte {
	if value == "" {
		return nil
	}
	return r.index.sum(domain, []byte(value))[:IndexLen]
}

// Mac authenticates bytes for a purpose, 32 bytes.
func (r *Ring) Mac(purpose string, data []byte) []byte { return r.mac.sum(purpose, data) }

// Same compares two MACs in constant time.
func Same(a, b []byte) bool { return hmac.Equal(a, b) }

// keyed sums under one key. What has taken the key in is kept: that is half the work of so short a sum, and an import
// makes four of every row.
type keyed struct {
	key  []byte
	kept sync.Pool
}

func (k *keyed) sum(domain string, data []byte) []byte {
	h, ok := k.kept.Get().(hash.Hash)
	if !ok {
		h = hmac.New(sm3.New, k.key)
	}
	h.Write([]byte(domain))
	h.Write([]byte{0})
	h.Write(data)
	sum := h.Sum(nil)
	h.Reset()
	k.kept.Put(h)
	return sum
}

// place is the additional data: lengths first, so that no two places read alike.
func place(table, column, row string) []byte {
	b := make([]byte, 0, len(table)+len(column)+len(row)+6)
	for _, part := range []string{table, column, row} {
		b = binary.BigEndian.AppendUint16(b, uint16(len(part)))
		b = append(b, part...)
	}
	return b
}

func aeadOf(key []byte) (cipher.AEAD, error) {
	block, err := sm4.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	return cipher.NewGCM(block)
}
