package store

import (
	"context"
	"maps"
	"slices"

	"gorm.io/gorm"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/workday"
)

// nothingKeeps holds for persons of a roster whose stays are all over for long enough: moved out before a day, or found
// to be a mistake before a moment; no dispute is open, no request waits, no flag stands, and nobody holds on to them for a case.
const nothingKeeps = `NOT EXISTS (SELECT 1 FROM stays WHERE stays.tenant_id = tenants.id AND (stays.held = 1 OR stays.disputed_at <> 0
 OR NOT (stays.state = ? AND stays.voided_at < ? OR stays.state <> ? AND stays.moved_out_on > 0 AND stays.moved_out_on < ?)
 OR EXISTS (SELECT 1 FROM requests WHERE requests.stay_id = stays.id AND requests.state = 'open')
 OR EXISTS (SELECT 1 FROM flags WHERE flags.unit_id = stays.unit_id AND flags.resolved_at = 0 AND flags.stay_id = stays.id)))`

// Gone is a person of the roster of one home who left long ago.
type Gone struct {
	ID     int64
	UnitID int64
}

// Former are persons whose name, numbers and phone are to be erased, in order of their ids after one, n at most.
func (r *Reader) Former(ctx context.Context, after int64, left workday.Day, voided workday.Moment, n int) ([]Gone, error) {
	var people []Gone
	err := former(r.db.WithContext(ctx), left, voided).Where("tenants.id > ?", after).Order("tenants.id").Limit(n).Scan(&people).Error
	return people, err
}

func former(db *gorm.DB, left workday.Day, voided workday.Moment) *gorm.DB {
	return db.Table("tenants").Select("tenants.id, tenants.unit_id").Where("tenants.erased_at = 0").
		Where(nothingKeeps, models.StayVoid, voided, models.StayVoid, left)
}

// EraseFormer erases those of some persons whom nothing keeps now, and says how many they were. Their stays keep the days
// and the room; the province that a document named is added to the counts of the city, because it cannot be read again.
func (t *Tx) EraseFormer(ctx context.Context, people []Gone, left workday.Day, voided, at workday.Moment) (int, error) {
	still, err := t.stillFormer(ctx, people, left, voided)
	if err != nil || len(still) == 0 {
		return 0, err
	}
	if err := t.keepOrigins(still); err != nil {
		return 0, err
	}
	if err := t.noteDocuments(still); err != nil {
		return 0, err
	}
	if err := t.forgetHanded(still); err != nil {
		return 0, err
	}
	err = t.db.Table("stays").Where("tenant_id IN ? AND state <> ?", still, models.StayVoid).UpdateColumn("state", models.StayClosed).Error
	if err != nil {
		return 0, err
	}
	err = t.db.Table("stays").Where("tenant_id IN ?", still).UpdateColumns(map[string]any{
		"doc_idx": []byte{}, "phone_idx": nil, "proved_idx": nil, "relation": "", "is_foreign": false, "guardian": nil, "guard_phone": nil, "erased_at": at, "rev": raise,
	}).Error
	if err != nil {
		return 0, err
	}
	err = t.db.Table("tenants").Where("id IN ?", still).UpdateColumns(map[string]any{
		"name": nil, "name_idx": nil, "doc_type": "", "doc_no": nil, "country": "", "phone": nil, "phone_idx": nil, "birth": 0, "sex": "", "language": "",
		// The index of a home's people is unique; what stands here is the row's own number.
		"doc_idx": gorm.Expr("CAST(id AS CHAR)"), "erased_at": at,
	}).Error
	return len(still), err
}

