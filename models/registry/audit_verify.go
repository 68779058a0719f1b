package registry

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// Verdict is what a check of the audit entries found.
type Verdict struct {
	Seals    int
	Sealed   int
	Unsealed int
	Head     string   // of the newest seal: who notes it elsewhere can prove later that nothing after it was cut off
	Faults   []string // one sentence each, 20 at most
	HeadSeen bool     // the head that was asked for is one of the seals
}

const (
	mostFaults = 20
	verifyPage = 2000
)

// VerifyAudit recomputes every entry and every seal. head, where it is not empty, is one that was noted before and must be
// among the seals.
func (r *Registry) VerifyAudit(ctx context.Context, who policy.Actor, head string, at time.Time) (Verdict, error) {
	v := Verdict{HeadSeen: head == ""}
	if err := policy.May(who, policy.AuditSeal, policy.Record{}, workday.At(at)); err != nil {
		return v, err
	}
	prev := store.FirstPrev()
	for after := int64(0); ; {
		seals, err := r.Store.Seals(ctx, after, 200)
		if err != nil {
			return v, err
		}
		if len(seals) == 0 {
			break
		}
		for _, s := range seals {
			if err := r.verifySeal(ctx, &v, s, prev); err != nil {
				return v, err
			}
			after, prev, v.Head = s.ID, s.Mac, hex.EncodeToString(s.Mac)
			v.HeadSeen = v.HeadSeen || v.Head == head
			v.Seals++
		}
	}
	if !v.HeadSeen {
		v.fault("记下的那张封条不见了：后面的记录可能被删过")
	}
	lost, err := r.Store.SealedByNobody(ctx)
	if err != nil {
		return v, err
	}
	for _, id := range lost {
		v.fault(fmt.Sprintf("第 %d 条记录的封条不见了", id))
	}
	n, err := r.verifyEntries(ctx, &v, 0, nil)
	v.Unsealed = n
	return v, err
}

func (v *Verdict) fault(words string) {
	if len(v.Faults) < mostFaults {
		v.Faults = append(v.Faults, words)
	}
}

// verifySeal checks one seal and the entries that it covers.
func (r *Registry) verifySeal(ctx context.Context, v *Verdict, s models.AuditSeal, prev []byte) error {
	if !bytes.Equal(s.Prev, prev) {
		v.fault(fmt.Sprintf("第 %d 张封条接不上前一张：中间少了封条，或者换过次序", s.ID))
	}
	if !bytes.Equal(r.Store.SealMac(s), s.Mac) {
		v.fault(fmt.Sprintf("第 %d 张封条被改过", s.ID))
	}
	root := store.FirstPrev()
	n, err := r.verifyEntries(ctx, v, s.ID, func(e models.AuditEntry) { root = r.Store.Chain(root, e) })
	if err != nil {
		return err
	}
	if int64(n) != s.Entries || !bytes.Equal(root, s.Root) {
		v.fault(fmt.Sprintf("第 %d 张封条封了 %d 条（第 %d 到 %d 条），现在有 %d 条，或者内容不一样", s.ID, s.Entries, s.FromID, s.ToID, n))
	}
	v.Sealed += n
	return nil
}

// verifyEntries checks the entries of one seal (0 = none yet), one by one.
func (r *Registry) verifyEntries(ctx context.Context, v *Verdict, sealID int64, each func(models.AuditEntry)) (n int, err error) {
	for after := int64(0); ; {
		entries, err := r.Store.SealedBy(ctx, sealID, after, verifyPage)
		if err != nil || len(entries) == 0 {
			return n, err
		}
		for _, e := range entries {
			if !bytes.Equal(r.Store.EntryMac(e), e.Mac) {
				v.fault(fmt.Sprintf("第 %d 条记录被改过", e.ID))
			}
			if each != nil {
				each(e)
			}
		}
		n += len(entries)
		after = entries[len(entries)-1].ID
	}
}
