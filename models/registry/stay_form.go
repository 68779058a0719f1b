package registry

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"anju/models"
	"anju/models/idcard"
	"anju/models/phone"
	"anju/models/workday"
)

// StayForm is what a check-in form says, as typed (DESIGN 4.4). Landlord and tenant fill in the same.
type StayForm struct {
	Room                                  string
	Name, DocType, DocNo                  string
	DocX                                  bool
	Country                               string
	Phone                                 string
	NoPhone                               bool
	MovedIn, MovedInY, MovedInM, MovedInD string // today, yesterday, other
	Term, Relation                        string
	Guardian, GuardPhone                  string
	Invite                                string  // the card by which a tenant came
	LeaseEnd                              DayForm // Choice "other" with a date; only paper asks for it
}

// StayFacts are the facts of a form that holds.
type StayFacts struct {
	Ref        string // of the new stay, where it is known before
	Room       models.Room
	Tenant     models.Tenant
	MovedIn    workday.Day
	Term       string
	Relation   string
	Foreign    bool
	Guardian   string
	GuardPhone string
	LeaseEnd   workday.Day
}

// ReadStay checks a form against the rooms of the unit and names every fault at its field, in the order of the form.
// It looks at nothing but this unit: what is known elsewhere cannot change a byte of the answer.
func (r *Registry) ReadStay(f StayForm, rooms []models.Room, at time.Time) (StayFacts, error) {
	var facts StayFacts
	var faults models.Faults
	today := workday.DayOf(at)
	for _, room := range rooms {
		if room.No == strings.TrimSpace(f.Room) {
			facts.Room = room
		}
	}
	if facts.Room.ID == 0 {
		faults.Add("room", "请选住哪一间")
	}
	facts.Tenant.Name = CleanName(f.Name)
	faults.Add("name", checkName(facts.Tenant.Name))
	facts.Tenant.DocType, facts.Tenant.Country = f.DocType, strings.ToUpper(strings.TrimSpace(f.Country))
	if f.DocType == "" {
		facts.Tenant.DocType = "111"
	}
	if !idcard.Known(facts.Tenant.DocType) {
		faults.Add("doc_type", "请选一种证件")
	} else {
		number, fault := idcard.Check(facts.Tenant.DocType, f.DocNo, f.DocX, facts.Tenant.Country, int(today))
		facts.Tenant.DocNo = number
		faults.Add("doc_no", fault)
	}
	if y, m, d, ok := idcard.Birth(facts.Tenant.DocType, facts.Tenant.DocNo); ok {
		facts.Tenant.Birth, _ = workday.Date(y, time.Month(m), d)
		facts.Tenant.Sex = idcard.Sex(facts.Tenant.DocType, facts.Tenant.DocNo)
	}
	facts.Guardian, facts.GuardPhone = CleanName(f.Guardian), ""
	if facts.Guardian != "" {
		faults.Add("guardian_name", checkName(facts.Guardian))
	}
	readPhones(&facts, f, &faults, today)
	readMovedIn(&facts, f, &faults, today)
	facts.Term = f.Term
	if f.Term != "" && f.Term != "short" && f.Term != "long" && f.Term != "unsure" {
		facts.Term = ""
	}
	facts.Relation = strings.TrimSpace(f.Relation)
	if utf8.RuneCountInString(facts.Relation) > 8 {
		faults.Add("relation", "关系写短一点，8 个字以内")
	}
	if f.LeaseEnd.Choice == "other" {
		day, fault := readDate(f.LeaseEnd.Y, f.LeaseEnd.M, f.LeaseEnd.D)
		if fault == "" && facts.MovedIn != 0 && day < facts.MovedIn {
			fault = "租约到期不能早于入住那天"
		}
		facts.LeaseEnd = day
		faults.Add("lease_end", fault)
	}
	facts.Foreign = idcard.Foreign(facts.Tenant.DocType, facts.Tenant.DocNo, facts.Tenant.Country)
	return facts, faults.Err()
}

const adult = 18

