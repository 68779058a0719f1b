package gallery

import "strings"

func (h *House) publicSamples() []Sample {
	wrongEnd := func(code string) string { // the last digit of a 房屋编号 misread
		last := (code[8]-'0'+1)%10 + '0'
		return code[:8] + string(last)
	}
	return []Sample{
		shown("home", Stranger, "common/home", "/"),
		shown("proof_check", Stranger, "common/proof_check", "/proof"),
		done("proof_check_no", Stranger, "common/proof_check", 200, open("/proof"), fill("/proof", "proof_code", "0000 0000 0000")),
		shown("code", Stranger, "common/code", "/c"),
		done("code_fault", Stranger, "common/code", 422, open("/c"), fill("/c", "short_code", wrongEnd(h.known.unit.ShortCode))),
		shown("settings", Stranger, "common/settings", "/settings"),
		done("settings_big", Stranger, "common/settings", 200, open("/settings"), fill("/settings", "size", "big")),
		shown("help", Stranger, "common/help", "/help"),
		shown("rights", Stranger, "common/rights", "/rights"),
		shown("rights_print", Stranger, "print/rights", "/rights.print"),
		shown("privacy", Stranger, "common/privacy", "/privacy"),
		shown("a11y", Stranger, "common/a11y", "/a11y"),
		shown("sign_in", Stranger, "common/sign_in", "/login"),
		done("sign_in_fault", Stranger, "common/sign_in", 422, open("/login"), fill("/login", "phone", "1990003000")),
		done("sign_in_code", Stranger, "common/sign_in_code", 200, open("/login"), fill("/login", "phone", "19900000081")),
		done("sign_in_wait", Stranger, "common/sign_in", 429, open("/login"), fill("/login", "phone", "19900000081")),
		done("sign_in_code_fault", Stranger, "common/sign_in_code", 422, open("/login"), fill("/login", "phone", "19900000082"), fill("", "code", "12345")),
		shown("sign_in_doc", Arrival, "common/sign_in_doc", "/login/doc"),
		done("sign_in_doc_fault", Arrival, "common/sign_in_doc", 422, open("/login/doc"), fill("/login/doc", "last4", "0000")),
		shown("dev_clock", Stranger, "common/dev_clock", "/dev/clock"),
	}
}

// door is the address of the landlord's plate.
func (h *House) door(end string) string { return "/d/" + h.known.unit.DoorToken + end }

func (h *House) doorSamples() []Sample {
	typed := []string{"room", "203", "name", "程海棠", "doc_no", form(31, "", "", "19970909").DocNo, "phone", "19900030031", "moved_in", "today", "term", "long"}
	wrong := append([]string{}, typed...)
	wrong[5], wrong[7] = wrong[5][:16], "1990003003"
	return []Sample{
		shown("door", Stranger, "tenant/door_show", h.door("")),
		done("door_old", Stranger, "tenant/door_old", 404, open("/d/"+h.known.old)),
		done("door_unknown", Stranger, "tenant/door_unknown", 404, open("/d/"+strings.Repeat("a", 26))),
		shown("door_phone", Stranger, "tenant/door_phone", h.door("/stay")),
		done("door_phone_fault", Stranger, "tenant/door_phone", 422, open(h.door("/left")), fill("/left", "phone", "199")),
		done("door_code", Stranger, "tenant/door_code", 200, open(h.door("/stay")), fill("/stay", "phone", "19900000083")),
		done("door_code_fault", Stranger, "tenant/door_code", 422, open(h.door("/stay")), fill("/stay", "phone", "19900000084"), fill("", "code", "")),
		shown("stay_declare", Stranger, "tenant/stay_declare", h.door("/register")),
		done("stay_declare_faults", Stranger, "tenant/stay_declare", 422, open(h.door("/register")), fill("/register", wrong...)),
		done("stay_declare_check", Stranger, "tenant/stay_declare_check", 200, open(h.door("/register")), fill("/register", typed...)),
		shown("request_report", Stranger, "tenant/request_report", h.door("/report")),
		done("request_report_faults", Stranger, "tenant/request_report", 422, open(h.door("/report")), fill("/report", "contact", "12")),
		shown("request_legal_aid", Stranger, "tenant/request_legal_aid", h.door("/legal-aid")),
	}
}
