package models

import (
	"testing"

	"anju/models/workday"
)

// TestWhoIsSaidToHaveLeftLowersNoRateBeforeHisDaysAreOver (DOMAIN 2.4: those who left and were checked out in time).
func TestWhoIsSaidToHaveLeftLowersNoRateBeforeHisDaysAreOver(t *testing.T) {
	limits := Limits{CheckoutDays: 3}
	monday := workday.Day(20698) // 2 September 2026 is a Wednesday
	for monday.Weekday() != 1 {
		monday++
	}
	s := Stay{State: StayReported, MovedInOn: monday - 90, SaidLeftOn: monday, SaidLeftAt: workday.At(monday.Start())}
	for last, want := range map[workday.Day]bool{monday: false, monday + 3: false, monday + 4: true, monday + 9: true} {
		if left, inTime := Left(s, monday-20, last, limits); left != want || inTime {
			t.Errorf("%d days later: counted %v", last-monday, left)
		}
	}
	if left, _ := Left(s, monday+1, monday+30, limits); !left { // said in one month, over in the next
		t.Error("he is counted in no month")
	}
	s.Leave(monday, 1, workday.At((monday + 3 + 7).End()))
	limits.RecallDays = 7
	if left, inTime := Left(s, monday-20, monday, limits); !left || !inTime {
		t.Error("checked out in time, and not counted")
	}
}
