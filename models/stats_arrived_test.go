package models

import "testing"

// TestAGatewayWithoutReceiptsIsNotToldAsOneThatDeliversNothing: 0.0 % of 1,900 texts would be read as a fault.
func TestAGatewayWithoutReceiptsIsNotToldAsOneThatDeliversNothing(t *testing.T) {
	for want, s := range map[string]Share{"没有回执": {Part: 0, Whole: 1900}, "95.0%": {Part: 190, Whole: 200}, "—": {Part: 0, Whole: 9}} {
		if got := s.told(true).Arrived(); got != want {
			t.Errorf("%d of %d arrived: %s, should be %s", s.Part, s.Whole, got, want)
		}
	}
}
