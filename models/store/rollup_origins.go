package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"

	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// Where people come from is told of a whole city only. It takes the opened numbers of all who live there, so a rollup
// keeps how many of its area named which province: sealed, in a value of one length, and read by nobody but the sum of a
// city. In plain a grid of three would tell of the three.

// sealedLen holds every province with a small count; a value that needs more is as long as two or more of them.
const sealedLen = 96

// sealOrigins closes the provinces of a rollup: of each its two digits and its count, filled up with zeros. Whoever names
// none comes first, as 0.
func (t *Tx) sealOrigins(roll Rollup) ([]byte, error) {
	plain := binary.AppendUvarint([]byte{0}, uint64(roll.ByOrigin[""]))
	for origin, n := range roll.ByOrigin {
		if origin == "" {
			continue
		}
		digits, err := strconv.ParseUint(origin, 10, 7)
		if err != nil {
			return nil, fmt.Errorf("rollup: %w", err)
		}
		plain = binary.AppendUvarint(append(plain, byte(digits)), uint64(n))
	}
	plain = append(plain, make([]byte, (sealedLen-len(plain)%sealedLen)%sealedLen)...)
	return t.ring.Seal("daily_counts", "origins", roll.place(), string(plain))
}

func (roll Rollup) place() string { return itoa(roll.AreaID) + ":" + itoa(int64(roll.Day)) }

var errOrigins = errors.New("rollup: the provinces of an area do not read")

// SumOrigins adds up what rollups say of provinces. Only statistics of a whole city ask for it.
func (r *Reader) SumOrigins(rollups []Rollup) (map[string]int, error) {
	sum := map[string]int{}
	for _, roll := range rollups {
		plain, err := r.ring.Open("daily_counts", "origins", roll.place(), roll.Origins)
		if err != nil {
			return nil, err
		}
		for in, first := bytes.NewReader([]byte(plain)), true; ; first = false {
			digits, err := in.ReadByte()
			if err != nil || digits == 0 && !first {
				break
			}
			n, err := binary.ReadUvarint(in)
			if err != nil {
				return nil, errOrigins
			}
			if digits == 0 {
				sum[""] += int(n)
			} else {
				sum[strconv.Itoa(int(digits))] += int(n)
			}
		}
	}
	return sum, nil
}

// noteDocument is noteDocuments for a person who is about to be saved, if he gets another document.
func (t *Tx) noteDocument(p models.Tenant) error {
	var before []byte
	err := t.db.Table("tenants").Select("doc_idx").Where("id = ?", p.ID).Row().Scan(&before)
	if errors.Is(err, sql.ErrNoRows) || err == nil && bytes.Equal(before, p.DocIndex) {
		return nil
	}
	if err != nil {
		return err
	}
	return t.noteDocuments([]int64{p.ID})
}

// Document is a number opened to be counted, of somebody who stands on the roster of an area from one day to another.
type Document struct {
	AreaID                int64 // 0 where all areas are asked for
	MovedInOn, MovedOutOn workday.Day
	SaidLeftOn            workday.Day // from it on he counts nowhere
	Type, No              string
}

// EachDocument hands out the documents of those who live in a scope on any day from first to last, one by one, erased ones
// left out; areas narrows to the homes that lie in these themselves, nil means all. Only statistics of a whole city, which
// keep counts alone, ask for it.
func (r *Reader) EachDocument(ctx context.Context, scope policy.Scope, areas []int64, first, last workday.Day, do func(Document)) error {
	db := livesBetween(within(r.db.WithContext(ctx).Table("stays"), scope, "stays", "stays.unit_id", "phone_idx"), first, last).
		Joins("JOIN tenants ON tenants.id = stays.tenant_id").Where("stays.erased_at = 0")
	area := "0"
	if areas != nil {
		area, db = "units.area_id", db.Joins("JOIN units ON units.id = stays.unit_id").Where("units.area_id IN ?", areas)
	}
	rows, err := db.Select(area + ", stays.moved_in_on, stays.moved_out_on, stays.said_left_on, tenants.doc_type, tenants.ref, tenants.doc_no").Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	var d Document
	var in, out, said int64
	var ref string
	var sealed sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&d.AreaID, &in, &out, &said, &d.Type, &ref, &sealed); err != nil {
			return err
		}
		d.MovedInOn, d.MovedOutOn, d.SaidLeftOn = workday.Day(in), workday.Day(out), workday.Day(said)
		if d.No, err = r.ring.Open("tenants", "doc_no", ref, sealed); err != nil {
			return err
		}
		do(d)
	}
	return rows.Err()
}
