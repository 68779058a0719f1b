package models_test

import (
	"testing"

	"anju/models"
)

func TestTheSupervisorHearsOnceADayAndOnlyOfTooManyLooks(t *testing.T) {
	limits := models.Limits{ViewLimit: 50}
	var day models.LookDay
	for i := range 50 {
		if day.Count(models.LookDay{FullIDs: 1}, limits, 100); !day.RaisedAt.IsZero() {
			t.Fatalf("told after %d", i+1)
		}
	}
	if day.Count(models.LookDay{FullIDs: 1}, limits, 200); day.RaisedAt != 200 || day.FullIDs != 51 {
		t.Errorf("not told of the 51st: %+v", day)
	}
	if day.Count(models.LookDay{FullIDs: 1}, limits, 300); day.RaisedAt != 200 || day.FullIDs != 52 {
		t.Errorf("told twice: %+v", day)
	}
	var stray models.LookDay
	if stray.Count(models.LookDay{Outside: 1}, limits, 100); stray.RaisedAt != 100 {
		t.Errorf("a home outside the areas is not told: %+v", stray)
	}
}
