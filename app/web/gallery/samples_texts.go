package gallery

// textSamples are how the administrator sees the texts.
func (h *House) textSamples() []Sample {
	return []Sample{
		shown("admin_sms_log", Admin, "admin/sms_log", "/a/sms/log?day=2026-11-14&way=file"),
		shown("admin_sms_log_failed", Admin, "admin/sms_log", "/a/sms/log?state=failed"),
		shown("admin_sms_log_none", Admin, "admin/sms_log", "/a/sms/log?state=held&end=0000&kind=Z99"),
		done("admin_sms_log_fault", Admin, "admin/sms_log", 422, open("/a/sms/log?state=failed"), fill("/a/sms/log", "number", "1990000")),
		done("admin_sms_log_same", Admin, "admin/sms_log", 200, open("/a/sms/log?state=failed"), fill("/a/sms/log", "number", h.known.phones[Neighbour])),
		shown("admin_sms_life", Admin, "admin/sms_life", "/a/sms/log/"+h.known.text),
		shown("admin_sms_charts", Admin, "admin/sms_chart", "/a/sms/charts"),
		shown("admin_sms_ways", Admin, "admin/sms_ways", "/a/sms/ways"),
		done("problem_403_texts", Overseer, "common/error", 403, open("/a/sms/log")),
	}
}

// unreachedSamples are what those see about whom, or to whom, no text arrives.
func (h *House) unreachedSamples() []Sample {
	home := "/h/u/" + h.known.next.Ref
	return []Sample{
		shown("landlord_home_unreached", Neighbour, "landlord/home", "/h"),
		shown("roster_unreached", Neighbour, "landlord/roster", home+"/roster"),
		shown("room_unreached", Neighbour, "landlord/room", home+"/rooms/102"),
		shown("stay_change_unreached", Neighbour, "landlord/stay_change", home+"/stays/"+h.known.stays[unreachedName]+"/edit"),
		shown("me_unreached", Unreached, "tenant/me_show", "/me"),
		shown("unit_staff_unreached", Officer, "officer/unit_show", "/o/u/"+h.known.next.Ref),
	}
}
