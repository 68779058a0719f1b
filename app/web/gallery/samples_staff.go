package gallery

func (h *House) officerSamples() []Sample {
	item, late := "/o/items/"+h.known.flags[neighbourLad], "/o/items/"+h.known.flags[lateName]
	home, waiting := "/o/u/"+h.known.unit.Ref, "/o/u/"+h.known.second.Ref
	reveal := "/o/reveal/" + h.known.stays[tenantName]
	return []Sample{
		shown("staff_login", Stranger, "officer/staff_login", "/staff/login"),
		done("staff_login_fault", Stranger, "officer/staff_login", 422, open("/staff/login"), fill("/staff/login", "login", "lijing", "password", "")),
		done("staff_totp", Stranger, "officer/staff_login_totp", 200, open("/staff/login"), fill("/staff/login", "login", "sunjing", "password", staffPassword)),
		done("staff_totp_fault", Stranger, "officer/staff_login_totp", 422, open("/staff/login"), fill("/staff/login", "login", "sunjing", "password", staffPassword),
			fill("/totp", "totp", "")),
		shown("queue", Officer, "officer/queue_view", "/o/queue"),
		shown("queue_worker", Worker, "officer/queue_view", "/o/queue"),
		shown("queue_declared", Officer, "officer/queue_view", "/o/queue?flag=declared"),
		shown("queue_new_homes", Officer, "officer/queue_view", "/o/queue?flag=grid"),
		shown("queue_narrowed", Officer, "officer/queue_view", "/o/queue?flag=B05&level=3"),
		shown("queue_empty", Idle, "officer/queue_view", "/o/queue"),
		shown("item", Officer, "officer/flag_show", item),
		shown("item_late", Worker, "officer/flag_show", late),
		done("item_fault", Officer, "officer/flag_show", 422, open(item), fill("/close", "note", "")),
		shown("visit", Worker, "officer/visit_record", item+"/visit"),
		done("visit_faults", Worker, "officer/visit_record", 422, open("/o/u/"+h.known.next.Ref+"/visit"), fill("/visit", "heads", "三", "name", "程海棠")),
		shown("drive", Worker, "officer/drive_show", "/o/drive?since=2026-11-01"),
		shown("drive_here", Worker, "officer/drive_show", "/o/drive?since=2026-11-01&answer=here"),
		shown("visits", Worker, "officer/visit_list", "/o/visits"),
		shown("visits_none", Officer, "officer/visit_list", "/o/visits"),
		shown("units", Officer, "officer/unit_list", "/o/properties"),
		shown("units_none", Idle, "officer/unit_list", "/o/properties"),
		shown("unit_staff", Officer, "officer/unit_show", home),
		shown("unit_staff_unclaimed", Officer, "officer/unit_show", "/o/u/"+h.known.unclaimed.Ref),
		done("unit_staff_owner_fault", Officer, "officer/unit_show", 422, open("/o/u/"+h.known.unclaimed.Ref), fill("/owner", "phone", "12", "owner", "")),
		shown("unit_staff_waiting", Officer, "officer/unit_show", waiting),
		shown("unit_plate", Officer, "print/unit_plate", home+"/plate"),
		done("problem_409_plate", Officer, "common/error", 409, open(waiting+"/plate")),
		shown("reveal", Officer, "officer/stay_reveal", reveal),
		done("reveal_fault", Officer, "officer/stay_reveal", 422, open(reveal), fill("", "reason", "好奇")),
		done("problem_403_shift", Worker, "common/error", 403, open(reveal)),
		shown("reports", Officer, "officer/request_list", "/o/reports"),
		shown("reports_none", Idle, "officer/request_list", "/o/reports"),
		shown("report", Officer, "officer/request_answer", "/o/reports/"+h.known.report),
		shown("report_answered", Officer, "officer/request_answer", "/o/reports/"+h.known.request),
		done("report_fault", Officer, "officer/request_answer", 422, open("/o/reports/"+h.known.report), fill("", "answer", "")),
		shown("stats", Officer, "officer/stats_show", "/o/stats"),
		shown("stats_city", Overseer, "officer/stats_show", "/o/stats"),
		shown("stats_part", Overseer, "officer/stats_show", "/o/stats?area=33990201&asof=2026-11-23"),
		shown("stats_few", Overseer, "officer/stats_show", "/o/stats?area=3399010101&asof=2025-13-01"),
		shown("stats_none", Idle, "officer/stats_show", "/o/stats"),
		done("problem_404_stats", Officer, "common/error", 404, open("/o/stats?area=339902")),
		done("problem_404_staff", Officer, "common/error", 404, open("/o/items/aaaaaaaaaaaaaaaaaaaa")),
	}
}

func (h *House) adminSamples() []Sample {
	return []Sample{
		shown("admin", Admin, "admin/front_show", "/a"),
		shown("admin_users", Admin, "admin/staff_list", "/a/users"),
		done("admin_users_faults", Admin, "admin/staff_list", 422, open("/a/users"), fill("/a/users", "login", "X", "password", "short")),
		done("admin_user_disable", Admin, "admin/staff_change", 200, open("/a/users"), Step{Follow: "/disable"}),
		done("admin_user_totp", Admin, "admin/staff_change", 200, open("/a/users"), Step{Follow: "/totp"}),
		done("admin_user_password_fault", Admin, "admin/staff_change", 422, open("/a/users"), Step{Follow: "/password"}, fill("/password", "password", "short")),
		shown("admin_grids", Admin, "admin/area_add", "/a/grids"),
		done("admin_grids_faults", Admin, "admin/area_add", 422, open("/a/grids"), fill("/a/grids", "name", "青禾 05 网格", "worker_phone", "十一位")),
		shown("admin_sms", Admin, "admin/sending_switch", "/a/sms"),
		done("admin_sms_tonight", Admin, "admin/sending_switch", 200, open("/a/sms"), fill("/tonight")),
		shown("admin_texts", Admin, "admin/text_list", "/a/texts"),
		shown("admin_texts_lessons", Admin, "admin/text_list", "/a/texts?of=lessons"),
		shown("admin_text", Admin, "admin/text_file", "/a/texts/R03"),
		done("admin_text_fault", Admin, "admin/text_file", 422, open("/a/texts/R03"), fill("/a/texts/R03", "wording", "2", "carrier", "tencent", "state", "filed")),
		done("admin_text_filed", Admin, "admin/text_file", 200, open("/a/texts/R03"), fill("/a/texts/R03", "wording", "2", "carrier", "tencent", "state", "filed", "code", "1234567")),
		done("problem_403", Officer, "common/error", 403, open("/a/users")),
	}
}
