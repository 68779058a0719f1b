package models

import (
	"strings"

	"anju/models/workday"
)

// What can happen to a place in the tree.
const (
	AreaMoved  = "move"  // a grid or a community under another parent
	AreaSplit  = "split" // some homes of a grid become a grid of their own
	AreaMerged = "merge" // a grid ends, another takes its homes
)

// AreaMove is homes on their way from one place in the tree to another. The tree changes at once, the homes follow in
// batches; while it is not settled, the job looks after those that a transaction of the same moment left behind.
type AreaMove struct {
	ID        int64
	Ref       string
	Kind      string
	AreaID    int64 // what moves, is split or ends
	ToID      int64 // the new parent, the new grid, the grid that goes on
	MadeBy    int64
	MadeAt    workday.Moment
	Homes     int            // that have arrived
	DoneAt    workday.Moment // the last home arrived
	SettledAt workday.Moment
}

// Ended says whether an area is no more; its parent is then the area that goes on in its place.
func (a Area) Ended() bool { return !a.EndedOn.IsZero() }

// CheckMove says why an area cannot be put under another, "" when it can. Cities are not left: what was counted there of
// people whose data are erased can no longer be told apart by place. a and to are the ids above the area and above the
// parent, the parent's own included.
func CheckMove(area, parent Area, a, to Ancestors) string {
	switch {
	case area.Ended() || parent.Ended():
		return "这个地区已经并掉了，请重新选"
	case area.Level != LevelGrid && area.Level != LevelCommunity:
		return "只有社区（村）和网格能移"
	case area.Level == LevelGrid && parent.Level != LevelCommunity:
		return "网格只能放在社区（村）下面，请选一个社区"
	case LevelRank(parent.Level) >= LevelRank(area.Level):
		return LevelNames[area.Level] + "不能放在" + LevelNames[parent.Level] + "下面，请选上面的一级"
	case area.ParentID == parent.ID:
		return "本来就在" + parent.Name + "下面，不用移"
	case a.CityID != to.CityID:
		return "不能移到别的市，请选本市的"
	}
	return ""
}

// CheckMerge says why a grid cannot go into another, "" when it can.
func CheckMerge(area, into Area) string {
	switch {
	case area.Ended() || into.Ended():
		return "这个网格已经并掉了，请重新选"
	case area.Level != LevelGrid || into.Level != LevelGrid:
		return "只有网格能并"
	case area.ID == into.ID:
		return "不能并到自己，请选另一个网格"
	case area.ParentID != into.ParentID:
		return "两个网格要在同一个社区。先把网格移过来，再并"
	}
	return ""
}

// AddressOrder compares two addresses as people count them: 8 号 comes before 18 号. It answers as cmp.Compare does.
func AddressOrder(a, b string) int {
	a, b = PlainAddress(a), PlainAddress(b)
	for a != "" && b != "" {
		na, nb := leadingNumber(a), leadingNumber(b)
		if na == "" || nb == "" {
			if a[0] != b[0] {
				return strings.Compare(a, b)
			}
			a, b = a[1:], b[1:]
			continue
		}
		x, y := strings.TrimLeft(na, "0"), strings.TrimLeft(nb, "0")
		if len(x) != len(y) {
			return len(x) - len(y)
		}
		if c := strings.Compare(x, y); c != 0 {
			return c
		}
		a, b = a[len(na):], b[len(nb):]
	}
	return len(a) - len(b)
}

// PlainAddress is an address as it is compared: 青禾路１８号 is 青禾路 18 号. The wide signs of a Chinese keyboard become the
// narrow ones, and spaces nothing.
func PlainAddress(address string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '\u3000':
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, address)
}

// AddressBegins says whether an address is another one or a part of it: 青禾路 18 号 2 单元 begins with 青禾路 18 号, and
// 青禾路 180 号 not with 青禾路 18.
func AddressBegins(address, with string) bool {
	rest, begins := strings.CutPrefix(PlainAddress(address), PlainAddress(with))
	return begins && (leadingNumber(rest) == "" || strings.TrimRight(PlainAddress(with), "0123456789") == PlainAddress(with))
}

func leadingNumber(s string) string {
	return s[:len(s)-len(strings.TrimLeft(s, "0123456789"))]
}
