package profile

import (
	"fmt"

	"anju/models"
)

// With is this profile with the years of holidays that an administrator brought, given in order of the years.
func (p *Profile) With(years []models.HolidayYear) (*Profile, error) {
	next := *p
	for _, y := range years {
		days, err := y.Read()
		if err != nil {
			return nil, fmt.Errorf("holidays of %d, version %d: %w", y.Year, y.Version, err)
		}
		next.Calendar = next.Calendar.With(y.Year, days)
		next.Mark = markOf([]byte(next.Mark), []byte(y.Days))
	}
	return &next, nil
}
