package registry

import (
	"context"
	"strconv"
	"strings"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// ErrTextChanged is the answer to an edit of a version that is no longer the newest.
var ErrTextChanged = &models.Error{Kind: models.Conflict, Message: "别人刚改过这一条。看一下最新的说法再改，您写的还在下面"}

// TextsNow are the texts as they are said now: the file's, with what was written instead of them.
func (r *Registry) TextsNow(ctx context.Context) (models.Texts, error) {
	versions, err := r.Store.TextVersions(ctx)
	return r.Texts.With(versions), err
}

// EditText says a text in other words from now on. v.Version is the version that was on the screen; what waits in the
// outbox leaves in the new words. Errors: Invalid at wording, quiet, variants or note, at wording also while a campaign says it; Conflict when
// somebody was faster; NotFound for a text that does not exist.
func (r *Registry) EditText(ctx context.Context, who policy.Actor, v models.TextVersion, at time.Time) error {
	v, err := r.ReadText(v)
	if err != nil {
		return err
	}
	return r.errand(ctx, who, policy.OptionsManage, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.May(who, policy.OptionsManage, policy.Record{}, workday.At(at)); err != nil {
			return err
		}
		said, err := tx.CampaignsSaying(ctx, v.Kind)
		if err != nil {
			return err
		}
		if said > 0 { // two people agreed on these words
			return models.FaultAt("wording", "这一条正在群发，或者等着批、等着发。等它发完，或者请督导先取消，再改")
		}
		next := v
		next.Version, next.MadeAt, next.MadeBy = v.Version+1, workday.At(at), who.UserID
		added, err := tx.AddTextVersion(next)
		if err == nil && !added {
			err = ErrTextChanged
		}
		entry.Subject, entry.Detail = "text", v.Kind+" 第 "+strconv.Itoa(next.Version)+" 版"
		return err
	})
}

// ReadText checks what was typed, and hands it back without what surrounds it.
func (r *Registry) ReadText(v models.TextVersion) (models.TextVersion, error) {
	was, known := r.Texts.ByID[v.Kind]
	if !known {
		return v, models.ErrNotFound
	}
	v.Wording, v.Quiet, v.Note = strings.TrimSpace(v.Wording), strings.TrimSpace(v.Quiet), strings.TrimSpace(v.Note)
	v.Variants = strings.Join(v.Less(), "\n")
	return v, v.Judge(was)
}

// WordsOf are notices as they read on the phone, by their id: in the words by which they left, or would leave now. A text
// that cannot be finished has none.
func (r *Registry) WordsOf(ctx context.Context, notices []models.Notice) (map[int64]string, error) {
	texts, err := r.TextsNow(ctx)
	if err != nil {
		return nil, err
	}
	marks, err := r.Store.MarksOf(ctx, notices)
	words := make(map[int64]string, len(notices))
	for _, n := range notices {
		if text, ok := texts.Said(n.Kind, marks[n.ID], n.Params); ok {
			words[n.ID] = text
		}
	}
	return words, err
}
