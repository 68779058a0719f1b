package models

import (
	"slices"
	"strings"
	"unicode/utf8"

	"anju/models/mask"
	"anju/models/workday"
)

// UnitReturn is one time that an officer gave a home back to its landlord to put right (退回), or told him to put an accepted one
// right (整改).
type UnitReturn struct {
	ID         int64
	Ref        string
	UnitID     int64
	Reasons    string // codes of ReturnFields, with commas between
	Note       string `gorm:"-"` // the officer's sentence, sealed at rest; empty once it was erased
	ReturnedAt workday.Moment
	ReturnedBy int64
	MendBy     workday.Day    // of an accepted home: the last day to put it right; 0 = it had not been accepted
	MendedAt   workday.Moment // when it was submitted again; 0 = not yet
	Stood      string         // marks of what stood in the fields then, see ReturnMarks; "" = given back before they were kept
	Kept       bool           // it was submitted again with the same in them
	Answer     string         `gorm:"-"` // why that is right, the landlord's line, sealed at rest; empty once it was erased
	Changed    string         `gorm:"-"` // what stands otherwise since it was submitted again, see MendedLines; sealed and erased alike
	Unmended   string         // the fields that were named and left as they stood, with commas between
}

// ReturnField is a field of a home's registration with what may be wrong in it: code and words.
type ReturnField struct {
	Name, Words string
	Reasons     [][2]string
}

// ReturnFields are all fields for which a home can be given back; their names are those of the landlord's form.
var ReturnFields = []ReturnField{
	{"address", "地址", [][2]string{{"door_no", "门牌号和门上的不一样"}, {"part", "地址没写全"}, {"twice", "和另一份登记重了"}}},
	{"kind", "种类", [][2]string{{"kind", "房子的种类不对"}}},
	{"land", "土地", [][2]string{{"land", "土地的种类不对"}}},
	{"rooms", "房间", [][2]string{{"fewer", "少写了房间"}, {"more", "多写了房间"}, {"split", "大间隔成了小间，没照实写"}, {"room_no", "房间号和门上的不一样"}}},
	{"cap", "每间住几人", [][2]string{{"cap", "每间人数或床位不对"}}},
	{"owner_name", "户主姓名", [][2]string{{"name", "户主姓名和证件不一样"}}},
	{"ends_on", "工地用到哪一天", [][2]string{{"ends_on", "工地结束的日子不对"}}},
	{"trade", "做什么生意", [][2]string{{"trade", "生意没写清楚"}}},
}

// ReturnFieldsOf are those that a home of a kind is asked for.
func ReturnFieldsOf(kind string) []ReturnField {
	asks := AsksOf(kind)
	return slices.DeleteFunc(slices.Clone(ReturnFields), func(f ReturnField) bool {
		return f.Name == "land" && !asks.Land || f.Name == "ends_on" && !asks.End || f.Name == "trade" && !asks.Trade
	})
}

// CheckReturnable refuses to give back a home of whose landlord nothing can be asked now.
func (u Unit) CheckReturnable() error {
	switch u.State {
	case UnitSubmitted, UnitAccepted:
		return nil
	case UnitRectify:
		return Refuse(Conflict, "这处房子已经请户主改了，等他改好再交")
	case UnitDelisted:
		return Refuse(Conflict, "这处房子停租了。户主恢复出租以后再看")
	}
	return Refuse(Conflict, "户主还没交。等他交了再看")
}

// CheckReturn answers what is wrong with the reasons and the sentence for giving a home of a kind back, and the reasons in
// the order of the form.
func CheckReturn(kind string, codes []string, note string) ([]string, Faults) {
	var faults Faults
	var known []string
	for _, f := range ReturnFieldsOf(kind) {
		for _, r := range f.Reasons {
			if slices.Contains(codes, r[0]) {
				known = append(known, r[0])
			}
		}
	}
	if len(known) == 0 {
		faults.Add("why", "请至少勾一处要改的地方，户主才知道改哪里")
	}
	switch n := utf8.RuneCountInString(strings.TrimSpace(note)); {
	case n < 4:
		faults.Add("note", "请写一句怎么改，例如：门上写的是 18 号，请照门上的写")
	case n > 100:
		faults.Add("note", "写短一点，100 个字以内")
	case mask.Holds(note):
		faults.Add("note", "这句话户主会看到，请把证件号和手机号去掉，只写怎么改")
	}
	return known, faults
}

// Faults are the reasons as faults at the fields of the landlord's form.
func (u UnitReturn) Faults() Faults {
	var faults Faults
	codes := strings.Split(u.Reasons, ",")
	for _, f := range ReturnFields {
		var words []string
		for _, r := range f.Reasons {
			if slices.Contains(codes, r[0]) {
				words = append(words, r[1])
			}
		}
		if len(words) > 0 {
			faults.Add(f.Name, strings.Join(words, "，")+"，请改好")
		}
	}
	return faults
}

// Fields are the words of the fields that are to be put right: 地址、房间.
func (u UnitReturn) Fields() string {
	var names []string
	for _, fault := range u.Faults() {
		names = append(names, fault.Field)
	}
	return fieldWords(names)
}

// Names says whether a field is to be put right.
func (u UnitReturn) Names(field string) bool {
	return slices.ContainsFunc(u.Faults(), func(f Fault) bool { return f.Field == field })
}

// Writes are the fields that the landlord of a home writes anew in his answer, with the kind that he chose: all of one that was never
// accepted; of an accepted one those that are to be put right, and what another kind is asked for besides. The rest stands.
func (u UnitReturn) Writes(of Unit, kind string) map[string]bool {
	fields := map[string]bool{}
	for _, f := range ReturnFields {
		fields[f.Name] = u.MendBy == 0 && !of.Rectifying() || u.Names(f.Name)
	}
	if !fields["kind"] {
		kind = of.Kind
	}
	asks, fresh := AsksOf(kind), kind != of.Kind
	fields["land"] = asks.Land && (fields["land"] || fresh)
	fields["ends_on"] = asks.End && (fields["ends_on"] || fresh)
	fields["trade"] = asks.Trade && (fields["trade"] || fresh)
	fields["cap"] = fields["cap"] || fields["rooms"] || fresh
	return fields
}

// Waits says whether the landlord has not put it right yet.
func (u UnitReturn) Waits() bool { return u.ID != 0 && u.MendedAt.IsZero() }
