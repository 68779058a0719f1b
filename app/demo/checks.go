package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"anju/models"
	"anju/models/registry"
)

// planChecks leaves something to look after: hazards that a visit found, one of them put right, homes drawn by lot for a
// check, and a campaign that waits for the second supervisor.
func (b *builder) planChecks() {
	h := b.calmHome(0)
	b.plan(b.at(9, 10, 0), func(ctx context.Context, at time.Time) error {
		return b.reg.RecordVisit(ctx, b.staff["xiaochen"], h.ref, registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Note: "看了楼道和电",
			Fire: map[string]string{"exit": registry.FireOK, "ebike": registry.FireBad, "bars": registry.FireOK, "wiring": registry.FireBad, "alarm": registry.FireBad}}, "", at)
	})
	b.plan(b.at(6, 16, 20), func(ctx context.Context, at time.Time) error { return b.mends(ctx, h, "ebike", at) })
	b.plan(b.at(3, 9, 30), func(ctx context.Context, at time.Time) error {
		_, err := b.reg.DrawSample(ctx, b.staff["lijing"], registry.SampleForm{Kind: models.SampleRoster, GridRef: b.places[0].grid.Ref, Homes: "3"}, "", at)
		return err
	})
	b.plan(b.at(1, 15, 10), func(ctx context.Context, at time.Time) error {
		ref, err := b.reg.MakeCampaign(ctx, b.staff["lujian"], registry.CampaignForm{Kind: "E06", AreaCode: b.city.Code, Role: models.AudienceTenants}, "", at)
		if err != nil {
			return err
		}
		return b.reg.StepCampaign(ctx, b.staff["lujian"], ref, models.StepSubmit, at)
	})
}

// mends puts one hazard of a home right, as its grid worker saw it.
func (b *builder) mends(ctx context.Context, h *home, kind string, at time.Time) error {
	unit, err := b.reg.Store.UnitByRef(ctx, h.ref)
	if err != nil {
		return err
	}
	hazards, err := b.reg.Store.Hazards(ctx, []int64{unit.ID})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(hazards, func(z models.Hazard) bool { return z.Kind == kind && z.Open() })
	if i < 0 {
		return fmt.Errorf("no %s was found at %s", kind, h.address())
	}
	_, _, err = b.reg.EndHazard(ctx, b.walkerOf(h.place), hazards[i].Ref, models.HazardMended, at)
	return err
}
