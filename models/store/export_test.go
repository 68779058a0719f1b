package store

// Stream adds people and stays by LOAD DATA alone, so that a test sees whether it is the stream that brings them in.
func (t *Tx) Stream(people []*ImportPerson, stays []*ImportStay) error {
	rows := make([]tenantRow, len(people))
	for i, p := range people {
		rows[i] = p.row
	}
	if err := stream(t.db, "tenants", rows); err != nil {
		return err
	}
	more := make([]stayRow, len(stays))
	for i, s := range stays {
		more[i] = stayRow{Stay: s.Stay, GuardianSealed: s.guardian, GuardPhoneSealed: s.guardPhone}
	}
	return stream(t.db, "stays", more)
}

// ErrNotWhole is what a stream answers that left something out.
var ErrNotWhole = errNotWhole

// Taken says whether an error tells of a unique key that is taken.
func (s *Store) Taken(err error) bool { return duplicated(s.write, err) }
