package models

import "anju/models/workday"

// Tenant is a person as the roster of one home knows him. The same person in another home is another row: nothing that
// one landlord typed can be seen, or felt in an answer's bytes or time, by another (DESIGN 2 row 13a). The rows are
// held together by the blind index of the document alone.
type Tenant struct {
	ID       int64
	Ref      string
	UnitID   int64
	Name     string `gorm:"-"` // sealed at rest
	DocType  string // GA/T 517 code
	DocNo    string `gorm:"-"` // sealed at rest
	Country  string // ISO 3166 alpha-3, for foreign documents
	Phone    string `gorm:"-"` // 11 digits, or empty; sealed at rest
	Birth    workday.Day
	Sex      string
	DocIndex []byte `gorm:"column:doc_idx"` // blind index of the identity; equal for the same person everywhere
	Language string
}

// Relations are the words for the relation to the lessee (本人), in the order of the form (RULES 18).
var Relations = []string{"本人", "配偶", "子女", "父母", "兄弟姐妹", "亲属", "同事", "朋友", "其他"}

// AgeOn is the age in whole years at 00:00 of a day; a person without a birth date counts as an adult (RULES 23, 24).
func (t Tenant) AgeOn(d workday.Day) int { return ageOn(t.Birth, d) }

func ageOn(birth, d workday.Day) int {
	if birth.IsZero() {
		return adultByDefault
	}
	y, _, _ := d.Date()
	by, _, _ := birth.Date()
	age := y - by
	if birth.AddYears(age) > d {
		age--
	}
	return age
}

const adultByDefault = 99
