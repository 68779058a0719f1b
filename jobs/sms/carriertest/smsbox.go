package carriertest

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Smsbox is the HTTP interface of Kannel, as the real one answers.
func Smsbox() *Server { return start(smsbox{}, false) }

type smsbox struct{}

func (smsbox) check(_ *Server, r *http.Request, _ []byte) *fault {
	q := r.URL.Query()
	switch {
	case r.URL.Path != "/cgi-bin/sendsms":
		return &fault{"404", "Unknown request."}
	case q.Get("username") != Key || q.Get("password") != Secret:
		return &fault{"403", "Authorization failed for sendsms"}
	}
	return nil
}

func (smsbox) read(_ *Server, r *http.Request, _ []byte) ([]Taken, *fault) {
	q := r.URL.Query()
	dlr, err := url.Parse(strings.ReplaceAll(q.Get("dlr-url"), "%", "%25"))
	switch {
	case q.Get("to") == "":
		return nil, &fault{"400", "Empty receiver number not allowed, rejected"}
	case strings.HasSuffix(q.Get("to"), "0011"):
		return nil, &fault{"400", "Number(s) has/have been denied by white- and/or black-lists."}
	case q.Get("charset") != "UTF-8" || q.Get("coding") != "2" && q.Get("coding") != "0":
		return nil, &fault{"400", "Charset or body misformed, rejected"}
	case err != nil || q.Get("dlr-mask") != "31":
		return nil, &fault{"400", "DLR-URL field misformed, rejected"}
	}
	return []Taken{{To: q.Get("to"), OutID: dlr.Query().Get("out"), Text: q.Get("text"), ID: "-"}}, nil
}

func (smsbox) bad(string) *fault { return nil }

func (smsbox) accept([]Taken, map[string]fault) (int, string) {
	return http.StatusAccepted, "0: Accepted for delivery"
}

func (smsbox) refuse(f fault) (int, string) {
	status, _ := strconv.Atoi(f.code)
	return status, f.words
}

func (smsbox) ask(*Server, *http.Request, []byte) (string, bool) { return "", false }

// reports are two calls for each message: taken by the carrier, then its end.
func (smsbox) reports(batch []Taken, fates []Fate) []Call {
	var calls []Call
	for i, t := range batch {
		for _, event := range []string{"8", map[string]string{"DELIVRD": "1", "EXPIRED": "34"}[fates[i].Word]} {
			reason := "ACK/"
			if event != "8" {
				reason = "id:1 sub:001 dlvrd:000 submit date:2611231740 done date:2611231740 stat:" + fates[i].Word + " err:000 text:" + t.To
			}
			if event == "" {
				event = "2"
			}
			calls = append(calls, Call{Query: url.Values{
				"out": {t.OutID}, "event": {event}, "to": {t.To}, "reason": {reason}, "at": {strconv.FormatInt(t.At.Unix(), 10)},
			}})
		}
	}
	return calls
}

func (smsbox) answers(from, text, id string, at time.Time) Call {
	return Call{Query: url.Values{
		"from": {from}, "dest": {"10690000"}, "text": {text}, "charset": {"UTF-8"}, "id": {id}, "at": {strconv.FormatInt(at.Unix(), 10)},
	}}
}
