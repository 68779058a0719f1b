package tenant

import (
	"net/http"

	"anju/app/web/site"
	"anju/models/registry"

	"github.com/labstack/echo/v4"
)

// RequestLegalAid is 找法律援助. No desk reads such requests here, so the page takes none: it names the line that helps.
type RequestLegalAid struct {
	site.Shell
	Topics []string
}

// Template names the page.
func (*RequestLegalAid) Template() string { return "tenant/request_legal_aid" }

// ShowRequestLegalAid is GET /d/{token}/legal-aid.
func (d *Desk) ShowRequestLegalAid(c echo.Context, door registry.Door) error {
	return d.Site.Render(c, http.StatusOK, &RequestLegalAid{Shell: atDoor(door, "找法律援助"), Topics: registry.LegalTopics})
}
