package registry

import (
	"context"
	"fmt"
	"io"
	"strings"

	"anju/models"
	"anju/models/policy"
)

// ImportList takes over a short list of one kind (areas, units, rooms, stays) that is at hand rather than in a file, as if
// it stood in one with these columns (names separated by spaces). It ends at the first row that fails.
func (r *Registry) ImportList(ctx context.Context, who policy.Actor, kind, columns string, rows [][]string, how ImportHow) error {
	place := map[string]int{}
	for i, c := range models.SheetColumns[kind] {
		place[c.Key] = i
	}
	next := 0
	file := ImportFile{
		Next: func() (models.SheetRow, error) {
			if next == len(rows) {
				return models.SheetRow{}, io.EOF
			}
			row := models.SheetRow{Line: next + 2, Cells: make([]string, len(place))}
			for i, key := range strings.Fields(columns) {
				row.Cells[place[key]] = rows[next][i]
			}
			next++
			return row, nil
		},
		Reject: func(row models.SheetRow, reason string) error {
			return fmt.Errorf("%s, line %d: %s", kind, row.Line, reason)
		},
	}
	verb := map[string]func(context.Context, policy.Actor, ImportFile, ImportHow) (Imported, error){
		"areas": r.ImportAreas, "units": r.ImportUnits, "rooms": r.ImportRooms, "stays": r.ImportStays,
	}[kind]
	_, err := verb(ctx, who, file, how)
	return err
}
