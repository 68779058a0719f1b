package gallery

// at is a page of the landlord's home.
func (h *House) at(end string) string { return "/h/u/" + h.known.unit.Ref + end }

func (h *House) stayAt(name, end string) string { return h.at("/stays/" + h.known.stays[name] + end) }

// homeSamples are the pages about a home and its people.
func (h *House) homeSamples() []Sample {
	waiting := "/h/u/" + h.known.second.Ref
	return []Sample{
		shown("landlord_home", Landlord, "landlord/home", "/h?u="+h.known.unit.Ref),
		shown("landlord_home_new", Newcomer, "landlord/home", "/h"),
		shown("homes", Landlord, "landlord/homes", "/h?pick=1"),
		shown("roster", Landlord, "landlord/roster", h.at("/roster")),
		shown("roster_waiting", Landlord, "landlord/roster", h.at("/roster?tab=waiting")),
		shown("roster_gone", Landlord, "landlord/roster", h.at("/roster?tab=gone")),
		shown("roster_empty", Landlord, "landlord/roster", waiting+"/roster"),
		shown("proof", Landlord, "landlord/proof", h.at("/proof")),
		done("proof_print", Landlord, "print/proof", 200, open(h.at("/proof")), fill("/proof")),
		shown("roster_print", Landlord, "print/roster", h.at("/roster.print")),
		shown("room", Landlord, "landlord/room", h.at("/rooms/201")),
		shown("room_full", Landlord, "landlord/room", h.at("/rooms/301")),
		shown("room_empty", Landlord, "landlord/room", h.at("/rooms/303")),
		shown("unit", Landlord, "landlord/unit", h.at("")),
		shown("unit_waiting", Landlord, "landlord/unit", waiting),
		done("unit_label_fault", Landlord, "landlord/unit", 422, open(h.at("")), fill("/label", "label", "青禾路十八号的房子")),
		shown("door_reissue", Landlord, "landlord/door_reissue", h.at("/door")),
		shown("plate", Landlord, "print/plate", h.at("/plate")),
		shown("plate_wait", Landlord, "landlord/plate_wait", waiting+"/plate"),
		shown("invite", Landlord, "landlord/invite", h.at("/invite")),
		done("invite_card", Landlord, "landlord/invite", 200, open(h.at("/invite")), fill("/invite", "room", "303")),
		shown("stay_away", Landlord, "landlord/stay_away", h.stayAt(tenantName, "/away")),
		done("stay_away_fault", Landlord, "landlord/stay_away", 422, open(h.stayAt(tenantName, "/away")), fill("/away", "away", "today", "back", "other", "back_y", "2027", "back_m", "9", "back_d", "1")),
		shown("stay_change", Landlord, "landlord/stay_change", h.stayAt(tenantName, "/edit")),
		done("stay_change_faults", Landlord, "landlord/stay_change", 422, open(h.stayAt(tenantName, "/edit")),
			fill("/edit", "phone", "1990003", "lease_end_y", "2026", "lease_end_m", "13", "lease_end_d", "40")),
		done("stay_change_meanwhile", Landlord, "landlord/stay_change", 409, open(h.stayAt(tenantName, "/edit")), fill("/edit", "rev", "0")),
		shown("stay_check_out", Landlord, "landlord/stay_check_out", h.stayAt("何以安", "/checkout")),
		done("stay_check_out_fault", Landlord, "landlord/stay_check_out", 422, open(h.stayAt("何以安", "/checkout")),
			fill("/checkout", "moved_out", "other", "moved_out_y", "2026", "moved_out_m", "1", "moved_out_d", "1")),
		shown("stay_accept", Landlord, "landlord/stay_accept", h.at("/pending/"+h.known.stays[waitingName])),
		shown("stay_accept_late", Landlord, "landlord/stay_accept", h.at("/pending/"+h.known.stays[lateName])),
		done("stay_accept_fault", Landlord, "landlord/stay_accept", 422, open(h.at("/pending/"+h.known.stays[waitingName])), fill("", "reason", "")),
	}
}

