package web

import (
	"net/http"
	"slices"

	"anju/app/web/officer"
	"anju/models"
	"anju/models/policy"
)

func officerRoutes(d *officer.Desk) []Route {
	get, post := http.MethodGet, http.MethodPost
	return slices.Concat(deskRoutes(d), campaignRoutes(d), []Route{
		{Method: get, Path: "/staff/login", Action: policy.Public, Handler: d.ShowLogin, Limit: "login"},
		{Method: post, Path: "/staff/login", Action: policy.Public, Handler: d.TakeLogin, Limit: "login"},
		{Method: get, Path: "/staff/login/totp", Action: policy.Public, Handler: d.ShowTOTP, Limit: "login"},
		{Method: post, Path: "/staff/login/totp", Action: policy.Public, Handler: d.TakeTOTP, Limit: "login"},
		{Method: post, Path: "/staff/logout", Action: policy.Public, Handler: d.TakeLogout},

		{Method: get, Path: "/o", Action: policy.Public, Handler: d.ShowFront},
		{Method: get, Path: "/o/queue", Action: policy.QueueView, Handler: d.ShowQueue, Place: true},
		{Method: get, Path: "/o/items/:ref", Action: policy.QueueView, Handler: d.ShowItem},
		{Method: get, Path: "/o/items/:ref/visit", Action: policy.VisitRecord, Handler: d.ShowItemVisit},
		{Method: post, Path: "/o/items/:ref/visit", Action: policy.VisitRecord, Handler: d.TakeItemVisit},
		{Method: post, Path: "/o/items/:ref/police", Action: policy.StayPolice, Handler: d.TakePolice},
		{Method: post, Path: "/o/items/:ref/close", Action: policy.FlagClose, Handler: d.TakeClose},

		{Method: get, Path: "/o/search", Action: policy.PersonFind, Handler: d.ShowSearch},
		{Method: post, Path: "/o/search", Action: policy.PersonFind, Handler: d.TakeSearch},
		{Method: get, Path: "/o/properties", Action: policy.QueueView, Handler: d.ShowHomes, Place: true},
		{Method: get, Path: "/o/export", Action: policy.StatsView, Handler: d.ShowExport},
		{Method: post, Path: "/o/export", Action: policy.StatsView, Handler: d.TakeExport, Long: true},
		{Method: get, Path: "/o/plates", Action: policy.QueueView, Handler: d.ShowPlates, Place: true},
		{Method: post, Path: "/o/plates", Action: policy.QueueView, Handler: d.TakePlates},
		{Method: get, Path: "/o/u/:ref", Action: policy.QueueView, Handler: d.ShowHome},
		{Method: post, Path: "/o/u/:ref/accept", Action: policy.UnitAccept, Handler: d.TakeAccept},
		{Method: get, Path: "/o/u/:ref/past", Action: policy.UnitPast, Handler: d.ShowPast},
		{Method: get, Path: "/o/u/:ref/return", Action: policy.UnitReturn, Handler: d.ShowReturn},
		{Method: post, Path: "/o/u/:ref/return", Action: policy.UnitReturn, Handler: d.TakeReturn},
		{Method: post, Path: "/o/u/:ref/assign", Action: policy.UnitAssign, Handler: d.TakeAssign},
		{Method: post, Path: "/o/u/:ref/owner", Action: policy.UnitHand, Handler: d.TakeHand},
		{Method: get, Path: "/o/u/:ref/door", Action: policy.DoorReissue, Handler: d.ShowDoor},
		{Method: post, Path: "/o/u/:ref/door", Action: policy.DoorReissue, Handler: d.TakeDoor, Look: "/o/u/:ref/door"},
		{Method: post, Path: "/o/u/:ref/hung", Action: policy.DoorHang, Handler: d.TakeHung},
		{Method: get, Path: "/o/u/:ref/visit", Action: policy.VisitRecord, Handler: d.ShowHomeVisit},
		{Method: post, Path: "/o/u/:ref/visit", Action: policy.VisitRecord, Handler: d.TakeHomeVisit},
		{Method: get, Path: "/o/remind", Action: policy.FlagRemind, Handler: d.ShowRemind, Place: true},
		{Method: post, Path: "/o/remind", Action: policy.FlagRemind, Handler: d.TakeRemind, Look: "/o/remind?f"},
		{Method: get, Path: "/o/samples", Action: policy.SampleView, Handler: d.ShowSamples},
		{Method: post, Path: "/o/samples", Action: policy.SampleDraw, Handler: d.TakeSample},
		{Method: get, Path: "/o/samples/:ref/again", Action: policy.SampleView, Handler: d.ShowSampleAgain},
		{Method: post, Path: "/o/samples/:ref/again", Action: policy.SampleAgain, Handler: d.TakeSampleAgain},
		{Method: get, Path: "/o/samples/items/:ref", Action: policy.SampleCheck, Handler: d.ShowSampleCheck},
		{Method: post, Path: "/o/samples/items/:ref", Action: policy.SampleCheck, Handler: d.TakeSampleCheck},
		{Method: get, Path: "/o/samples/items/:ref/pass", Action: policy.SamplePass, Handler: d.ShowSamplePass},
		{Method: post, Path: "/o/samples/items/:ref/pass", Action: policy.SamplePass, Handler: d.TakeSamplePass},
		{Method: get, Path: "/o/visits/week", Action: policy.VisitPlan, Handler: d.ShowWeek},
		{Method: get, Path: "/o/visits/week/slips", Action: policy.VisitPlan, Handler: d.ShowWeekSlips},
		{Method: post, Path: "/o/visits/draft", Action: policy.VisitRecord, Handler: d.TakeVisitDraft},
		{Method: get, Path: "/o/u/:ref/slip", Action: policy.VisitRecord, Handler: d.ShowVisitSlip},
		{Method: get, Path: "/o/hazards/:ref/photo", Action: policy.HazardPhoto, Handler: d.ShowPhotos},
		{Method: post, Path: "/o/hazards/:ref/photo", Action: policy.HazardPhoto, Handler: d.TakePhoto, File: true, Body: photoBody},
		{Method: get, Path: "/o/photos/:ref", Action: policy.HazardPhoto, Handler: d.ShowPhoto},
		{Method: post, Path: "/o/hazards/:ref/mended", Action: policy.HazardMend, Handler: d.TakeHazardEnd(models.HazardMended)},
		{Method: post, Path: "/o/hazards/:ref/mistake", Action: policy.HazardDrop, Handler: d.TakeHazardEnd(models.HazardMistake)},
		{Method: get, Path: "/o/u/:ref/plate", Action: policy.QueueView, Handler: d.ShowUnitPlate},

		{Method: get, Path: "/o/reveal/:stay", Action: policy.StayReveal, Handler: d.ShowReveal(officer.WholeID)},
		{Method: post, Path: "/o/reveal/:stay", Action: policy.StayReveal, Handler: d.TakeReveal(officer.WholeID)},
		{Method: get, Path: "/o/phone/:stay", Action: policy.PhoneReveal, Handler: d.ShowReveal(officer.StayPhone)},
		{Method: post, Path: "/o/phone/:stay", Action: policy.PhoneReveal, Handler: d.TakeReveal(officer.StayPhone)},
		{Method: get, Path: "/o/u/:ref/phone", Action: policy.PhoneReveal, Handler: d.ShowReveal(officer.OwnerPhone)},
		{Method: post, Path: "/o/u/:ref/phone", Action: policy.PhoneReveal, Handler: d.TakeReveal(officer.OwnerPhone)},
		{Method: get, Path: "/o/compare/:ref", Action: policy.StayCompare, Handler: d.ShowCompare},
		{Method: post, Path: "/o/compare/:ref", Action: policy.StayCompare, Handler: d.TakeCompare},
		{Method: get, Path: "/o/stays/:ref/correct", Action: policy.StayCorrect, Handler: d.ShowCorrect},
		{Method: post, Path: "/o/stays/:ref/correct", Action: policy.StayCorrect, Handler: d.TakeCorrect},
		{Method: get, Path: "/o/stays/:ref/correct/check", Action: policy.StayCorrect, Handler: d.ShowCorrectCheck},
		{Method: post, Path: "/o/stays/:ref/correct/check", Action: policy.StayCorrect, Handler: d.TakeCorrectCheck},
		{Method: get, Path: "/o/stays/:ref/merge", Action: policy.PersonMerge, Handler: d.ShowMerge},
		{Method: post, Path: "/o/stays/:ref/merge", Action: policy.PersonMerge, Handler: d.TakeMerge},
		{Method: get, Path: "/o/merges/:ref", Action: policy.PersonMerge, Handler: d.ShowSplit},
		{Method: post, Path: "/o/merges/:ref", Action: policy.PersonMerge, Handler: d.TakeSplit},
		{Method: get, Path: "/o/looks", Action: policy.LooksWatch, Handler: d.ShowLooks},
		{Method: get, Path: "/o/looks/:ref", Action: policy.LooksWatch, Handler: d.ShowLook},
		{Method: post, Path: "/o/looks/:ref", Action: policy.LooksWatch, Handler: d.TakeLook},
		{Method: get, Path: "/o/reports", Action: policy.RequestAnswer, Handler: d.ShowReports},
		{Method: get, Path: "/o/reports/:ref", Action: policy.RequestAnswer, Handler: d.ShowAnswer},
		{Method: post, Path: "/o/reports/:ref", Action: policy.RequestAnswer, Handler: d.TakeAnswer},
		{Method: get, Path: "/o/reports/:ref/phone", Action: policy.PhoneReveal, Handler: d.ShowReveal(officer.LeftPhone)},
		{Method: post, Path: "/o/reports/:ref/phone", Action: policy.PhoneReveal, Handler: d.TakeReveal(officer.LeftPhone)},
		{Method: get, Path: "/o/stats", Action: policy.StatsView, Handler: d.ShowStats},
		{Method: get, Path: "/o/work", Action: policy.WorkView, Handler: d.ShowWork},
		{Method: get, Path: "/o/audit", Action: policy.AuditView, Handler: d.ShowAudit},
		{Method: post, Path: "/o/stats/sheet", Action: policy.StatsView, Handler: d.TakeStatsSheet, Long: true},
		{Method: get, Path: "/o/stats/month", Action: policy.StatsView, Handler: d.ShowStatsMonth},
		{Method: post, Path: "/o/stats/month", Action: policy.StatsView, Handler: d.TakeStatsMonth, Long: true},
		{Method: get, Path: "/o/drive", Action: policy.DriveView, Handler: d.ShowDrive},
		{Method: get, Path: "/o/handover", Action: policy.HandoverView, Handler: d.ShowHandover},
		{Method: post, Path: "/o/handover", Action: policy.HandoverMake, Handler: d.TakeHandover},
		{Method: post, Path: "/o/handover/answer", Action: policy.HandoverTake, Handler: d.TakeHandAnswer, File: true},
		{Method: post, Path: "/o/handover/again/:stay", Action: policy.HandoverTake, Handler: d.TakeHandAgain},
		{Method: get, Path: "/o/handover/:ref", Action: policy.HandoverView, Handler: d.ShowBatch},
		{Method: post, Path: "/o/handover/:ref", Action: policy.HandoverMake, Handler: d.TakeBatch},
		{Method: get, Path: "/o/visits", Action: policy.VisitRecord, Handler: d.ShowVisits},
	})
}

