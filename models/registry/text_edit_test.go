package registry_test

import (
	"context"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/storetest"
)

func TestNewWordsAreSentFromThenOnAndWhatLeftReadsAsItLeft(t *testing.T) {
	ctx := context.Background()
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		p := newPeople(t, st)
		admin := policy.Actor{UserID: 9, Staff: true, Fresh: true, Grants: []policy.Grant{{Role: policy.Admin, AreaID: p.grid.ID, Level: policy.Grid}}}
		stale := admin
		stale.Fresh = false
		p.checkIn(t, 1)
		hears(t, "before", p.heard(t, p.at), "19900010001 R04 有房东为您申报了居住登记。")

		edit := models.TextVersion{Kind: "R04", Wording: "房东给您登记了。", Quiet: "房东给您登记了，不对就扫门口的码。"}
		for name, try := range map[string]struct {
			who  policy.Actor
			text models.TextVersion
			kind models.Kind
		}{
			"a landlord":            {p.landlord, edit, models.Forbidden},
			"a code given long ago": {stale, edit, models.Forbidden},
			"a text nobody knows":   {admin, models.TextVersion{Kind: "R99", Wording: "您好。"}, models.NotFound},
			"a link":                {admin, models.TextVersion{Kind: "R04", Wording: "看 https://a.cn", Quiet: "您好。"}, models.Invalid},
		} {
			refuses(t, st, name, try.kind, func() error { return p.EditText(ctx, try.who, try.text, p.at) })
		}
		log := does(t, st, "editing", 1, func() error { return p.EditText(ctx, admin, edit, p.at) })
		if log[0].Detail != "R04 第 1 版" || log[0].UserID != admin.UserID {
			t.Errorf("%+v", log[0])
		}
		refuses(t, st, "the same version again", models.Conflict, func() error { return p.EditText(ctx, admin, edit, p.at) })

		p.checkIn(t, 2)
		hears(t, "after", p.heard(t, p.at), "19900010002 R04 "+said(p, edit))
		notices, err := st.ListNotices(ctx, policy.Scope{All: true}, store.Outbox{N: 9})
		must(t, err)
		words, err := p.WordsOf(ctx, notices)
		must(t, err)
		for _, n := range notices {
			want := p.Texts.Signature + "有房东为您申报了居住登记。"
			if n.Phone == "19900010002" {
				want = p.Texts.Signature + said(p, edit)
			}
			if n.Kind == "R04" && words[n.ID] != want {
				t.Errorf("%s reads %q, not %q", n.Phone, words[n.ID], want)
			}
		}
	})
}

// said is the wording that the texts of the test choose.
func said(p *people, v models.TextVersion) string {
	if p.Texts.Answers {
		return v.Wording
	}
	return v.Quiet
}
