package gallery

// campaignSamples are campaigns, those whom they missed, and emergencies.
func (h *House) campaignSamples() []Sample {
	lesson := []string{"kind", "E24", "area", "339900", "role", "both"}
	into, dispatch, campaign := Step{Into: "/o/campaigns/"}, Step{Job: "dispatch"}, Step{Job: "campaign"}
	return []Sample{
		shown("campaigns_none", Overseer, "officer/campaign_list", "/o/campaigns"),
		shown("campaign_make", Overseer, "officer/campaign_make", "/o/campaigns/new"),
		done("campaign_make_faults", Overseer, "officer/campaign_make", 422, open("/o/campaigns/new"),
			fill("/new", "kind", "E24", "area", "339900", "role", "landlords", "language", "vi", "day", "2020-01-01")),
		done("campaign_draft", Overseer, "officer/campaign_show", 200, open("/o/campaigns/new"), fill("/new", lesson...)),
		done("campaign_waits", Overseer, "officer/campaign_show", 200, open("/o/campaigns"), into, fill("/submit")),
		done("campaign_agree", Second, "officer/campaign_show", 200, open("/o/campaigns"), into),
		done("campaign_paused", Second, "officer/campaign_show", 200, open("/o/campaigns"), into, fill("/approve"), fill("/pause")),
		done("campaign_done", Second, "officer/campaign_show", 200, open("/o/campaigns"), into, fill("/resume"), dispatch, campaign, open("/o/campaigns"), into),
		shown("campaigns", Overseer, "officer/campaign_list", "/o/campaigns"),
		shown("missed", Officer, "officer/campaign_missed", "/o/missed"),
		shown("missed_none", Idle, "officer/campaign_missed", "/o/missed"),
		done("missed_rooms", Officer, "officer/campaign_missed_rooms", 200, open("/o/missed"), Step{Into: "/o/missed/"}),
		shown("alarm", Officer, "officer/alarm", "/o/alarm"),
		shown("alarm_shift", Worker, "officer/alarm", "/o/alarm"),
		done("alarm_unclear", Officer, "officer/alarm", 200, open("/o/alarm?kind=A01&area=339902")),
		shown("alarm_ahead", Officer, "officer/alarm", "/o/alarm?kind=A01&area=33990101"),
		done("alarm_show", Officer, "officer/alarm_show", 200, open("/o/alarm?kind=A01&area=33990101"), fill("/o/alarm"), dispatch, campaign, open("/o/alarm"), Step{Into: "/o/alarm/"}),
		done("alarm_heads", Officer, "print/alarm_heads", 200, open("/o/alarm"), Step{Into: "/o/alarm/"}, Step{Follow: "/heads"}),
		shown("alarm_again", Officer, "officer/alarm", "/o/alarm?kind=A01&area=33990101"),
		done("problem_404_alarm", Idle, "common/error", 404, open("/o/alarm/aaaaaaaaaaaaaaaaaaaa")),
	}
}
