package store

import (
	"context"
	"slices"
	"strings"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
)

// namesAtOnce is how many names a search by part of one opens before it reads on.
const namesAtOnce = 2000

// FindEntries are the stays in a scope, past ones too, of whoever a query means, newest first, n at most. A whole name,
// document or phone is found by its index. Where nobody has the name, whole is false, the names of the scope are opened
// and matched in memory (DESIGN 2 row 4).
func (r *Reader) FindEntries(ctx context.Context, scope policy.Scope, q models.PersonQuery, whole bool, n int) ([]Entry, error) {
	db := within(r.db.WithContext(ctx), scope, "stays", "stays.unit_id", "").Where("stays.state <> ?", models.StayVoid).
		Order("stays.id DESC").Limit(n)
	switch {
	case q.Phone != "":
		return r.entries(db.Where("stays.phone_idx = ?", r.PhoneIndex(q.Phone)))
	case q.DocNo != "":
		var keys [][]byte
		for _, t := range idcard.Types() {
			keys = append(keys, r.DocIndex(idcard.Key(t.Code, q.DocNo)))
		}
		return r.entries(db.Where("stays.doc_idx IN ?", keys))
	}
	found, err := r.entries(db.Where("tenants.name_idx = ?", r.ring.Index("name", q.Name)))
	if err != nil || len(found) > 0 || whole {
		return found, err
	}
	ids, err := r.staysByPart(ctx, scope, q.Name, n)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return r.entries(r.db.WithContext(ctx).Where("stays.id IN ?", ids).Order("stays.id DESC"))
}

// staysByPart reads the names of a scope page by page and stops at the nth that holds the part.
func (r *Reader) staysByPart(ctx context.Context, scope policy.Scope, part string, n int) ([]int64, error) {
	var ids []int64
	before := int64(1) << 62
	for {
		var rows []struct {
			ID   int64
			Ref  string
			Name []byte
		}
		err := within(r.db.WithContext(ctx).Table("stays"), scope, "stays", "stays.unit_id", "").
			Select("stays.id AS id, tenants.ref AS ref, tenants.name AS name").Joins("JOIN tenants ON tenants.id = stays.tenant_id").
			Where("stays.id < ? AND stays.erased_at = 0 AND stays.state <> ?", before, models.StayVoid).
			Order("stays.id DESC").Limit(namesAtOnce).Scan(&rows).Error
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			name, err := r.ring.Open("tenants", "name", row.Ref, row.Name)
			if err != nil {
				return nil, err
			}
			if strings.Contains(name, part) {
				if ids = append(ids, row.ID); len(ids) == n {
					return ids, nil
				}
			}
		}
		if len(rows) < namesAtOnce {
			return slices.Clip(ids), nil
		}
		before = rows[len(rows)-1].ID
	}
}
