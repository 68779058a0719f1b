package boot

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"anju/jobs"
	"anju/models"
	"anju/models/policy"
	"anju/models/workday"
)

// metricsPatience bounds one look; the register may be busy.
const metricsPatience = 10 * time.Second

// metrics answers with what an operator watches, in the Prometheus text format. Nothing there tells of a person.
func (a *App) metrics() http.Handler {
	all := prometheus.NewRegistry()
	all.MustRegister(collector{a})
	return promhttp.HandlerFor(all, promhttp.HandlerOpts{ErrorHandling: promhttp.HTTPErrorOnError, MaxRequestsInFlight: 2, Timeout: metricsPatience})
}

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("anju_"+name, help, labels, nil)
}

var (
	descNotices  = desc("notices", "Texts by state and category. Those at their end as last counted by the job watch, others up to 100,000 of a state.", "state", "category")
	descSegments = desc("notices_segments", "Parts of the texts that left, as last counted by the job watch.", "category", "gateway")
	descCost     = desc("notices_cost_yuan", "What those parts cost at ANJU_SMS_PRICE.", "category", "gateway")
	descWaiting  = desc("notices_waiting_seconds", "How long the oldest text that could leave has waited.", "category")
	descCalls    = desc("sms_calls_total", "Calls to a gateway by what came of them.", "gateway", "outcome")
	descOpen     = desc("sms_open_calls", "Calls of which nobody knows yet what came.", "gateway")
	descOpenAge  = desc("sms_open_calls_seconds", "How long ago the first of those was made.", "gateway")
	descLease    = desc("sms_oldest_lease_seconds", "How long the lease of a text that is on its way has been over; below 0 it still lasts.")
	descStopped  = desc("sms_gateway_stopped", "1 while nothing is given to a gateway.", "gateway")
	descTexts    = desc("sms_templates_stopped", "Templates that a gateway does not take for now.", "gateway")
	descAlert    = desc("sms_alert", "1 for each limit that is reached.", "alert")
	descSending  = desc("sms_sending", "1 while texts other than codes may leave.")
	descFlags    = desc("flags_open", "Open flags.")
	descJobOK    = desc("job_last_ok_seconds", "When a job last ran to its end, Unix time.", "job")
	descJobAge   = desc("job_age_seconds", "How long ago that was.", "job")
)

// collector asks the register anew at each look.
type collector struct{ *App }

// Describe names nothing beforehand: what there is depends on the register.
func (collector) Describe(chan<- *prometheus.Desc) {}

// Collect is called by the library.
func (c collector) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), metricsPatience)
	defer cancel()
	put := gauge(out)
	for _, part := range []func(context.Context, putting) error{c.outbox, c.sending, c.jobRuns} {
		if err := part(ctx, put); err != nil {
			out <- prometheus.NewInvalidMetric(desc("register", "The register answers."), err)
			return
		}
	}
}

type putting func(d *prometheus.Desc, kind prometheus.ValueType, value float64, labels ...string)

func gauge(out chan<- prometheus.Metric) putting {
	return func(d *prometheus.Desc, kind prometheus.ValueType, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, kind, value, labels...)
	}
}

// outbox tells of the texts and what they cost.
func (c collector) outbox(ctx context.Context, put putting) error {
	sums, err := c.Store.NoticeSums(ctx)
	if err != nil {
		return err
	}
	type key struct{ a, b string }
	ended, parts := map[key]int{}, map[key]int{}
	for _, s := range sums {
		switch s.State {
		case models.NoticeQueued, models.NoticeHeld, models.NoticeSending:
			continue // told as they are now
		}
		ended[key{s.State, s.Category}] += s.Texts
		if s.Gateway != "" {
			parts[key{s.Category, s.Gateway}] += s.Segments
		}
	}
	for k, n := range ended {
		put(descNotices, prometheus.GaugeValue, float64(n), k.a, k.b)
	}
	for k, n := range parts {
		put(descSegments, prometheus.GaugeValue, float64(n), k.a, k.b)
		put(descCost, prometheus.GaugeValue, c.Cost(n), k.a, k.b)
	}
	flags, err := c.Store.OpenFlagCount(ctx)
	put(descFlags, prometheus.GaugeValue, float64(flags))
	return err
}

// sending tells of the ways out and of what waits.
func (c collector) sending(ctx context.Context, put putting) error {
	now, real := c.Clock.Now(), workday.At(c.Clock.Real())
	v, err := c.Registry.Vitals(ctx, policy.SystemActor, now)
	if err != nil {
		return err
	}
	put(descSending, prometheus.GaugeValue, one(v.On))
	for _, w := range v.Waiting {
		put(descNotices, prometheus.GaugeValue, float64(w.N), w.State, w.Category)
	}
	for category, since := range v.WaitSince {
		put(descWaiting, prometheus.GaugeValue, seconds(since, workday.At(now)), category)
	}
	if v.OldestLease != 0 {
		put(descLease, prometheus.GaugeValue, seconds(v.OldestLease, real))
	}
	templates := map[string]int{}
	for _, s := range v.Templates {
		templates[s.Gateway]++
	}
	for _, w := range v.Ways {
		put(descStopped, prometheus.GaugeValue, one(w.Stopped != nil), w.Name)
		put(descTexts, prometheus.GaugeValue, float64(templates[w.Name]), w.Name)
		put(descOpen, prometheus.GaugeValue, float64(w.Open.N), w.Name)
		if w.Open.N > 0 {
			put(descOpenAge, prometheus.GaugeValue, seconds(w.Open.Since, real), w.Name)
		}
	}
	for _, alert := range c.Registry.AlertsOf(v, now) {
		put(descAlert, prometheus.GaugeValue, 1, alert.Key)
	}
	totals, err := c.Store.CallTotals(ctx)
	for _, t := range totals {
		put(descCalls, prometheus.CounterValue, float64(t.N), t.Gateway, t.Kind)
	}
	return err
}

// jobRuns tells when each job last ran to its end.
func (c collector) jobRuns(ctx context.Context, put putting) error {
	real := workday.At(c.Clock.Real())
	for _, job := range jobs.Table {
		ended, err := c.Store.LastGoodRun(ctx, job.Name)
		if err != nil {
			return err
		}
		if ended != 0 {
			put(descJobOK, prometheus.GaugeValue, float64(ended.Time().Unix()), job.Name)
			put(descJobAge, prometheus.GaugeValue, seconds(ended, real), job.Name)
		}
	}
	return nil
}

func seconds(from, to workday.Moment) float64 { return to.Time().Sub(from.Time()).Seconds() }

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
