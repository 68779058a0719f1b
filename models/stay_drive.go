package models

import "anju/models/workday"

// What is known of somebody in a drive before and after a festival.
const (
	DriveHere   = "here"   // said to be there since the drive began
	DriveGoing  = "going"  // will be away
	DriveAway   = "away"   // is away
	DriveBack   = "back"   // was away and is there again
	DriveLate   = "late"   // should be back, and nobody said so
	DriveSilent = "silent" // nobody said anything
)

// DriveWords are the words for the answers, in the order of the list: what is still to be asked first.
var DriveWords = [][2]string{{DriveSilent, "没回话"}, {DriveLate, "该回来了，没回话"}, {DriveGoing, "要离开"}, {DriveAway, "暂离"}, {DriveBack, "回来了"}, {DriveHere, "在住"}}

// DriveAnswer is what is known of a stay since a drive began; the stay is one that lives there. An absence that is over
// without a sign of return is asked about, and not extended by itself (RULES 48).
func DriveAnswer(s Stay, since workday.Day, at workday.Moment) string {
	today := at.Day()
	known := s.LastKnown(at)
	switch {
	case s.AwayOn(today):
		return DriveAway
	case s.Going(today):
		return DriveGoing
	case !s.AwayTo.IsZero() && s.AwayTo >= since && known >= s.AwayTo:
		return DriveBack
	case !s.AwayTo.IsZero() && s.AwayTo >= since:
		return DriveLate
	case known >= since:
		return DriveHere
	}
	return DriveSilent
}
