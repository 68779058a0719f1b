package policy

import (
	"sort"

	"anju/models"
	"anju/models/workday"
)

// Action is one thing that can be done; every route and every verb names one.
type Action string

// The actions.
const (
	Public        Action = "public" // anybody, signed in or not
	SignedIn      Action = "signed_in"
	UnitRegister  Action = "unit.register"
	HomeKeep      Action = "home.keep" // the landlord's own pages; staff have pages of their own, which log every look
	UnitView      Action = "unit.view"
	UnitChange    Action = "unit.change"
	UnitAccept    Action = "unit.accept"
	UnitReturn    Action = "unit.return" // 退回: to its landlord, to put it right
	UnitMend      Action = "unit.mend"   // 改好再交
	UnitPast      Action = "unit.past"   // what was done about a home, the texts about it; nobody named
	UnitAssign    Action = "unit.assign_grid"
	UnitClaim     Action = "unit.claim" // 认领
	UnitHand      Action = "unit.hand"  // to another landlord
	UnitPledge    Action = "unit.pledge"
	UnitManager   Action = "unit.manager"
	RosterView    Action = "roster.view"
	ProofMake     Action = "proof.make" // 尽责凭证
	RosterConfirm Action = "roster.confirm"
	RosterPrint   Action = "roster.print"
	StayCheckIn   Action = "stay.check_in"
	StayChange    Action = "stay.change"
	StayCheckOut  Action = "stay.check_out"
	StayRecall    Action = "stay.recall"
	StayAccept    Action = "stay.accept" // the landlord says: 是我的房客
	StayDeclare   Action = "stay.declare"
	StaySelf      Action = "stay.self" // the tenant sees and confirms his own stay
	StayDispute   Action = "stay.dispute"
	StayAway      Action = "stay.away"   // 暂离
	StayPolice    Action = "stay.police" // a foreigner registered at the police station
	StayReveal    Action = "stay.reveal"
	PhoneReveal   Action = "phone.reveal" // 看电话: of a person or the landlord, to be dialled
	StayCompare   Action = "stay.compare" // one person in two homes: which is right
	InviteMake    Action = "invite.make"  // a card for one room, sent to who moves in
	DoorPlate     Action = "door.plate"
	DoorReissue   Action = "door.reissue"
	DoorHang      Action = "door.hang"    // the plate with the new address hangs
	StayCorrect   Action = "stay.correct" // 更正 by an officer: name, document, phone, dates
	PersonMerge   Action = "person.merge" // two entries of one home are one person, or are not
	PersonFind    Action = "person.find"
	QueueView     Action = "queue.view"
	DriveView     Action = "drive.view" // who is there before and after a festival; rooms, no names
	VisitRecord   Action = "visit.record"
	VisitPlan     Action = "visit.plan"    // homes to visit; addresses, no names
	SampleView    Action = "sample.view"   // counts; no names
	SampleDraw    Action = "sample.draw"   // 抽查: which homes, and who checks them
	SampleAgain   Action = "sample.again"  // 重抽一遍核对: whether the kept list and number draw the same homes
	SampleCheck   Action = "sample.check"  // a home that was given to one by name, wherever it lies
	SamplePass    Action = "sample.pass"   // give such a home to somebody who may check it
	GradeAppeal   Action = "grade.appeal"  // the landlord says that the grade of his house is wrong
	HazardMend    Action = "hazard.mend"   // 隐患改好了
	HazardPhoto   Action = "hazard.photo"  // a picture of one of the named fixtures
	HazardDrop    Action = "hazard.drop"   // 记错了
	DeskServe     Action = "desk.serve"    // 代办: at the counter, for somebody without a phone
	CampaignMake  Action = "campaign.make" // 群发: also to pause, resume and call off
	CampaignAgree Action = "campaign.approve"
	CampaignMiss  Action = "campaign.missed" // who of the own area was not reached
	AlarmSend     Action = "alarm.send"
	AlarmCount    Action = "alarm.count" // heads per home, for rescuers
	FlagClose     Action = "flag.close"
	FlagRemind    Action = "flag.remind" // texts to the landlords of some flags
	FlagRaise     Action = "flag.raise"
	NoticeSend    Action = "notice.send"
	SMSWatch      Action = "sms.watch"      // how the texts go: numbers, and of a phone its last four digits
	SMSFind       Action = "sms.find"       // the texts to one phone, by the whole of it
	AnswerTake    Action = "answer.take"    // a text that somebody sent back
	TextsChoose   Action = "texts.choose"   // for the own number
	Rehearse      Action = "night.rehearse" // numbers alone: what a night would flag, send and cost
	RequestFile   Action = "request.file"
	RequestAnswer Action = "request.answer"
	RequestHear   Action = "request.hear" // the landlord reads and answers what was written to him
	StaffManage   Action = "staff.manage"
	PostHand      Action = "grid.hand" // 交接: a grid goes to another worker; the administrator hands over by StaffManage
	AreaManage    Action = "area.manage"
	AreaCarry     Action = "area.carry" // homes follow their area
	AuditView     Action = "audit.view"
	LooksWatch    Action = "looks.watch" // who of staff looked at more than he should: numbers, no persons
	AuditSeal     Action = "audit.seal"  // and its check; from the machine itself
	StatsView     Action = "stats.view"
	WorkView      Action = "work.view" // the quality of the work, by worker and by grid; nobody of any roster
	CountsRoll    Action = "counts.roll"
	PurgeRun      Action = "purge.run"
	StayHold      Action = "stay.hold" // a case runs: what is known of a stay is not erased
	OptionsManage Action = "options.manage"
	HolidayTake   Action = "holiday.take"  // 放假安排
	LimitPropose  Action = "limit.propose" // another number for a limit
	LimitAgree    Action = "limit.approve" // or refuse it: never one's own
	RosterImport  Action = "roster.import" // whole lists, from the machine itself
	RosterExport  Action = "roster.export"
	ListExport    Action = "list.export"   // from a page: the own areas, numbers masked, every page of it marked
	ListReveal    Action = "list.reveal"   // the same with whole numbers
	ListImport    Action = "list.import"   // homes, rooms and people of the own areas, from a page
	PlaceImport   Action = "place.import"  // areas and homes of everywhere, from a page
	HandoverView  Action = "handover.view" // batches for the police's own platform, and what was returned
	HandoverMake  Action = "handover.make"
	HandoverTake  Action = "handover.take" // an answer of the police, and what follows from it
	HandoverKey   Action = "handover.key"  // that opens the files on the other side
	LookRefuse    Action = "look.refuse"   // that somebody of the staff was refused is put down
	DemoOnly      Action = "demo"          // /dev pages; the routes exist in the demo only
)

