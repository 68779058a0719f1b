package demo

import (
	"fmt"
	"math/rand/v2"

	"anju/models/idcard"
	"anju/models/registry"
)

// The invented people. Area code 3399xx belongs to nobody, phones begin 1990, which no operator gave out when this was
// written; names are put together from the lists.
var (
	surnames = []string{"何", "苏", "吴", "林", "陈", "周", "徐", "朱", "马", "胡", "郭", "沈", "唐", "宋", "韩", "冯", "程", "曹", "袁", "邓", "许", "傅", "彭", "吕", "蒋", "蔡", "贾", "丁", "魏", "薛"}
	given    = []string{"以安", "见山", "小满", "知秋", "小树", "晓禾", "思源", "子墨", "雨田", "清和", "长河", "向南", "春生", "立夏", "秋实", "冬青", "望舒", "景行", "怀瑾", "嘉木", "南星", "北辰", "云帆", "海棠", "若谷", "明远", "一鸣", "安然", "欣悦", "佳宁"}
)

// nameOf draws a name.
func nameOf(lot *rand.Rand) string {
	return surnames[lot.IntN(len(surnames))] + given[lot.IntN(len(given))]
}

// crowd invents people, the same ones for the same seed.
type crowd struct {
	rnd    *rand.Rand
	number int
}

// person is a filled form of somebody who moves in.
func (c *crowd) person(room string) registry.StayForm {
	c.number++
	name := nameOf(c.rnd)
	doc := idcard.WithCheckDigit(fmt.Sprintf("3399%02d%04d%02d%02d%03d", c.rnd.IntN(60), 1962+c.rnd.IntN(43), 1+c.rnd.IntN(12), 1+c.rnd.IntN(28), c.number))
	return registry.StayForm{
		Room: room, Name: name, DocType: "111", DocNo: doc, Phone: fmt.Sprintf("1990001%04d", c.number), MovedIn: "today",
		Term: []string{"long", "long", "short", "unsure"}[c.rnd.IntN(4)],
	}
}

// landlord invents the name and phone of a 户主.
func (c *crowd) landlord(n int) (name, phone string) {
	if n == 0 {
		return "周桂芳", LandlordPhone
	}
	return nameOf(c.rnd), fmt.Sprintf("1990009%04d", n)
}
