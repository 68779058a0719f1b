package registry_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// answering is a home with three people, each on a phone of his own, whose texts offer answers; the last two share one.
type answering struct {
	*house
	refs []string
	n    int
}

func newAnswering(t *testing.T, st *store.Store) *answering {
	t.Helper()
	a := &answering{house: newHouse(t, st, shanghai("2026-11-24 10:00"))}
	a.Texts = realTexts(t)
	a.Texts.Answers = true
	for i, phone := range []string{"19900000061", "19900000062", "19900000062"} {
		one := form([]string{"101", "102", "103"}[i], "何以安", invented(60+i), phone)
		done, err := a.CheckIn(context.Background(), a.landlord, a.unit.Ref, []registry.StayForm{one}, "", a.at.Add(time.Duration(i)*24*time.Hour))
		must(t, err)
		a.tick(t, a.at.Add(time.Duration(i)*24*time.Hour+time.Minute)) // its R04 goes out
		a.refs = append(a.refs, done.StayRef)
	}
	a.at = a.at.Add(49 * time.Hour)
	return a
}

// says lets a number send a text, and does what it says.
func (a *answering) says(t *testing.T, phone, text string) {
	t.Helper()
	a.n++
	must(t, a.TakeAnswer(context.Background(), models.Inbound{Gateway: "recorder", MessageID: fmt.Sprint(a.n), Phone: phone, Body: text, ReceivedAt: workday.At(a.at)}))
	_, err := a.ReadAnswers(context.Background(), a.at)
	must(t, err)
}

func (a *answering) stay(t *testing.T, i int) models.Stay {
	t.Helper()
	e, err := a.Store.EntryByRef(context.Background(), a.refs[i])
	must(t, err)
	return e.Stay
}

func (a *answering) requests(t *testing.T) []store.Request {
	t.Helper()
	all, err := a.Store.ListRequests(context.Background(), policy.Scope{All: true}, []string{"grid"}, 99)
	must(t, err)
	return all
}

func TestAnAnswerByTextDoesWhatItSaysToTheNewestQuestionAndNothingElse(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		a := newAnswering(t, st)
		a.says(t, "19900000061", "１。")
		if s := a.stay(t, 0); s.ConfirmedAt != workday.At(a.at) || s.ConfirmedHow != models.HowSelf {
			t.Errorf("1 left the stay confirmed at %v by %q", s.ConfirmedAt, s.ConfirmedHow)
		}
		before := a.stay(t, 1)
		a.says(t, "+86 19900000062", "回2") // the newer of his two questions is about the third stay
		if s := a.stay(t, 2); s.State != models.StayLeaving || s.MovedOutOn != a.now().Day() {
			t.Errorf("2 left the newest stay %s", s.State)
		}
		if s := a.stay(t, 1); s.Rev != before.Rev || s.State != before.State {
			t.Errorf("2 touched the stay of an older question: %+v", s)
		}
		a.says(t, "19900000061", "n")
		if s := a.stay(t, 0); s.DisputedAt.IsZero() {
			t.Error("N made no dispute")
		}
		if wants, err := st.WantsEducation(context.Background(), st.PhoneIndex("19900000061"), a.Limits().EducationBasis); err != nil || !wants {
			t.Errorf("N ended the lessons: %v", err)
		}
		a.says(t, "19900000061", "退订")
		if wants, err := st.WantsEducation(context.Background(), st.PhoneIndex("19900000061"), a.Limits().EducationBasis); err != nil || wants {
			t.Errorf("退订 did not end the lessons: %v", err)
		}
		if n := len(a.requests(t)); n != 1 {
			t.Errorf("%d requests; only the dispute is one", n)
		}
	})
}

func TestAwayByTextStopsTheQuestionsForAMonth(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		a := newAnswering(t, st)
		a.says(t, "19900000061", "3") // no text that offers it has gone out
		if s := a.stay(t, 0); !s.AwayFrom.IsZero() {
			t.Error("3 counts without a text that offers it")
		}
		if n := len(a.requests(t)); n != 1 {
			t.Errorf("the grid got %d requests of an answer that nobody asked for", n)
		}
		a.tick(t, shanghai("2027-02-25 10:00")) // B05 is open and R06 goes out
		if !slices.Contains(a.sent.kinds(), "R06") {
			t.Fatal("no R06 went out")
		}
		a.at = shanghai("2027-02-26 09:00")
		a.says(t, "19900000061", "3")
		s := a.stay(t, 0)
		if s.AwayFrom != a.now().Day() || s.AwayTo != a.now().Day()+30 {
			t.Errorf("away from %v to %v", s.AwayFrom, s.AwayTo)
		}
		a.tick(t, a.at.Add(time.Hour))
		for _, f := range a.openFlags(t) {
			if f.StayID == s.ID && f.Rule == "B05" {
				t.Error("who is away is asked still")
			}
		}
	})
}

