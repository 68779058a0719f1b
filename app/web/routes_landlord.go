package web

import (
	"net/http"

	"anju/app/web/landlord"
	"anju/models/policy"
)

func landlordRoutes(d *landlord.Desk) []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/h", Action: policy.UnitRegister, Handler: d.ShowHome},
		{Method: http.MethodGet, Path: "/h/roster", Action: policy.HomeKeep, Handler: d.ShowRosters},
		{Method: http.MethodGet, Path: "/h/messages", Action: policy.StaySelf, Handler: d.ShowMessages},
		{Method: http.MethodPost, Path: "/h/messages/:ref", Action: policy.RequestHear, Handler: d.AnswerRequest},
		{Method: http.MethodGet, Path: "/h/me", Action: policy.UnitManager, Handler: d.ShowMe},
		{Method: http.MethodPost, Path: "/h/me", Action: policy.UnitManager, Handler: d.TakeMe},
		{Method: http.MethodGet, Path: "/h/me/code", Action: policy.UnitManager, Handler: d.ShowDeskCode},
		{Method: http.MethodPost, Path: "/h/me/code", Action: policy.UnitManager, Handler: d.TakeDeskCode},
		{Method: http.MethodGet, Path: "/h/tenants", Action: policy.HomeKeep, Handler: d.ShowTenants},
		{Method: http.MethodPost, Path: "/h/tenants", Action: policy.StayCheckIn, Handler: d.TakeTenant},

		{Method: http.MethodGet, Path: "/h/claim", Action: policy.UnitClaim, Handler: d.ShowClaim},
		{Method: http.MethodPost, Path: "/h/claim", Action: policy.UnitClaim, Handler: d.TakeClaim},
		{Method: http.MethodGet, Path: "/h/claim/people", Action: policy.RosterConfirm, Handler: d.ShowClaimPeople},
		{Method: http.MethodPost, Path: "/h/claim/people", Action: policy.RosterConfirm, Handler: d.TakeClaimPeople},
		{Method: http.MethodGet, Path: "/h/u/new", Action: policy.UnitRegister, Handler: d.ShowUnitRegister},
		{Method: http.MethodPost, Path: "/h/u/new", Action: policy.UnitRegister, Handler: d.TakeUnitRegister},
		{Method: http.MethodGet, Path: "/h/u/:ref", Action: policy.HomeKeep, Handler: d.ShowUnit},
		{Method: http.MethodGet, Path: "/h/u/:ref/mend", Action: policy.UnitMend, Handler: d.ShowUnitMend},
		{Method: http.MethodPost, Path: "/h/u/:ref/mend", Action: policy.UnitMend, Handler: d.TakeUnitMend},
		{Method: http.MethodPost, Path: "/h/u/:ref/label", Action: policy.HomeKeep, Handler: d.Relabel},
		{Method: http.MethodPost, Path: "/h/u/:ref/appeal", Action: policy.GradeAppeal, Handler: d.TakeAppeal},
		{Method: http.MethodPost, Path: "/h/u/:ref/end", Action: policy.HomeKeep, Handler: d.TakeEnd},
		{Method: http.MethodPost, Path: "/h/u/:ref/vacant", Action: policy.HomeKeep, Handler: d.SayVacant},
		{Method: http.MethodPost, Path: "/h/u/:ref/listing", Action: policy.HomeKeep, Handler: d.Delist},
		{Method: http.MethodGet, Path: "/h/u/:ref/door", Action: policy.HomeKeep, Handler: d.ShowDoor},
		{Method: http.MethodPost, Path: "/h/u/:ref/door", Action: policy.HomeKeep, Handler: d.TakeDoor, Look: "/h/u/:ref/door"},
		{Method: http.MethodPost, Path: "/h/u/:ref/hung", Action: policy.HomeKeep, Handler: d.TakeHung},
		{Method: http.MethodGet, Path: "/h/u/:ref/plate", Action: policy.HomeKeep, Handler: d.ShowPlate},
		{Method: http.MethodGet, Path: "/h/u/:ref/plate.png", Action: policy.HomeKeep, Handler: d.ShowPlatePNG},
		{Method: http.MethodGet, Path: "/h/u/:ref/invite", Action: policy.InviteMake, Handler: d.ShowInvite},
		{Method: http.MethodPost, Path: "/h/u/:ref/invite", Action: policy.InviteMake, Handler: d.TakeInvite},
		{Method: http.MethodGet, Path: "/h/u/:ref/invite.png", Action: policy.InviteMake, Handler: d.ShowInvitePNG},
		{Method: http.MethodGet, Path: "/h/u/:ref/rooms/:no", Action: policy.HomeKeep, Handler: d.ShowRoom},

		{Method: http.MethodGet, Path: "/h/u/:ref/checkin", Action: policy.StayCheckIn, Handler: d.ShowCheckIn},
		{Method: http.MethodPost, Path: "/h/u/:ref/checkin", Action: policy.StayCheckIn, Handler: d.TakeCheckIn},
		{Method: http.MethodGet, Path: "/h/u/:ref/checkin/check", Action: policy.StayCheckIn, Handler: d.ShowCheckInCheck},
		{Method: http.MethodGet, Path: "/h/u/:ref/checkin/done", Action: policy.StayCheckIn, Handler: d.ShowCheckInDone},
		{Method: http.MethodPost, Path: "/h/u/:ref/checkin/live", Action: policy.StayCheckIn, Handler: d.LiveCheckIn},
		{Method: http.MethodGet, Path: "/h/u/:ref/checkin/many", Action: policy.StayCheckIn, Handler: d.ShowCheckInMany},
		{Method: http.MethodPost, Path: "/h/u/:ref/checkin/many", Action: policy.StayCheckIn, Handler: d.TakeCheckInMany},
		{Method: http.MethodGet, Path: "/h/u/:ref/checkin/paste", Action: policy.StayCheckIn, Handler: d.ShowCheckInPaste},
		{Method: http.MethodPost, Path: "/h/u/:ref/checkin/paste", Action: policy.StayCheckIn, Handler: d.TakeCheckInPaste},

		{Method: http.MethodGet, Path: "/h/u/:ref/roster", Action: policy.HomeKeep, Handler: d.ShowRoster},
		{Method: http.MethodGet, Path: "/h/u/:ref/proof", Action: policy.ProofMake, Handler: d.ShowProof},
		{Method: http.MethodPost, Path: "/h/u/:ref/proof", Action: policy.ProofMake, Handler: d.TakeProof},
		{Method: http.MethodGet, Path: "/h/u/:ref/proof.print", Action: policy.ProofMake, Handler: d.PrintProof},
		{Method: http.MethodGet, Path: "/h/u/:ref/roster.print", Action: policy.HomeKeep, Handler: d.PrintRoster},
		{Method: http.MethodPost, Path: "/h/u/:ref/confirm", Action: policy.RosterConfirm, Handler: d.ConfirmAll},
		{Method: http.MethodPost, Path: "/h/u/:ref/stays/:stay/confirm", Action: policy.RosterConfirm, Handler: d.ConfirmOne},
		{Method: http.MethodGet, Path: "/h/u/:ref/stays/:stay/edit", Action: policy.StayChange, Handler: d.ShowChange},
		{Method: http.MethodPost, Path: "/h/u/:ref/stays/:stay/edit", Action: policy.StayChange, Handler: d.TakeChange},
		{Method: http.MethodGet, Path: "/h/u/:ref/stays/:stay/checkout", Action: policy.StayCheckOut, Handler: d.ShowCheckOut},
		{Method: http.MethodPost, Path: "/h/u/:ref/stays/:stay/checkout", Action: policy.StayCheckOut, Handler: d.TakeCheckOut},
		{Method: http.MethodGet, Path: "/h/u/:ref/stays/:stay/away", Action: policy.StayAway, Handler: d.ShowStayAway},
		{Method: http.MethodPost, Path: "/h/u/:ref/stays/:stay/away", Action: policy.StayAway, Handler: d.TakeStayAway},
		{Method: http.MethodPost, Path: "/h/u/:ref/stays/:stay/recall", Action: policy.StayRecall, Handler: d.RecallCheckOut},
		{Method: http.MethodGet, Path: "/h/u/:ref/pending/:stay", Action: policy.StayAccept, Handler: d.ShowAccept},
		{Method: http.MethodPost, Path: "/h/u/:ref/pending/:stay", Action: policy.StayAccept, Handler: d.TakeAccept},
	}
}
