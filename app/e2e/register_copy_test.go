package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"anju/models/storetest"
)

// copied is the same register once more, row by row, with the same keys and an SMS file of its own.
func (w *world) copied(t *testing.T) *world {
	t.Helper()
	app := w.open(t)
	defer app.Close()
	name := storetest.Copy(t, app.Store)
	twin := *w
	twin.sms = filepath.Join(t.TempDir(), "sms.jsonl")
	if data, err := os.ReadFile(w.sms); err == nil {
		must(t, os.WriteFile(twin.sms, data, 0o600))
	}
	twin.env = slices.Clone(w.env)
	for i, pair := range twin.env {
		switch key, _, _ := strings.Cut(pair, "="); key {
		case "ANJU_DB":
			twin.env[i] = "ANJU_DB=" + name
		case "ANJU_SMS":
			twin.env[i] = "ANJU_SMS=file:" + twin.sms
		}
	}
	return &twin
}

// picture is everything that must not differ between two registers that lived through the same, and the texts that people
// got.
func (w *world) picture(t *testing.T) map[string][]string {
	t.Helper()
	app := w.open(t)
	defer app.Close()
	all := storetest.Picture(t, app.Store)
	for _, one := range texts(t, w.sms) {
		all["texts"] = append(all["texts"], fmt.Sprint(one.At, one.To, one.Kind, one.Text))
	}
	return all
}
