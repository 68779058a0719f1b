package models

import "anju/models/workday"

// ConsentAge is the age under which the guardian consents to what is kept of a child (个人信息保护法 Art 31).
const ConsentAge = 14

// AsksGuardian says whether the guardian of somebody who is on the roster on a day is still to be asked (RULES 30).
func (s Stay) AsksGuardian(t Tenant, d workday.Day) bool {
	return s.ConsentDue && s.State != StayVoid && !s.Over(d) && t.AgeOn(d) < ConsentAge
}
