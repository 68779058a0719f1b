package models

import (
	"strings"
	"unicode/utf8"

	"anju/models/workday"
)

// Employer is who houses or hires tenants and answers for their roster through a person of his (DOMAIN 2.2, 委托式).
type Employer struct {
	ID         int64
	Ref        string
	CreditCode string // 统一社会信用代码: the register knows an employer by it
	Name       string
	AreaID     int64
	Ancestors  `gorm:"embedded"`
	Address    string
	Manager    string `gorm:"-"` // sealed at rest
	Phone      string `gorm:"-"` // of the manager, sealed at rest
	CreatedAt  workday.Moment
	Rev        int64
}

// creditDigits are the characters of a 统一社会信用代码 in the order of their values (GB 32100-2015): no I, O, S, V, Z.
const creditDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// CheckCreditCode reads a 统一社会信用代码 as typed and says what is wrong with it, or "" (GB 32100-2015: 18 characters, the
// last one checks the others).
func CheckCreditCode(raw string) (code, fault string) {
	code = strings.ToUpper(strings.Join(strings.Fields(raw), ""))
	if code == "" {
		return code, "请填统一社会信用代码"
	}
	if utf8.RuneCountInString(code) != 18 {
		return code, "统一社会信用代码是 18 位，请照执照填"
	}
	sum, weight := 0, 1
	for i, r := range code {
		value := strings.IndexRune(creditDigits, r)
		if value < 0 {
			return code, "统一社会信用代码里只有数字和大写字母，没有 I、O、S、V、Z"
		}
		if i == 17 && value != (31-sum%31)%31 {
			return code, "统一社会信用代码对不上，请照执照再看一遍"
		}
		sum += value * weight
		weight = weight * 3 % 31
	}
	return code, ""
}
