package models

import (
	"slices"

	"anju/models/workday"
)

// NoticeDay is how many texts of one day stand alike: by category, state, the way they took and the network of the number.
type NoticeDay struct {
	Day      workday.Day
	Category string
	State    string
	Gateway  string
	Network  string
	Texts    int
	Segments int
}

// NoticeLoad is how many people got a number of texts in the days up to one.
type NoticeLoad struct {
	Day    workday.Day
	Texts  int
	People int
}

// LoadDays are the days over which the texts of a number are counted.
const LoadDays = 30

// Delivery is what became of texts that left.
type Delivery struct {
	Sent      int // left, nobody told yet what became of them
	Delivered int
	Failed    int
	Segments  int
}

// Add counts texts in that are alike. What never left counts nowhere.
func (d *Delivery) Add(n NoticeDay) {
	switch n.State {
	case NoticeSent:
		d.Sent += n.Texts
	case NoticeDelivered:
		d.Delivered += n.Texts
	case NoticeFailed:
		d.Failed += n.Texts
	default:
		return
	}
	d.Segments += n.Segments
}

// All is how many texts left or were given up.
func (d Delivery) All() int { return d.Sent + d.Delivered + d.Failed }

// Told is how many of them somebody told of; the delivery rate is a share of these.
func (d Delivery) Told() int { return d.Delivered + d.Failed }

// People is how many people stand in some loads.
func People(loads []NoticeLoad) (n int) {
	for _, l := range loads {
		n += l.People
	}
	return n
}

// LoadAt is how many texts a share of the people (of 100) get at most: the median at 50. Nobody: 0.
func LoadAt(loads []NoticeLoad, share int) int {
	loads = slices.SortedFunc(slices.Values(loads), func(a, b NoticeLoad) int { return a.Texts - b.Texts })
	left := (People(loads)*share + 99) / 100
	for _, l := range loads {
		if left -= l.People; left <= 0 {
			return l.Texts
		}
	}
	return 0
}
