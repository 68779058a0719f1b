package registry

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/vault"
	"anju/models/workday"
)

// HandFile is the sealed file of a batch.
type HandFile struct {
	models.Batch
	Bytes []byte
}

// Name is what the file is called on its way.
func (f HandFile) Name() string { return f.Number + ".anju" }

// FetchBatch answers the sealed file of a batch, found by ref or number: the same bytes under the same number each time,
// so that a file or an answer that got lost harms nothing. Each time is put down. Errors: NotFound outside one's areas,
// ErrHandNotFresh, Conflict when every row has its answer and the file is gone.
func (r *Registry) FetchBatch(ctx context.Context, who policy.Actor, name string, at time.Time) (HandFile, error) {
	batch, err := r.batchOf(ctx, who, policy.HandoverMake, name, at)
	if err != nil {
		return HandFile{}, err
	}
	out := HandFile{}
	err = r.errand(ctx, who, policy.HandoverMake, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		b, err := tx.LockBatch(batch.ID)
		if err != nil {
			return err
		}
		file, err := tx.BatchFile(ctx, b)
		if err != nil {
			return err
		}
		if len(file) == 0 {
			return models.Refuse(models.Conflict, "这一批的文件已经删掉：派出所都回了话，或者太久没有回话。没回话的会进下一批")
		}
		b.Fetched, b.FetchedAt = b.Fetched+1, workday.At(at)
		out = HandFile{b, file}
		entry.Subject, entry.RefID, entry.Reason = "batch", b.ID, b.Reason
		entry.Detail = fmt.Sprintf("取移交文件 %s，第 %d 次", b.Number, b.Fetched)
		return tx.SaveBatch(b)
	})
	return out, err
}

// batchOf finds a batch by ref or number inside the reach of an actor.
func (r *Registry) batchOf(ctx context.Context, who policy.Actor, act policy.Action, name string, at time.Time) (models.Batch, error) {
	if err := policy.MayEnter(who, act, workday.At(at)); err != nil {
		return models.Batch{}, err
	}
	b, err := r.Store.Batch(ctx, name)
	if models.IsKind(err, models.NotFound) {
		b, err = r.Store.BatchByNumber(ctx, name)
	}
	if err != nil {
		return b, err
	}
	return b, r.mayHand(ctx, who, act, b.AreaID, at)
}

// ListBatches are the batches of an actor's areas, newest first.
func (r *Registry) ListBatches(ctx context.Context, who policy.Actor, at time.Time) ([]store.BatchCount, error) {
	if err := policy.MayEnter(who, policy.HandoverView, workday.At(at)); err != nil {
		return nil, err
	}
	return r.Store.ListBatches(ctx, policy.ScopeOf(who, policy.HandoverView, workday.At(at)), mostBatches)
}

// mostBatches is how many of the newest batches are shown.
const mostBatches = 60

// ExchangeKey is the key that opens the files of an area on the other side. It goes there once, by hand, apart from any
// file; whoever has it reads every file of the area. renew makes the next one: what is closed from now on opens with it
// alone, older files with the older key. It is for the machine itself, no page shows it.
func (r *Registry) ExchangeKey(ctx context.Context, who policy.Actor, areaCode string, renew bool, at time.Time) (vault.ExchangeKey, error) {
	var key vault.ExchangeKey
	if err := policy.May(who, policy.HandoverKey, policy.Record{}, workday.At(at)); err != nil {
		return key, err
	}
	area, err := r.areaOf(ctx, areaCode)
	if err != nil {
		return key, err
	}
	err = r.errand(ctx, who, policy.HandoverKey, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := tx.LockArea(area.ID); err != nil {
			return err
		}
		if key, err = exchangeKey(ctx, &tx.Reader, area); err != nil {
			return err
		}
		if renew {
			if err := tx.SaveSetting(keySetting(area), strconv.Itoa(key.Serial+1)); err != nil {
				return err
			}
			if key, err = exchangeKey(ctx, &tx.Reader, area); err != nil {
				return err
			}
		}
		entry.Subject, entry.RefID, entry.Detail = "area", area.ID, "交换钥匙 "+key.Name()
		return nil
	})
	return key, err
}

func keySetting(area models.Area) string { return "handover_key:" + strconv.FormatInt(area.ID, 10) }

// exchangeKey follows from the register's own key file, the area and the number of the key: nothing of it is stored.
func exchangeKey(ctx context.Context, read *store.Reader, area models.Area) (vault.ExchangeKey, error) {
	key := vault.ExchangeKey{Area: area.Code, Serial: 1}
	set, err := read.Setting(ctx, keySetting(area))
	if n, wrong := strconv.Atoi(set); err == nil && wrong == nil {
		key.Serial = n
	}
	key.Key = read.Mac("handover/exchange", []byte(area.Ref+"/"+strconv.Itoa(key.Serial)))[:vault.ParcelKeyLen]
	return key, err
}

// answerKey proves the answers to one batch. It lies in the batch's sealed file: only who opened that can answer it.
func answerKey(read *store.Reader, b models.Batch) []byte {
	return read.Mac("handover/answer", []byte(b.Ref))
}
