package registry_test

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"testing"
	"time"

	"anju/models"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// TestAPhotoIsOfAFixtureForTheGridAloneAndGoesThirtyDaysAfterTheHazard holds the life of a photo: six fixtures and nothing
// else, sealed, for staff of the area, erased on time and not before.
func TestAPhotoIsOfAFixtureForTheGridAloneAndGoesThirtyDaysAfterTheHazard(t *testing.T) {
	var file bytes.Buffer
	must(t, jpeg.Encode(&file, image.NewRGBA(image.Rect(0, 0, 40, 30)), nil))
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-06-01 10:00"))
		worker, _, _ := h.desk(t, "chen01", "auxiliary", "33020011", false)
		stranger, _, _ := h.desk(t, "wu01", "auxiliary", h.otherGrid(t), false)
		must(t, h.RecordVisit(ctx, worker, h.unit.Ref, registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Fire: map[string]string{"exit": registry.FireBad}}, "", h.at))
		found, err := st.Hazards(ctx, []int64{h.unit.ID})
		must(t, err)
		hazard := found[0].Ref
		for name, c := range map[string]struct {
			fixture, field string
			file           []byte
		}{
			"a face":       {"face", "fixture", file.Bytes()},
			"no file":      {"exit", "photo", nil},
			"a long film":  {"exit", "photo", make([]byte, models.PhotoMost+1)},
			"a sheet":      {"exit", "photo", []byte("PK\x03\x04")},
			"nothing said": {"", "fixture", file.Bytes()},
		} {
			e := models.AsError(h.TakePhoto(ctx, worker, hazard, c.fixture, c.file, h.at))
			if e == nil || len(e.Faults) != 1 || e.Faults[0].Field != c.field {
				t.Errorf("%s: %v", name, e)
			}
		}
		for _, fixture := range []string{"exit", "alarm", "exit"} {
			must(t, h.TakePhoto(ctx, worker, hazard, fixture, file.Bytes(), h.at))
		}
		seen, err := h.SeeHazard(ctx, worker, hazard, h.at)
		must(t, err)
		if len(seen.Photos) != 2 {
			t.Fatalf("%d photos of two fixtures", len(seen.Photos))
		}
		picture, err := h.Photo(ctx, worker, seen.Photos[0].Ref, h.at)
		if _, bad := jpeg.Decode(bytes.NewReader(picture)); err != nil || bad != nil {
			t.Fatalf("the photo cannot be seen: %v %v", err, bad)
		}
		if h.number(t, "SELECT COUNT(*) FROM photos WHERE LENGTH(body) > 100 AND body NOT LIKE '%JFIF%'") != 2 {
			t.Error("a photo is not sealed")
		}
		if _, err := h.Photo(ctx, stranger, seen.Photos[0].Ref, h.at); !models.IsKind(err, models.NotFound) {
			t.Errorf("another grid sees it: %v", err)
		}
		if err := h.TakePhoto(ctx, stranger, hazard, "exit", file.Bytes(), h.at); !models.IsKind(err, models.NotFound) {
			t.Errorf("another grid takes one: %v", err)
		}
		h.at = h.at.AddDate(1, 0, 0)
		h.purge(t)
		if n := h.number(t, "SELECT COUNT(*) FROM photos"); n != 2 {
			t.Fatalf("the hazard stands, and %d photos are left", n)
		}
		must(t, second(h.EndHazard(ctx, worker, hazard, models.HazardMended, h.at)))
		if err := h.TakePhoto(ctx, worker, hazard, "gas", file.Bytes(), h.at); !models.IsKind(err, models.Conflict) {
			t.Errorf("a photo of what is mended: %v", err)
		}
		h.at = h.at.Add(30*24*time.Hour - time.Minute)
		h.purge(t)
		kept := h.number(t, "SELECT COUNT(*) FROM photos")
		h.at = h.at.Add(2 * time.Minute)
		h.purge(t)
		if left := h.number(t, "SELECT COUNT(*) FROM photos"); kept != 2 || left != 0 {
			t.Errorf("30 days after: %d before, %d after", kept, left)
		}
	})
}
