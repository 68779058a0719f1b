package sms

import (
	"context"
	"crypto/subtle"
	"errors"
	"io"
	"net/http"
)

// largestCall is the most that a carrier may post: a hundred receipts take
// about 40 KB.
const largestCall = 1 << 20

// Hook answers one carrier's callbacks: no carrier here signs them, so who
// knows the secret of the address is believed, and what he says counts only
// for a message that exists.
type Hook struct {
	Gateway Listener
	// Store keeps the news before the carrier is told that they arrived. It
	// must be quick: Aliyun waits 700 ms. A fault makes the carrier try again.
	Store func(ctx context.Context, gateway string, news News) error
	// Log is told of faults; what it gets holds no phone and no text.
	Log func(words string, err error)
}

// Serve answers one call whose address carried given, where secret is right.
// A wrong secret is answered like an address that does not exist.
func (h *Hook) Serve(w http.ResponseWriter, r *http.Request, given, secret string) {
	if secret == "" || subtle.ConstantTimeCompare([]byte(given), []byte(secret)) != 1 {
		http.NotFound(w, r)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestCall))
	if err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			http.Error(w, "", http.StatusRequestEntityTooLarge)
			return
		}
		http.Error(w, "", http.StatusBadRequest)
		return
	}
	news, err := h.Gateway.Read(Call{Query: r.URL.Query(), Body: body})
	if err != nil {
		h.Log("a callback cannot be read", errors.New(Scrub(err.Error())))
		http.Error(w, "", http.StatusBadRequest)
		return
	}
	if err := h.Store(r.Context(), h.Gateway.Name(), news); err != nil {
		h.Log("a callback cannot be stored", err)
		http.Error(w, "", http.StatusServiceUnavailable)
		return
	}
	ack := h.Gateway.Ack()
	w.Header().Set("Content-Type", ack.Type)
	_, _ = io.WriteString(w, ack.Body) // a carrier who has gone will call again
}
