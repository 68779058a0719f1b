package landlord

import (
	"fmt"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// shown are the rules whose flags a landlord sees, in the order of his errands; what compares homes (B17) or concerns a
// child (B15) is not his, and the store hands neither to him.
var shown = []string{"B03", "B01", "B13", "B11", "B12", "B08", "B05", "B07", "B09", "B10", "B14"}

// noted are those of them that stand in a sentence of their own; B01, B05 and B08 speak through the person's card.
var noted = []string{"B03", "B13", "B11", "B12", "B07", "B09", "B10", "B14"}

// Note is a flag in one sentence.
type Note struct {
	Tag   site.Tag
	Words string
}

func noteOf(f models.Flag) (Note, error) {
	rule, _ := models.RuleOf(f.Rule)
	tag, err := site.NewTag(rule.Tag, rule.Words)
	return Note{Tag: tag, Words: f.Evidence + "。"}, err
}

// notes are the sentences about the home, or about one of its rooms and the people in it.
func (h *house) notes(room *models.Room) ([]Note, error) {
	var all []Note
	for _, code := range noted {
		for _, f := range h.open {
			if f.Rule != code || room != nil && f.RoomID != room.ID {
				continue
			}
			note, err := noteOf(f)
			if err != nil {
				return nil, err
			}
			if room == nil && f.RoomID != 0 {
				note.Words = h.roomNo(f.RoomID) + " 房：" + note.Words
			}
			all = append(all, note)
		}
	}
	return all, nil
}

func (h *house) roomNo(id int64) string {
	for _, r := range h.rooms {
		if r.ID == id {
			return r.No
		}
	}
	return ""
}

// flagErrand is the errand of a flag that stands on a home, a room, or asks something about a person other than whether
// he is reported and still there.
func flagErrand(f store.FlagRow, several bool) (Errand, bool, error) {
	note, err := noteOf(f.Flag)
	if err != nil {
		return Errand{}, false, err
	}
	e := Errand{Tag: note.Tag, By: note.Words, What: place(f.Label, f.RoomNo, several)}
	if f.RoomNo == "" {
		e.What = f.Label
	}
	switch f.Rule {
	case "B03":
		e.What += "：外国人要到派出所登记"
		e.All = "住进来 24 小时内，本人或您去派出所登记。登记了，把日子填上"
		e.Href, e.Go = at(f.UnitRef, "stays", f.StayRef, "edit"), "去填"
	case "B07":
		e.What += "：租约到期了"
		e.All = "续租了改租约日期，还住着点一下，搬走了办退房"
		e.Href, e.Go = at(f.UnitRef, "rooms", f.RoomNo), "去答复"
	case "B09", "B10":
		e.What += "：住没住人，请说清楚"
		e.Href, e.Go = at(f.UnitRef), "去说清"
	case "B11", "B12":
		// The sentence names the last day and says that nobody is to be put out; it goes over the full width.
		e.What, e.By, e.All = e.What+"：住得太挤", "", note.Words
		e.Href, e.Go = at(f.UnitRef, "rooms", f.RoomNo), "去看"
	case "B13":
		e.What += "：这间不能住人"
		e.All = "不要马上赶人，先打网格员商量换哪一间"
		e.Href, e.Go = at(f.UnitRef, "rooms", f.RoomNo), "去看"
	case "B14":
		e.What += "：要写明谁来管理"
		e.All = "在“我的”里加一位代管人"
		e.Href, e.Go = "/h/me", "去加"
	default:
		return e, false, nil
	}
	return e, true, nil
}

// goneErrands ask to check out whom a visit found gone (B08 opens when nobody does).
func (d *Desk) goneErrands(c echo.Context, several bool) ([]Errand, error) {
	now := d.Site.Moment(c)
	stays, err := d.Read.ListSaidLeft(site.Ctx(c), d.scope(c, policy.RosterView), mostHomes)
	if err != nil {
		return nil, err
	}
	var all []Errand
	for _, s := range stays {
		if !s.SaidLeft(now.Day()) {
			continue
		}
		last := d.Registry.Limits().Calendar.Add(s.SaidLeftAt.Day(), d.Registry.Limits().CheckoutDays)
		all = append(all, Errand{Tag: tags[saidLeft], What: place(s.Label, s.RoomNo, several) + "：网格员说 1 人搬走了", By: lastWords(last, now.Day()),
			All: "搬走了就办退房。还住着，请打网格员的电话", Href: at(s.UnitRef, "stays", s.Ref, "checkout"), Go: "办退房"})
	}
	return all, nil
}

func lastWords(last, today workday.Day) string {
	if today > last {
		return fmt.Sprintf("最后一天是 %s，请今天就办", last.Chinese())
	}
	return fmt.Sprintf("最晚 %s办好", last.Chinese())
}
