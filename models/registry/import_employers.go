package registry

import (
	"context"
	"strings"
	"unicode/utf8"

	"anju/models"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// employerLine is one row of a list of employers.
type employerLine struct {
	importLine
	employer models.Employer
	area     string
}

// ImportEmployers takes over a list of employers. One is known by his 统一社会信用代码; an empty cell leaves what is stored.
// Nobody is texted, and no account is made.
func (r *Registry) ImportEmployers(ctx context.Context, who policy.Actor, file ImportFile, how ImportHow) (Imported, error) {
	return importRows(ctx, r, who, file, how, importer[*employerLine]{
		subject: "employer", columns: models.SheetColumns["employers"], read: readEmployerLine,
		save: func(ctx context.Context, tx *store.Tx, lines []*employerLine) error {
			return saveEmployerLines(ctx, tx, lines, workday.At(how.At))
		}})
}

func readEmployerLine(cell func(string) string) (*employerLine, error) {
	l := &employerLine{area: cell("area_code")}
	e := &l.employer
	var why reasons
	var fault string
	e.CreditCode, fault = models.CheckCreditCode(cell("credit_code"))
	why.add("", fault)
	if e.Name = strings.Join(strings.Fields(cell("name")), " "); utf8.RuneCountInString(e.Name) > 100 {
		why.add("", "单位名称太长，100 个字以内")
	}
	if e.Address = strings.Join(strings.Fields(cell("address")), " "); e.Address != "" {
		why.add("", models.CheckAddress(e.Address))
	}
	if e.Manager = CleanName(cell("manager_name")); e.Manager != "" && checkName(e.Manager) != "" {
		why.add("", "管理员姓名请照证件填，只有汉字或字母，2 到 30 个字")
	}
	if raw := cell("manager_phone"); raw != "" {
		e.Phone, fault = phone.Check(raw)
		why.add("管理员手机号：", fault)
	}
	l.fault = why.String()
	return l, nil
}

// saveEmployerLines judges a batch of employers against the register and writes what is new or different.
func saveEmployerLines(ctx context.Context, tx *store.Tx, lines []*employerLine, now workday.Moment) error {
	codes := map[string]bool{}
	for _, l := range lines {
		codes[l.employer.CreditCode] = true
	}
	known, err := tx.LockEmployers(ctx, keysOf(codes))
	if err != nil {
		return err
	}
	places, err := readPlaces(ctx, tx)
	if err != nil {
		return err
	}
	var fresh, changed []*models.Employer
	dirty := map[*models.Employer]bool{}
	for _, l := range lines {
		e := known[l.employer.CreditCode]
		area, found := places.byCode[l.area]
		switch {
		case l.failed():
		case l.area != "" && !found:
			l.fail("没有这个地区代码：" + l.area)
		case l.area == "" && e == nil:
			l.fail("请填地区代码")
		case l.employer.Name == "" && e == nil:
			l.fail("请填单位名称")
		}
		if l.failed() {
			continue
		}
		if e == nil {
			e = &models.Employer{CreditCode: l.employer.CreditCode, CreatedAt: now}
			known[e.CreditCode], dirty[e] = e, true
			fresh = append(fresh, e)
		}
		before := *e
		if found {
			e.AreaID, e.Ancestors = area.ID, places.ancestors(area)
		}
		for _, c := range []struct {
			cell string
			to   *string
		}{{l.employer.Name, &e.Name}, {l.employer.Address, &e.Address}, {l.employer.Manager, &e.Manager}, {l.employer.Phone, &e.Phone}} {
			if c.cell != "" {
				*c.to = c.cell
			}
		}
		if l.saved = before != *e; l.saved && !dirty[e] {
			dirty[e] = true
			changed = append(changed, e)
		}
	}
	if err := tx.AddEmployers(fresh); err != nil {
		return err
	}
	for _, e := range changed {
		if err := tx.SaveEmployer(e); err != nil {
			return err
		}
	}
	return nil
}
