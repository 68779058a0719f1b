// Package idcard reads identity documents: whether a number can be right, and
// the little that may be derived from it. It cannot say whether a document is
// genuine; that takes the police's own register.
package idcard

import "slices"

// Type is a kind of identity document.
type Type struct {
	Code string // code of GA/T 517, three digits
	Name string // short Chinese name, as on pages
}

// Most used first, as forms list them. 港澳台居民居住证 has no code of its own:
// its 18 digits obey the rule of 111 and are entered there (DESIGN.md 4.1).
var types = []Type{
	{"111", "居民身份证"},
	{"112", "临时身份证"},
	{"113", "户口簿"},
	{"414", "护照"},
	{"516", "港澳居民来往内地通行证"},
	{"511", "台湾居民来往大陆通行证"},
	{"553", "外国人永久居留证"},
	{"554", "外国人居留证"},
	{"555", "外国人临时居留证"},
	{"417", "外国人出入境证"},
	{"418", "外国人旅行证"},
	{"411", "外交护照"},
	{"412", "公务护照"},
	{"413", "因公普通护照"},
	{"990", "其他证件"},
}

// Types lists the documents of DOMAIN.md 4 and RULES.md 6, most used first.
func Types() []Type { return slices.Clone(types) }

// TypeName is the Chinese name for a code of GA/T 517, or "".
func TypeName(code string) string {
	for _, t := range types {
		if t.Code == code {
			return t.Name
		}
	}
	return ""
}

// Known reports whether the register takes documents with this code of
// GA/T 517.
func Known(code string) bool { return TypeName(code) != "" }

// resident reports whether the number on such a document is the 公民身份号码,
// which stays the same on all three (RULES.md 25).
func resident(docType string) bool {
	return docType == "111" || docType == "112" || docType == "113"
}