// stillFormer locks the homes of some persons, so that nobody comes back meanwhile, and tells whom nothing keeps.
func (t *Tx) stillFormer(ctx context.Context, people []Gone, left workday.Day, voided workday.Moment) ([]int64, error) {
	ids, homes := make([]int64, len(people)), map[int64]bool{}
	for i, p := range people {
		ids[i], homes[p.UnitID] = p.ID, true
	}
	if err := t.LockUnits(slices.Sorted(maps.Keys(homes))); err != nil {
		return nil, err
	}
	var still []Gone
	err := former(t.db.WithContext(ctx), left, voided).Where("tenants.id IN ?", ids).Scan(&still).Error
	ids = ids[:0]
	for _, p := range still {
		ids = append(ids, p.ID)
	}
	return ids, err
}

// ErasedStay is what is left of the stay of somebody erased.
type ErasedStay struct {
	UnitID                int64
	MovedInOn, MovedOutOn workday.Day
}

// ErasedStays are what is left in some homes of those who are erased, mistakes left out.
func (r *Reader) ErasedStays(ctx context.Context, unitIDs []int64) (map[ErasedStay]bool, error) {
	found := map[ErasedStay]bool{}
	err := chunks(unitIDs, func(ids []int64) error {
		var rows []ErasedStay
		err := r.db.WithContext(ctx).Table("stays").Select("unit_id, moved_in_on, moved_out_on").
			Where("unit_id IN ? AND erased_at > 0 AND state <> ?", ids, models.StayVoid).Scan(&rows).Error
		for _, row := range rows {
			found[row] = true
		}
		return err
	})
	return found, err
}

// pastOrigin is how many people of a province more live in a city from a day on, of those who are erased.
type pastOrigin struct {
	CityID int64
	Origin string
	Day    workday.Day
	N      int
}

// keepOrigins adds the provinces of persons about to be erased to the counts of their cities.
func (t *Tx) keepOrigins(ids []int64) error {
	var rows []struct {
		Type, TenantRef       string
		DocNo                 []byte
		CityID                int64
		MovedInOn, MovedOutOn workday.Day
	}
	err := t.db.Table("stays").Joins("JOIN tenants ON tenants.id = stays.tenant_id").
		Select("tenants.doc_type AS type, tenants.ref AS tenant_ref, tenants.doc_no AS doc_no, stays.city_id, stays.moved_in_on, stays.moved_out_on").
		Where("stays.tenant_id IN ? AND stays.state <> ? AND stays.moved_in_on < stays.moved_out_on", ids, models.StayVoid).Scan(&rows).Error
	if err != nil {
		return err
	}
	changes := map[pastOrigin]int{}
	for _, row := range rows {
		no, err := t.ring.Open("tenants", "doc_no", row.TenantRef, row.DocNo)
		if err != nil {
			return err
		}
		at := pastOrigin{CityID: row.CityID, Origin: idcard.Province(row.Type, no), Day: row.MovedInOn}
		changes[at]++
		at.Day = row.MovedOutOn
		changes[at]--
	}
	for c, n := range changes {
		if err := t.addOrigin(c, n); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) addOrigin(c pastOrigin, n int) error {
	c.N = n
	added, err := insertIgnore(t.db, "past_origins", &c)
	if err != nil || added {
		return err
	}
	return t.db.Exec("UPDATE past_origins SET n = n + ? WHERE city_id = ? AND origin = ? AND day = ?", n, c.CityID, c.Origin, c.Day).Error
}

// ListPastOrigins counts by province those who lived in a scope on a day and are erased since. Only statistics of a whole
// city ask for it.
func (r *Reader) ListPastOrigins(ctx context.Context, scope policy.Scope, on workday.Day) (map[string]int, error) {
	db := r.db.WithContext(ctx).Table("past_origins").Select("origin, SUM(n) AS n").Where("day <= ?", on).Group("origin")
	if !scope.All {
		cities := []int64{0}
		for _, a := range scope.Areas {
			if a.Level == policy.City {
				cities = append(cities, a.ID)
			}
		}
		db = db.Where("city_id IN ? AND city_id <> 0", cities)
	}
	var rows []pastOrigin
	err := db.Scan(&rows).Error
	counts := map[string]int{}
	for _, row := range rows {
		counts[row.Origin] = row.N
	}
	return counts, err
}
