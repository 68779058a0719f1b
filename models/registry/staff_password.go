package registry

import (
	"context"
	"encoding/hex"
	"strings"
	"sync"

	"github.com/alexedwards/argon2id"

	"anju/models"
	"anju/models/store"
	"anju/models/token"
)

// hashParams are OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
var hashParams = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashing lets few passwords be hashed at once, so that a storm of sign-ins cannot take the memory of the machine.
var hashing = make(chan struct{}, 2)

func hashPassword(ctx context.Context, password string) (string, error) {
	if err := takeTurn(ctx); err != nil {
		return "", err
	}
	defer func() { <-hashing }()
	return argon2id.CreateHash(password, hashParams)
}

// samePassword compares in the same time whether or not there is a hash: an unknown login is measured against a hash that
// nothing matches.
func samePassword(ctx context.Context, password, hash string) (bool, error) {
	if hash == "" {
		hash = nobody()
	}
	if err := takeTurn(ctx); err != nil {
		return false, err
	}
	defer func() { <-hashing }()
	return argon2id.ComparePasswordAndHash(password, hash)
}

func takeTurn(ctx context.Context) error {
	select {
	case hashing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// nobody is the hash of a password that was thrown away.
var nobody = sync.OnceValue(func() string {
	hash, err := argon2id.CreateHash(token.NewSecret(32), hashParams)
	if err != nil {
		panic("registry: no secure random numbers: " + err.Error())
	}
	return hash
})

const recoveryCodes, recoveryLength = 8, 10

// newRecovery makes recovery codes and the lines that are kept of them: only their MACs.
func newRecovery(tx *store.Tx, userRef string) (codes []string, lines string) {
	var kept []string
	for range recoveryCodes {
		code := token.NewRef()[:recoveryLength]
		codes = append(codes, code[:5]+"-"+code[5:])
		kept = append(kept, recoveryLine(tx, userRef, code))
	}
	return codes, strings.Join(kept, "\n")
}

func recoveryLine(tx *store.Tx, userRef, code string) string {
	return hex.EncodeToString(tx.Mac("recovery", []byte(userRef+":"+code)))
}

// spendRecovery strikes a recovery code out; false when it is none, or was used before.
func spendRecovery(tx *store.Tx, user models.User, typed string) (bool, error) {
	code := strings.ToLower(strings.NewReplacer("-", "", " ", "", "－", "").Replace(typed))
	if len(code) != recoveryLength || user.Recovery == "" {
		return false, nil
	}
	line := recoveryLine(tx, user.Ref, code)
	var left []string
	for _, l := range strings.Split(user.Recovery, "\n") {
		if l != line {
			left = append(left, l)
		}
	}
	rest := strings.Join(left, "\n")
	if rest == user.Recovery {
		return false, nil
	}
	return tx.UseRecovery(user.ID, user.Recovery, rest)
}
