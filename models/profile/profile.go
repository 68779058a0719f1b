// Package profile holds the limits of each place as data files: every number with the law and article it comes from and
// the day on which somebody last checked it. Working days come from the State Council's holiday notices.
package profile

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"sort"
	"strings"

	"anju/models"
	"anju/models/workday"
)

//go:embed data
var files embed.FS

// DefaultKey is the profile taken when none is named.
const DefaultKey = "zhejiang-ningbo"

// Number is one limit with where it comes from.
type Number struct {
	Value   int    `json:"value"`
	Source  string `json:"source"`  // law and article, or 名册管理约定 where no law sets it
	Checked string `json:"checked"` // YYYY-MM-DD of the last check against the text
}

// Profile is a JurisdictionProfile.
type Profile struct {
	Key     string            `json:"key"`
	Name    string            `json:"name"`
	Numbers map[string]Number `json:"limits"`

	// EducationBasis is on what texts about the law are sent: public_duty (法治宣传教育法; who does not want them says so) or
	// consent (nobody gets one before he asked for it).
	EducationBasis string `json:"education_basis"`

	// Who answers for the data; an empty one keeps real people out (DESIGN 4.1, sending).
	Controller    string `json:"controller"`
	Contact       string `json:"contact"`
	NoticeVersion string `json:"notice_version"`
	Assessed      string `json:"assessed"`
	SMSAuthority  string `json:"sms_authority"` // the written authority to send, with its number

	SMSAuthorityDate string `json:"sms_authority_date"`

	// HandoverNames are what the fields of the file for the police are called on the platform of the place, by key.
	HandoverNames map[string]string `json:"handover_names"`

	Calendar *workday.Calendar `json:"-"`
	// Own are the numbers that this place has otherwise than the program, and Unfit the words for those that an administrator
	// changed and that fit no more since the files are others.
	Own   map[string]Own `json:"-"`
	Unfit []string       `json:"-"`
	// Mark tells one state of the files from another.
	Mark string `json:"-"`
}

// Load reads one profile by its key.
func Load(key string) (*Profile, error) {
	data, err := files.ReadFile("data/" + key + ".json")
	if err != nil {
		return nil, fmt.Errorf("没有叫 %s 的地方规定。可用的有：%s", key, strings.Join(Keys(), "、"))
	}
	var p Profile
	if err := json.Unmarshal(data, &p); err != nil {
		return nil, fmt.Errorf("profile %s: %w", key, err)
	}
	days, err := files.ReadFile("data/holidays.csv")
	if err != nil {
		return nil, err
	}
	if p.Calendar, err = workday.ReadCalendar(bytes.NewReader(days)); err != nil {
		return nil, fmt.Errorf("holidays: %w", err)
	}
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("profile %s: %w", key, err)
	}
	p.Mark = markOf(data, days)
	return &p, nil
}

// Extend reads a profile of the operator's own: a JSON file that names a known profile as its "base" and writes over it
// what it knows better, such as who answers for the data.
func Extend(data []byte) (*Profile, error) {
	var own struct {
		Base string `json:"base"`
	}
	if err := json.Unmarshal(data, &own); err != nil {
		return nil, fmt.Errorf("读不懂地方规定的文件，它要是 JSON：%w", err)
	}
	if own.Base == "" {
		own.Base = DefaultKey
	}
	p, err := Load(own.Base)
	if err != nil {
		return nil, err
	}
	was := maps.Clone(p.Numbers)
	if err := json.Unmarshal(data, p); err != nil {
		return nil, fmt.Errorf("读不懂地方规定的文件：%w", err)
	}
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("地方规定的文件不对：%w", err)
	}
	for name, n := range was {
		if p.Numbers[name].Value != n.Value {
			p.own(name, Own{Was: n})
		}
	}
	p.Mark = markOf([]byte(p.Mark), data)
	return p, nil
}

func markOf(files ...[]byte) string {
	sum := sha256.Sum256(bytes.Join(files, nil))
	return hex.EncodeToString(sum[:4])
}

// check holds that each limit is there with its source and date, and that the days for reporting count in one way.
func (p *Profile) check() error {
	for _, name := range limitNames {
		n, ok := p.Numbers[name]
		if !ok || n.Source == "" || n.Checked == "" {
			return fmt.Errorf("%s lacks its value, source or date of last check", name)
		}
	}
	if p.EducationBasis != models.BasisPublicDuty && p.EducationBasis != models.BasisConsent {
		return fmt.Errorf("education_basis is %q", p.EducationBasis)
	}
	if _, err := workday.ParseDay(p.Assessed); p.Assessed != "" && err != nil {
		return fmt.Errorf("assessed %q：影响评估日期要写成 2026-11-01", p.Assessed)
	}
	return p.checkNumbers()
}

// Keys lists the profiles that exist.
func Keys() []string {
	entries, err := files.ReadDir("data")
	if err != nil {
		return nil
	}
	var keys []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".json"); ok {
			keys = append(keys, name)
		}
	}
	sort.Strings(keys)
	return keys
}