func readPhones(facts *StayFacts, f StayForm, faults *models.Faults, today workday.Day) {
	minor := !facts.Tenant.Birth.IsZero() && facts.Tenant.AgeOn(today) < adult
	switch {
	case f.NoPhone && strings.TrimSpace(f.Phone) == "":
	default:
		number, fault := phone.Check(f.Phone)
		facts.Tenant.Phone = number
		faults.Add("phone", fault)
	}
	if strings.TrimSpace(f.GuardPhone) != "" {
		number, fault := phone.Check(f.GuardPhone)
		facts.GuardPhone = number
		faults.Add("guardian_phone", fault)
	}
	if f.NoPhone && facts.Tenant.Phone == "" && minor && facts.GuardPhone == "" && strings.TrimSpace(f.GuardPhone) == "" {
		faults.Add("guardian_phone", "孩子没有手机，请填监护人的手机号")
	}
	// 个人信息保护法 Art 31: under 14 the guardian consents; without his name there is nobody to ask.
	if minor && facts.Tenant.AgeOn(today) < models.ConsentAge && facts.Guardian == "" {
		faults.Add("guardian_name", "未满 14 岁，请填监护人姓名")
	}
}

func readMovedIn(facts *StayFacts, f StayForm, faults *models.Faults, today workday.Day) {
	if f.MovedIn != "other" && f.MovedInY+f.MovedInM+f.MovedInD != "" {
		// Without scripts the choice does not follow the boxes; the limit hangs on this day, so nothing is guessed.
		faults.Add("moved_in", bothDays)
		return
	}
	switch f.MovedIn {
	case "", "today":
		facts.MovedIn = today
	case "yesterday":
		facts.MovedIn = today - 1
	case "other":
		d, fault := readDate(f.MovedInY, f.MovedInM, f.MovedInD)
		facts.MovedIn = d
		switch {
		case fault != "":
			faults.Add("moved_in", fault)
		case f.Invite != "" && d > today+aheadDays:
			faults.Add("moved_in", "太早了，住进来前一个月内再登记")
		case f.Invite != "" && d > today: // a card is filled in before arriving
		case d > today:
			faults.Add("moved_in", "入住日期不能晚于今天。还没住进来的，住进来那天再登")
		case d < today-365*30:
			faults.Add("moved_in", "年份太早了，请再看一眼")
		}
	default:
		faults.Add("moved_in", "请选哪天住进来的")
	}
}

// aheadDays is how long before arriving a card may be filled in.
const aheadDays = 30

const bothDays = "填了年月日，请选“别的日子”。要是今天或昨天，就把年月日清空"

// readDate reads a date typed in three boxes; the answer names what is wrong, or is "".
func readDate(y, m, d string) (workday.Day, string) {
	numbers := [3]int{}
	for i, s := range []string{y, m, d} {
		n, err := strconv.Atoi(idcard.Normalise(s))
		if err != nil {
			return 0, "请写年、月、日，例如：2026 年 11 月 3 日"
		}
		numbers[i] = n
	}
	if numbers[0] < 1900 || numbers[0] > 2200 {
		return 0, "年份请写 4 位，例如：2026"
	}
	if numbers[1] < 1 || numbers[1] > 12 {
		return 0, "没有这一天，请对一对年月日"
	}
	date, ok := workday.Date(numbers[0], time.Month(numbers[1]), numbers[2])
	if !ok {
		return 0, "没有这一天，请对一对年月日"
	}
	return date, ""
}

var nameDots = strings.NewReplacer("　", " ", "•", "·", "・", "·", "．", "·", "‧", "·", "∙", "·", "●", "·")

// CleanName trims a name and writes the dot of minority names one way (UX 3, input rules).
func CleanName(s string) string {
	return strings.Join(strings.Fields(nameDots.Replace(s)), " ")
}

func checkName(name string) string {
	n := utf8.RuneCountInString(name)
	switch {
	case n == 0:
		return "请填姓名，和身份证上一样"
	case n < 2:
		return "姓名至少 2 个字，请照证件填全"
	case n > 30:
		return "姓名最多 30 个字，请照证件填"
	}
	for _, r := range name {
		if unicode.IsLetter(r) || r == '·' || r == ' ' || r == '-' || r == '\'' || r == '.' {
			continue
		}
		return "姓名里只能有汉字或字母，请照证件填"
	}
	// 't Hart is a name; of a sign in front a spreadsheet makes a formula.
	if first, _ := utf8.DecodeRuneInString(strings.TrimPrefix(name, "'")); !unicode.IsLetter(first) {
		return "姓名第一个字要是汉字或字母，请把前面的符号去掉"
	}
	return ""
}
