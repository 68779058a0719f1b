package boot

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"anju/jobs/sms"
)

// police are the words of a signature that speaks for the police.
var police = []string{"派出所", "公安", "警"}

var year = regexp.MustCompile(`(?:19|20)[0-9]{2}`)

// unauthorised says why a carrier may not send under its signature, or "": a text that speaks for the police needs the
// station's written authority, whose number and date stand in the profile.
func (a *App) unauthorised(kind string) string {
	sign := a.signAt(kind)
	if !slices.ContainsFunc(police, func(word string) bool { return strings.Contains(sign, word) }) {
		return ""
	}
	dated := a.Profile.SMSAuthorityDate != "" || year.MatchString(a.Profile.SMSAuthority)
	if strings.TrimSpace(a.Profile.SMSAuthority) != "" && dated {
		return ""
	}
	return "签名“" + sign + "”要有单位的书面授权，请在地方规定里写上文号和日期（sms_authority、sms_authority_date）"
}

// outlets are the gateways that the outbox sends through, in the order of ANJU_SMS; one whose signature lacks its authority
// refuses. A trial by the operator (sms test) goes past it.
func (a *App) outlets() []sms.Gateway {
	all := make([]sms.Gateway, len(a.Gateways))
	for i, g := range a.Gateways {
		all[i] = g
		if g.Name() != "file" {
			if why := a.unauthorised(g.Name()); why != "" {
				all[i] = refusing{g, unready{g.Name(), why}}
			}
		}
	}
	return all
}

// refusing sends nothing, but what was sent before can still be found.
type refusing struct {
	sms.Gateway
	unready unready
}

func (r refusing) Send(ctx context.Context, batch []sms.Message) []sms.Result {
	return r.unready.Send(ctx, batch)
}
