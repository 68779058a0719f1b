package gallery

// postSamples are the pages of a supervisor on the work and the audit of his areas, and of the hand-over of a grid.
func (h *House) postSamples() []Sample {
	worker := h.known.staff[Worker].who.UserRef
	return []Sample{
		shown("work", Overseer, "officer/work_show", "/o/work"),
		shown("work_last", Overseer, "officer/work_show", "/o/work?last=1"),
		shown("audit", Overseer, "officer/audit_show", "/o/audit?action=unit.accept"),
		shown("audit_none", Overseer, "officer/audit_show", "/o/audit?action=hazard.drop"),
		done("audit_fault", Overseer, "officer/audit_show", 422, open("/o/audit?code=12&ref=x&day_y=2026&day_m=13&day_d=1")),
		shown("post_list", Overseer, "common/post_list", "/o/staff"),
		shown("post_show", Overseer, "common/post_show", "/o/staff/"+worker),
		shown("post_hand", Overseer, "common/post_hand", "/o/staff/"+worker+"/hand"),
		shown("post_admin", Admin, "common/post_show", "/a/staff/"+worker),
		done("post_admin_fault", Admin, "common/post_show", 422, open("/a/staff/"+worker), fill("/"+worker, "role", "", "area_code", "", "until_y", "2020", "until_m", "1", "until_d", "1")),
		done("post_hand_fault", Admin, "common/post_hand", 422, open("/a/staff/"+worker+"/hand"), fill("/hand", "to", "", "day_y", "2020", "day_m", "1", "day_d", "1")),
	}
}

// postDone are the pages after a grid went to another worker; the predecessor sees nothing from then on.
func (h *House) postDone() []Sample {
	worker, officer := h.known.staff[Worker].who.UserRef, h.known.staff[Officer].who.UserRef
	return []Sample{
		done("post_handed", Admin, "common/post_show", 200, open("/a/staff/"+worker+"/hand"), fill("/hand", "to", officer)),
		shown("queue_taken", Officer, "officer/queue_view", "/o/queue"),
	}
}
