package officer

import (
	"slices"
	"strconv"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/mask"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// listFlags lists on the first page what he goes to look at today, and below it the rest with why it waits.
func (d *Desk) listFlags(c echo.Context, p *Queue, f filters) error {
	p.Order = "轮到您的在前，再按剩下的天数排"
	scope, q := narrow(d.scope(c, policy.QueueView), f.grid), f.flags(p.day.Turn, d.Site.Moment(c).Day())
	q.Rule, q.After, q.N = f.flag, f.after, perPage+1
	rows, err := d.Read.ListFlags(site.Ctx(c), scope, q)
	if err != nil {
		return err
	}
	if len(rows) > perPage {
		rows = rows[:perPage]
		last := rows[perPage-1]
		p.Next = p.address(f.flag, d.writePlace(store.FlagPlace{Others: last.Level < p.day.Turn, DueAt: last.StepAt, ID: last.ID}))
	}
	rows = slices.DeleteFunc(rows, func(row store.FlagRow) bool { return slices.Contains(p.day.Today, row.ID) })
	if p.Items, err = d.flagItems(c, p, rows); err != nil || f.after.ID != 0 {
		return err
	}
	if len(p.day.Today) == 0 {
		return nil
	}
	q.After, q.IDs, q.N = store.FlagPlace{}, p.day.Today, len(p.day.Today)
	if rows, err = d.Read.ListFlags(site.Ctx(c), scope, q); err == nil {
		p.Today, err = d.flagItems(c, p, rows)
	}
	return err
}

func (d *Desk) flagItems(c echo.Context, p *Queue, rows []store.FlagRow) ([]QueueItem, error) {
	owners := make([]int64, 0, len(rows))
	for _, row := range rows {
		owners = append(owners, row.OwnerID)
	}
	names, err := d.Read.NamesOf(site.Ctx(c), owners)
	if err != nil {
		return nil, err
	}
	var items []QueueItem
	may := d.may(c, policy.FlagRemind)
	for _, row := range rows {
		tag, err := flagTag(row.Rule)
		if err != nil {
			return nil, err
		}
		item := QueueItem{
			Tag: tag, Place: place(row.Address, row.RoomNo), Href: "/o/items/" + row.Ref,
			Why: row.Evidence + "。", Under: under(row.GridName, names[row.OwnerID]),
			Do: "记走访", DoHref: "/o/items/" + row.Ref + "/visit", Also: "看情况", Aim: "/o/items/" + row.Ref,
		}
		if may && len(models.TextsOf(row.Rule)) > 0 && row.Rule != "B17" {
			item.Tick, p.Ticks = row.Ref, true
		}
		if rule, _ := models.RuleOf(row.Rule); rule.Compares && d.may(c, policy.StayCompare) {
			item.Also, item.Aim = "核对两处", "/o/compare/"+row.Ref
		}
		item.Due, item.Late = dueWords(row.Flag, d.Registry.Limits(), d.Site.Moment(c).Day())
		if !slices.Contains(p.day.Today, row.ID) {
			wait := p.day.Waits[row.ID]
			if wait == "" {
				wait = models.WaitTurn
			}
			item.Wait = models.VisitWaitWords[wait]
		}
		items = append(items, item)
	}
	return items, nil
}

// listWaiting lists what no rule flags: declarations the landlord has not answered, homes without grid or acceptance.
func (d *Desk) listWaiting(c echo.Context, p *Queue, f filters) error {
	scope := narrow(d.scope(c, policy.QueueView), f.grid)
	p.Order = "先来的在前"
	last, w := int64(0), store.Waiting{What: f.flag, Words: f.words, After: f.after, N: perPage + 1}
	if f.flag == "declared" {
		rows, err := d.Read.ListUnanswered(site.Ctx(c), scope, d.declaredBefore(c), w)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if len(p.Items) == perPage {
				p.Next = p.address(f.flag, d.writePlace(store.FlagPlace{ID: last}))
				break
			}
			last = row.ID
			words, due, why := declaredWords(row)
			tag, err := site.NewTag("info", words)
			if err != nil {
				return err
			}
			p.Items = append(p.Items, QueueItem{Tag: tag, Place: place(row.Address, row.RoomNo), Href: "/o/u/" + row.UnitRef,
				Due: due, Why: why, Under: row.GridName,
				Do: "记走访", DoHref: "/o/u/" + row.UnitRef + "/visit", Also: "看房屋", Aim: "/o/u/" + row.UnitRef})
		}
		return nil
	}
	units, err := d.Read.ListWaitingUnits(site.Ctx(c), scope, w)
	if err != nil {
		return err
	}
	backs := map[int64]models.UnitReturn{}
	if f.flag == store.WaitMended || f.flag == store.WaitReturn {
		ids := make([]int64, 0, len(units))
		for _, u := range units {
			ids = append(ids, u.ID)
		}
		if backs, err = d.Read.LastReturns(site.Ctx(c), ids); err != nil {
			return err
		}
	}
	for i, u := range units {
		if len(p.Items) == perPage {
			p.Next = p.address(f.flag, d.writePlace(store.FlagPlace{DueAt: units[i-1].ReturnedAt, ID: units[i-1].ID}))
			break
		}
		item, err := waitingItem(u, f.flag, backs[u.ID], d.Site.Moment(c).Day())
		if err != nil {
			return err
		}
		p.Items = append(p.Items, item)
	}
	return nil
}

