package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anju/models/storetest"
)

// newKillRoster writes a roster, ready for import: landlords with so many homes each, one tenant a home, who moved in on
// 2 March 2026. It answers the paths of the files; the tenants stand in two of them, unreported and reported.
func newKillRoster(t *testing.T, landlords, homes int) map[string]string {
	t.Helper()
	dir, files := t.TempDir(), map[string]string{}
	file := func(name, header string, n int, row func(i int) string) {
		var b strings.Builder
		b.WriteString(header + "\n")
		for i := range n {
			b.WriteString(row(i) + "\n")
		}
		files[name] = filepath.Join(dir, name+".csv")
		must(t, os.WriteFile(files[name], []byte(b.String()), 0o600))
	}
	file("areas", "code,parent_code,level,name,zone", 3, func(i int) string {
		return fmt.Sprintf("33990001%02d,33990001,grid,青禾 %02d 网格,urban", 50+i, 50+i)
	})
	file("units", "unit_code,area_code,address,kind,land,landlord_name,landlord_doc_type,landlord_doc_no,landlord_phone,accepted_on", landlords*homes, func(i int) string {
		owner := i % landlords
		return fmt.Sprintf("U%05d,33990001%02d,荷塘路 %d 号,home,collective,周桂芳,111,%s,199%08d,2024-01-01", i, 50+i%3, i+1, storetest.Number("3399", 900_000+owner), owner)
	})
	file("rooms", "unit_code,room_no,room_type,usable_m2,beds", landlords*homes, func(i int) string {
		return fmt.Sprintf("U%05d,101,bedroom,18.5,2", i)
	})
	for name, reported := range map[string]string{"unreported": "", "reported": "2026-03-18 09:00"} {
		file(name, "unit_code,room_no,name,doc_type,doc_no,phone,moved_in_on,reported_at", landlords*homes, func(i int) string {
			phone := ""
			if i%homes == 0 { // not everybody's is known
				phone = fmt.Sprintf("138%08d", i)
			}
			return fmt.Sprintf("U%05d,101,何以安,111,%s,%s,2026-03-02,%s", i, storetest.Number("3399", i), phone, reported)
		})
	}
	return files
}
