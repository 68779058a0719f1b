package registry

import (
	"cmp"
	"context"
	"fmt"

	"anju/models"
	"anju/models/idcard"
	"anju/models/policy"
	"anju/models/workday"
)

// PageExports are the lists that leave from a page, in the order of the form. The others hold whole numbers, to be read in
// elsewhere: they leave from the machine itself alone.
var PageExports = []string{"roster", "units", "flags", "stats"}

// page says whether the list goes to people who read it: in plain words, and marked.
func (e *export) page() bool { return !e.who.IsSystem() }

// act is what somebody does who takes the list.
func (how ExportHow) act(who policy.Actor) policy.Action {
	switch {
	case who.IsSystem():
		return policy.RosterExport
	case how.Kind == "stats":
		return policy.StatsView
	case how.Reveal != "":
		return policy.ListReveal
	}
	return policy.ListExport
}

// exportScope sets what may leave: an area of the actor's own, or all that he has. Errors: Invalid for no such area,
// NotFound for one that is not his, Forbidden while the code is to be given again.
func (r *Registry) exportScope(ctx context.Context, e *export, act policy.Action) (models.Area, error) {
	e.scope = policy.ScopeOf(e.who, act, e.now)
	if e.scope.Empty() {
		return models.Area{}, ErrNotFresh
	}
	if e.Area == "" {
		return models.Area{}, nil
	}
	area, err := r.areaOf(ctx, e.Area)
	if err != nil {
		return area, err
	}
	if !e.scope.Covers(recordOf(area)) {
		return models.Area{}, models.ErrNotFound
	}
	e.scope = only(area)
	return area, nil
}

var pageHeaders = map[string][]string{
	"flags": {"提示", "房屋代码", "地址", "房间号", "级别", "发现时间", "最晚哪天办"},
	"stats": {"哪一项", "分类", "人数"},
}

// ExportWords are the columns of a list that leaves from a page.
func ExportWords(kind string) []string {
	if words := pageHeaders[kind]; words != nil {
		return words
	}
	list := kind
	if kind == "roster" {
		list = "stays"
	}
	var words []string
	for _, c := range models.SheetColumns[list] {
		words = append(words, c.Words)
	}
	if kind == "roster" {
		return append(words, "记录编号", "派出所", "退回原因")
	}
	return append(words, "房屋编号", "门牌网址")
}

// ExportMark is the first row of a list that leaves from a page: who took it, when, of where, and why. It is as wide as
// the list, so that a program reads the columns alike.
func ExportMark(who policy.Actor, how ExportHow, place string) []string {
	numbers := "号码已遮住"
	if how.Reveal != "" {
		numbers = "号码是全的"
	}
	row := make([]string, len(ExportWords(how.Kind)))
	row[0] = fmt.Sprintf("%s，不得外传。%s导出，时间：%s，范围：%s，原因：%s，%s", models.SheetMark, who.Name, workday.At(how.At).Stamp(), place, how.Why, numbers)
	return row
}

// exportStats writes the counts of today; they name nobody. From a page no group of fewer than ten people leaves, and none
// that somebody who has other pages could work out.
func (r *Registry) exportStats(ctx context.Context, e *export) error {
	if e.page() {
		return r.exportTold(ctx, e)
	}
	s, err := r.CountStays(ctx, e.who, e.Area, e.now.Day(), e.now)
	if err != nil {
		return err
	}
	err = e.row("residents", s.AsOf, number(s.Residents))
	for _, group := range []struct {
		name   string
		counts []Count
	}{{"by_zone", s.ByZone}, {"by_length", s.ByLength}, {"by_province", s.ByProvince}} {
		for _, c := range group.counts {
			if err == nil {
				err = e.row(group.name, c.Key, number(c.N))
			}
		}
	}
	return err
}

func (r *Registry) exportTold(ctx context.Context, e *export) error {
	look, err := r.LookAtStats(ctx, e.who, e.Area, e.now.Day(), e.At)
	switch {
	case err != nil:
		return err
	case look.Area.ID == 0:
		return models.Refuse(models.Invalid, "统计要选一个范围，不能把几处合起来导出")
	case !look.Here.Told:
		return models.Refuse(models.Invalid, "人数太少，为保护隐私不能导出。请换大一点的范围")
	}
	err = e.row("在册人数", look.On.String(), number(look.Here.Residents))
	for _, group := range []struct {
		words  string
		counts []Count
		of     map[string]string
	}{{"城乡", look.Here.Zones, models.ZoneWords}, {"住了多久", look.Here.Lengths, models.LengthWords}, {"来自", look.Here.Origins, nil}} {
		for _, c := range group.counts {
			if err == nil {
				err = e.row(group.words, cmp.Or(group.of[c.Key], idcard.ProvinceName(c.Key), "其他"), number(c.N))
			}
		}
	}
	return err
}
