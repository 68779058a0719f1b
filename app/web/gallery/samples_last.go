package gallery

import "strings"

// changingSamples are the pages that follow a saved form.
func (h *House) changingSamples() []Sample {
	who := form(51, "303", "彭景行", "19890412")
	guest := form(52, "203", "魏若谷", "20000229")
	typed := []string{"room", "203", "name", guest.Name, "doc_no", guest.DocNo, "phone", guest.Phone, "moved_in", "today"}
	return []Sample{
		done("check_in_done", Landlord, "landlord/stay_check_in_done", 200, open(h.at("/checkin?room=303")),
			fill("/checkin", "room", "303", "name", who.Name, "doc_no", who.DocNo, "phone", who.Phone, "moved_in", "today", "term", "long"),
			fill("/checkin", "confirm", "1")),
		done("roster_confirmed", Landlord, "landlord/roster", 200, open(h.at("/roster")), fill("/confirm")),
		done("stay_accepted", Landlord, "landlord/home", 200, open(h.at("/pending/"+h.known.stays[waitingName])), fill("", "answer", "yes")),
		shown("stay_accept_handled", Landlord, "landlord/stay_accept", h.at("/pending/"+h.known.stays[waitingName])),
		done("stay_declare_code", Stranger, "tenant/door_code", 200, open(h.door("/register")), fill("/register", typed...), fill("/check")),
		done("stay_declare_done", Stranger, "tenant/stay_declare_done", 200, open(h.door("/register")),
			fill("/register", replace(typed, 7, "19900030053")...), fill("/check"), texted("19900030053")),
		done("request_done", Stranger, "tenant/request_done", 200, open(h.door("/report")), fill("/report", "topic", "漏水", "body", "厨房漏水", "audience", "grid")),
		done("me_left_done", Tenant, "tenant/me_show", 200, open("/me/stays/"+h.known.stays[tenantName]+"/left"), fill("/left", "moved_out", "today")),
		done("me_no_lessons", Tenant, "tenant/me_show", 200, open("/me"), fill("/me/texts", "lessons", "off")),
		done("me_duties_on_page", Tenant, "tenant/me_show", 200, open("/me"), fill("/me/duties", "duties", "page")),
		done("item_closed", Worker, "officer/flag_show", 200, open("/o/items/"+h.known.flags[neighbourLad]+"/visit"), fill("/visit", "result", "match", "heads", "1")),
		done("unit_staff_hazards", Worker, "officer/unit_show", 200, open("/o/u/"+h.known.unit.Ref+"/visit?door="+h.known.unit.DoorToken),
			fill("/visit", "result", "missing", "heads", "9", "extra", "1", "fire_exit", "bad", "fire_alarm", "bad", "fire_bars", "ok")),
		shown("visit_hazards", Worker, "officer/visit_record", "/o/u/"+h.known.unit.Ref+"/visit"),
		done("visit_half", Officer, "officer/visit_record", 200, open("/o/u/"+h.known.next.Ref+"/visit"), left("result", "missing", "heads", "3", "note", "门口有三双鞋", "fire_exit", "bad"), open("/o/u/"+h.known.next.Ref+"/visit")),
		done("photos", Worker, "officer/photo_take", 200, open("/o/u/"+h.known.unit.Ref), Step{Follow: "/photo"}),
		done("photos_fault", Worker, "officer/photo_take", 422, open("/o/u/"+h.known.unit.Ref), Step{Follow: "/photo"}, fill("/photo")),
		done("unit_staff_missed", Officer, "officer/unit_show", 200, open("/o/u/"+h.known.unclaimed.Ref+"/visit"), fill("/visit", "result", "nobody")),
		shown("visit_slip", Officer, "print/visit_slips", "/o/u/"+h.known.unclaimed.Ref+"/slip"),
		shown("landlord_home_hazards", Landlord, "landlord/home", "/h"),
		done("unit_appeal_fault", Landlord, "landlord/unit", 422, open(h.at("")), fill("/appeal", "body", "")),
		done("unit_appealed", Landlord, "landlord/unit", 200, open(h.at("")), fill("/appeal", "body", "楼道昨天就清开了")),
		shown("visit_week_slips", Worker, "print/visit_slips", "/o/visits/week/slips"),
		done("sample_checked", Officer, "officer/sample_list", 200, open("/o/samples/items/"+h.known.sample), fill("", "agreed", "9", "fields", "30", "right", "29")),
		done("queue_reminded", Officer, "officer/queue_view", 200, open("/o/remind?f="+h.known.flags[lateName]), fill("/remind")),
		done("reveal_shown", Officer, "officer/stay_reveal", 200, open("/o/reveal/"+h.known.stays["何以安"]), fill("", "reason", "核对身份")),
		done("phone_shown", Officer, "officer/stay_reveal", 200, open("/o/phone/"+h.known.stays["何以安"]), fill("", "reason", "失联查找")),
		done("phone_owner_shown", Officer, "officer/stay_reveal", 200, open("/o/u/"+h.known.unit.Ref+"/phone"), fill("", "reason", "处理求助")),
		done("admin_user_added", Admin, "admin/staff_add", 200, open("/a/users"),
			fill("/a/users", "name", "小孙", "role", "auxiliary", "area_code", "3399010102", "title", "网格员", "login", "sun01", "password", "amber-harbour-31")),
		done("unit_claim_people", Claimant, "landlord/unit_claim_people", 200, open("/h/claim"), fill("/claim", "last4", number("33", 990)[14:])),
		done("landlord_home_claimed", Claimant, "landlord/home", 200, open("/h/claim/people"), fill("/people")),
		shown("dev_outbox", Stranger, "common/dev_outbox", "/dev/outbox"),
	}
}

func replace(typed []string, i int, value string) []string {
	next := append([]string{}, typed...)
	next[i] = value
	return next
}

// problemSamples are refusals and failures.
func (h *House) problemSamples() []Sample {
	var tired []Step // ten wrong numbers in an hour are the most
	for range 11 {
		tired = append(tired, open("/c?short_code="+strings.Repeat("9", 9)))
	}
	return []Sample{
		done("problem_404", Stranger, "common/error", 404, open("/nowhere")),
		done("problem_403_old_form", Stranger, "common/error", 403, open("/settings"), fill("/settings", "size", "big", "_csrf", "old")),
		done("problem_405", Stranger, "common/error", 405, open("/logout")),
		done("problem_500", Stranger, "common/error", 500, open(brokenPath)),
		done("problem_503", Stranger, "common/error", 503, open(closedPath)),
		done("problem_429", Stranger, "common/error", 429, tired...),
	}
}

// passSamples are the pages of a home that its checker was at, which ends what was late there.
func (h *House) passSamples() []Sample {
	return []Sample{
		done("samples_barred", Officer, "officer/sample_list", 200, open("/o/u/"+h.known.barredHome+"/visit"), fill("/visit", "result", "refused"), open("/o/samples")),
		shown("sample_check_barred", Officer, "officer/sample_check", "/o/samples/items/"+h.known.barred),
		shown("sample_pass", Officer, "officer/sample_pass", "/o/samples/items/"+h.known.barred+"/pass"),
		done("sample_pass_fault", Officer, "officer/sample_pass", 422, open("/o/samples/items/"+h.known.barred+"/pass"), fill("/pass", "to", "nobody")),
		done("sample_passed", Officer, "officer/sample_list", 200, open("/o/samples/items/"+h.known.barred+"/pass"), fill("/pass")),
	}
}
