package registry

import "anju/models"

// differs says whether a list writes otherwise what stands in the fields for which a home is given back.
func (l *unitLine) differs(u models.Unit) bool {
	return l.unit.Address != "" && models.PlainAddress(l.unit.Address) != models.PlainAddress(u.Address) ||
		l.unit.Kind != "" && l.unit.Kind != u.Kind || l.unit.Land != "" && u.Land != "" && l.unit.Land != u.Land
}