// Reach is how far a role may go with an action.
type Reach int

// The reaches. The zero value refuses.
const (
	No          Reach = iota
	Anybody           // no record is touched, or the answer is the same for all
	Own               // homes that the account owns or manages
	Self              // stays that carry the account's phone
	OwnOrSelf         // either
	InArea            // homes and stays in the areas granted
	InAreaFresh       // the same, and TOTP given again just now, never on a visit shift
	Fresh             // no record is touched, and TOTP given again just now, never on a visit shift
	InAreaDesk        // in the areas granted, never on a visit shift: a counter is no walk
	Given             // what was given to the actor by name; the verb looks whether it was
	InAreaChild       // in the areas granted, only where a child is flagged to live without an adult, and of the flags that one alone
)

var table = map[Action]map[Role]Reach{
	Public:        {Stranger: Anybody, Person: Anybody, Auxiliary: Anybody, Officer: Anybody, Supervisor: Anybody, ChildWorker: Anybody, Admin: Anybody, System: Anybody},
	SignedIn:      {Person: Anybody, Auxiliary: Anybody, Officer: Anybody, Supervisor: Anybody, ChildWorker: Anybody, Admin: Anybody, System: Anybody},
	UnitRegister:  {Person: Anybody, System: Anybody},
	HomeKeep:      {Person: Own, System: Anybody},
	UnitView:      {Person: Own, Auxiliary: InArea, Officer: InArea, System: Anybody},
	UnitChange:    {Person: Own, Officer: InArea, System: Anybody},
	UnitAccept:    {Officer: InArea, System: Anybody},
	UnitReturn:    {Officer: InArea, System: Anybody},
	UnitMend:      {Person: Own, System: Anybody},
	UnitPast:      {Auxiliary: InArea, Officer: InArea, System: Anybody},
	UnitAssign:    {Auxiliary: InArea, Officer: InArea, System: Anybody},
	UnitClaim:     {Person: Own, System: Anybody},
	UnitHand:      {Officer: InArea, System: Anybody},
	UnitPledge:    {Person: Own, System: Anybody},
	UnitManager:   {Person: Own, System: Anybody},
	RosterView:    {Person: Own, Auxiliary: InArea, Officer: InArea, ChildWorker: InAreaChild, System: Anybody},
	ProofMake:     {Person: Own, System: Anybody},
	RosterConfirm: {Person: Own, System: Anybody},
	RosterPrint:   {Person: Own, Auxiliary: InArea, Officer: InArea, System: Anybody},
	StayCheckIn:   {Person: Own, System: Anybody},
	StayChange:    {Person: Own, System: Anybody},
	StayCheckOut:  {Person: OwnOrSelf, System: Anybody},
	StayRecall:    {Person: OwnOrSelf, System: Anybody},
	StayAccept:    {Person: Own, System: Anybody},
	StayDeclare:   {Stranger: Anybody, Person: Anybody, System: Anybody},
	StaySelf:      {Person: Self, System: Anybody},
	StayDispute:   {Person: Self, System: Anybody},
	StayAway:      {Person: OwnOrSelf, System: Anybody},
	StayPolice:    {Auxiliary: InArea, Officer: InArea, System: Anybody},
	StayReveal:    {Officer: InAreaFresh},
	PhoneReveal:   {Officer: InAreaFresh},
	StayCompare:   {Auxiliary: InArea, Officer: InArea, System: Anybody},
	InviteMake:    {Person: Own, System: Anybody},
	DoorPlate:     {Person: Own, Auxiliary: InArea, Officer: InArea, System: Anybody},
	DoorReissue:   {Person: Own, Officer: InArea, System: Anybody},
	DoorHang:      {Person: Own, Auxiliary: InArea, Officer: InArea, System: Anybody},
	StayCorrect:   {Officer: InAreaDesk, System: Anybody},
	PersonMerge:   {Officer: InAreaDesk, System: Anybody},
	PersonFind:    {Auxiliary: InArea, Officer: InArea},
	QueueView:     {Auxiliary: InArea, Officer: InArea, ChildWorker: InAreaChild, System: Anybody},
	DriveView:     {Auxiliary: InArea, Officer: InArea, System: Anybody},
	VisitRecord:   {Auxiliary: InArea, Officer: InArea, ChildWorker: InAreaChild, System: Anybody},
	VisitPlan:     {Auxiliary: InArea, Officer: InArea, System: Anybody},
	SampleView:    {Auxiliary: InArea, Officer: InArea, System: Anybody},
	SampleDraw:    {Officer: InArea, System: Anybody},
	SampleAgain:   {Auxiliary: InArea, Officer: InArea, System: Anybody},
	SampleCheck:   {Auxiliary: Given, Officer: Given},
	SamplePass:    {Auxiliary: Given, Officer: InArea, System: Anybody},
	GradeAppeal:   {Person: Own, System: Anybody},
	HazardMend:    {Auxiliary: InArea, Officer: InArea, System: Anybody},
	HazardPhoto:   {Auxiliary: InArea, Officer: InArea, System: Anybody},
	HazardDrop:    {Officer: InArea, System: Anybody},
	DeskServe:     {Auxiliary: InAreaDesk, Officer: InAreaDesk, System: Anybody},
	CampaignMake:  {Supervisor: InArea},
	CampaignAgree: {Supervisor: InAreaFresh},
	CampaignMiss:  {Auxiliary: InArea, Officer: InArea},
	AlarmSend:     {Officer: InAreaFresh},
	AlarmCount:    {Auxiliary: InArea, Officer: InArea},
	FlagClose:     {Auxiliary: InArea, Officer: InArea, ChildWorker: InAreaChild, System: Anybody},
	FlagRemind:    {Auxiliary: InArea, Officer: InArea, System: Anybody},
	FlagRaise:     {System: Anybody},
	NoticeSend:    {System: Anybody},
	SMSWatch:      {Admin: Anybody, System: Anybody},
	SMSFind:       {Admin: Fresh, System: Anybody},
	AnswerTake:    {System: Anybody},
	TextsChoose:   {Person: Anybody},
	Rehearse:      {Admin: Anybody, System: Anybody},
	RequestFile:   {Stranger: Anybody, Person: Anybody, System: Anybody},
	RequestAnswer: {Auxiliary: InArea, Officer: InArea, System: Anybody},
	RequestHear:   {Person: Own, System: Anybody},
	StaffManage:   {Admin: Fresh, System: Anybody},
	PostHand:      {Supervisor: InAreaFresh, System: Anybody},
	AreaManage:    {Admin: Fresh, System: Anybody},
	AreaCarry:     {System: Anybody},
	AuditView:     {Supervisor: InArea, System: Anybody},
	LooksWatch:    {Supervisor: InArea, System: Anybody},
	AuditSeal:     {System: Anybody},
	StatsView:     {Auxiliary: InArea, Officer: InArea, Supervisor: InArea, System: Anybody},
	WorkView:      {Supervisor: InArea},
	CountsRoll:    {System: Anybody},
	PurgeRun:      {System: Anybody},
	StayHold:      {Officer: InAreaFresh, System: Anybody},
	OptionsManage: {Admin: Fresh, System: Anybody},
	HolidayTake:   {Admin: Fresh, System: Anybody},
	LimitPropose:  {Admin: Fresh},
	LimitAgree:    {Admin: Fresh},
	RosterImport:  {System: Anybody},
	RosterExport:  {System: Anybody},
	ListExport:    {Officer: InAreaDesk},
	ListReveal:    {Officer: InAreaFresh},
	ListImport:    {Officer: InAreaFresh},
	PlaceImport:   {Admin: Fresh},
	HandoverView:  {Officer: InArea, System: Anybody},
	HandoverMake:  {Officer: InAreaFresh, System: Anybody},
	HandoverTake:  {Officer: InArea, System: Anybody},
	HandoverKey:   {System: Anybody},
	LookRefuse:    {Stranger: Anybody, Auxiliary: Anybody, Officer: Anybody, Supervisor: Anybody, ChildWorker: Anybody, Admin: Anybody}, // a stranger: whose last role ended
	DemoOnly:      {Stranger: Anybody, Person: Anybody, Auxiliary: Anybody, Officer: Anybody, Supervisor: Anybody, ChildWorker: Anybody, Admin: Anybody},
}

