package site

import (
	"crypto/aes"
	"encoding/base32"
	"encoding/binary"
	"strings"
)

// Cursor is the place at which a page of a list ended. Its ids are row ids, which stand in no address (DESIGN 2 row 3): it
// goes there sealed in one block, the same for the same place, and a changed one is none.
type Cursor struct {
	Turn bool
	Due  int64 // a moment, 48 bits
	ID   int64
}

var cursorLetters = base32.StdEncoding.WithPadding(base32.NoPadding)

// WriteCursor seals a place for an address; "" for the beginning.
func (s *Site) WriteCursor(c Cursor) string {
	if c.ID <= 0 {
		return ""
	}
	var block [aes.BlockSize]byte
	binary.BigEndian.PutUint64(block[:8], uint64(c.Due)<<8)
	if c.Turn {
		block[7] = 1
	}
	binary.BigEndian.PutUint64(block[8:], uint64(c.ID)<<8) // the last byte is 0
	s.cursors.Encrypt(block[:], block[:])
	return strings.ToLower(cursorLetters.EncodeToString(block[:]))
}

// ReadCursor opens a place; false for what is none.
func (s *Site) ReadCursor(text string) (Cursor, bool) {
	block, err := cursorLetters.DecodeString(strings.ToUpper(text))
	if err != nil || len(block) != aes.BlockSize || strings.ToLower(cursorLetters.EncodeToString(block)) != text {
		return Cursor{}, false
	}
	s.cursors.Decrypt(block, block)
	c := Cursor{Turn: block[7] == 1, Due: int64(binary.BigEndian.Uint64(block[:8]) >> 8), ID: int64(binary.BigEndian.Uint64(block[8:]) >> 8)}
	return c, block[7] <= 1 && block[15] == 0 && c.ID > 0 && c.ID < 1<<40
}
