package models

import (
	"regexp"
	"slices"
	"strings"

	"anju/models/workday"
)

// The states of a notice (DESIGN 3).
const (
	NoticeQueued    = "queued"
	NoticeHeld      = "held"
	NoticeSending   = "sending"
	NoticeSent      = "sent"
	NoticeDelivered = "delivered"
	NoticeFailed    = "failed"
	NoticeExpired   = "expired"
	NoticeCancelled = "cancelled"
)

// The categories of a notice; each has its own window, caps and opt-out (SMS.md decision 4).
const (
	CategoryCode      = "code"
	CategoryUrgent    = "urgent" // a foreigner's 24 hours: at any hour, outside the caps
	CategoryReminder  = "reminder"
	CategoryEducation = "education"
	CategoryAlarm     = "alarm" // 台风、燃气、火灾、洪水: before everything else, at any hour, outside caps and opt-outs
)

// The kinds that the caps ask for by name.
const (
	KindEntered    = "R04" // to a tenant: your landlord has entered you
	KindCheckedOut = "R09" // to a tenant: your landlord says that you have left
	KindTwoHomes   = "R19" // to a person: you stand on two rosters
)

// InHisName says whether a text tells somebody what others did in his name: he can only object to what he hears of.
func InHisName(kind string) bool {
	return kind == KindEntered || kind == KindCheckedOut || kind == KindTwoHomes
}

// Notice is one text to one number: a row written in the transaction of its cause, unique on (kind, subject, period).
type Notice struct {
	ID         int64
	Ref        string
	Kind       string // R01, E02
	Category   string
	Phone      string            `gorm:"-"` // sealed at rest
	PhoneIdx   []byte            // blind index
	Params     map[string]string `gorm:"-"` // sealed at rest
	Subject    string            // unit:12, stay:34, code:56
	Period     string            // the day or stage the notice stands for; never the time of the run
	IdemKey    string
	State      string
	Reason     string
	NotBefore  workday.Moment
	ExpiresAt  workday.Moment
	Attempts   int
	ClaimToken string
	LeaseUntil workday.Moment
	Segments   int
	SentAt     workday.Moment
	CreatedAt  workday.Moment
	UnitID     int64
	StayID     int64
	CampaignID int64       // of the campaign or alarm it belongs to; 0 for others
	Day        workday.Day // the day it was queued for; caps count by it
	Gateway    string      // the way that took it last, or was tried last
	Network    string      // of the number, for counts: phone.Network
	CarriedBy  int64       // of the text in which this is said too, with other homes; it goes as that one goes
	FirstOf    bool        // a first notice to a tenant of a home that nobody accepted yet: five a day (DESIGN, areas)
}

// Attempt is one call to a gateway, written before the network is touched (SMS.md 4.1). Texts that share a call share its
// OutID.
type Attempt struct {
	ID        int64
	NoticeID  int64
	Gateway   string
	OutID     string
	StartedAt workday.Moment
	CalledAt  workday.Moment // by the real clock
	EndedAt   workday.Moment
	Outcome   string
	Kind      Sent           // what the gateway made of it
	Code      string         // its own word, scrubbed
	VendorID  string         // its name for the text
	Segments  int            // parts, by our count or the gateway's, whichever is more
	Asked     int            // how often it was asked what became of the text
	AskAt     workday.Moment // when it is asked next, by the real clock; 0 for never

	WordingMark string // of the words in which it left
}

// The outcomes of an attempt.
const (
	AttemptOpen      = "open" // nobody knows: nothing is sent again before this is settled
	AttemptAccepted  = "accepted"
	AttemptRejected  = "rejected"
	AttemptFound     = "reconciled_accepted"
	AttemptAbsent    = "reconciled_absent"
	AttemptNoReceipt = "no_receipt" // it cannot be asked, and no word came in three days
	AttemptNotCalled = "not_called"
)

// SMSTemplate is one text of templates/sms/sms_templates.json, the only source of texts.
type SMSTemplate struct {
	ID    string `json:"id"`
	Key   string `json:"key"`
	Text  string `json:"text"`
	Quiet string `json:"quiet"` // said instead where nobody reads answers; "" where Text asks for none
	Len   int    `json:"len"`
	Basis string `json:"basis"`
	// Variants say less, for carriers that do not take Text: without a phone number, without a long gap.
	Variants []string `json:"variants"`
}

// Texts are the templates and the signature that goes first on every text.
type Texts struct {
	Signature string
	Answers   bool // what people answer by text is read
	ByID      map[string]SMSTemplate

	before map[string][]SMSTemplate // what was said before by version, the newest first
	said   map[string]string        // all wordings that were, by their mark
}

// Render makes the whole message with its signature. A missing template or parameter answers false: an unfinished text
// is never sent.
func (t Texts) Render(kind string, params map[string]string) (string, bool) {
	if _, ok := t.ByID[kind]; !ok {
		return "", false
	}
	return t.Fill(t.wording(kind), params)
}

// Fill makes the whole message of one wording of a text.
func (t Texts) Fill(text string, params map[string]string) (string, bool) {
	for key, value := range params {
		text = strings.ReplaceAll(text, "{"+key+"}", value)
	}
	if strings.ContainsAny(text, "{}") {
		return "", false
	}
	return t.Signature + text, true
}

// wording is a template as it stands, by whether answers are read.
func (t Texts) wording(kind string) string { return t.wordingOf(t.ByID[kind]) }

func (t Texts) wordingOf(tpl SMSTemplate) string {
	if !t.Answers && tpl.Quiet != "" {
		return tpl.Quiet
	}
	return tpl.Text
}

var blank = regexp.MustCompile(`\{[a-z]+\}`)

// Sample is a text as it will read, with a circle for all that names a home or a day: it may be shown to anybody.
func (t Texts) Sample(kind string) string {
	return t.Signature + blank.ReplaceAllString(t.wording(kind), "○○")
}

// SampleSaid is Sample in the words in which a text left, known by their mark; in today's where it did not leave.
func (t Texts) SampleSaid(kind, mark string) string {
	if words, known := t.wordingBy(kind, mark); known {
		return t.Signature + blank.ReplaceAllString(words, "○○")
	}
	return t.Sample(kind)
}

// Gaps are the names of what a wording leaves to fill in, in their order, each once.
func Gaps(wording string) []string {
	var names []string
	for _, gap := range blank.FindAllString(wording, -1) {
		if name := strings.Trim(gap, "{}"); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// CategoryOf sorts a kind into its category.
func CategoryOf(kind string) string {
	switch {
	case kind == "R20":
		return CategoryCode
	case kind == "R12":
		return CategoryUrgent
	case strings.HasPrefix(kind, "A"):
		return CategoryAlarm
	case strings.HasPrefix(kind, "E"):
		return CategoryEducation
	}
	return CategoryReminder
}
