package gallery

// areaSamples are how the administrator moves, splits and merges areas.
func (h *House) areaSamples() []Sample {
	grid := "/a/areas/" + h.known.grid
	return []Sample{
		shown("admin_areas", Admin, "admin/area_show", "/a/areas"),
		shown("admin_area_community", Admin, "admin/area_show", "/a/areas/"+h.known.community),
		shown("admin_area_grid", Admin, "admin/area_show", grid),
		done("admin_area_fault", Admin, "admin/area_show", 422, open(grid), fill(grid, "name", "", "worker_phone", "十一位")),
		shown("admin_area_move", Admin, "admin/area_move", grid+"/move"),
		done("admin_area_merge_fault", Admin, "admin/area_move", 422, open(grid+"/merge"), fill("/merge", "to", "")),
		shown("admin_area_split", Admin, "admin/area_split", grid+"/split"),
		done("admin_area_split_look", Admin, "admin/area_split", 200, open(grid+"/split"), fill("/split", "name", "青禾 05 网格", "grid_code", "33990199", "from", "青禾路 18 号", "to", "青禾路 22 号")),
		done("admin_area_split_fault", Admin, "admin/area_split", 422, open(grid+"/split"), fill("/split", "name", "", "grid_code", "", "from", "青禾路 18 号"), fill("/split", "save", "1")),
		shown("admin_rules", Admin, "admin/rule_list", "/a/rules"),
		shown("admin_rule", Admin, "admin/rule_change", "/a/rules/report_working_days"),
		done("admin_rule_fault", Admin, "admin/rule_change", 422, open("/a/rules/retention_days"), fill("/a/rules/retention_days", "value", "一年", "source", "", "doc_date", "2026-13-01")),
		done("admin_rule_waiting", Admin, "admin/rule_change", 200, open("/a/rules/checkout_days"), fill("/a/rules/checkout_days", "value", "5", "source", "某市流动人口居住登记办法", "doc_no", "第 9 条", "doc_date", "2026-10-01", "reason", "本市的办法放宽了")),
		shown("admin_rules_waiting", Admin, "admin/rule_list", "/a/rules"),
		done("admin_rule_own_403", Admin, "common/error", 403, open("/a/rules/checkout_days"), fill("/checkout_days/1", "step", "approve")),
		shown("admin_rule_judge", Partner, "admin/rule_change", "/a/rules/checkout_days"),
		done("admin_rule_judge_fault", Partner, "admin/rule_change", 422, open("/a/rules/checkout_days"), fill("/checkout_days/1", "step", "refuse")),
		done("admin_rule_approved", Partner, "admin/rule_change", 200, open("/a/rules/checkout_days"), fill("/checkout_days/1", "step", "approve")),
		shown("admin_rules_own", Partner, "admin/rule_list", "/a/rules"),
		shown("admin_holidays", Admin, "admin/holiday_list", "/a/holidays"),
		done("admin_holidays_look", Admin, "admin/holiday_list", 200, open("/a/holidays"), fill("/a/holidays", "file", holidayFile("2027", "-02-05,off,春节", "-05-08,work,调休上班"))),
		done("admin_holidays_past", Admin, "admin/holiday_list", 200, open("/a/holidays"), fill("/a/holidays", "file", holidayFile("2026"))),
		done("admin_holidays_fault", Admin, "admin/holiday_list", 422, open("/a/holidays"), fill("/a/holidays", "file", holidayFile("2027", "-02-30,off,春节"))),
		shown("admin_topics", Admin, "admin/topic_list", "/a/topics"),
		done("admin_topics_fault", Admin, "admin/topic_list", 422, open("/a/topics"), fill("/a/topics", "topic", "E99:off")),
		done("problem_403_areas", Overseer, "common/error", 403, open("/a/areas")),
	}
}

// holidayFile is the file of a year, with some more rows.
func holidayFile(year string, more ...string) string {
	text := "date,kind,name,source\n"
	for _, row := range append([]string{"-01-01,off,元旦", "-05-01,off,劳动节", "-05-02,off,劳动节", "-10-01,off,国庆节", "-10-02,off,国庆节", "-10-03,off,国庆节"}, more...) {
		text += year + row + ",国务院办公厅通知\n"
	}
	return text
}
