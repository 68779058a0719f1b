// Package token makes the random values that name and open things: doors,
// records, sessions, codes. All come from the system's secure source, which
// since Go 1.24 never fails, so nothing here returns an error.
package token

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"math/big"
	"strings"
)

const (
	doorBytes  = 16 // 128 bits (DESIGN.md 2, row 13)
	doorLength = 26 // characters: 128 bits, five to a character
	refBytes   = 13
	refLength  = 20 // characters, 100 bits
)

// alphabet is RFC 4648 base32 in lower case, which is easy to type and safe in
// a URL; it has no 0, 1, 8 and 9.
const alphabet = "abcdefghijklmnopqrstuvwxyz234567"

var encoding = base32.NewEncoding(alphabet).WithPadding(base32.NoPadding)

// NewDoor makes the secret of a door plate: 26 lower-case base32 characters
// from 128 random bits (DESIGN.md 2, row 13).
func NewDoor() string { return encoding.EncodeToString(random(doorBytes)) }

// ValidDoor reports the shape of NewDoor. It saves a look into the database;
// the answer to a stranger must be the same either way.
func ValidDoor(s string) bool {
	return len(s) == doorLength && strings.Trim(s, alphabet) == ""
}

// NewRef makes the name of a record in URLs and exports: 20 lower-case base32
// characters, 100 random bits, so nobody can count or guess records (DESIGN.md
// 2, row 3).
func NewRef() string { return encoding.EncodeToString(random(refBytes))[:refLength] }

// ValidRef reports the shape of NewRef.
func ValidRef(s string) bool { return len(s) == refLength && strings.Trim(s, alphabet) == "" }

// NewOTP makes a one-time code: 6 decimal digits, all equally likely.
func NewOTP() string { return fmt.Sprintf("%06d", below(1_000_000)) }

// NewReceipt makes the 查询号 of a report or request: 8 decimal digits, all
// equally likely (UX.md, F10).
func NewReceipt() string { return fmt.Sprintf("%08d", below(100_000_000)) }

// GroupReceipt writes the 8 digits as people read them out, "1234 5678"; anything else stays as it is.
func GroupReceipt(no string) string {
	if len(no) != 8 {
		return no
	}
	return no[:4] + " " + no[4:]
}

// NewProof makes the 核对码 of a sheet: 12 decimal digits, all equally likely.
func NewProof() string { return fmt.Sprintf("%012d", below(1_000_000_000_000)) }

// GroupProof writes the 12 digits by fours, as people read them out; anything else stays as it is.
func GroupProof(code string) string {
	if len(code) != 12 {
		return code
	}
	return code[:4] + " " + code[4:8] + " " + code[8:]
}

// NewSecret makes a value of nBytes random bytes, written in URL-safe base64
// without padding (RFC 4648 section 5).
func NewSecret(nBytes int) string { return base64.RawURLEncoding.EncodeToString(random(nBytes)) }

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails: the runtime ends the program instead
	return b
}

// below is uniform in [0, n); a remainder of random bytes would favour small
// numbers.
func below(n int64) int64 {
	v, err := rand.Int(rand.Reader, big.NewInt(n))
	if err != nil {
		panic("token: no secure random numbers: " + err.Error())
	}
	return v.Int64()
}
