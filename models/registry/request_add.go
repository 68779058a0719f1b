package registry

import (
	"bytes"
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// AddToRequest is 再补充一句: the person whose phone stands on a request that nobody answered yet adds to its words.
func (r *Registry) AddToRequest(ctx context.Context, who policy.Actor, ref, words string, at time.Time) error {
	words = strings.TrimSpace(words)
	switch n := utf8.RuneCountInString(words); {
	case n == 0:
		return models.FaultAt("body", "请写一句要补充的话")
	case n > requestLength:
		return models.FaultAt("body", "写得太长了，500 字以内就够")
	}
	now := workday.At(at)
	return r.errand(ctx, who, policy.RequestFile, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.MayEnter(who, policy.RequestFile, now); err != nil {
			return err
		}
		q, err := tx.RequestByRef(ctx, ref)
		if err != nil {
			return err
		}
		if len(who.Phone) == 0 || !bytes.Equal(who.Phone, tx.PhoneIndex(q.Contact)) {
			return models.ErrNotFound
		}
		q.Body += "\n补充（" + now.Chinese() + "）：" + words
		if utf8.RuneCountInString(q.Body) > 4*requestLength {
			return models.FaultAt("body", "补充得够多了。还有话，请打网格员的电话")
		}
		added, err := tx.AddToRequest(q)
		if err == nil && !added {
			err = models.Refuse(models.Conflict, "这件事已经答复了。还没办好，请再报一次")
		}
		entry.Action, entry.Subject, entry.RefID = "request.add", "request", q.ID
		if q.Kind == RequestLegalAid {
			entry.UserID, entry.Role = 0, ""
		}
		return err
	})
}
