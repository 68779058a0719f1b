package registry

import (
	"context"
	"fmt"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

// A run that says nothing for importLease is dead, and another begins anew; after importTries nobody does.
const (
	importLease = 2 * time.Minute
	importTries = 3
)

// ClaimImport takes the next import that is to be tried or done; ID 0 when there is none. What is over is erased first.
func (r *Registry) ClaimImport(ctx context.Context, who policy.Actor, at time.Time) (models.Import, error) {
	real := workday.At(r.Real())
	if err := policy.May(who, policy.RosterImport, policy.Record{}, workday.At(at)); err != nil {
		return models.Import{}, err
	}
	for _, kind := range []string{"import_parts", "import_looks"} {
		if err := r.Store.InTx(ctx, func(tx *store.Tx) error { _, err := tx.EraseOld(ctx, kind, real, purgePage); return err }); err != nil {
			return models.Import{}, err
		}
	}
	ids, err := r.Store.ImportsToDo(ctx, real)
	if err != nil {
		return models.Import{}, err
	}
	for _, id := range ids {
		if i, err := r.claimImport(ctx, id, real); err != nil || i.ID != 0 {
			return i, err
		}
	}
	return models.Import{}, nil
}

func (r *Registry) claimImport(ctx context.Context, id int64, real workday.Moment) (claimed models.Import, err error) {
	err = r.Store.InTx(ctx, func(tx *store.Tx) error {
		claimed = models.Import{}
		i, err := tx.LockImport(id)
		if err != nil {
			return err
		}
		switch {
		case i.State == models.ImportWaiting, i.State == models.ImportTrying && i.LeaseUntil < real:
			i.State = models.ImportTrying
		case i.State == models.ImportQueued, i.State == models.ImportRunning && i.LeaseUntil < real:
			i.State = models.ImportRunning
		default:
			return nil // somebody was faster
		}
		if r.importOver(i) || i.Tries >= importTries {
			i.State, i.Problem, i.EndedAt = models.ImportFailed, "办了几次都没办成，请再交一次；还不行请找管理员", real
			return tx.SaveImport(i)
		}
		i.Holder, i.LeaseUntil, i.Tries = token.NewRef(), real.Add(importLease), i.Tries+1
		i.Done, i.Total, i.TakenAt = 0, 0, 0
		i.ReadN, i.SavedN, i.SameN, i.FailedN = 0, 0, 0, 0
		if err := tx.DropImportParts(i.ID, store.PartsOut); err != nil {
			return err
		}
		claimed = i
		return tx.SaveImport(i)
	})
	return claimed, err
}

// BeatImport says how far a run is. Errors: Conflict when another run has the import by now.
func (r *Registry) BeatImport(ctx context.Context, i models.Import, done, total int64) error {
	i.Done, i.Total = done, total
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		held, err := tx.BeatImport(i, workday.At(r.Real()).Add(importLease))
		if err == nil && !held {
			err = models.Refuse(models.Conflict, "这份表正在别处办")
		}
		return err
	})
}

// ImportPiece reads the n-th piece of the file of an import; NotFound after the last.
func (r *Registry) ImportPiece(ctx context.Context, i models.Import, n int) ([]byte, error) {
	return r.Store.ImportPart(ctx, i, store.PartsIn, n)
}

// KeepReject keeps the n-th piece of the rows that are handed back.
func (r *Registry) KeepReject(ctx context.Context, i models.Import, n int, piece []byte) error {
	return r.Store.InTx(ctx, func(tx *store.Tx) error { return tx.AddImportPart(i, store.PartsOut, n, piece) })
}

// WorkImport tries or does an import that was claimed, in the name of who brought it and as far as his right goes now.
func (r *Registry) WorkImport(ctx context.Context, i models.Import, file ImportFile, at time.Time) (Imported, error) {
	maker, err := r.Store.ActorByID(ctx, i.MadeBy)
	if err != nil {
		return Imported{}, err
	}
	maker = fresh(maker) // he gave the code when he said yes; the trial saves nothing
	act, err := importActOf(maker, i.Kind, workday.At(at))
	if err != nil {
		return Imported{}, err
	}
	scope, err := importScope(maker, act, workday.At(at))
	if err != nil {
		return Imported{}, err
	}
	how := ImportHow{At: at, DryRun: i.State == models.ImportTrying, page: &pageImport{act: act, scope: scope}}
	verbs := map[string]func(context.Context, policy.Actor, ImportFile, ImportHow) (Imported, error){
		"areas": r.ImportAreas, "units": r.ImportUnits, "rooms": r.ImportRooms, "stays": r.ImportStays}
	return verbs[i.Kind](ctx, maker, file, how)
}

// EndImport puts down what became of an import; look is what its maker sees of it, nil when that stays.
func (r *Registry) EndImport(ctx context.Context, i models.Import, sum Imported, look *models.ImportLook, problem string, at time.Time) error {
	return r.errand(ctx, policy.SystemActor, policy.RosterImport, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		now, err := tx.LockImport(i.ID)
		if err != nil || now.Holder != i.Holder || now.State != i.State {
			entry.Subject = skipAudit
			return err
		}
		if problem == "" && sum.Read == 0 {
			problem = "表里一行也没填。请照表头从第二行填起，一行写一条，再交"
		}
		real := workday.At(r.Real())
		now.ReadN, now.SavedN, now.SameN, now.FailedN, now.Problem = sum.Read, sum.Saved, sum.Same, sum.Failed, cut(problem, 300)
		now.Done, now.EndedAt, now.LeaseUntil = now.Total, real, 0
		switch {
		case problem != "":
			now.State = models.ImportFailed
		case now.State == models.ImportTrying:
			now.State = models.ImportTried
		default:
			now.State, now.ExpiresAt = models.ImportDone, real.Add(importKept)
		}
		if now.State != models.ImportTried {
			if err := tx.DropImportParts(i.ID, store.PartsIn); err != nil {
				return err
			}
		}
		if look != nil {
			if err := tx.SaveImportLook(now, *look); err != nil {
				return err
			}
		}
		entry.Subject, entry.RefID = "import", i.ID
		entry.Detail = fmt.Sprintf("%s %s: read %d saved %d same %d failed %d", i.Kind, now.State, sum.Read, sum.Saved, sum.Same, sum.Failed)
		return tx.SaveImport(now)
	})
}

// pageImport is an import from a page: by which right, and as far as it goes.
type pageImport struct {
	act   policy.Action
	scope policy.Scope
}

// allowed is by which right an import is made, or why not.
func (how ImportHow) allowed(who policy.Actor) (policy.Action, error) {
	if how.page != nil { // WorkImport has asked
		return how.page.act, nil
	}
	return policy.RosterImport, policy.May(who, policy.RosterImport, policy.Record{}, workday.At(how.At))
}

// covers says whether what lies in these areas may be brought in.
func (how ImportHow) covers(in models.Ancestors) bool {
	return how.page == nil || how.page.scope.Covers(policy.Record{AreaIDs: in.IDs()})
}

// hide takes away the homes that whoever imports has nothing to do with: to him they are not there.
func (how ImportHow) hide(units map[string]*models.Unit) {
	for code, u := range units {
		if !how.covers(u.Ancestors) {
			delete(units, code)
		}
	}
}
