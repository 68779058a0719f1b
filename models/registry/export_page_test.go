package registry_test

import (
	"testing"

	"anju/models/registry"
)

// TestEveryColumnOfAnExportHasAHead holds the words over a list on a page to the keys of the same list.
func TestEveryColumnOfAnExportHasAHead(t *testing.T) {
	for _, kind := range []string{"roster", "units"} {
		if words, keys := registry.ExportWords(kind), registry.ExportHeader(kind); len(words) != len(keys) {
			t.Errorf("%s: %d words over %d columns", kind, len(words), len(keys))
		}
	}
}
