package gallery

import (
	"fmt"

	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/registry"
)

// village brings an old roster of another part of the city, so that there is something to count: eighty people without
// phones, confirmed not long ago, of whom nobody is asked anything.
func (b *builder) village() {
	b.bring("areas", "code parent_code level name zone", []string{"339902", "339900", "subdistrict", "清溪镇", ""},
		[]string{"33990201", "339902", "community", "禾丰村", ""}, []string{"33990202", "339902", "community", "松坪村", ""},
		[]string{"3399020101", "33990201", "grid", "禾丰 01 网格", "rural"}, []string{"3399020102", "33990201", "grid", "禾丰 02 网格", "rural"},
		[]string{"3399020201", "33990202", "grid", "松坪 01 网格", "rural"})
	var units, rooms, stays [][]string
	for u := range 20 {
		code := fmt.Sprintf("QX%03d", u)
		units = append(units, []string{code, []string{"3399020101", "3399020101", "3399020102", "3399020201"}[u%4], fmt.Sprintf("清溪路 %d 号", u+1), "home", "乔秀兰", "111",
			number("33", 900+u/4)})
		for _, no := range []string{"101", "102"} {
			rooms = append(rooms, []string{code, no, "bedroom", "20"})
		}
	}
	for i := range 80 {
		since := []int{40, 100, 150, 200, 250, 300, 400, 500, 800}[i%9]
		province := []string{"34", "52", "34", "41", "52", "34", "43", "51", "52", "34"}[i%10]
		in := b.ago(since, 0, 0).Format("2006-01-02")
		stays = append(stays, []string{fmt.Sprintf("QX%03d", i/4), []string{"101", "102"}[i/2%2], "何以安", "111", number(province, i), in, in,
			b.ago(10, 9, 0).Format("2006-01-02")})
	}
	b.bring("units", "unit_code area_code address kind landlord_name landlord_doc_type landlord_doc_no", units...)
	b.bring("rooms", "unit_code room_no room_type usable_m2", rooms...)
	b.bring("stays", "unit_code room_no name doc_type doc_no moved_in_on reported_at confirmed_at", stays...)
	b.unclaimed()
}

// unclaimed brings two homes in whose landlord has not signed in yet, one with people.
func (b *builder) unclaimed() {
	in := b.ago(60, 9, 0).Format("2006-01-02")
	b.bring("units", "unit_code area_code address kind landlord_name landlord_doc_type landlord_doc_no landlord_phone",
		[]string{"QX901", "3399020201", "清溪路 91 号", "home", "袁海棠", "111", number("33", 990), b.known.phones[Claimant]},
		[]string{"QX902", "3399010102", "青禾路 92 号", "flat", "袁海棠", "111", number("33", 990), b.known.phones[Claimant]})
	b.bring("rooms", "unit_code room_no room_type usable_m2", []string{"QX901", "101", "bedroom", "20"}, []string{"QX901", "201", "bedroom", "20"})
	b.bring("stays", "unit_code room_no name doc_type doc_no moved_in_on reported_at",
		[]string{"QX901", "101", "何以安", "111", number("34", 991), in, in}, []string{"QX901", "201", "程海棠", "111", number("34", 992), in, ""})
}

// number is an invented document of a province; area 99 of it belongs to nobody.
func number(province string, n int) string {
	return idcard.WithCheckDigit(fmt.Sprintf("%s990119900101%03d", province, n))
}

// bring reads rows as if they stood in a file of that kind with these columns.
func (b *builder) bring(kind, columns string, rows ...[]string) {
	if b.err != nil {
		return
	}
	b.try(b.reg.ImportList(b.ctx, policy.SystemActor, kind, columns, rows, registry.ImportHow{At: b.ago(9, 9, 0)}))
}
