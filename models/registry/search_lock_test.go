package registry_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// TestALongSearchHoldsUpNobodyWhoWrites: a search that reads inside its transaction keeps, on SQLite, every check-in waiting.
func TestALongSearchHoldsUpNobodyWhoWrites(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHanded(t, st)
		for name, search := range map[string]func() (int, error){
			"tenants": func() (int, error) { // by a part of a name: all names of the area are opened
				found, err := h.FindPeople(ctx, h.old, "以安", "核对身份", h.at)
				return len(found.Entries), err
			},
			"audit_entries": func() (int, error) {
				rows, err := h.SearchAudit(ctx, h.chief, registry.AuditQuery{Action: "stay.check_in", N: 9}, h.at)
				return len(rows), err
			},
		} {
			asked, told := storetest.Asked(t, st, func() {
				n, err := search()
				must(t, err)
				if n == 0 {
					t.Errorf("the search of %s finds nothing", name)
				}
			})
			if !told {
				continue
			}
			begin := slices.IndexFunc(asked, func(s string) bool { return strings.HasPrefix(s, "START") || strings.HasPrefix(s, "BEGIN") })
			read := func(s string) bool {
				return strings.HasPrefix(s, "SELECT") && strings.Contains(s, name) && !strings.Contains(s, "MAX(")
			}
			if begin < 0 || !slices.ContainsFunc(asked[:begin], read) || slices.ContainsFunc(asked[begin:], read) {
				t.Errorf("%s are read inside the transaction:\n%s", name, strings.Join(asked, "\n"))
			}
		}
	})
}
