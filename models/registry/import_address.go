package registry

import (
	"context"
	"fmt"
	"hash/maphash"

	"anju/models"
	"anju/models/store"
)

// addressPlace is an address in a community, or in an area without one, as addresses are compared.
type addressPlace struct {
	in    int64 // the community; an area without one counts below zero
	plain string
}

// listed are the rows of the list that is being read by the addresses of their homes: 16 bytes a row, for a list may be
// of half a million. Two addresses or codes that hash alike show a notice too much or too little, once in many years.
type listed struct {
	seed  maphash.Seed
	first map[uint64]listedAt
}

type listedAt struct {
	code uint32 // of the home, hashed
	line uint32
}

func newListed() listed { return listed{maphash.MakeSeed(), map[uint64]listedAt{}} }

// before is the line of an earlier row that gives another home this address, 0 when there is none.
func (l listed) before(at addressPlace, code string, line int) int {
	key, hashed := maphash.Comparable(l.seed, at), uint32(maphash.String(l.seed, code))
	first, twice := l.first[key]
	if !twice {
		l.first[key] = listedAt{hashed, uint32(line)}
		return 0
	}
	if first.code == hashed {
		return 0
	}
	return int(first.line)
}

func placeOf(u models.Unit) addressPlace {
	in := u.CommunityID
	if in == 0 {
		in = -u.AreaID
	}
	return addressPlace{in, models.PlainAddress(u.Address)}
}

// noteAddresses says in a trial of which new homes the address is that of another home, stored or in the same list. Several
// homes may lie at one address, so that none is refused; units hold what each row makes of its home.
func noteAddresses(ctx context.Context, tx *store.Tx, lines []*unitLine, units map[string]*models.Unit, list listed, how ImportHow) error {
	wanted := map[addressPlace][]*unitLine{}
	var communities, areas []int64
	asked := map[int64]bool{}
	for _, l := range lines {
		if l.failed() || l.unit.Address == "" {
			continue
		}
		u := units[l.unit.UnitCode]
		at := placeOf(*u)
		if first := list.before(at, u.UnitCode, l.row.Line); first != 0 && l.placed {
			l.notice = fmt.Sprintf("这个地址在这份表的第 %d 行也有。是同一处的，只留一行", first)
		}
		if !l.placed {
			continue // it stood there before, and who looked at it then let it stand
		}
		wanted[at] = append(wanted[at], l)
		if asked[at.in] {
			continue
		}
		if asked[at.in] = true; u.CommunityID != 0 {
			communities = append(communities, u.CommunityID)
		} else {
			areas = append(areas, u.AreaID)
		}
	}
	return tx.EachAddress(ctx, communities, areas, func(u models.Unit) {
		for _, l := range wanted[placeOf(u)] {
			if l.unit.UnitCode != u.UnitCode && how.covers(u.Ancestors) {
				l.notice = "这个地址已有一处房子，编号 " + u.ShortCode + "。是同一处的，别再导这一行"
			}
		}
	})
}