const oneCampaign = "/o/campaigns/:ref"

// campaignRoutes are texts to many numbers: campaigns (群发), who was not reached, and emergencies.
func campaignRoutes(d *officer.Desk) []Route {
	get, post := http.MethodGet, http.MethodPost
	routes := []Route{
		{Method: get, Path: "/o/campaigns", Action: policy.CampaignMake, Handler: d.ShowCampaigns},
		{Method: get, Path: "/o/campaigns/new", Action: policy.CampaignMake, Handler: d.ShowCampaignForm},
		{Method: post, Path: "/o/campaigns/new", Action: policy.CampaignMake, Handler: d.TakeCampaignForm},
		{Method: get, Path: oneCampaign, Action: policy.CampaignMake, Handler: d.ShowCampaign},
		{Method: get, Path: "/o/campaigns/:ref/progress", Action: policy.CampaignMake, Handler: d.ShowCampaignProgress, Look: oneCampaign, Quiet: true},
		{Method: post, Path: "/o/campaigns/:ref/approve", Action: policy.CampaignAgree, Handler: d.TakeCampaignStep(models.StepApprove), Look: oneCampaign},
		{Method: get, Path: "/o/missed", Action: policy.CampaignMiss, Handler: d.ShowMissed},
		{Method: get, Path: "/o/missed/:ref", Action: policy.CampaignMiss, Handler: d.ShowMissedRooms},
		{Method: get, Path: "/o/alarm", Action: policy.AlarmCount, Handler: d.ShowAlarm},
		{Method: post, Path: "/o/alarm", Action: policy.AlarmSend, Handler: d.TakeAlarm, Look: "/o/alarm?kind&area"},
		{Method: get, Path: "/o/alarm/heads", Action: policy.AlarmCount, Handler: d.ShowHeadsUnsent},
		{Method: get, Path: "/o/alarm/:ref", Action: policy.AlarmCount, Handler: d.ShowAlarmPage},
		{Method: get, Path: "/o/alarm/:ref/progress", Action: policy.AlarmCount, Handler: d.ShowAlarmProgress, Look: "/o/alarm/:ref", Quiet: true},
		{Method: get, Path: "/o/alarm/:ref/heads", Action: policy.AlarmCount, Handler: d.ShowHeads},
	}
	for _, step := range []string{models.StepSubmit, models.StepPause, models.StepResume, models.StepCancel} {
		routes = append(routes, Route{Method: post, Path: "/o/campaigns/:ref/" + step, Action: policy.CampaignMake, Handler: d.TakeCampaignStep(step), Look: oneCampaign})
	}
	return routes
}

