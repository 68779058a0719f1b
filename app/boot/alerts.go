package boot

import (
	"context"
	"time"

	"anju/models"
	"anju/models/policy"
)

// What the options do not say: of fewer calls an hour nothing is said, a code is waited for, and after three days nobody
// knows any more what came of a call.
const (
	alertLeast   = 20
	alertCode    = 2 * time.Minute
	alertUnknown = 72 * time.Hour
)

func (a *App) alertLimits() models.AlertLimits {
	return models.AlertLimits{FailedShare: a.Config.Number("ALERT_FAILED"), FailedLeast: alertLeast, Wait: a.Config.Span("ALERT_WAIT"), WaitCode: alertCode,
		Stopped: a.Config.Span("ALERT_STOPPED"), DeadADay: a.Config.Number("ALERT_DEAD"), Unknown: alertUnknown}
}

// Alerts are what an operator should look at now, each with its next step.
func (a *App) Alerts(ctx context.Context) ([]string, error) {
	alerts, err := a.Registry.Alerts(ctx, policy.SystemActor, a.Clock.Now())
	var words []string
	for _, alert := range alerts {
		words = append(words, alert.Words+alert.Do)
	}
	return words, err
}
