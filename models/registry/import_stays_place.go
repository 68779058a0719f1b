package registry

import (
	"bytes"
	"context"

	"anju/models"
	"anju/models/store"
	"anju/models/workday"
)

// place finds the stay that a row means, or says why it can be none (RULES 29): another day of moving in is another
// stay, and one person cannot live twice in one home.
func place(person *resident, l *stayLine) (*residence, string) {
	if person == nil {
		return nil, ""
	}
	var same *residence
	for _, s := range person.stays {
		if s.MovedInOn == l.facts.MovedInOn {
			same = s
		}
	}
	until := l.facts.MovedOutOn
	if until == 0 && same != nil {
		until = same.MovedOutOn
	}
	if until != 0 && until < l.facts.MovedInOn {
		return nil, "搬走日期早于入住日期，请对一对"
	}
	for _, s := range person.stays {
		if s != same && overlap(s.MovedInOn, s.MovedOutOn, l.facts.MovedInOn, until) {
			return nil, "这个人在这处房屋已有一段居住（" + s.MovedInOn.String() + " 起），日子重叠了"
		}
	}
	return same, ""
}

// overlap compares two stays from a day to a day that does not count any more (0 = still there); one that ended on the
// day it began counts nowhere.
func overlap(from, to, from2, to2 workday.Day) bool {
	if from == to || from2 == to2 {
		return false
	}
	return (to == 0 || from2 < to) && (to2 == 0 || from < to2)
}

// otherPhone says what is wrong with a row that would put another number in the place of one that the person proved.
func otherPhone(ctx context.Context, tx *store.Tx, s models.Stay, given []byte) (string, error) {
	if given == nil || bytes.Equal(given, s.PhoneIdx) {
		return "", nil
	}
	proved, err := provedPhone(ctx, &tx.Reader, s)
	if err != nil || !proved {
		return "", err
	}
	return "手机号和他自己验证过的不一样。号码只能由他自己改，这一格请留空", nil
}
