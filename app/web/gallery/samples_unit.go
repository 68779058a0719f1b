package gallery

// unitSamples are the pages of a home that goes back to its landlord, before and after it was accepted, and of what was done about it.
func (h *House) unitSamples() []Sample {
	staff, own := "/o/u/"+h.known.second.Ref, "/h/u/"+h.known.second.Ref
	return []Sample{
		shown("unit_past", Officer, "officer/unit_past", "/o/u/"+h.known.unit.Ref+"/past"),
		shown("unit_return", Officer, "officer/unit_return", staff+"/return"),
		done("unit_return_fault", Officer, "officer/unit_return", 422, open(staff+"/return"), fill("/return", "note", "改")),
		done("unit_returned", Officer, "officer/unit_show", 200, open(staff+"/return"), fill("/return", "why", "door_no", "why", "fewer", "note", "门上写的是 28 号，东屋也住人")),
		shown("queue_returned", Officer, "officer/queue_view", "/o/queue?flag=returned"),
		shown("landlord_home_returned", Landlord, "landlord/home", "/h?u="+h.known.second.Ref+"&all=1"),
		shown("unit_to_mend", Landlord, "landlord/unit", own),
		shown("unit_mend", Landlord, "landlord/unit_mend", own+"/mend"),
		done("unit_mend_fault", Landlord, "landlord/unit_mend", 422, open(own+"/mend"), fill("/mend", "address", "青禾路", "cap", "很多")),
		done("unit_mended", Landlord, "landlord/unit", 200, open(own+"/mend"), fill("/mend", "address", "青禾路 28 号", "rooms", "101 102 东屋")),
		shown("queue_mended", Officer, "officer/queue_view", "/o/queue?flag=mended"),
		done("unit_returned_again", Officer, "officer/unit_show", 200, open(staff+"/return"), fill("/return", "why", "door_no", "note", "门上写的是 38 号")),
		done("unit_mend_same", Landlord, "landlord/unit_mend", 422, open(own+"/mend"), fill("/mend")),
		done("unit_kept", Landlord, "landlord/unit", 200, open(own+"/mend"), fill("/mend", "kept", "门上就是 28 号，网格员来看过")),
		shown("queue_kept", Officer, "officer/queue_view", "/o/queue?flag=mended"),
		shown("unit_staff_kept", Officer, "officer/unit_show", staff),
		done("unit_accepted", Officer, "officer/unit_show", 200, open(staff), fill("/accept")),
		shown("unit_rectify", Officer, "officer/unit_return", staff+"/return"),
		done("unit_rectify_fault", Officer, "officer/unit_return", 422, open(staff+"/return"), fill("/return", "note", "改")),
		done("unit_rectify_asked", Officer, "officer/unit_show", 200, open(staff+"/return"), fill("/return", "why", "split", "note", "102 房隔成了两间，请照实写")),
		shown("queue_rectify", Officer, "officer/queue_view", "/o/queue?flag=returned"),
		shown("landlord_home_rectify", Landlord, "landlord/home", "/h?u="+h.known.second.Ref+"&all=1"),
		shown("unit_to_rectify", Landlord, "landlord/unit", own),
		shown("unit_mend_rectify", Landlord, "landlord/unit_mend", own+"/mend"),
		done("unit_rectify_done", Landlord, "landlord/unit", 200, open(own+"/mend"), fill("/mend", "rooms", "101 102 102B 东屋")),
		shown("queue_rectify_done", Officer, "officer/queue_view", "/o/queue?flag=mended"),
		shown("unit_staff_rectify", Officer, "officer/unit_show", staff),
	}
}