// deskRoutes are the counter: errands for somebody without a phone (代办).
func deskRoutes(d *officer.Desk) []Route {
	get, post, act := http.MethodGet, http.MethodPost, policy.DeskServe
	return []Route{
		{Method: get, Path: "/o/desk", Action: act, Handler: d.ShowDesk, Place: true},
		{Method: get, Path: "/o/desk/slips", Action: act, Handler: d.ShowSlip},
		{Method: post, Path: "/o/desk/slips", Action: act, Handler: d.TakeSlip},
		{Method: get, Path: "/o/desk/slips/check", Action: act, Handler: d.ShowSlipCheck},
		{Method: post, Path: "/o/desk/slips/check", Action: act, Handler: d.TakeSlipCheck},
		{Method: get, Path: "/o/desk/slips.print", Action: act, Handler: d.ShowSlips},
		{Method: post, Path: "/o/desk/slips.print", Action: act, Handler: d.TakeSlips},
		{Method: get, Path: "/o/desk/u/:ref", Action: act, Handler: d.ShowDeskHome},
		{Method: get, Path: "/o/desk/u/:ref/stays/:stay/change", Action: act, Handler: d.ShowDeskChange},
		{Method: post, Path: "/o/desk/u/:ref/stays/:stay/change", Action: act, Handler: d.TakeDeskChange},
		{Method: get, Path: "/o/desk/u/:ref/print", Action: act, Handler: d.ShowDeskErrand("print")},
		{Method: post, Path: "/o/desk/u/:ref/print", Action: act, Handler: d.TakeDeskErrand("print")},
		{Method: get, Path: "/o/desk/u/:ref/all", Action: act, Handler: d.ShowDeskErrand("all")},
		{Method: post, Path: "/o/desk/u/:ref/all", Action: act, Handler: d.TakeDeskErrand("all")},
		{Method: get, Path: "/o/desk/u/:ref/claim", Action: act, Handler: d.ShowDeskErrand("claim")},
		{Method: post, Path: "/o/desk/u/:ref/claim", Action: act, Handler: d.TakeDeskErrand("claim")},
		{Method: get, Path: "/o/desk/u/:ref/code", Action: act, Handler: d.ShowDeskErrand("code")},
		{Method: post, Path: "/o/desk/u/:ref/code", Action: act, Handler: d.TakeDeskErrand("code")},
		{Method: get, Path: "/o/desk/u/:ref/stays/:stay/out", Action: act, Handler: d.ShowDeskErrand("out")},
		{Method: post, Path: "/o/desk/u/:ref/stays/:stay/out", Action: act, Handler: d.TakeDeskErrand("out")},
		{Method: get, Path: "/o/desk/u/:ref/stays/:stay/left", Action: act, Handler: d.ShowDeskErrand("left")},
		{Method: post, Path: "/o/desk/u/:ref/stays/:stay/left", Action: act, Handler: d.TakeDeskErrand("left")},
		{Method: get, Path: "/o/desk/u/:ref/stays/:stay/here", Action: act, Handler: d.ShowDeskErrand("here")},
		{Method: post, Path: "/o/desk/u/:ref/stays/:stay/here", Action: act, Handler: d.TakeDeskErrand("here")},
	}
}
