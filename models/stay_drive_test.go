package models

import (
	"testing"

	"anju/models/workday"
)

func TestADriveAsksOnlyForWhomNobodyAnswered(t *testing.T) {
	since := workday.Day(20480)
	at := workday.At((since + 20).Start())
	confirmed := func(d workday.Day) workday.Moment { return workday.At(d.Start()) }
	for want, s := range map[string]Stay{
		DriveSilent: {MovedInOn: since - 90},
		DriveHere:   {MovedInOn: since - 90, ConfirmedAt: confirmed(since + 1)},
		DriveGoing:  {MovedInOn: since - 90, AwayFrom: since + 25, AwayTo: since + 40},
		DriveAway:   {MovedInOn: since - 90, AwayFrom: since + 5, AwayTo: since + 21},
		DriveLate:   {MovedInOn: since - 90, AwayFrom: since + 5, AwayTo: since + 20, ConfirmedAt: confirmed(since + 4)},
		DriveBack:   {MovedInOn: since - 90, AwayFrom: since + 5, AwayTo: since + 19, ConfirmedAt: confirmed(since + 19)},
	} {
		if got := DriveAnswer(s, since, at); got != want {
			t.Errorf("%s, want %s: %+v", got, want, s)
		}
	}
	if len(DriveWords) != 6 {
		t.Error("an answer has no word")
	}
}
