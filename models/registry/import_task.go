package registry

import (
	"context"
	"fmt"
	"slices"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// importKept is how long a file and the rows that failed lie here, sealed; mostImports how many at a time of one person.
const (
	importKept  = 24 * time.Hour
	mostImports = 5
)

// importKinds are the lists that each action brings in, in the order in which they need each other.
var importKinds = map[policy.Action][]string{
	policy.PlaceImport: {"areas", "units"},
	policy.ListImport:  {"units", "rooms", "stays"},
}

// ImportKinds are the lists that somebody may bring in through a page.
func ImportKinds(act policy.Action) []string { return importKinds[act] }

// importActOf is by which right somebody brings in a list of a kind. Errors: Unsigned, Forbidden.
func importActOf(who policy.Actor, kind string, now workday.Moment) (policy.Action, error) {
	err := policy.MayEnter(who, policy.ListImport, now)
	for _, act := range []policy.Action{policy.ListImport, policy.PlaceImport} {
		if policy.MayEnter(who, act, now) != nil || !slices.Contains(importKinds[act], kind) {
			continue
		}
		if who.Shift {
			return act, models.Refuse(models.Forbidden, "走访班次上不导入。请回到办公室的电脑上登录再办")
		}
		return act, nil
	}
	if err == nil {
		err = models.ErrNotFound
	}
	return "", err
}

// LoadImport takes a file in, piece by piece (next answers nothing after the last), sealed. It waits for its trial then.
// Errors: Forbidden, TooMany.
func (r *Registry) LoadImport(ctx context.Context, who policy.Actor, i models.Import, next func() ([]byte, error), at time.Time) (ref string, err error) {
	act, err := importActOf(who, i.Kind, workday.At(at))
	if err != nil {
		return "", err
	}
	real := workday.At(r.Real())
	i.State, i.MadeBy, i.MadeAt, i.ExpiresAt = models.ImportLoading, who.UserID, workday.At(at), real.Add(importKept)
	err = r.Store.InTx(ctx, func(tx *store.Tx) error {
		mine, err := tx.ImportsBy(ctx, who.UserID, models.SheetKinds, 50)
		if err != nil {
			return err
		}
		open := 0
		for _, m := range mine {
			if (m.Working() || m.State == models.ImportTried) && m.ExpiresAt > real {
				open++
			}
		}
		if open >= mostImports {
			return models.Refuse(models.Invalid, "您还有 5 份表没办完，先导入或者删掉一份")
		}
		i.ID = 0
		return tx.AddImport(&i)
	})
	if err != nil {
		return "", err
	}
	for n := 0; ; n++ {
		piece, err := next()
		if err != nil {
			return "", err
		}
		if len(piece) == 0 {
			break
		}
		if err := r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.AddImportPart(i, store.PartsIn, n, piece) }); err != nil {
			return "", err
		}
	}
	err = r.errand(ctx, who, act, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		i.State = models.ImportWaiting
		entry.Subject, entry.RefID, entry.Detail = "import", i.ID, fmt.Sprintf("%s file of %d bytes", i.Kind, i.Bytes)
		return tx.SaveImport(i)
	})
	r.wakeImports(err)
	return i.Ref, err
}

func (r *Registry) wakeImports(err error) {
	if err == nil && r.KickImports != nil {
		r.KickImports()
	}
}

// ImportOf shows an import to who made it, with what he sees of its rows. Errors: NotFound.
func (r *Registry) ImportOf(ctx context.Context, who policy.Actor, ref string, at time.Time) (models.Import, models.ImportLook, error) {
	i, err := r.Store.ImportOf(ctx, ref, who.UserID)
	if err == nil {
		_, err = importActOf(who, i.Kind, workday.At(at))
	}
	if err != nil {
		return models.Import{}, models.ImportLook{}, err
	}
	if r.importOver(i) {
		return i, models.ImportLook{}, nil
	}
	look, err := r.Store.ImportLook(ctx, i)
	return i, look, err
}

func (r *Registry) importOver(i models.Import) bool { return i.ExpiresAt <= workday.At(r.Real()) }

