package officer

import (
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"

	"github.com/labstack/echo/v4"
)

// takenShown is for how long a queue says that its work came from a predecessor.
const takenShown = 14 * 24 * time.Hour

// Taken is a post that somebody took over lately, with what came with it.
type Taken struct{ Words, Load string }

// taken tells whose grids the visitor took over, and which drafts of visits came with them.
func (d *Desk) taken(c echo.Context, p *Queue) error {
	now, ctx, me := d.Site.Moment(c), site.Ctx(c), d.Site.Actor(c).UserID
	hands, err := d.Read.HandsTo(ctx, me, now.Add(-takenShown), now)
	if err != nil || len(hands) == 0 {
		return err
	}
	var ids []int64
	for _, h := range hands {
		ids = append(ids, h.FromUser)
	}
	names, err := d.Read.NamesOf(ctx, ids)
	if err != nil {
		return err
	}
	for _, h := range hands {
		area, err := d.Read.Area(ctx, h.AreaID)
		if err != nil {
			return err
		}
		p.Taken = append(p.Taken, Taken{Words: h.StartsAt.Day().Chinese() + "起，" + area.Name + "由您接手，原来是" + names[h.FromUser] + "。", Load: handWords(h.PostLoad)})
	}
	drafts, err := d.Read.DraftsBy(ctx, visitDraft, me, true, now)
	for _, draft := range drafts {
		var typed url.Values
		if json.Unmarshal([]byte(draft.Body), &typed) != nil {
			continue
		}
		unit, err := d.Read.Unit(ctx, d.scope(c, policy.VisitRecord), typed.Get("at"))
		if models.IsKind(err, models.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		p.Drafts = append(p.Drafts, site.Link{Href: "/o/u/" + unit.Ref + "/visit?d=" + draft.Ref, Word: unit.Address})
	}
	return err
}

func handWords(l models.PostLoad) string {
	return fmt.Sprintf("一起交来的：待办 %d 件，那一周要走 %d 户，走访草稿 %d 份，没答复的反映 %d 件，抽查 %d 户。", l.Flags, l.Homes, l.Drafts, l.Reports, l.Checks)
}
