package models

import (
	"fmt"
	"strings"
)

// Words is a rate as people read it: 93.5%, 九成多, or a dash where too little was looked at.
func (s ShareTold) Words() string {
	switch tens := []string{"不到一成", "一成多", "两成多", "三成多", "四成多", "五成多", "六成多", "七成多", "八成多", "九成以上"}; {
	case !s.Known:
		return "—"
	case !s.Exact:
		return tens[s.Tenths/bandWidth]
	}
	return fmt.Sprintf("%d.%d%%", s.Tenths/10, s.Tenths%10)
}

// Arrived is the rate of texts that arrived, as people read it. Where none did, the gateway sends no receipts: that nothing
// arrived is not known.
func (s ShareTold) Arrived() string {
	if s.Known && s.Exact && s.Tenths == 0 {
		return "没有回执"
	}
	return s.Words()
}

// MonthWords says the month of an area in plain sentences: what it is now, what was at the end of the month before (the
// zero value where nothing may be told of it), and the areas below. Of areas it compares what was done about homes; no
// sentence is about a person.
func MonthWords(now, before AreaTold, parts []AreaTold, limits Limits) []string {
	var all []string
	say := func(words string, args ...any) { all = append(all, fmt.Sprintf(words, args...)) }
	say("在册 %s 人%s。", Thousands(now.Residents), compared(before.Told, now.Residents, before.Residents, "人"))
	if words := mostOf(now.Zones, ZoneWords, now.Residents); words != "" {
		say("住的地方：%s。", words)
	}
	if words := mostOf(now.Lengths, LengthWords, now.Residents); words != "" {
		say("住的时间：%s。", words)
	}
	if now.Opened != nil && now.Closed != nil {
		was, known := 0, before.Told && before.Closed != nil
		if known {
			was = *before.Closed
		}
		say("本月新出提示 %s 件，办完 %s 件%s。", Thousands(*now.Opened), Thousands(*now.Closed), compared(known, *now.Closed, was, "件"))
	}
	if now.InTime.Known {
		say("办完的提示里，%s是按时办的%s。", now.InTime.Words(), moved(now.InTime, before.InTime))
	}
	if now.Delivered.Known && now.Delivered.Arrived() == now.Delivered.Words() {
		say("短信送到了 %s%s。", now.Delivered.Words(), moved(now.Delivered, before.Delivered))
	}
	return append(append(all, homeWords(now, parts)...), rateWords(now, before, limits)...)
}

// compared says how much more or less there is than at the end of the month before.
func compared(known bool, now, before int, unit string) string {
	switch {
	case !known:
		return ""
	case now > before:
		return fmt.Sprintf("，比上月多 %s %s", Thousands(now-before), unit)
	case now < before:
		return fmt.Sprintf("，比上月少 %s %s", Thousands(before-now), unit)
	}
	return "，和上月一样多"
}

// moved says how much a rate rose or fell; nothing where one of the two is not exact.
func moved(now, before ShareTold) string {
	switch by := now.Tenths - before.Tenths; {
	case !now.Exact || !before.Exact:
		return ""
	case by > 0:
		return fmt.Sprintf("，比上月高 %d.%d 个百分点", by/10, by%10)
	case by < 0:
		return fmt.Sprintf("，比上月低 %d.%d 个百分点", -by/10, -by%10)
	}
	return "，和上月一样"
}

func mostOf(groups []Count, words map[string]string, all int) string {
	if len(groups) < 2 {
		return ""
	}
	parts := make([]string, len(groups))
	for i, g := range groups {
		word := words[g.Key]
		if word == "" {
			word = "其他"
		}
		parts[i] = word + " " + Share{Part: g.N, Whole: all}.told(true).Words()
	}
	return strings.Join(parts, "，")
}

// homeWords names the area that looked at most of its homes and the one that has most left, by homes alone.
func homeWords(now AreaTold, parts []AreaTold) []string {
	var best, last AreaTold
	for _, p := range parts {
		if !p.Told || p.Homes == 0 {
			continue
		}
		if best.ID == 0 || p.Rates[4].Tenths > best.Rates[4].Tenths {
			best = p
		}
		if last.ID == 0 || p.Homes-p.Scanned > last.Homes-last.Scanned {
			last = p
		}
	}
	words := []string{fmt.Sprintf("房屋 %s 处，本月扫码走访了 %s 处。", Thousands(now.Homes), Thousands(now.Scanned))}
	if best.Scanned > 0 {
		words = append(words, fmt.Sprintf("走访最全的是%s：%s 处房屋走访了 %s 处。", best.Name, Thousands(best.Homes), Thousands(best.Scanned)))
	}
	if left := last.Homes - last.Scanned; left > 0 && last.ID != best.ID {
		words = append(words, fmt.Sprintf("要加把劲的是%s：还有 %s 处房屋没走访。", last.Name, Thousands(left)))
	}
	return words
}

// rateWords names the lowest of the rates that are told exactly, and what helps.
func rateWords(now, before AreaTold, limits Limits) []string {
	low := -1
	for i, rate := range now.Rates {
		if rate.Exact && (low < 0 || rate.Tenths < now.Rates[low].Tenths) {
			low = i
		}
	}
	if low < 0 {
		return nil
	}
	help := []string{
		"走访时先问有没有刚住进来的人。", "请户主对一对名册，搬走的办退房，新来的办登记。",
		fmt.Sprintf("请提醒户主：房客搬走后 %d 个工作日内办退房。", limits.CheckoutDays), "登记时请户主照着证件再看一遍。", "走访时请扫一扫门上的码，扫了才算。",
	}[low]
	return []string{fmt.Sprintf("五项指标里最低的是%s，%s%s。%s", RateNames[low], now.Rates[low].Words(), moved(now.Rates[low], before.Rates[low]), help)}
}

// Thousands writes a number as people read it: 412,608.
func Thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
