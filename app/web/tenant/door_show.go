package tenant

import (
	"net/http"
	"regexp"
	"strings"

	"anju/app/web/site"
	"anju/models"
	"anju/models/registry"
	"anju/models/token"

	"github.com/labstack/echo/v4"
)

// Door is the public page behind a plate: the address, what can be done, whom to call. It shows nothing about filing,
// vacancy, or anybody who lives there, and not a byte about who looks at it (DESIGN 2 row 13).
type Door struct {
	site.Shell
	Road, No, Tail string // 青禾路, 18, what follows 号
	Places         string // 云溪市 青禾街道 柳岸社区
	Grid           string
	Code           string // 房屋编号
	Path           string // of this door
	Checking       bool   // an officer looks at the home anew: what its landlord wrote since is not named
	Plate          string // the address on the plate, where the page says another one or none
	Newer          string // the one that a newer plate says, if that hangs
	Via            string // ?via=code when the number was typed: weaker evidence of being at the door
	Calls          []Call
}

// Call is one line of 有事找谁.
type Call struct{ Name, What, Phone string }

// Template names the page.
func (*Door) Template() string { return "tenant/door_show" }

// ShowDoor is GET /d/{token}.
func (d *Desk) ShowDoor(c echo.Context) error {
	if d.Site.Session(c) == "" {
		return d.showKeptDoor(c)
	}
	door, err := d.openDoor(c)
	if err != nil {
		return err
	}
	switch door.What {
	case registry.DoorOwner:
		return d.Site.Redirect(c, "/h/u/"+door.Unit.Ref+"/roster", "")
	case registry.DoorOfficer:
		if viaOf(c) == models.ViaCode {
			return d.Site.Redirect(c, "/o/u/"+door.Unit.Ref, "")
		}
		return d.Site.Redirect(c, "/o/u/"+door.Unit.Ref+"/visit?door="+door.Unit.DoorToken, "")
	case registry.DoorPublic, registry.DoorChecking:
		return d.Site.Render(c, http.StatusOK, newDoor(door, viaOf(c)))
	}
	return d.noDoor(c, door.What)
}

// openDoor asks what the visitor may see. Only the token of a plate opens it here: short codes are typed at /c, where
// wrong ones are counted.
func (d *Desk) openDoor(c echo.Context) (registry.Door, error) {
	plate := c.Param("token")
	if !token.ValidDoor(plate) {
		return registry.Door{What: registry.DoorUnknown}, nil
	}
	return d.Registry.OpenDoor(site.Ctx(c), d.Site.Actor(c), plate, d.Site.At(c))
}

// showKeptDoor answers a stranger from kept bytes. A page is good for a minute, and only while its home has not changed.
func (d *Desk) showKeptDoor(c echo.Context) error {
	key := doorKey{token: c.Param("token"), via: viaOf(c), big: d.Site.Big(c)}
	seen := d.Registry.Store.HomesChanged()
	if kept, ok := d.doors.get(key, d.Site.Real()); ok {
		if kept.seen == seen {
			return d.sendDoor(c, kept.page)
		}
		if unit, err := d.Read.UnitAtDoor(site.Ctx(c), key.token); err == nil && unit.Rev == kept.rev {
			kept.seen = seen
			d.doors.put(kept)
			return d.sendDoor(c, kept.page)
		}
	}
	door, err := d.openDoor(c)
	if err != nil {
		return err
	}
	if !door.Answers() {
		return d.noDoor(c, door.What)
	}
	page := newDoor(door, key.via)
	page.Big = key.big
	body, err := d.Site.Bytes(page)
	if err != nil {
		return err
	}
	kept := keptDoor{key: key, rev: door.Unit.Rev, seen: seen, until: d.Site.Real().Add(doorLife), page: site.Pack(htmlType, body)}
	d.doors.put(kept)
	return d.sendDoor(c, kept.page)
}

const htmlType = "text/html; charset=utf-8"

func (d *Desk) sendDoor(c echo.Context, page site.Packed) error {
	c.Response().Header().Set("Cache-Control", "no-cache")
	c.Response().Header().Add("Vary", "Cookie")
	return d.Site.SendPacked(c, http.StatusOK, page)
}

// viaOf says whether the visitor typed the number instead of scanning.
func viaOf(c echo.Context) string {
	if c.QueryParam("via") == models.ViaCode {
		return models.ViaCode
	}
	return models.ViaDoor
}

func newDoor(door registry.Door, via string) *Door {
	p := &Door{
		Shell: site.Shell{Title: door.Unit.Address + " 门牌信息", Who: "扫码公开页", NoHelp: true},
		Code:  door.Unit.ShortCode, Path: "/d/" + door.Unit.DoorToken,
	}
	if via == models.ViaCode {
		p.Via = "?via=" + models.ViaCode
	}
	if p.Checking = door.What == registry.DoorChecking; p.Checking {
		p.Title = "这处房子正在核实"
		if door.Unit.ProvenAddress != "" { // else what hangs there is not known for certain
			p.Plate, p.Newer = door.Unit.PlateAddress, door.Unit.ProvenAddress
		}
		if p.Newer == p.Plate {
			p.Newer = ""
		}
	} else {
		p.Road, p.No, p.Tail = splitAddress(door.Unit.Address)
		if door.Unit.PlateStale() {
			p.Plate = door.Unit.PlateAddress
		}
	}
	var places []string
	for _, a := range door.Line {
		if a.Level == models.LevelGrid {
			p.Grid = a.Name
			continue
		}
		places = append(places, a.Name)
	}
	p.Places = strings.Join(places, " ")
	p.Calls = append(callsOf(door.Line), Call{"法律援助热线", "", "12348"}, Call{"政务服务热线", "", "12345"})
	return p
}

// callsOf finds the nearest post and the nearest grid worker of a home.
func callsOf(line []models.Area) []Call {
	var post, worker *Call
	for i := len(line) - 1; i >= 0; i-- {
		a := line[i]
		if post == nil && a.PostPhone != "" {
			post = &Call{Name: a.PostName, Phone: a.PostPhone}
			if a.OfficerName != "" {
				post.Name, post.What = a.OfficerName, "社区民警·"+a.PostName
			}
		}
		if worker == nil && a.WorkerPhone != "" {
			worker = &Call{Name: a.WorkerName, What: "网格员", Phone: a.WorkerPhone}
		}
	}
	var calls []Call
	for _, call := range []*Call{post, worker} {
		if call != nil {
			call.What = strings.TrimSuffix(call.What, "·")
			calls = append(calls, *call)
		}
	}
	return calls
}

var numbered = regexp.MustCompile(`^(\D{2,}?)\s*(\d{1,5}(?:-\d{1,4})?)\s*号\s*(.*)$`)

// splitAddress parts 青禾路 18 号 2 幢 into road, number and the rest; an address of another shape is all road.
func splitAddress(address string) (road, no, tail string) {
	m := numbered.FindStringSubmatch(address)
	if m == nil {
		return address, "", ""
	}
	return m[1], m[2], m[3]
}
