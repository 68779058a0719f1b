package gallery

import "anju/models/idcard"

// personSamples are one person in two homes, entries that were wrong, and who looked at too much: they come last, for they add somebody to the register.
func (h *House) personSamples() []Sample {
	again := form(2, "201", "何以安", "19980702")
	at := "/h/u/" + h.known.next.Ref + "/checkin"
	correct, merge := "/o/stays/"+h.known.stays["沈望舒"]+"/correct", "/o/stays/"+h.known.stays["沈望舒"]+"/merge"
	child := idcard.WithCheckDigit("33990020150505003")
	double := []Step{open("/o/queue?flag=B17"), {Into: "/o/compare/"}}
	return []Sample{
		done("check_in_twice", Neighbour, "landlord/stay_check_in_done", 200, open(at+"?room=201"),
			fill("/checkin", "room", "201", "name", again.Name, "doc_no", again.DocNo, "phone", "19900030061", "moved_in", "today", "term", "long"), fill("/checkin", "confirm", "1")),
		done("queue_double", Officer, "officer/queue_view", 200, Step{Job: "flag"}, open("/o/queue?flag=B17")),
		done("item_double", Officer, "officer/flag_show", 200, open("/o/queue?flag=B17"), Step{Into: "/o/items/"}),
		done("compare", Officer, "officer/stay_compare", 200, double...),
		done("compare_faults", Officer, "officer/stay_compare", 422, append(double[:2:2], fill("", "result", "both", "reason", "打电话问过本人"))...),
		done("compare_done", Officer, "officer/flag_show", 200, append(double[:2:2], fill("", "result", "here", "reason", "打电话问过本人"))...),
		shown("correct", Officer, "officer/stay_correct", correct),
		done("correct_faults", Officer, "officer/stay_correct", 422, open(correct), fill("/correct", "name", "沈", "doc_no", "3399", "moved_in_m", "13", "reason", "照证件核对过")),
		done("correct_check", Officer, "officer/stay_correct_check", 200, open(correct), fill("/correct", "name", "沈望书", "phone", "19900030063", "reason", "照证件核对过")),
		done("corrected", Officer, "officer/unit_show", 200, open(correct), fill("/correct", "name", "沈望书", "phone", "19900030063", "reason", "照证件核对过"), fill("/check")),
		done("merge", Officer, "officer/person_merge", 200, open(merge)),
		done("merge_plan", Officer, "officer/person_merge", 200, open(merge+"?with="+h.known.stays["陈清和"])),
		done("merge_fault", Officer, "officer/person_merge", 422, open(merge+"?with="+h.known.stays["陈清和"]), fill("/merge", "reason", "好奇")),
		done("merged", Officer, "officer/stay_correct", 200, open(merge+"?with="+h.known.stays["陈清和"]), fill("/merge", "reason", "证件号打错，登记了两次")),
		done("split", Officer, "officer/person_split", 200, open(correct), Step{Into: "/o/merges/"}),
		done("split_fault", Officer, "officer/person_split", 422, open(correct), Step{Into: "/o/merges/"}, fill("", "reason", "好奇")),
		done("corrected_own", Officer, "officer/unit_show", 200, open("/o/stays/"+h.known.stays[tenantName]+"/correct"), fill("/correct", "name", "何以柠", "reason", "本人要求更正"), fill("/check")),
		shown("me_amended", Tenant, "tenant/me_show", "/me"),
		shown("me_access_amended", Tenant, "tenant/me_access", "/me/access"),
		done("problem_404_stray", Idle, "common/error", 404, open("/o/u/"+h.known.unit.Ref)),
		shown("looks", Overseer, "officer/look_list", "/o/looks"),
		done("look", Overseer, "officer/look_show", 200, open("/o/looks"), Step{Into: "/o/looks/"}),
		done("look_fault", Overseer, "officer/look_show", 422, open("/o/looks"), Step{Into: "/o/looks/"}, fill("", "note", "")),
		done("looks_seen", Overseer, "officer/look_list", 200, open("/o/looks"), Step{Into: "/o/looks/"}, fill("", "note", "问过了，地址抄错了一位")),
		done("unit_staff_guardian", Officer, "officer/unit_show", 200, open("/o/stays/"+h.known.stays["唐怀瑾"]+"/correct"), fill("/correct", "doc_no", child, "reason", "照证件核对过"), fill("/check")),
		shown("roster_guardian", Landlord, "landlord/roster", h.at("/roster")),
		shown("stay_change_guardian", Landlord, "landlord/stay_change", h.stayAt("唐怀瑾", "/edit")),
		done("stay_change_guardian_fault", Landlord, "landlord/stay_change", 422, open(h.stayAt("唐怀瑾", "/edit")), fill("/edit", "guardian_phone", "12")),
		done("visit_trip_fault", Officer, "officer/visit_record", 422, open("/o/u/"+h.known.unit.Ref+"/visit"), fill("/visit", "result", "match", "all_seen", "1", "p-"+h.known.stays["唐怀瑾"], "trip")),
		done("unit_staff_trip", Officer, "officer/unit_show", 200, open("/o/u/"+h.known.unit.Ref+"/visit"),
			fill("/visit", "result", "match", "all_seen", "1", "p-"+h.known.stays["唐怀瑾"], "trip", "back-"+h.known.stays["唐怀瑾"], "12-20")),
		shown("visit_away", Officer, "officer/visit_record", "/o/u/"+h.known.unit.Ref+"/visit"), // he is away now
	}
}
