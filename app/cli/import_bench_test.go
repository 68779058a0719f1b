package cli

import (
	"context"
	"path/filepath"
	"testing"

	"anju/app/web/webtest"
	"anju/jobs/sheet"
	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// BenchmarkImport times the import of a roster from a CSV file: read, checked, compared with what is there, sealed and
// saved. Its floor puts the very rows that it wrote, sealed and numbered, into the two tables in the fastest way there is.
func BenchmarkImport(b *testing.B) {
	storetest.EachBench(b, func(b *testing.B, st *store.Store) {
		at := webtest.Shanghai("2026-11-24 10:00")
		reg := webtest.City(b, st, storetest.Size(160_000), at) // as many rows as PERF 6 takes
		path := filepath.Join(b.TempDir(), "stays.csv")
		writeStays(b, reg, path)
		persons := storetest.Rows(b, st, "SELECT * FROM tenants ORDER BY id")
		stays := storetest.Rows(b, st, "SELECT * FROM stays ORDER BY id")
		clear := "DELETE FROM "
		if st.Dialect == store.MySQL {
			clear = "TRUNCATE TABLE "
		}
		empty := func() {
			for _, query := range []string{clear + "stays", clear + "tenants", "UPDATE units SET occupancy = 'unknown', due_at = 0"} {
				_, err := st.SQL().Exec(query)
				webtest.Must(b, err)
			}
		}
		race := storetest.NewRace(b, st)
		for b.Loop() {
			empty()
			race.Floor(func() { storetest.Load(b, st, "tenants", persons); storetest.Load(b, st, "stays", stays) })
			empty()
			race.Verb(func() {
				file, err := sheet.Open(path, models.SheetColumns["stays"])
				webtest.Must(b, err)
				defer file.Close()
				refuse := func(_ models.SheetRow, reason string) error { b.Fatal(reason); return nil }
				sum, err := reg.ImportStays(context.Background(), policy.SystemActor, registry.ImportFile{Next: file.Next, Reject: refuse}, registry.ImportHow{At: at})
				webtest.Must(b, err)
				if sum.Saved != len(stays) {
					b.Fatalf("%+v of %d stays", sum, len(stays))
				}
			})
		}
		race.Report(len(stays))
	})
}

// writeStays writes the stays of a register as a file that can be imported.
func writeStays(b *testing.B, reg *registry.Registry, path string) {
	b.Helper()
	out, err := sheet.Create(path)
	webtest.Must(b, err)
	webtest.Must(b, out.Write(registry.ExportHeader("stays")))
	_, err = reg.Export(context.Background(), policy.SystemActor, registry.ExportHow{Kind: "stays", At: reg.Real()}, out.Write)
	webtest.Must(b, err)
	webtest.Must(b, out.Close())
}