func TestATextThatNobodyUnderstandsIsReadByAPerson(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		a := newAnswering(t, st)
		a.says(t, "19900000061", "我下个月才搬，别催了")
		a.says(t, "19900000079", "1") // a stranger's number
		a.says(t, "10690000123456", "办证吗")
		all := a.requests(t)
		if len(all) != 1 || all[0].Kind != registry.RequestAnswerText || all[0].Body != "我下个月才搬，别催了" || all[0].GridID != a.grid.ID {
			t.Fatalf("the grid has %+v", all)
		}
		if _, err := st.UserByPhone(ctx, "19900000079"); !models.IsKind(err, models.NotFound) {
			t.Errorf("a stranger's text made an account: %v", err)
		}
		// Late: the question was asked more than seven days ago.
		a.at = a.at.Add(8 * 24 * time.Hour)
		a.says(t, "19900000061", "2")
		if s := a.stay(t, 0); s.State != models.StayReported {
			t.Errorf("an answer after seven days made the stay %s", s.State)
		}
		left, err := st.NewInbound(ctx, 9)
		must(t, err)
		var kept int
		must(t, st.SQL().QueryRow("SELECT COUNT(*) FROM inbound WHERE phone IS NOT NULL OR body IS NOT NULL").Scan(&kept))
		if len(left) != 0 || kept != 0 {
			t.Errorf("%d texts wait, %d still hold a number or words", len(left), kept)
		}
	})
}

func TestACarrierThatTellsTwiceIsHeardOnceAndACrashLosesNothing(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		a := newAnswering(t, st)
		in := models.Inbound{Gateway: "recorder", MessageID: "same", Phone: "19900000061", Body: "2", ReceivedAt: workday.At(a.at)}
		must(t, a.TakeAnswer(ctx, in))
		must(t, a.TakeAnswer(ctx, in))
		waiting, err := st.NewInbound(ctx, 9)
		must(t, err)
		if len(waiting) != 1 {
			t.Fatalf("%d texts are kept of one", len(waiting))
		}
		// The process dies after the errand and before the text is marked: the errand is done again, and changes nothing.
		user, err := a.AddPerson(ctx, policy.SystemActor, "19900000061", "", a.at)
		must(t, err)
		must(t, a.CheckOut(ctx, user, a.refs[0], registry.DayForm{Choice: "today"}, a.at))
		before := a.stay(t, 0)
		_, err = a.ReadAnswers(ctx, a.at.Add(time.Minute))
		must(t, err)
		if after := a.stay(t, 0); after.Rev != before.Rev || len(a.requests(t)) != 0 {
			t.Errorf("done again it reads %+v, and the grid has %d requests", after, len(a.requests(t)))
		}
	})
}

func TestAnAnswerReadLateStillAnswersTheQuestionThatWasAskedBeforeIt(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		a := newAnswering(t, st)
		sent := a.at
		must(t, a.TakeAnswer(ctx, models.Inbound{Gateway: "recorder", MessageID: "late", Phone: "19900000061", Body: "2", ReceivedAt: workday.At(sent)}))
		// The job was down for a day; meanwhile another question went to the same number.
		a.at = a.at.Add(24 * time.Hour)
		done, err := a.CheckIn(ctx, a.landlord, a.unit.Ref, []registry.StayForm{form("103", "何以安", invented(70), "19900000061")}, "", a.at)
		must(t, err)
		a.tick(t, a.at.Add(time.Minute))
		_, err = a.ReadAnswers(ctx, a.at.Add(time.Hour))
		must(t, err)
		if s := a.stay(t, 0); s.State != models.StayLeaving || s.MovedOutOn != workday.DayOf(sent) {
			t.Errorf("the stay asked about is %s since %v", s.State, s.MovedOutOn)
		}
		if e, err := st.EntryByRef(ctx, done.StayRef); err != nil || e.Stay.State != models.StayReported {
			t.Errorf("the stay of the later question is %s: %v", e.Stay.State, err)
		}
	})
}
