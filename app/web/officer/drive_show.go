package officer

import (
	"net/http"
	"strconv"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"

	"github.com/labstack/echo/v4"
)

// Drive is who is there before and after a festival, made from what landlords and tenants said: how far it is, by grid,
// and whom to ask still.
type Drive struct {
	site.Shell
	Since   workday.Day
	Grids   []DriveGrid
	Left    int64
	Answers []site.Choice // to choose what is listed
	Which   string
	List    []DriveLine
	More    bool
}

// DriveGrid is the progress of a grid.
type DriveGrid struct {
	Name                  string
	People, Known, Absent int
}

// Percent is how much of a grid is known.
func (g DriveGrid) Percent() int { return g.Known * 100 / max(g.People, 1) }

// DriveLine is one person in the list; he is named by his room alone.
type DriveLine struct {
	store.DriveRow
	Word string
}

// Template names the page.
func (*Drive) Template() string { return "officer/drive_show" }

const (
	mostDriven  = 20_000
	drivenShown = 200
	driveDays   = 30 // the list looks back so far, unless another day is chosen
)

// ShowDrive is GET /o/drive; since, or since_y, since_m and since_d, is the day on which the drive began, ?answer= what is listed.
func (d *Desk) ShowDrive(c echo.Context) error {
	now := d.Site.Moment(c)
	p := &Drive{Shell: sheet("节前节后去向", "visits"), Since: now.Day() - driveDays, Which: c.QueryParam("answer")}
	if day, err := workday.ParseDay(dayAsked(c, "since")); err == nil && day <= now.Day() {
		p.Since = day
	}
	p.Typed = dayTyped("since", p.Since)
	scope := d.scope(c, policy.DriveView)
	rows, err := d.Read.ListDrive(site.Ctx(c), scope, now.Day(), mostDriven)
	if err != nil {
		return err
	}
	if p.Left, err = d.Read.LeftSince(site.Ctx(c), scope, p.Since, now.Day()); err != nil {
		return err
	}
	p.fill(rows, now)
	return d.Site.Render(c, http.StatusOK, p)
}

func (p *Drive) fill(rows []store.DriveRow, now workday.Moment) {
	words, counts := map[string]string{}, map[string]int{}
	for _, w := range models.DriveWords {
		words[w[0]] = w[1]
	}
	if words[p.Which] == "" {
		p.Which = models.DriveSilent
	}
	for _, row := range rows {
		answer := models.DriveAnswer(row.Stay, p.Since, now)
		counts[answer]++
		if n := len(p.Grids); n == 0 || p.Grids[n-1].Name != row.GridName {
			p.Grids = append(p.Grids, DriveGrid{Name: row.GridName})
		}
		g := &p.Grids[len(p.Grids)-1]
		g.People++
		if answer != models.DriveSilent && answer != models.DriveLate {
			g.Known++
		}
		if answer == models.DriveAway {
			g.Absent++
		}
		if answer == p.Which && len(p.List) < drivenShown {
			p.List = append(p.List, DriveLine{row, words[answer]})
		}
	}
	p.More = counts[p.Which] > len(p.List)
	for _, w := range models.DriveWords {
		p.Answers = append(p.Answers, site.Choice{Value: w[0], Label: w[1] + " " + strconv.Itoa(counts[w[0]]), On: w[0] == p.Which})
	}
}
