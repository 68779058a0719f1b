package kannel

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"anju/jobs/sms"
	"anju/models/phone"
)

// receiptURL is where Kannel sends what becomes of one call; it fills in the
// signs with a per cent: event, phone, the carrier's words, Unix time.
func (g *Gateway) receiptURL(outID string) string {
	return g.dlr + "?out=" + outID + "&event=%d&to=%p&reason=%A&at=%T"
}

const (
	delivered = 1
	lost      = 2
	refused   = 16
)

// Read takes apart a receipt, whose address receiptURL made, or an answer by
// the get-url of the operator's sms-service (operating.md):
// ?from=%p&dest=%P&text=%b&charset=%C&id=%I&at=%T.
func (g *Gateway) Read(call sms.Call) (sms.News, error) {
	q := call.Query
	var news sms.News
	at := time.Time{}
	if seconds, err := strconv.ParseInt(q.Get("at"), 10, 64); err == nil && seconds > 0 {
		at = time.Unix(seconds, 0).UTC()
	}
	switch {
	case q.Has("out"):
		r := sms.Receipt{OutID: q.Get("out"), To: phone.Normalise(q.Get("to")), At: at, Raw: []byte(q.Encode())}
		event, err := strconv.Atoi(q.Get("event"))
		if err != nil || r.OutID == "" || r.To == "" {
			return news, errors.New("not a receipt")
		}
		read(&r, event, q.Get("reason"))
		news.Receipts = append(news.Receipts, r)
	case q.Has("text") && q.Get("from") != "":
		if charset := q.Get("charset"); charset != "" && !strings.EqualFold(charset, "UTF-8") {
			return news, errors.New("an answer not in UTF-8: mo-recode is off")
		}
		news.Inbound = append(news.Inbound, sms.Inbound{
			ID: q.Get("id"), From: phone.Normalise(q.Get("from")), Dest: q.Get("dest"), Text: q.Get("text"), At: at, Raw: []byte(q.Encode()),
		})
	default:
		return news, errors.New("neither a receipt nor an answer")
	}
	return news, nil
}

var (
	statWord = regexp.MustCompile(`stat:(\w+)`)
	nackWord = regexp.MustCompile(`^NACK/(0x[0-9a-fA-F]+)`)
)

// read judges by the bits of the event: several may be set at once, as 32, an
// intermediate word, beside 2.
func read(r *sms.Receipt, event int, reason string) {
	if m := statWord.FindStringSubmatch(reason); m != nil {
		r.Code = m[1]
	} else if m := nackWord.FindStringSubmatch(reason); m != nil {
		r.Code = strings.ToLower(m[1])
	}
	r.Text = sms.Scrub(firstWords(reason))
	switch {
	case event&delivered != 0:
		r.State = sms.Delivered
	case event&refused != 0:
		r.State, r.Kind = sms.Failed, nacks[r.Code]
	case event&lost != 0:
		r.State, r.Kind = sms.Failed, sms.CarrierKind(r.Code)
	default:
		r.State = sms.Taken
	}
}

// nacks are the carrier's refusals of a message (SMPP 3.4, 5.1.3). Throttling
// is not told: Kannel itself tries again.
var nacks = map[string]sms.Kind{
	"0x0000000b": sms.BadRecipient,                                                  // invalid destination
	"0x0000000a": sms.Account,                                                       // invalid source
	"0x0000000d": sms.Account, "0x0000000e": sms.Account, "0x0000000f": sms.Account, // bind, password, name
	"0x00000001": sms.BadContent, "0x00000043": sms.BadContent, // length, esm_class
	"0x00000008": sms.Retry, "0x00000045": sms.Retry, // system error, submit failed
	"0x00000014": sms.LimitAccount, "0x00000058": sms.LimitAccount, // queue full, throttled
}

// firstWords leaves out the beginning of the text that carriers add to a receipt.
func firstWords(reason string) string {
	before, _, _ := strings.Cut(reason, "text:")
	return strings.TrimSpace(before)
}

// Ack is an empty page: Kannel would send whatever stands on it to the person.
func (g *Gateway) Ack() sms.Ack { return sms.Ack{Type: "text/plain; charset=utf-8"} }
