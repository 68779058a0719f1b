package registry

import (
	"context"
	"strconv"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// HazardSeen is a hazard with its home and the photos at it.
type HazardSeen struct {
	models.Hazard
	Unit   models.Unit
	Photos []store.Photo
}

// SeeHazard is a hazard as staff of its area see it. Errors: NotFound elsewhere.
func (r *Registry) SeeHazard(ctx context.Context, who policy.Actor, ref string, at time.Time) (HazardSeen, error) {
	var seen HazardSeen
	if err := policy.MayEnter(who, policy.HazardPhoto, workday.At(at)); err != nil {
		return seen, err
	}
	var err error
	if seen.Hazard, err = r.Store.HazardByRef(ctx, ref); err != nil {
		return seen, err
	}
	if seen.Unit, err = r.mayMend(ctx, who, seen.Hazard, at); err != nil {
		return seen, err
	}
	seen.Photos, err = r.Store.Photos(ctx, seen.ID)
	return seen, err
}

// mayMend finds the home of a hazard and refuses who has nothing to do there.
func (r *Registry) mayMend(ctx context.Context, who policy.Actor, h models.Hazard, at time.Time) (models.Unit, error) {
	unit, err := r.Store.UnitByID(ctx, h.UnitID)
	if err != nil {
		return unit, err
	}
	record, err := r.Store.Record(ctx, unit, who, workday.At(at))
	if err != nil {
		return unit, err
	}
	return unit, policy.May(who, policy.HazardPhoto, record, workday.At(at))
}

// TakePhoto keeps a photo of one of the six fixtures at a hazard that stands, drawn anew so that nothing but its pixels is
// kept. Errors: Invalid at fixture or photo, Conflict when the hazard has ended.
func (r *Registry) TakePhoto(ctx context.Context, who policy.Actor, hazardRef, fixture string, file []byte, at time.Time) error {
	seen, err := r.SeeHazard(ctx, who, hazardRef, at)
	if err != nil {
		return err
	}
	var faults models.Faults
	if models.PhotoFixture(fixture) == "" {
		faults.Add("fixture", "请选拍的是哪一样，只能是这六样")
	}
	picture := file
	switch {
	case len(file) == 0:
		faults.Add("photo", "请选一张照片")
	case len(file) > models.PhotoMost:
		faults.Add("photo", "照片太大，最多 "+strconv.Itoa(models.PhotoMost>>20)+" 兆。请把相机的照片尺寸调小，再拍一张")
	default:
		if picture, err = models.CleanPhoto(file); err != nil {
			faults.Add("photo", "这个文件打不开，不像照片。请用手机相机拍一张再选")
		}
	}
	if err := faults.Err(); err != nil {
		return err
	}
	if !seen.Open() {
		return models.Refuse(models.Conflict, "这处隐患已经了结，不用再拍")
	}
	return r.errand(ctx, who, policy.HazardPhoto, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		entry.Subject, entry.RefID, entry.UnitID, entry.Detail = "photo", seen.ID, seen.UnitID, fixture
		return tx.SavePhoto(&store.Photo{HazardID: seen.ID, Fixture: fixture, Picture: picture, TakenAt: workday.At(at), TakenBy: who.UserID})
	})
}

// Photo is one picture, a JPEG, for staff of the area. Errors: NotFound elsewhere.
func (r *Registry) Photo(ctx context.Context, who policy.Actor, ref string, at time.Time) ([]byte, error) {
	if err := policy.MayEnter(who, policy.HazardPhoto, workday.At(at)); err != nil {
		return nil, err
	}
	photo, h, err := r.Store.PhotoByRef(ctx, ref)
	if err != nil {
		return nil, err
	}
	_, err = r.mayMend(ctx, who, h, at)
	return photo.Picture, err
}
