package officer_test

import (
	"context"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/storetest"
)

func TestAnOfficerWhoImportsLearnsOfNoLandlordOutsideHisArea(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		ctx := context.Background()
		_, err := w.AddArea(ctx, policy.SystemActor, "770000", models.Area{Code: "77000002", Level: models.LevelCommunity, Name: "别的社区"}, w.at)
		must(t, err)
		must(t, w.ImportList(ctx, policy.SystemActor, "units", "unit_code area_code address landlord_name landlord_doc_type landlord_doc_no landlord_phone",
			[][]string{{"FAR", "77000002", "远路 1 号", "周桂芳", "111", landlordDoc, "19900000021"}}, registry.ImportHow{At: w.at}))
		b := w.browser().signIn("li01", false)
		b.get("/o/import").handIn("units", strings.NewReader("房屋代码,地区代码,地址,房东姓名,房东证件号码,房东手机号\nNEAR,77000001,近路 1 号,别人,"+storetest.Number("3399", 5)+",19900000021\n"))
		address := b.path
		w.work()
		b.get(address).shows("证件号码和手机号对不上")
		if strings.Contains(b.page, "另一位房东") {
			t.Error("the officer reads that a landlord elsewhere has this phone")
		}
	})
}
