package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"anju/jobs/sheet"
	"anju/models"
	"anju/models/mask"
	"anju/models/policy"
	"anju/models/registry"
)

const (
	importPiece   = 256 << 10 // bytes of a piece of a file in the database
	importBeat    = 2 * time.Second
	importShown   = 5  // rows that a trial shows
	importReasons = 10 // and reasons
)

// importLists tries the lists that came in through a page, and does those whose makers said yes, one after the other.
func importLists(ctx context.Context, r *Runner, at time.Time) (registry.Tally, error) {
	var total registry.Tally
	for {
		i, err := r.Registry.ClaimImport(ctx, policy.SystemActor, at)
		if err != nil || i.ID == 0 {
			return total, err
		}
		total.Examined++
		sum, err := r.importOne(ctx, i, at)
		total.Failed += sum.Failed
		if err != nil {
			return total, err // its lease ends, and another run begins anew
		}
	}
}

// importOne works on one list. What is wrong with the list is kept for its maker; an error is ours.
func (r *Runner) importOne(ctx context.Context, i models.Import, at time.Time) (registry.Imported, error) {
	look := &models.ImportLook{}
	sum, err := r.workImport(ctx, i, look, at)
	problem := ""
	if e := models.AsError(err); e != nil && ctx.Err() == nil && (e.Kind == models.Invalid || e.Kind == models.Forbidden || e.Kind == models.NotFound) {
		problem, err = e.Error(), nil
	}
	if err != nil {
		return sum, err
	}
	if i.State != models.ImportTrying {
		look = nil
	}
	return sum, r.Registry.EndImport(ctx, i, sum, look, problem, at)
}

func (r *Runner) workImport(ctx context.Context, i models.Import, look *models.ImportLook, at time.Time) (sum registry.Imported, err error) {
	plain, err := r.unseal(ctx, i)
	if err != nil {
		return sum, err
	}
	columns := models.SheetColumns[i.Kind]
	file, err := sheet.Read(plain, columns)
	if err != nil {
		return sum, err
	}
	defer file.Close()
	look.Unused = file.Unused
	for _, c := range columns {
		look.Header = append(look.Header, c.Words)
	}
	back := &pieces{keep: func(n int, piece []byte) error { return r.Registry.KeepReject(ctx, i, n, piece) }}
	rejects := sheet.RejectsTo(back, i.Format, file.Header)
	progress := &progress{total: i.Bytes}
	next := func() (models.SheetRow, error) {
		row, err := file.Next()
		progress.note(file)
		if err == nil && len(look.Rows) < importShown {
			look.Rows = append(look.Rows, hidden(columns, row.Cells))
		}
		return row, err
	}
	reject := func(row models.SheetRow, reason string) error {
		if len(look.Reasons) < importReasons {
			look.Reasons = append(look.Reasons, fmt.Sprintf("第 %d 行：%s", row.Line, mask.Text(reason)))
		}
		return rejects.Add(row, reason)
	}
	notice := func(row models.SheetRow, words string) {
		if look.Noticed++; len(look.Notices) < importReasons {
			look.Notices = append(look.Notices, fmt.Sprintf("第 %d 行：%s", row.Line, words))
		}
	}
	held, stop := r.beatImport(ctx, i, progress)
	sum, err = r.Registry.WorkImport(held, i, registry.ImportFile{Next: next, Reject: reject, Notice: notice}, at)
	stop()
	if _, closed := rejects.Close(); err == nil {
		err = errors.Join(closed, back.flush())
	}
	return sum, err
}

// unseal puts the file of an import together where nobody finds it: it has no name, and is gone with the program.
func (r *Runner) unseal(ctx context.Context, i models.Import) (*os.File, error) {
	plain, err := sheet.Nameless()
	if err != nil {
		return nil, err
	}
	for n := 0; ; n++ {
		piece, err := r.Registry.ImportPiece(ctx, i, n)
		if models.IsKind(err, models.NotFound) && n > 0 {
			return plain, nil
		}
		if err == nil {
			_, err = plain.Write(piece)
		}
		if err != nil {
			return nil, errors.Join(err, plain.Close())
		}
	}
}

// beatImport says every few seconds how far a run is; the context ends when another run has the import.
func (r *Runner) beatImport(ctx context.Context, i models.Import, p *progress) (held context.Context, stop func()) {
	held, cancel := context.WithCancel(ctx)
	beat, over := time.NewTicker(importBeat), make(chan struct{})
	go func() {
		defer close(over)
		defer beat.Stop()
		for {
			select {
			case <-held.Done():
				return
			case <-beat.C:
				if err := r.Registry.BeatImport(held, i, p.done.Load(), p.total); models.IsKind(err, models.Conflict) {
					cancel()
				}
			}
		}
	}()
	return held, func() { cancel(); <-over }
}

// progress is how much of a file is read, in bytes; of a workbook by its rows.
type progress struct {
	done  atomic.Int64
	total int64
}

func (p *progress) note(file *sheet.File) {
	if done, total := file.Progress(); total > 0 {
		p.done.Store(min(done*p.total/total, p.total))
	}
}

// hidden is a row as its maker may look at it again: numbers and names are known by their ends alone.
func hidden(columns []models.Column, cells []string) []string {
	shown := make([]string, len(cells))
	for i, c := range columns {
		switch {
		case i >= len(cells):
		case c.Hide == models.HideNumber:
			shown[i] = mask.Doc(cells[i])
		case c.Hide == models.HideName:
			shown[i] = mask.Name(cells[i])
		default:
			shown[i] = short(mask.Text(cells[i]))
		}
	}
	return shown
}

// mostShown is how many characters of a cell are shown of a row that is looked at again.
const mostShown = 60

func short(cell string) string {
	if letters := []rune(cell); len(letters) > mostShown {
		return string(letters[:mostShown]) + "…"
	}
	return cell
}

// pieces cuts what is written into pieces and keeps each.
type pieces struct {
	keep func(n int, piece []byte) error
	n    int
	held []byte
}

func (p *pieces) Write(b []byte) (int, error) {
	p.held = append(p.held, b...)
	for len(p.held) >= importPiece {
		if err := p.cut(importPiece); err != nil {
			return 0, err
		}
	}
	return len(b), nil
}

func (p *pieces) flush() error {
	if len(p.held) == 0 {
		return nil
	}
	return p.cut(len(p.held))
}

func (p *pieces) cut(size int) error {
	err := p.keep(p.n, p.held[:size])
	p.n++
	p.held = append([]byte{}, p.held[size:]...)
	return err
}

// ImportPieces reads a file in the pieces in which the database keeps it.
func ImportPieces(file io.Reader) func() ([]byte, error) {
	return func() ([]byte, error) {
		piece := make([]byte, importPiece)
		n, err := io.ReadFull(file, piece)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = nil
		}
		return piece[:n], err
	}
}
