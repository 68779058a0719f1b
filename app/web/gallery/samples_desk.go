package gallery

import (
	"net/url"

	"anju/models/registry"
)

// counter prints a sheet of slips and gives the landlord his 代办口令.
func (b *builder) counter() {
	if b.err != nil {
		return
	}
	clerk := b.known.staff[Officer].who
	batch, err := b.reg.PrintSlips(b.ctx, clerk, b.known.community, "1", "", b.ago(3, 9, 0))
	b.try(err)
	_, slips, err := b.reg.SlipBatch(b.ctx, clerk, batch, b.now)
	b.try(err)
	for _, s := range slips {
		b.known.slips = append(b.known.slips, s.No)
	}
	b.known.code, err = b.reg.MakeDeskCode(b.ctx, b.known.owner, "", b.ago(3, 10, 0))
	b.try(err)
}

// wrongCode is not the landlord's.
func (h *House) wrongCode() string { return string('0'+(h.known.code[0]-'0'+1)%10) + h.known.code[1:] }

func (h *House) deskAt(path string) string { return "/o/desk/u/" + h.known.unit.Ref + path }

func (h *House) deskStay(name, errand string) string {
	return h.deskAt("/stays/" + h.known.stays[name] + "/" + errand)
}

// paper is what stands on a slip.
func (h *House) paper(who registry.StayForm) []string {
	return []string{"home", h.known.unit.ShortCode, "room", who.Room, "name", who.Name, "doc_no", who.DocNo, "phone", "无", "moved_in", "11-20", "lease_end", "2027-11-19"}
}

// deskSamples are the pages of the counter.
func (h *House) deskSamples() []Sample {
	paper := h.paper(form(61, "303", "纪南星", "19940517"))
	signed := append([]string{"slip", h.known.slips[0]}, paper...)
	wrong := append([]string{}, signed...)
	wrong[5], wrong[9], wrong[13] = "909", "33990119940517", "明年"
	spoken := "/o/desk/slips?u=" + h.known.unit.Ref + "&spoken=1"
	return []Sample{
		shown("desk", Officer, "officer/desk_front", "/o/desk"),
		shown("desk_found", Officer, "officer/desk_front", "/o/desk?q="+url.QueryEscape("青禾路")),
		shown("desk_none", Officer, "officer/desk_front", "/o/desk?q=nowhere"),
		done("desk_print_fault", Officer, "officer/desk_front", 422, open("/o/desk"), fill("/slips.print", "sheets", "99")),
		shown("desk_home", Officer, "officer/desk_home", h.deskAt("")),
		shown("desk_slip", Officer, "officer/desk_slip", "/o/desk/slips"),
		done("desk_slip_faults", Officer, "officer/desk_slip", 422, open("/o/desk/slips"), fill("/slips", wrong...)),
		done("desk_slip_check", Officer, "officer/desk_slip_check", 200, open("/o/desk/slips"), fill("/slips", signed...)),
		shown("desk_spoken", Officer, "officer/desk_slip", spoken),
		done("desk_spoken_check", Officer, "officer/desk_slip_check", 200, open(spoken), fill("/slips", paper...)),
		done("desk_spoken_fault", Officer, "officer/desk_slip_check", 422, open(spoken), fill("/slips", paper...), fill("/check", "code", h.wrongCode())),
		shown("desk_change", Officer, "officer/desk_change", h.deskStay("何以安", "change")),
		done("desk_change_fault", Officer, "officer/desk_change", 422, open(h.deskStay("何以安", "change")), fill("/change", "phone", "12", "lease_end", "以后")),
		shown("desk_out", Officer, "officer/desk_errand", h.deskStay("何以安", "out")),
		done("desk_out_fault", Officer, "officer/desk_errand", 422, open(h.deskStay("何以安", "out")), fill("/out", "moved_out", "today")),
		shown("desk_left", Officer, "officer/desk_errand", h.deskStay("何以安", "left")),
		shown("desk_here", Officer, "officer/desk_errand", h.deskStay("何以安", "here")),
		shown("desk_print", Officer, "officer/desk_errand", h.deskAt("/print")),
		shown("desk_all", Officer, "officer/desk_errand", h.deskAt("/all")),
		done("desk_all_fault", Officer, "officer/desk_errand", 422, open(h.deskAt("/all")), fill("/all")),
		shown("desk_code", Officer, "officer/desk_errand", h.deskAt("/code")),
		shown("desk_unclaimed", Officer, "officer/desk_home", "/o/desk/u/"+h.known.unclaimed.Ref),
		done("desk_claim_fault", Officer, "officer/desk_errand", 422, open("/o/desk/u/"+h.known.unclaimed.Ref+"/claim"), fill("/claim", "last4", "0000")),
		done("problem_403_desk", Worker, "common/error", 403, open("/o/desk")),
		shown("landlord_code", Landlord, "landlord/desk_code", "/h/me/code"),
		shown("landlord_code_new", Newcomer, "landlord/desk_code", "/h/me/code"),
	}
}

// deskDone are the pages that follow an errand at the counter.
func (h *House) deskDone() []Sample {
	signed := append([]string{"slip", h.known.slips[0]}, h.paper(form(62, "302", "纪南星", "19940517"))...)
	return []Sample{
		done("desk_slip_saved", Officer, "officer/desk_slip", 200, open("/o/desk/slips"), fill("/slips", signed...), fill("/check")),
		done("desk_roster", Officer, "print/desk_roster", 200, open(h.deskAt("/print")), fill("/print", "code", h.known.code)),
		done("desk_all_done", Officer, "officer/desk_home", 200, open(h.deskAt("/all")), fill("/all", "code", h.known.code)),
		done("desk_here_done", Officer, "officer/desk_home", 200, open(h.deskStay("何以安", "here")), fill("/here", "slip", h.known.slips[1])),
		done("desk_code_done", Officer, "officer/desk_code", 200, open(h.deskAt("/code")), fill("/code", "slip", h.known.slips[2])),
		done("desk_code_again", Officer, "officer/desk_code", 200, open(h.deskAt("/code")), fill("/code", "slip", h.known.slips[3], "_once", "twice"),
			open(h.deskAt("/code")), fill("/code", "slip", h.known.slips[3], "_once", "twice")),
		done("desk_slips", Officer, "print/desk_slips", 200, open("/o/desk"), fill("/slips.print", "sheets", "1")),
		done("search_found", Officer, "officer/person_find", 200, open("/o/search"), fill("/o/search", "words", tenantName, "reason", "核对身份")),
		done("search_none", Officer, "officer/person_find", 200, open("/o/search"), fill("/o/search", "words", "查无此人", "reason", "核对身份")),
		done("landlord_code_done", Landlord, "landlord/desk_code", 200, open("/h/me/code"), fill("/code", "_once", "own")),
		done("landlord_code_again", Landlord, "landlord/desk_code", 200, open("/h/me/code"), fill("/code", "_once", "own")),
	}
}
