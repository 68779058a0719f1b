package models

import "testing"

// TestThePlateAndWhatLeavesKeepTheAddressThatStaffLookedAt: an address that is only spelt otherwise asks nobody for a new plate.
func TestThePlateAndWhatLeavesKeepTheAddressThatStaffLookedAt(t *testing.T) {
	u := Unit{State: UnitSubmitted, Address: "青禾路 18 号"}
	step := func(name, plate, official string, stale bool) {
		t.Helper()
		u.NoteAddress()
		if u.PlateAddress != plate || u.OfficialAddress() != official || u.PlateStale() != stale {
			t.Errorf("%s: plate %q, leaves %q, stale %v", name, u.PlateAddress, u.OfficialAddress(), u.PlateStale())
		}
	}
	step("nobody looked", "", "青禾路 18 号", false)
	u.State, u.AcceptedAt = UnitAccepted, 1
	step("accepted", "青禾路 18 号", "青禾路 18 号", false)
	u.Address = "青禾路18号"
	step("spelt otherwise", "青禾路18号", "青禾路18号", false)
	u.State, u.AcceptedAt, u.Address = UnitSubmitted, 0, "青禾路 28 号"
	step("another one, nobody looked", "青禾路18号", "青禾路18号", false)
	if !u.Reviewed() || u.StateName() != "等重新核实" {
		t.Error("nobody looks at it anew")
	}
	u.State, u.AcceptedAt = UnitAccepted, 2
	step("accepted again", "青禾路18号", "青禾路 28 号", true)
	u.State = UnitRectify
	step("something else is to be put right", "青禾路18号", "青禾路 28 号", true)
	if u.Reviewed() || u.StateName() != "要整改" {
		t.Error("it stays accepted all the while")
	}
	u.State = UnitDelisted
	step("off the market", "青禾路18号", "青禾路 28 号", false)
	if u.CheckPlate() == nil || u.DoorAnswers() {
		t.Error("off the market, and its plate is good")
	}
}
