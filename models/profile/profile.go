// Package profile holds the limits of each place as data files: every number with the law and article it comes from and
// the day on which somebody last checked it. Working days come from the State Council's holiday notices.
package profile

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
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

	// Who answers for the data; an empty one keeps real people out (DESIGN 4.1, sending).
	Controller    string `json:"controller"`
	Contact       string `json:"contact"`
	NoticeVersion string `json:"notice_version"`
	Assessed      string `json:"assessed"`
	SMSAuthority  string `json:"sms_authority"`

	Calendar *workday.Calendar `json:"-"`
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
	for _, name := range limitNames {
		if n, ok := p.Numbers[name]; !ok || n.Source == "" || n.Checked == "" {
			return nil, fmt.Errorf("profile %s: %s lacks its value, source or date of last check", key, name)
		}
	}
	return &p, nil
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
	"report_working_days", "stale_days", "stale_visit_days", "visit_working_days", "officer_working_days",
	"max_per_room", "recall_days", "declare_days", "first_notices_a_day", "retention_days",
}

// Limits are the numbers as the rules read them.
func (p *Profile) Limits() models.Limits {
	n := func(name string) int { return p.Numbers[name].Value }
	return models.Limits{
		Calendar:           p.Calendar,
		ReportWorkingDays:  n("report_working_days"),
		StaleDays:          n("stale_days"),
		StaleVisitDays:     n("stale_visit_days"),
		VisitWorkingDays:   n("visit_working_days"),
		OfficerWorkingDays: n("officer_working_days"),
		MaxPerRoom:         n("max_per_room"),
		RecallDays:         n("recall_days"),
		DeclareDays:        n("declare_days"),
		FirstNoticesADay:   n("first_notices_a_day"),
		RetentionDays:      n("retention_days"),
	}
}
