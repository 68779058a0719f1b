package gallery

func (h *House) tenantSamples() []Sample {
	mine := "/me/stays/" + h.known.stays[tenantName]
	return []Sample{
		shown("me", Tenant, "tenant/me_show", "/me"),
		shown("me_empty", Newcomer, "tenant/me_show", "/me"),
		shown("me_access", Tenant, "tenant/me_access", "/me/access"),
		shown("me_correct", Tenant, "tenant/me_correct", "/me/correct"),
		done("me_correct_faults", Tenant, "tenant/me_correct", 422, open("/me/correct"), fill("", "body", "")),
		shown("me_download", Tenant, "tenant/me_download", "/me/download"),
		done("me_download_fault", Tenant, "tenant/me_download", 422, open("/me/download"), fill("", "last4", "12")),
		shown("me_request", Tenant, "tenant/me_request", "/me/r/"+h.known.request),
		shown("me_away", Tenant, "tenant/stay_away", mine+"/away"),
		shown("me_left", Tenant, "tenant/stay_left", mine+"/left"),
		done("me_left_fault", Tenant, "tenant/stay_left", 422, open(mine+"/left"),
			fill("/left", "moved_out", "other", "moved_out_y", "2026", "moved_out_m", "12", "moved_out_d", "24")),
		shown("not_mine", Arrival, "tenant/not_mine", "/me/not-me"),
		shown("stay_dispute", Tenant, "tenant/stay_dispute", mine+"/not-me"),
		shown("stay_receipt", Tenant, "print/stay_receipt", mine+"/receipt"),
		shown("stay_confirm", Tenant, "tenant/stay_confirm", h.door("/stay")),
		shown("stay_left", Tenant, "tenant/stay_left", h.door("/left")),
		shown("door_phone_none", Newcomer, "tenant/door_phone", h.door("/stay")),
		done("problem_404_tenant", Tenant, "common/error", 404, open("/me/r/12345678")),
	}
}
