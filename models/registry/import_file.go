package registry

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// ImportFile is a list being read: Next answers its rows and io.EOF after the last, Reject hands a failed row back with
// the reason once its batch is saved.
type ImportFile struct {
	Next   func() (models.SheetRow, error)
	Reject func(row models.SheetRow, reason string) error
	Notice func(row models.SheetRow, words string) // of a row that is taken and better looked at; nil where nobody listens
}

// ImportHow says how to take a list over.
type ImportHow struct {
	At       time.Time
	Baseline workday.Day // stays count as reported and confirmed on that day; 0 = as the file says
	DryRun   bool        // judge everything, save nothing
	page     *pageImport // from a page: rows beyond its scope fail
	Claimed  bool        // of homes: their landlords have called them their own already, as in an invented city
}

// Imported is what became of the rows.
type Imported struct {
	Read, Saved, Same, Failed int
	Noticed                   int // of those taken: better looked at, in a trial
}

const (
	// importBatch is how many rows one transaction takes (PERF 6).
	importBatch = 10_000
	// importMany is from how many rows on the database counts its tables anew.
	importMany = 1000
)

// importLine is one row on its way. What was found in the row alone (fault) stays; what follows from the register begins
// anew when a transaction is run again.
type importLine struct {
	row    models.SheetRow
	fault  string
	reason string // why the row failed, "" when it did not
	notice string // what is odd about a row that did not fail
	saved  bool   // it changed something
}

func (l *importLine) common() *importLine { return l }

// fail ends a row; the first reason stays.
func (l *importLine) fail(reason string) {
	if l.reason == "" {
		l.reason = reason
	}
}

func (l *importLine) failed() bool { return l.reason != "" }

type importable interface{ common() *importLine }

// importer is what differs between the lists: read judges a row by itself and seals it, save judges a batch against the
// register and writes it.
type importer[L importable] struct {
	subject string
	columns []models.Column
	read    func(cell func(key string) string) (L, error)
	save    func(ctx context.Context, tx *store.Tx, lines []L) error
}

// errDry ends the transaction of a dry run.
var errDry = errors.New("dry run")

// importRows takes a list over: rows are read and sealed in a goroutine of their own, and each batch is one errand, so
// that a row is saved whole or not at all, whatever happens.
func importRows[L importable](ctx context.Context, r *Registry, who policy.Actor, file ImportFile, how ImportHow, kind importer[L]) (Imported, error) {
	var total Imported
	act, err := how.allowed(who)
	if err != nil {
		return total, err
	}
	reading, stop := context.WithCancel(ctx)
	defer stop()
	batches, broken := readBatches(reading, file, kind)
	judge := func(tx *store.Tx, lines []L) (Imported, error) {
		for _, l := range lines {
			line := l.common()
			line.reason, line.notice, line.saved = line.fault, "", false
		}
		err := kind.save(ctx, tx, lines)
		return tally(lines), err
	}
	each := func(save func([]L) error) error {
		for lines := range batches {
			if err := save(lines); err != nil {
				return err
			}
			if err := handBack(lines, file); err != nil {
				return err
			}
			total = total.and(tally(lines))
		}
		return nil
	}
	if how.DryRun && how.page != nil {
		err = each(func(lines []L) error { // batch by batch: the register is not held up for as long as a whole list takes
			return r.dryRun(ctx, true, func(tx *store.Tx) error { _, err := judge(tx, lines); return err })
		})
	} else if how.DryRun {
		err = r.dryRun(ctx, false, func(tx *store.Tx) error {
			return each(func(lines []L) error { _, err := judge(tx, lines); return err })
		})
	} else {
		err = each(func(lines []L) error {
			return r.errand(ctx, who, act, how.At, func(tx *store.Tx, entry *models.AuditEntry) error {
				sum, err := judge(tx, lines)
				entry.Subject, entry.Detail = kind.subject, fmt.Sprintf("read %d saved %d same %d failed %d", sum.Read, sum.Saved, sum.Same, sum.Failed)
				if sum.Saved == 0 {
					entry.Subject = skipAudit
				}
				return err
			})
		})
	}
	stop()
	for range batches { // the reading goroutine ends before its file is closed
	}
	if err == nil {
		err = <-broken
	}
	if err == nil && !how.DryRun && total.Saved >= importMany {
		err = r.Store.Recount(ctx)
	}
	return total, err
}

// dryRun does everything in one transaction that is undone at the end; again says that it can be done anew.
func (r *Registry) dryRun(ctx context.Context, again bool, run func(*store.Tx) error) error {
	begun := false
	err := r.Store.InTx(ctx, func(tx *store.Tx) error {
		if begun && !again { // the file is read already and cannot be judged again
			return models.Refuse(models.Unavailable, "试算的时候别人正好在改名册，请再试一次")
		}
		begun = true
		if err := run(tx); err != nil {
			return err
		}
		return errDry
	})
	if errors.Is(err, errDry) {
		return nil
	}
	return err
}

func tally[L importable](lines []L) Imported {
	sum := Imported{Read: len(lines)}
	for _, l := range lines {
		line := l.common()
		if line.notice != "" && !line.failed() {
			sum.Noticed++
		}
		switch {
		case line.failed():
			sum.Failed++
		case line.saved:
			sum.Saved++
		default:
			sum.Same++
		}
	}
	return sum
}

func (t Imported) and(o Imported) Imported {
	return Imported{t.Read + o.Read, t.Saved + o.Saved, t.Same + o.Same, t.Failed + o.Failed, t.Noticed + o.Noticed}
}

func handBack[L importable](lines []L, file ImportFile) error {
	for _, l := range lines {
		line := l.common()
		if line.failed() {
			if err := file.Reject(line.row, line.reason); err != nil {
				return err
			}
		} else if line.notice != "" && file.Notice != nil {
			file.Notice(line.row, line.notice)
		}
	}
	return nil
}

// readBatches reads, checks and seals the next batch while the database saves one; no more are in memory.
func readBatches[L importable](ctx context.Context, file ImportFile, kind importer[L]) (<-chan []L, <-chan error) {
	batches, broken := make(chan []L), make(chan error, 1)
	place := map[string]int{}
	for i, c := range kind.columns {
		place[c.Key] = i
	}
	go func() {
		defer close(broken)
		defer close(batches)
		for {
			lines, err := readBatch(file, kind, place)
			if len(lines) > 0 {
				select {
				case batches <- lines:
				case <-ctx.Done():
					return
				}
			}
			if errors.Is(err, io.EOF) || ctx.Err() != nil {
				return
			}
			if err != nil {
				broken <- err
				return
			}
		}
	}()
	return batches, broken
}

func readBatch[L importable](file ImportFile, kind importer[L], place map[string]int) ([]L, error) {
	lines := make([]L, 0, 1024)
	for len(lines) < importBatch {
		row, err := file.Next()
		if err != nil {
			return lines, err
		}
		line, err := kind.read(func(key string) string { return row.Cells[place[key]] })
		if err != nil {
			return lines, err
		}
		c := line.common()
		c.row = row
		if row.Fault != "" {
			c.fault = row.Fault // what the row as a whole lacks explains the rest
		}
		lines = append(lines, line)
	}
	return lines, nil
}
