package vault

import (
	"bytes"
	"compress/gzip"
	"crypto/hmac"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/emmansun/gmsm/sm3"
)

// A parcel is a file that crosses the gap to the police's own platform by hand: one line that people can read, then
// everything else packed and closed by SM4-GCM. The line is proved together with the rest, so that no number can be put
// on another's file. Whoever has the exchange key opens it without the register.
const (
	parcelHead = "ANJU-HANDOVER/1 "
	// ParcelKeyLen is the length of an exchange key in bytes.
	ParcelKeyLen = 16
	// parcelMost bounds what is unpacked.
	parcelMost = 64 << 20
)

// ErrParcel means that a file was changed or cut on its way, or belongs to another key.
var ErrParcel = errors.New("文件打不开：路上少了或改了字节，或者这把交换钥匙不是它的。请重新拷一次，再看钥匙编号对不对")

// ExchangeKey is what opens the parcels of one area. It goes to the other side once, by hand, apart from any parcel.
type ExchangeKey struct {
	Area   string `json:"area"`
	Serial int    `json:"serial"` // a key that somebody may have seen is followed by the next
	Key    []byte `json:"key"`
}

// Name is how the outside of a parcel names the key: 33990101/1.
func (k ExchangeKey) Name() string { return fmt.Sprintf("%s/%d", k.Area, k.Serial) }

// ReadExchangeKey reads a key file. Errors are sentences for whoever sits there.
func ReadExchangeKey(path string) (ExchangeKey, error) {
	var k ExchangeKey
	data, err := os.ReadFile(path)
	if err != nil {
		return k, fmt.Errorf("读不了交换钥匙 %s，请看文件在不在", path)
	}
	if err := json.Unmarshal(data, &k); err != nil || len(k.Key) != ParcelKeyLen {
		return k, fmt.Errorf("%s 不是交换钥匙文件", path)
	}
	return k, nil
}

// Bytes is the key file.
func (k ExchangeKey) Bytes() ([]byte, error) {
	data, err := json.MarshalIndent(k, "", " ")
	return append(data, '\n'), err
}

// SealParcel closes a body under a number.
func (k ExchangeKey) SealParcel(number string, body []byte) ([]byte, error) {
	aead, err := aeadOf(k.Key)
	if err != nil {
		return nil, err
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(body); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	head := []byte(parcelHead + number + " " + k.Name() + "\n")
	nonce := make([]byte, aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, fmt.Errorf("vault: no randomness: %w", err)
	}
	return aead.Seal(append(bytes.Clone(head), nonce...), nonce, packed.Bytes(), head), nil
}

// ParcelNumber reads the outside of a parcel: its number and the name of its key. It proves nothing.
func ParcelNumber(file []byte) (number, key string, ok bool) {
	line, _, found := bytes.Cut(file, []byte("\n"))
	words := strings.Fields(strings.TrimPrefix(string(line), parcelHead))
	if !found || !bytes.HasPrefix(line, []byte(parcelHead)) || len(words) != 2 {
		return "", "", false
	}
	return words[0], words[1], true
}

// OpenParcel opens a parcel: ErrParcel when a single byte is not as it left.
func (k ExchangeKey) OpenParcel(file []byte) ([]byte, error) {
	aead, err := aeadOf(k.Key)
	if err != nil {
		return nil, ErrParcel
	}
	at := bytes.IndexByte(file, '\n') + 1
	if at == 0 || len(file) < at+aead.NonceSize() {
		return nil, ErrParcel
	}
	packed, err := aead.Open(nil, file[at:at+aead.NonceSize()], file[at+aead.NonceSize():], file[:at])
	if err != nil {
		return nil, ErrParcel
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, ErrParcel
	}
	body, err := io.ReadAll(io.LimitReader(z, parcelMost+1))
	if err != nil || len(body) > parcelMost {
		return nil, ErrParcel
	}
	return body, nil
}

// Digest is the SM3 of a file in hexadecimal digits, for people to compare two copies.
func Digest(file []byte) string {
	sum := sm3.Sum(file)
	return hex.EncodeToString(sum[:])
}

// Proof is what proves a text to whoever has the same key: HMAC-SM3 in hexadecimal digits.
func Proof(key, text []byte) string {
	h := hmac.New(sm3.New, key)
	h.Write(text)
	return hex.EncodeToString(h.Sum(nil))
}

// Proves says whether a proof is right, in constant time.
func Proves(key, text []byte, proof string) bool {
	return Same([]byte(Proof(key, text)), []byte(proof))
}
