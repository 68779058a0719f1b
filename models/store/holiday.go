package store

import (
	"context"

	"anju/models"
)

// HolidayYears are the newest versions of the years of holidays that an administrator brought, in order of the years.
func (r *Reader) HolidayYears(ctx context.Context) ([]models.HolidayYear, error) {
	var all, newest []models.HolidayYear
	err := r.db.WithContext(ctx).Table("holiday_years").Order("year, version").Scan(&all).Error
	for i, y := range all {
		if i+1 == len(all) || all[i+1].Year != y.Year {
			newest = append(newest, y)
		}
	}
	return newest, err
}

// AddHolidayYear writes the next version of a year, and says whether its number was still free.
func (t *Tx) AddHolidayYear(y models.HolidayYear) (bool, error) {
	return insertIgnore(t.db, "holiday_years", &y)
}
