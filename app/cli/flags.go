package cli

import (
	"fmt"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
)

type flagsCommand struct {
	Area string `help:"只看这个地区（代码）" placeholder:"代码"`
	Rule string `help:"只看这一条规则，例如 B01" placeholder:"规则"`
	jsonFlag
}

// flagLine is one open flag (RULES 32).
type flagLine struct {
	Rule     string  `json:"rule"`
	Name     string  `json:"name"`
	UnitCode string  `json:"unit_code"`
	RoomNo   *string `json:"room_no"`
	StayRef  *string `json:"stay_ref"`
	Level    int     `json:"level"`
	RaisedAt string  `json:"raised_at"`
	DueAt    string  `json:"due_at"`
}

// Run lists the open flags.
func (c *flagsCommand) Run(w *world) error {
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	scope := policy.Scope{All: true}
	if c.Area != "" {
		area, err := app.Store.AreaByCode(w.ctx, c.Area)
		if err != nil {
			return fmt.Errorf("没有代码是 %s 的地区", c.Area)
		}
		scope = policy.Scope{Areas: []policy.Area{{ID: area.ID, Level: policy.Level(area.Level)}}}
	}
	lines := []flagLine{}
	var after store.FlagPlace
	for {
		rows, err := app.Store.ListFlags(w.ctx, scope, store.Queue{Rule: c.Rule, After: after, N: 500})
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			break
		}
		for _, f := range rows {
			lines = append(lines, flagLineOf(f))
		}
		last := rows[len(rows)-1]
		after = store.FlagPlace{DueAt: last.DueAt, ID: last.ID}
	}
	if c.JSON {
		return w.json(lines)
	}
	for _, l := range lines {
		room := ""
		if l.RoomNo != nil {
			room = *l.RoomNo
		}
		fmt.Fprintf(w.out, "%s %-14s %s %s 第 %d 级 到期 %s\n", l.Rule, l.Name, l.UnitCode, room, l.Level, l.DueAt)
	}
	return nil
}

func flagLineOf(f store.FlagRow) flagLine {
	rule, _ := models.RuleOf(f.Rule)
	line := flagLine{Rule: f.Rule, Name: rule.Name, UnitCode: f.UnitCode, Level: f.Level, RaisedAt: f.RaisedAt.RFC3339(), DueAt: f.DueAt.RFC3339()}
	if f.RoomNo != "" {
		line.RoomNo = &f.RoomNo
	}
	if f.StayRef != "" {
		line.StayRef = &f.StayRef
	}
	return line
}
