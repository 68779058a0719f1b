package gallery

// listSamples are lists that come in and go out, and plates that are printed together.
func (h *House) listSamples() []Sample {
	const homes = "房屋代码,地区代码,地址,房屋种类,备注\nQ-901,33990101,青禾路 901 号,套房,无\nQ-902,33990101,青禾路 902 号,宫殿,\nQ-903,99,青禾路 903 号,套房,\n"
	const areas = "代码,上级代码,级别,名称\n3399010199,33990101,网格,青禾 99 网格\n"
	job := Step{Job: "import"}
	latest := []Step{open("/o/import"), {Into: "/o/import/", Tail: 20}}
	return []Sample{
		shown("plates", Officer, "officer/plate_batch", "/o/plates"),
		shown("plates_shift", Worker, "officer/plate_batch", "/o/plates?q=18"),
		shown("plates_none", Officer, "officer/plate_batch", "/o/plates?q=xyz"),
		done("plates_fault", Officer, "officer/plate_batch", 422, open("/o/plates"), fill("/o/plates", "size", "a4")),
		done("plates_sure", Officer, "officer/plate_batch", 200, open("/o/plates?q=18"), fill("/o/plates", "size", "a4", "all", "1", "renew", "1")),
		done("plates_a4", Officer, "print/plate_batch", 200, open("/o/plates?q=18"), fill("/o/plates", "size", "a4", "all", "1")),
		done("plates_a5", Officer, "print/plate_batch", 200, open("/o/plates?q=18"), fill("/o/plates", "size", "a5", "all", "1")),
		shown("export", Officer, "officer/export_list", "/o/export"),
		shown("export_stats", Overseer, "officer/export_list", "/o/export"),
		done("export_fault", Officer, "officer/export_list", 422, open("/o/export"), fill("/o/export", "kind", "roster", "why", "")),
		shown("import", Officer, "common/import_load", "/o/import"),
		done("import_fault", Officer, "common/import_load", 422, open("/o/import"), fill("/o/import", "kind", "units", "file", "甲,乙\n1,2\n")),
		done("import_waiting", Officer, "common/import_show", 200, open("/o/import"), fill("/o/import", "kind", "units", "file", homes)),
		{Name: "import_tried", Role: Officer, Template: "common/import_show", Status: 200, Steps: append([]Step{job}, latest...)},
		{Name: "import_done", Role: Officer, Template: "common/import_show", Status: 200, Steps: append(append(append([]Step{}, latest...), fill("/start"), job), latest...)},
		done("import_empty_waiting", Officer, "common/import_show", 200, open("/o/import"), fill("/o/import", "kind", "units", "file", "房屋代码,地区代码,地址\n")),
		{Name: "import_empty", Role: Officer, Template: "common/import_show", Status: 200, Steps: append([]Step{job}, latest...)},
		shown("imports", Officer, "common/import_load", "/o/import"),
		shown("admin_import", Admin, "common/import_load", "/a/import"),
		done("admin_import_tried", Admin, "common/import_show", 200, open("/a/import"), fill("/a/import", "kind", "areas", "file", areas), job, open("/a/import"), Step{Into: "/a/import/", Tail: 20}),
	}
}