// Actions lists every action, sorted; tests walk it.
func Actions() []Action {
	all := make([]Action, 0, len(table))
	for a := range table {
		all = append(all, a)
	}
	sort.Slice(all, func(i, j int) bool { return all[i] < all[j] })
	return all
}

// ReachOf is the golden table, readable by tests and by `anju routes`.
func ReachOf(role Role, act Action) Reach { return table[act][role] }

// MayEnter says whether a page with this action is open to the actor at all, before any record is looked at.
// It returns Unsigned for a stranger who could come in after signing in, Forbidden for the rest. A page that wants the code
// again lets in without it: it asks on the page, and the verb behind it asks May.
func MayEnter(a Actor, act Action, at workday.Moment) error {
	walking := false
	for _, role := range a.Roles(at) {
		switch reach := table[act][role]; {
		case reach == InAreaDesk && a.Shift:
			walking = true
		case reach != No:
			return nil
		}
	}
	if walking {
		return models.Refuse(models.Forbidden, "走访班次上不代办。请回到窗口的电脑上登录再办")
	}
	if !a.SignedIn() {
		return models.Refuse(models.Unsigned, "请先登录")
	}
	return models.Refuse(models.Forbidden, "这一页不归您看。有事请打社区警务室的电话")
}

// ErrNotFresh asks for the code once more before accounts, areas or the sending are changed.
var ErrNotFresh = &models.Error{Kind: models.Forbidden, Message: "改账号、网格和短信前，请再输一次动态码"}

// May decides about one record. Outside the scope the answer is ErrNotFound, so that nobody learns what exists.
func May(a Actor, act Action, r Record, at workday.Moment) error {
	if err := MayEnter(a, act, at); err != nil {
		return err
	}
	wantsCode := false
	for _, role := range a.Roles(at) {
		switch reach := table[act][role]; {
		case reach == Anybody || reach == Fresh && a.Fresh && !a.Shift:
			return nil
		case reach == Fresh:
			wantsCode = true
		}
	}
	if ScopeOf(a, act, at).Covers(r) {
		return nil
	}
	if wantsCode {
		return ErrNotFresh
	}
	return models.ErrNotFound
}
