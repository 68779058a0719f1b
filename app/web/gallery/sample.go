package gallery

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Sample is one page as somebody sees it.
type Sample struct {
	Name, Role string
	Template   string // that draws it
	Status     int
	Steps      []Step // the last answer is the page
}

// Step is one tap: an address, or a form of the page in view.
type Step struct {
	Path   string
	Follow string     // how the address of a link of the page ends
	Into   string     // how the address of a link of the page begins
	Tail   int        // how long the last part of the address is, of links that begin with Into; any when 0
	Job    string     // that runs, at the time of the house
	Form   string     // how the action of the form ends; any form when empty
	Typed  url.Values // what is written into the form
	Left   bool       // the form is not sent, and the page keeps what was written
	Phone  string     // that the code was sent to, which is written into the form
}

func open(path string) Step { return Step{Path: path} }

// fill types into a form and sends it: pairs of field and value.
func fill(form string, pairs ...string) Step {
	typed := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		typed.Add(pairs[i], pairs[i+1])
	}
	return Step{Form: form, Typed: typed}
}

// left types into a form and goes away.
func left(pairs ...string) Step {
	step := fill("", pairs...)
	step.Left = true
	return step
}

// texted types the code that was sent to a phone.
func texted(phone string) Step { return Step{Phone: phone} }

// Samples are all pages, in the order in which they are to be asked for: what changes the register stands after what
// shows it.
func (h *House) Samples() []Sample {
	return slices.Concat(h.publicSamples(), h.doorSamples(), h.tenantSamples(), h.homeSamples(), h.landlordSamples(),
		h.checkInSamples(), h.officerSamples(), h.deskSamples(), h.handoverSamples(), h.adminSamples(), h.areaSamples(), h.textSamples(), h.unreachedSamples(), h.changingSamples(), h.deskDone(),
		h.handoverDone(), h.campaignSamples(), h.listSamples(), h.unitSamples(), h.postSamples(), h.postDone(), h.personSamples(), h.passSamples(), h.problemSamples())
}

var unsent = regexp.MustCompile(`>(?:排队中|正在发)<`)

// Take goes the steps of a sample and answers its page.
func (h *House) Take(ctx context.Context, s Sample) (Answer, error) {
	v, err := h.caller(ctx, s.Role)
	if err != nil {
		return Answer{}, fmt.Errorf("%s: signing in as %s: %w", s.Name, s.Role, err)
	}
	for _, step := range s.Steps {
		if err := h.step(ctx, v, step); err != nil {
			return Answer{}, fmt.Errorf("%s: %w", s.Name, err)
		}
	}
	if strings.HasPrefix(v.last.Path, "/dev/outbox") && unsent.Match(v.last.Body) { // no schedule runs here
		if err := h.run(ctx, "dispatch", h.app.Clock.Now()); err != nil {
			return Answer{}, err
		}
		if err := v.get("/dev/outbox"); err != nil {
			return Answer{}, err
		}
	}
	if v.last.Status != s.Status {
		return v.last, fmt.Errorf("%s: %s answered %d, want %d", s.Name, v.last.Path, v.last.Status, s.Status)
	}
	return v.last, nil
}

// shown is a page that is only opened.
func shown(name, role, template, path string) Sample {
	return Sample{Name: name, Role: role, Template: template, Status: 200, Steps: []Step{open(path)}}
}

// done is a page behind several steps.
func done(name, role, template string, status int, steps ...Step) Sample {
	return Sample{Name: name, Role: role, Template: template, Status: status, Steps: steps}
}

func (h *House) step(ctx context.Context, v *Visitor, step Step) error {
	switch {
	case step.Path != "":
		return v.get(step.Path)
	case step.Follow != "":
		return v.follow(func(to string) bool { return strings.HasSuffix(to, step.Follow) })
	case step.Into != "":
		return v.follow(func(to string) bool {
			return to != step.Into && strings.HasPrefix(to, step.Into) && !strings.HasSuffix(to, "/new") &&
				(step.Tail == 0 || len(to)-strings.LastIndex(to, "/")-1 == step.Tail)
		})
	case step.Left:
		return v.keep(step.Typed)
	case step.Job != "":
		return h.run(ctx, step.Job, h.app.Clock.Now())
	case step.Phone != "":
		code, err := h.code(ctx, step.Phone)
		if err != nil {
			return err
		}
		return v.send("", url.Values{"code": {code}})
	}
	return v.send(step.Form, step.Typed)
}
