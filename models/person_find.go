package models

import (
	"strings"
	"unicode"

	"anju/models/idcard"
	"anju/models/phone"
)

// PersonQuery is what staff look for a person by; one of the three is set.
type PersonQuery struct {
	Phone string
	DocNo string // normalised; of any document
	Name  string // the whole name, or a part of it
}

// MostFound is how many people one search lists.
const MostFound = 20

// ReadPersonQuery tells a phone, a document and a name apart. Error: Invalid at words.
func ReadPersonQuery(words string) (PersonQuery, error) {
	words = strings.TrimSpace(words)
	number := idcard.Normalise(words)
	switch {
	case words == "":
		return PersonQuery{}, FaultAt("words", "请填姓名、证件号或手机号。")
	case len([]rune(words)) > 60:
		return PersonQuery{}, FaultAt("words", "太长了，请只填一个姓名、证件号或手机号。")
	case !strings.ContainsFunc(number, unicode.IsDigit):
		return PersonQuery{Name: words}, nil
	}
	if call, fault := phone.Check(words); fault == "" {
		return PersonQuery{Phone: call}, nil
	}
	if len(number) < 6 {
		return PersonQuery{}, FaultAt("words", "证件号和手机号要填全，只填几位找不到。")
	}
	return PersonQuery{DocNo: number}, nil
}

// Kind says in a word what was looked for, for the audit: never the words themselves.
func (q PersonQuery) Kind() string {
	switch {
	case q.Phone != "":
		return "按手机号"
	case q.DocNo != "":
		return "按证件号"
	}
	return "按姓名"
}