// StartImport lets an import that was tried be done. Errors: Forbidden while the code is to be given again, Conflict when
// it stands elsewhere by now.
func (r *Registry) StartImport(ctx context.Context, who policy.Actor, ref string, at time.Time) error {
	err := r.stepImport(ctx, who, ref, at, true, func(_ *store.Tx, i *models.Import) error {
		i.State, i.Tries, i.ExpiresAt = models.ImportQueued, 0, workday.At(r.Real()).Add(importKept)
		return nil
	})
	r.wakeImports(err)
	return err
}

// DropImport erases an import that was tried and is not wanted.
func (r *Registry) DropImport(ctx context.Context, who policy.Actor, ref string, at time.Time) error {
	return r.stepImport(ctx, who, ref, at, false, func(tx *store.Tx, i *models.Import) error {
		i.State = models.ImportDropped
		if err := tx.DropImportLook(i.ID); err != nil {
			return err
		}
		return tx.DropImportParts(i.ID, "")
	})
}

// stepImport changes an import that waits for a word of its maker.
func (r *Registry) stepImport(ctx context.Context, who policy.Actor, ref string, at time.Time, coded bool, fn func(*store.Tx, *models.Import) error) error {
	found, _, err := r.ImportOf(ctx, who, ref, at)
	if err != nil {
		return err
	}
	act, err := importActOf(who, found.Kind, workday.At(at))
	if err != nil {
		return err
	}
	if coded {
		if _, err := importScope(who, act, workday.At(at)); err != nil {
			return err
		}
	}
	return r.errand(ctx, who, act, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		i, err := tx.LockImport(found.ID)
		if err != nil {
			return err
		}
		if i.State != models.ImportTried || r.importOver(i) {
			return models.Refuse(models.Conflict, "这份表已经办了，或者过了 24 小时删掉了。请看最新的情况")
		}
		if err := fn(tx, &i); err != nil {
			return err
		}
		entry.Subject, entry.RefID, entry.Detail = "import", i.ID, i.Kind+" "+i.State
		return tx.SaveImport(i)
	})
}

// importScope is what somebody may bring in: his own areas, or everything. Errors: Forbidden while the code is to be given
// again.
func importScope(who policy.Actor, act policy.Action, now workday.Moment) (policy.Scope, error) {
	if act == policy.PlaceImport {
		return policy.Scope{All: true}, policy.May(who, act, policy.Record{}, now)
	}
	scope := policy.ScopeOf(who, act, now)
	if scope.Empty() {
		return scope, policy.ErrNotFresh
	}
	return scope, nil
}

// TakeRejects hands the rows that failed back to who brought them, once: read answers piece after piece, and nothing after
// the last. Errors: Conflict when they were taken, or are gone after a day.
func (r *Registry) TakeRejects(ctx context.Context, who policy.Actor, ref string, at time.Time) (i models.Import, read func() ([]byte, error), err error) {
	found, _, err := r.ImportOf(ctx, who, ref, at)
	if err != nil {
		return i, nil, err
	}
	act, err := importActOf(who, found.Kind, workday.At(at))
	if err != nil {
		return i, nil, err
	}
	err = r.errand(ctx, who, act, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if i, err = tx.LockImport(found.ID); err != nil {
			return err
		}
		if !i.HasRejects(workday.At(r.Real())) {
			return models.Refuse(models.Conflict, "没通过的行只能取一次，24 小时以后也会删掉。请照原来的表改好再交")
		}
		i.TakenAt = workday.At(r.Real())
		entry.Subject, entry.RefID, entry.Detail = "import", i.ID, i.Kind+" failed rows taken"
		return tx.SaveImport(i)
	})
	n := 0
	return i, func() ([]byte, error) {
		piece, err := r.Store.ImportPart(ctx, i, store.PartsOut, n)
		n++
		if models.IsKind(err, models.NotFound) {
			return nil, r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.DropImportParts(i.ID, store.PartsOut) })
		}
		return piece, err
	}, err
}