// landlordSamples are what is about the landlord himself, and the wizard 登记房子.
func (h *House) landlordSamples() []Sample {
	first := fill("/new", "community", h.known.community, "address", "稻香路 6 号", "label", "稻香6", "kind", "home", "owner_name", "周桂芳")
	camp := fill("/new", "community", h.known.community, "address", "稻香路 7 号", "label", "工地7", "kind", "worksite", "owner_name", "周桂芳")
	shop := fill("/new", "community", h.known.community, "address", "稻香路 8 号", "label", "店8", "kind", "shop", "owner_name", "周桂芳")
	rooms := fill("/new", "floors", "2", "per_floor", "3", "land", "collective")
	people := fill("/new", "cap", "2")
	return []Sample{
		shown("landlord_me", Landlord, "landlord/me", "/h/me"),
		done("landlord_me_faults", Landlord, "landlord/me", 422, open("/h/me"), fill("/h/me", "u", h.known.unit.Ref, "phone", "12")),
		shown("unit_claim", Claimant, "landlord/unit_claim", "/h/claim"),
		done("unit_claim_fault", Claimant, "landlord/unit_claim", 422, open("/h/claim"), fill("/claim", "last4", "0000")),
		shown("landlord_home_claim", Claimant, "landlord/home", "/h?later=1"),
		shown("landlord_me_new", Newcomer, "landlord/me", "/h/me"),
		shown("messages", Landlord, "landlord/messages", "/h/messages"),
		shown("unit_register", Newcomer, "landlord/unit_register", "/h/u/new"),
		done("unit_register_faults", Newcomer, "landlord/unit_register", 422, open("/h/u/new"), fill("/new")),
		done("unit_register_rooms", Newcomer, "landlord/unit_register", 200, open("/h/u/new"), first),
		done("unit_register_rooms_fault", Newcomer, "landlord/unit_register", 422, open("/h/u/new"), first, fill("/new")),
		done("unit_register_camp", Newcomer, "landlord/unit_register", 200, open("/h/u/new"), camp),
		done("unit_register_shop_fault", Newcomer, "landlord/unit_register", 422, open("/h/u/new"), shop, fill("/new", "per_floor", "x")),
		done("unit_register_people", Newcomer, "landlord/unit_register", 200, open("/h/u/new"), first, rooms),
		done("unit_register_check", Newcomer, "landlord/unit_register", 200, open("/h/u/new"), first, rooms, people),
		done("unit_register_check_fault", Newcomer, "landlord/unit_register", 422, open("/h/u/new"), first, rooms, people, fill("/new")),
		done("problem_404_landlord", Landlord, "common/error", 404, open("/h/u/"+h.known.next.Ref)),
	}
}

// checkInSamples are the pages of 入住登记.
func (h *House) checkInSamples() []Sample {
	who := form(41, "303", "程海棠", "19970909")
	typed := []string{"room", "303", "name", who.Name, "doc_no", who.DocNo, "phone", who.Phone, "moved_in", "today", "term", "long"}
	wrong := append([]string{}, typed...)
	wrong[5], wrong[7] = who.DocNo[:17]+string((who.DocNo[17]-'0'+1)%10+'0'), who.Phone[:10]
	second := form(42, "301", "袁一鸣", "19911010")
	more := []string{"room", "301", "name", second.Name, "doc_no", second.DocNo, "phone", second.Phone, "moved_in", "yesterday", "relation", "朋友"}
	form, check := h.at("/checkin?room=303"), h.at("/checkin")
	return []Sample{
		shown("check_in", Landlord, "landlord/stay_check_in", form),
		done("check_in_faults", Landlord, "landlord/stay_check_in", 422, open(form), fill("/checkin", wrong...)),
		done("check_in_other_paper", Landlord, "landlord/stay_check_in", 422, open(form), fill("/checkin", "room", "303", "name", "Li", "doc_type", "414", "doc_no", "E!", "no_phone", "1")),
		done("check_in_check", Landlord, "landlord/stay_check_in_check", 200, open(form), fill("/checkin", typed...)),
		done("check_in_second", Landlord, "landlord/stay_check_in", 200, open(form), fill("/checkin", typed...), Step{Follow: "i=1"}),
		done("check_in_check_two", Landlord, "landlord/stay_check_in_check", 200, open(form), fill("/checkin", typed...), Step{Follow: "i=1"}, fill("/checkin", more...)),
		shown("check_in_many", Landlord, "landlord/stay_check_in_many", check+"/many"),
		done("check_in_many_faults", Landlord, "landlord/stay_check_in_many", 422, open(check+"/many"), fill("/many", "name", who.Name, "doc_no", "339901", "name_2", second.Name)),
		shown("check_in_paste", Landlord, "landlord/stay_check_in_paste", check+"/paste?room=303"),
		done("check_in_paste_fault", Landlord, "landlord/stay_check_in_paste", 422, open(check+"/paste"), fill("/paste", "words", "hello")),
		done("check_in_pasted", Landlord, "landlord/stay_check_in_check", 200, open(check+"/paste?room=303"), fill("/paste", "words", "我叫程海棠 身份证"+who.DocNo+" 手机"+who.Phone)),
		done("check_in_pasted_part", Landlord, "landlord/stay_check_in", 200, open(check+"/paste?room=303"),
			fill("/paste", "words", "程海棠和穆青 身份证"+who.DocNo[:17]+"、"+who.DocNo+" 电话"+who.Phone)),
		shown("tenants", Landlord, "landlord/tenants", "/h/tenants?u="+h.known.unit.Ref+"&room=303"),
		done("tenants_none", Landlord, "landlord/tenants", 200, open("/h/tenants?u="+h.known.unit.Ref), fill("/h/tenants", "find", "1", "q", "赵")),
	}
}
