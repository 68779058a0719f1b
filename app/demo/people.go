package demo

import (
	"fmt"
	"math/rand/v2"

	"anju/models/idcard"
	"anju/models/registry"
	"anju/models/workday"
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
	rnd       *rand.Rand
	number    int
	landlords int
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

// child is the form of a child of so many years, with a guardian who can be called.
func (c *crowd) child(room string, age int, today workday.Day) registry.StayForm {
	c.number++
	year, month, _ := (today - 100).Date()
	return registry.StayForm{
		Room: room, Name: nameOf(c.rnd), DocType: "111", MovedIn: "today", Relation: "子女", NoPhone: true,
		DocNo:    idcard.WithCheckDigit(fmt.Sprintf("339911%04d%02d05%03d", year-age, month, c.number)),
		Guardian: nameOf(c.rnd), GuardPhone: fmt.Sprintf("1990002%04d", c.number),
	}
}

// foreigner is the form of somebody with a foreign passport.
func (c *crowd) foreigner(room string) registry.StayForm {
	c.number++
	names := []string{"KIM MINJUN", "NGUYEN VAN AN", "ANNA SCHMIDT", "PARK JIWOO", "TRAN THI HOA", "IVAN PETROV"}
	return registry.StayForm{
		Room: room, Name: names[c.number%len(names)], DocType: "414", Country: []string{"KOR", "VNM", "DEU", "KOR", "VNM", "RUS"}[c.number%len(names)],
		DocNo: fmt.Sprintf("M%08d", 31_000_000+c.number), Phone: fmt.Sprintf("1990001%04d", c.number), MovedIn: "today", Term: "short",
	}
}

// landlord invents the name and phone of the next 户主.
func (c *crowd) landlord() (name, phone string) {
	c.landlords++
	if c.landlords == 1 {
		return "周桂芳", LandlordPhone
	}
	return nameOf(c.rnd), fmt.Sprintf("1990009%04d", c.landlords)
}
