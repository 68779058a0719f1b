package models

// The kinds of unit.
const (
	KindHome      = "home"
	KindFlat      = "flat"
	KindDormitory = "dormitory"
	KindWorksite  = "worksite"
	KindShop      = "shop"
)

// KindNames are the words for the kinds of unit, in the order of the form.
var KindNames = [][2]string{{KindFlat, "套房"}, {KindHome, "自建房"}, {KindDormitory, "集体宿舍"}, {KindWorksite, "工地宿舍"}, {KindShop, "店铺住人"}}

// KindWords are all words that a list may have for a kind.
var KindWords = append([][2]string{{KindShop, "店面楼上"}, {KindShop, "住宿与经营合用"}, {KindShop, "市场"}, {KindHome, "村民自建房"}}, KindNames...)

// KindAsks is what a home of a kind is asked for when it is registered. What it has not is not asked.
type KindAsks struct {
	Floors bool // several floors with rooms on each; the others have rooms alone
	Land   bool // whose land it stands on: a flat stands on none of its own
	Beds   bool // people are counted by beds
	End    bool // it is taken down again on a day
	Trade  bool // somebody trades where others sleep (住宿与经营合用)
}

// AsksOf is what a kind is asked for.
func AsksOf(kind string) KindAsks {
	switch kind {
	case KindHome:
		return KindAsks{Floors: true, Land: true}
	case KindDormitory:
		return KindAsks{Floors: true, Beds: true}
	case KindWorksite:
		return KindAsks{Floors: true, Beds: true, End: true}
	case KindShop:
		return KindAsks{Trade: true}
	}
	return KindAsks{}
}

// LandNames are the words for whose land a home stands on, in the order of the form.
var LandNames = [][2]string{{"state", "城镇国有"}, {"collective", "村里集体"}, {"unknown", "不清楚"}}

// Whether the rooms for sleeping are parted from the trade by walls that stop fire.
const (
	PartedYes    = "yes"
	PartedNo     = "no"
	PartedUnsure = "unsure"
)

// PartedNames are the words for it, in the order of the form.
var PartedNames = [][2]string{{PartedYes, "隔开了"}, {PartedNo, "没隔开"}, {PartedUnsure, "说不准"}}