var limitNames = []string{
	"report_working_days", "report_days", "foreigner_hours", "stale_days", "stale_visit_days", "overstay_days", "overstay_visit_days",
	"checkout_days", "empty_days", "visit_working_days", "officer_working_days", "max_per_room", "infant_age", "crowd_visit_days",
	"min_area_c", "uncounted_age", "large_rooms", "large_beds", "alone_age", "same_day_age", "adult_age", "duplicate_visit_days", "view_limit", "export_limit",
	"lease_notice_first", "lease_notice_last", "recall_days", "declare_days", "rectify_days", "first_notices_a_day", "retention_days",
	"rejected_days", "text_days", "note_days", "request_days", "log_days", "run_days",
	"texts_a_day", "texts_in_30_days", "texts_first_month", "reminders_a_day", "lessons_a_month", "topic_days", "series_gap_days", "series_days",
	"visits_a_day", "answer_days", "hazard_urgent_days", "hazard_high_days", "hazard_days", "photo_days", "green_days", "yellow_days", "orange_days", "red_days", "fire_days", "fire_large_days",
	"apart_days", "visit_check_percent",
	"reminder_from_minute", "reminder_to_minute", "education_from_minute", "education_to_minute",
}

// mayBeZero are the limits that a place may do without.
var mayBeZero = []string{"report_working_days", "report_days", "uncounted_age", "visit_check_percent"}

// Limits are the numbers as the rules read them.
func (p *Profile) Limits() models.Limits {
	n := func(name string) int { return p.Numbers[name].Value }
	return models.Limits{
		Calendar:           p.Calendar,
		ReportWorkingDays:  n("report_working_days"),
		ReportDays:         n("report_days"),
		ForeignerHours:     n("foreigner_hours"),
		StaleDays:          n("stale_days"),
		StaleVisitDays:     n("stale_visit_days"),
		OverstayDays:       n("overstay_days"),
		OverstayVisitDays:  n("overstay_visit_days"),
		CheckoutDays:       n("checkout_days"),
		EmptyDays:          n("empty_days"),
		VisitWorkingDays:   n("visit_working_days"),
		OfficerWorkingDays: n("officer_working_days"),
		MaxPerRoom:         n("max_per_room"),
		InfantAge:          n("infant_age"),
		CrowdVisitDays:     n("crowd_visit_days"),
		MinAreaC:           n("min_area_c"),
		UncountedAge:       n("uncounted_age"),
		LargeRooms:         n("large_rooms"),
		LargeBeds:          n("large_beds"),
		AloneAge:           n("alone_age"),
		SameDayAge:         n("same_day_age"),
		AdultAge:           n("adult_age"),
		DuplicateVisitDays: n("duplicate_visit_days"),
		ViewLimit:          n("view_limit"),
		ExportLimit:        n("export_limit"),
		LeaseNoticeFirst:   n("lease_notice_first"),
		LeaseNoticeLast:    n("lease_notice_last"),
		RecallDays:         n("recall_days"),
		DeclareDays:        n("declare_days"),
		RectifyDays:        n("rectify_days"),
		FirstNoticesADay:   n("first_notices_a_day"),
		RetentionDays:      n("retention_days"),
		RejectedDays:       n("rejected_days"),
		TextDays:           n("text_days"),
		NoteDays:           n("note_days"),
		RequestDays:        n("request_days"),
		LogDays:            n("log_days"),
		RunDays:            n("run_days"),
		TextsADay:          n("texts_a_day"),
		TextsIn30Days:      n("texts_in_30_days"),
		TextsFirst:         n("texts_first_month"),
		RemindersADay:      n("reminders_a_day"),
		LessonsAMonth:      n("lessons_a_month"),
		TopicDays:          n("topic_days"),
		SeriesGapDays:      n("series_gap_days"),
		SeriesDays:         n("series_days"),
		VisitsADay:         n("visits_a_day"),
		AnswerDays:         n("answer_days"),
		HazardUrgentDays:   n("hazard_urgent_days"),
		HazardHighDays:     n("hazard_high_days"),
		HazardDays:         n("hazard_days"),
		PhotoDays:          n("photo_days"),
		GreenDays:          n("green_days"),
		YellowDays:         n("yellow_days"),
		OrangeDays:         n("orange_days"),
		RedDays:            n("red_days"),
		FireDays:           n("fire_days"),
		FireLargeDays:      n("fire_large_days"),
		ApartDays:          n("apart_days"),
		VisitCheckPercent:  n("visit_check_percent"),
		ReminderFrom:       n("reminder_from_minute"),
		ReminderTo:         n("reminder_to_minute"),
		EducationFrom:      n("education_from_minute"),
		EducationTo:        n("education_to_minute"),
		EducationBasis:     p.EducationBasis,
	}
}