// declaredWords tell who said that somebody lives there: the person, or staff who met him at a visit.
func declaredWords(row store.DeclaredRow) (tag, due, why string) {
	day := row.DeclaredAt.Day().Chinese()
	if row.Via == models.ViaVisit {
		return "走访登记", day + "走访登记", "走访时见到的人，户主一直没确认，请去问一问。"
	}
	return "自主申报", day + "申报", "房客自己申报，户主一直没确认，请去问一问。"
}

// keptWords tell why a landlord changed nothing.
func keptWords(what string, back models.UnitReturn) string {
	if back.Answer == "" {
		return what + "，说不用改。请再看一眼，再点核实通过或者再退回。"
	}
	return what + "，他说：" + strings.TrimRight(back.Answer, "。") + "。请再看一眼，再点核实通过或者再退回。"
}

func waitingItem(u models.Unit, what string, back models.UnitReturn, today workday.Day) (QueueItem, error) {
	due := u.CreatedAt.Day().Chinese() + "登记"
	words, why, do, aim := "等核实", "户主自己登记的房子，请上门看一眼，再点核实通过。", "去核实", "/o/u/"+u.Ref
	if u.Reviewed() {
		why = "停租以后恢复出租的，要再看一眼。您核实以前，房客的回执不能当证明。"
	}
	if what == store.WaitGrid {
		words, why, do, aim = "待划网格", "户主自己登记的房子，还没划到哪个网格。", "去划网格", "/o/u/"+u.Ref+"#grid"
	}
	if what == store.WaitMended {
		words, why = "退回后改好", "户主照您说的改好了，请再看一眼，再点核实通过。"
		switch {
		case back.Kept:
			words, why = "退回后没改", keptWords("户主没改", back)
		case back.Unmended != "":
			words, why = "退回后没改全", keptWords("户主改了一部分，"+back.UnmendedWords()+"没改", back)
		}
		if back.MendBy != 0 {
			words = strings.Replace(words, "退回", "整改", 1)
		}
	}
	if what == store.WaitReturn {
		words, due, do = "退回没改", agoWords(u.ReturnedAt.Day(), today)+"退回", "看房屋"
		if back.MendBy != 0 {
			words, due = "整改没改", mendWords(back.MendBy, today)
		}
		why = "要改的是：" + back.Fields() + "。户主还没改，请打电话问一问。"
	}
	if what == store.WaitPlate {
		words, due, do, aim = "换门牌", "码没变", "打印门牌", "/o/u/"+u.Ref+"/plate"
		why = "门上的门牌写的还是“" + u.PlateAddress + "”。打一张新的换上，再到房屋页点“换上了”。"
	}
	if what == store.WaitMended {
		due = agoWords(back.MendedAt.Day(), today) + "交"
		if u.Reviewed() {
			why += "您核实以前，房客的回执不能当证明。"
		}
	}
	if what == store.WaitOwner {
		words, why, do, aim = "房东没对上", "名册上的房东说这处房子不是他的，请问清是谁的，再填他的手机号。", "去填房东", "/o/u/"+u.Ref+"#owner"
	}
	tag, err := site.NewTag("info", words)
	return QueueItem{Tag: tag, Place: u.Address, Href: "/o/u/" + u.Ref, Due: due, Why: why,
		Under: u.StateName(), Do: do, DoHref: aim}, err
}

// agoWords is 3 天前 or 今天.
func agoWords(on, today workday.Day) string {
	if on >= today {
		return "今天"
	}
	return strconv.Itoa(int(today-on)) + " 天前"
}

// declaredBefore is the moment before which a declaration has waited too long (DESIGN 2 row 13a).
func (d *Desk) declaredBefore(c echo.Context) workday.Moment {
	return workday.At((workday.DayOf(d.Site.At(c)) - workday.Day(d.Registry.Limits().DeclareDays)).Start())
}

func flagTag(code string) (site.Tag, error) {
	rule, known := models.RuleOf(code)
	if !known {
		return site.NewTag("info", "要核实")
	}
	return site.NewTag(rule.Tag, rule.Words)
}

// place is 青禾路 26 号 204 房.
func place(address, room string) string {
	if room == "" {
		return address
	}
	return address + " " + room + " 房"
}

func under(grid, owner string) string {
	if owner == "" {
		return grid
	}
	return grid + "·户主 " + mask.Name(owner)
}

// dueWords tells how long there is until the flag climbs, or since when it stands on the highest step. A flag that never
// climbs tells since when its limit is over, or, without a limit, since when it is known.
func dueWords(f models.Flag, limits models.Limits, today workday.Day) (words string, late bool) {
	if !f.VisitedAt.IsZero() {
		return f.VisitedAt.Day().Chinese() + "走访过", false
	}
	until, whose := models.StepEnd(f, limits)
	if until.IsZero() {
		return f.RaisedAt.Day().Chinese() + "发现", false
	}
	left := int((until - 1000).Day() - today)
	switch {
	case left < 0:
		return whose + "超期 " + strconv.Itoa(-left) + " 天", true
	case left == 0:
		return whose + "今天到期", false
	}
	return whose + "还有 " + strconv.Itoa(left) + " 天", false
}
