package registry

import (
	"context"
	"slices"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
)

// areaLine is one row of a list of areas.
type areaLine struct {
	importLine
	area   models.Area
	parent string
}

var zoneWords = [][2]string{{"urban", "建成区"}, {"urban", "城镇"}, {"urban", "城市"}, {"rural", "农村"}, {"rural", "乡村"}}

var levelWords = append([][2]string{
	{models.LevelCounty, "区"}, {models.LevelCounty, "县"}, {models.LevelSubdistrict, "街道"}, {models.LevelSubdistrict, "镇"},
	{models.LevelSubdistrict, "乡"}, {models.LevelCommunity, "社区"}, {models.LevelCommunity, "村"},
}, namesOf(models.LevelNames)...)

func namesOf(names map[string]string) [][2]string {
	var words [][2]string
	for key, name := range names {
		words = append(words, [2]string{key, name})
	}
	return words
}

// ImportAreas takes over a list of areas. Rows may stand in any order within ten thousand: higher levels are saved first.
// An area is known by its code; it may get another name or zone, never another place in the tree.
func (r *Registry) ImportAreas(ctx context.Context, who policy.Actor, file ImportFile, how ImportHow) (Imported, error) {
	return importRows(ctx, r, who, file, how, importer[*areaLine]{
		subject: "area", columns: models.SheetColumns["areas"], read: readAreaLine, save: r.saveAreaLines})
}

func readAreaLine(cell func(string) string) (*areaLine, error) {
	l := &areaLine{parent: cell("parent_code")}
	l.area = trimArea(models.Area{Code: cell("code"), Name: cell("name"), Level: cell("level"), Zone: cell("zone")})
	if level := wordOf(levelWords, l.area.Level); level != "" {
		l.area.Level = level
	}
	if zone := wordOf(zoneWords, l.area.Zone); zone != "" {
		l.area.Zone = zone
	}
	var err error
	l.fault, err = faultsOf(checkArea(l.area))
	return l, err
}

func (r *Registry) saveAreaLines(ctx context.Context, tx *store.Tx, lines []*areaLine) error {
	all, err := tx.AllAreas(ctx)
	if err != nil {
		return err
	}
	byCode := map[string]models.Area{}
	for _, a := range all {
		byCode[a.Code] = a
	}
	order := slices.Clone(lines)
	slices.SortStableFunc(order, func(a, b *areaLine) int { return models.LevelRank(a.area.Level) - models.LevelRank(b.area.Level) })
	for _, l := range order {
		if l.failed() {
			continue
		}
		area, known := byCode[l.area.Code]
		parent, found := byCode[l.parent]
		switch {
		case known && area.Ended():
			l.fail("这个地区已经并到别的网格，代码不能再用")
		case parent.Ended():
			l.fail("这个上级已经并到别的网格，请换一个")
		case l.parent != "" && !found:
			l.fail("没有这个上级代码：" + l.parent)
		case l.parent != "" && models.LevelRank(parent.Level) >= models.LevelRank(l.area.Level):
			l.fail(models.LevelNames[l.area.Level] + "不能放在" + models.LevelNames[parent.Level] + "下面")
		case known && area.Level != l.area.Level:
			l.fail("这个代码已经是" + models.LevelNames[area.Level] + "，级别不能在表格里改")
		case known && l.parent != "" && area.ParentID != parent.ID:
			l.fail("这个地区已经在别的上级下面，不能在表格里挪")
		}
		if l.failed() {
			continue
		}
		if !known {
			area = l.area
			area.ParentID = parent.ID
		}
		if known && area.Name == l.area.Name && (l.area.Zone == "" || area.Zone == l.area.Zone) {
			continue
		}
		area.Name = l.area.Name
		if l.area.Zone != "" {
			area.Zone = l.area.Zone
		}
		if err := tx.SaveArea(&area); err != nil {
			return err
		}
		byCode[area.Code] = area
		l.saved = true
	}
	return nil
}
