package models

import (
	"fmt"
	"slices"

	"anju/models/workday"
)

// The states of a campaign.
const (
	CampaignDraft     = "draft"   // its maker looks at it
	CampaignWaiting   = "waiting" // for a second person
	CampaignApproved  = "approved"
	CampaignRunning   = "running"
	CampaignPaused    = "paused"
	CampaignDone      = "done"
	CampaignCancelled = "cancelled"
)

// CampaignNames are the words for them.
var CampaignNames = map[string]string{CampaignDraft: "草稿", CampaignWaiting: "等人批准", CampaignApproved: "批准了，等着发", CampaignRunning: "正在发",
	CampaignPaused: "停着", CampaignDone: "发完了", CampaignCancelled: "取消了"}

// Whom a campaign speaks to.
const (
	AudienceTenants   = "tenants"
	AudienceLandlords = "landlords"
	AudienceBoth      = "both"
)

// AudienceNames are the words for them, in the order of the form.
var AudienceNames = [][2]string{{AudienceTenants, "房客"}, {AudienceLandlords, "户主"}, {AudienceBoth, "房客和户主"}}

// AudienceLanguages are the languages that people chose and that an audience can be narrowed to. Languages that would stand
// for an ethnic group are not among them: nothing is sorted by that (DOMAIN 7).
var AudienceLanguages = [][2]string{{"en", "选了英语的"}, {"vi", "选了越南语的"}}

// Audience is who hears a text. An empty field narrows nothing.
type Audience struct {
	Role     string
	UnitKind string
	Language string // chosen by the person; tenants alone
}

// Narrow says whether it leaves out anybody of its area.
func (a Audience) Narrow() bool { return a.UnitKind != "" || a.Language != "" }

// Campaign is one text to many numbers. It holds no persons: each number has a notice of its own, whose period is Ref.
type Campaign struct {
	ID          int64
	Ref         string
	Kind        string // of the text
	WordingMark string // of the words that were looked at: others have to be looked at anew
	AreaID      int64
	Audience    `gorm:"embedded"`
	State       string
	StartsAt    workday.Moment // 0: as soon as it is approved
	MadeBy      int64
	MadeAt      workday.Moment
	ApprovedBy  int64
	ApprovedAt  workday.Moment
	ChangedBy   int64 // who paused, resumed or cancelled it last
	ChangedAt   workday.Moment
	BeganAt     workday.Moment
	FilledAt    workday.Moment // when everybody of the audience stood in the outbox
	EndedAt     workday.Moment
	People      int      // numbers in the audience, when it was counted
	Forecast    Forecast `gorm:"serializer:json"`
}

// Alarm says whether it is an emergency: approved by nobody, stopped by nothing.
func (c Campaign) Alarm() bool { return CategoryOf(c.Kind) == CategoryAlarm }

// Forecast is what would become of an audience: who gets the text, and how many do not, by reason.
type Forecast struct {
	Fit    int            `json:"fit"`
	Missed map[string]int `json:"missed,omitempty"`
}

// The steps that people take with a campaign.
const (
	StepSubmit  = "submit"
	StepApprove = "approve"
	StepPause   = "pause"
	StepResume  = "resume"
	StepCancel  = "cancel"
)

// campaignSteps say from where a step leads, and to where.
var campaignSteps = map[string]struct {
	from []string
	to   string
}{
	StepSubmit:  {[]string{CampaignDraft}, CampaignWaiting},
	StepApprove: {[]string{CampaignWaiting}, CampaignApproved},
	StepPause:   {[]string{CampaignApproved, CampaignRunning}, CampaignPaused},
	StepResume:  {[]string{CampaignPaused}, CampaignRunning},
	StepCancel:  {[]string{CampaignDraft, CampaignWaiting, CampaignApproved, CampaignRunning, CampaignPaused}, CampaignCancelled},
}

// Can says whether a step can be taken now.
func (c Campaign) Can(step string) bool {
	return !c.Alarm() && slices.Contains(campaignSteps[step].from, c.State)
}

// Step takes a step by somebody at a moment. Errors: Conflict where the campaign is past it, Forbidden where the maker
// would approve his own.
func (c *Campaign) Step(step string, by int64, at workday.Moment) error {
	if !c.Can(step) {
		return Refuse(Conflict, fmt.Sprintf("这次群发现在是“%s”，这一步不能办了。请看一下最新的情况", CampaignNames[c.State]))
	}
	if step == StepSubmit && c.MadeBy != by {
		return Refuse(Forbidden, "谁排的群发，由谁送去批")
	}
	if step == StepApprove {
		if c.MadeBy == by {
			return Refuse(Forbidden, "自己排的群发要请另一位同事批准")
		}
		c.ApprovedBy, c.ApprovedAt = by, at
	}
	c.State, c.ChangedBy, c.ChangedAt = campaignSteps[step].to, by, at
	if step == StepResume && c.BeganAt == 0 {
		c.State = CampaignApproved // it had not begun
	}
	if c.State == CampaignCancelled {
		c.EndedAt = at
	}
	return nil
}

// LessonKinds are the texts that a campaign can say: about the law, and with nothing to fill in.
func (t Texts) LessonKinds() []string { return t.kindsOf(CategoryEducation) }

// AlarmKinds are the texts of emergencies.
func (t Texts) AlarmKinds() []string { return t.kindsOf(CategoryAlarm) }

func (t Texts) kindsOf(category string) []string {
	var kinds []string
	for kind := range t.ByID {
		if CategoryOf(kind) == category && len(Gaps(t.wording(kind))) == 0 {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}
