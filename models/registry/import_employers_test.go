package registry_test

import (
	"context"
	"strings"
	"testing"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
)

// TestAnEmployerIsKnownByItsCodeAndKeepsWhatAnEmptyCellLeavesOut, as every other list does.
func TestAnEmployerIsKnownByItsCodeAndKeepsWhatAnEmptyCellLeavesOut(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		h := newHouse(t, st, shanghai("2026-11-24 10:00"))
		const code = "91350100M000100Y43"
		read := func() (e models.Employer) {
			t.Helper()
			must(t, st.InTx(context.Background(), func(tx *store.Tx) error {
				all, err := tx.LockEmployers(context.Background(), []string{code})
				if err == nil && all[code] != nil {
					e = *all[code]
				}
				return err
			}))
			return e
		}
		row := "credit_code=" + strings.ToLower(code) + "|name=云溪制衣厂|area_code=" + h.grid.Code + "|address=青禾路 90 号|manager_name=沈立夏|manager_phone=199 0000 0031"
		h.bring(t, "employers", 1, 1, 0, row, row)
		h.bring(t, "employers", 0, 1, 0, row)
		e := read()
		if e.Name != "云溪制衣厂" || e.Manager != "沈立夏" || e.Phone != "19900000031" || e.GridID != h.grid.ID || e.CreatedAt != h.now() {
			t.Errorf("the employer reads %+v", e)
		}
		h.bring(t, "employers", 1, 0, 0, "credit_code="+code+"|manager_phone=19900000032")
		if e = read(); e.Phone != "19900000032" || e.Manager != "沈立夏" || e.Address != "青禾路 90 号" || e.Rev != 2 {
			t.Errorf("after a change of phone it reads %+v", e)
		}
		back := h.bring(t, "employers", 0, 0, 6, "credit_code=91350100M000100Y44|name=甲|area_code="+h.grid.Code, "name=甲|area_code="+h.grid.Code,
			"credit_code="+code+"|area_code=NONE", "credit_code=91350100MA000100Y|name=甲", "credit_code="+code+"|manager_phone=123", "credit_code="+code+"|manager_name=1")
		for i, why := range []string{"对不上", "请填统一社会信用代码", "没有这个地区代码：NONE", "18 位", "管理员手机号：", "管理员姓名"} {
			if !strings.Contains(back[i], why) {
				t.Errorf("row %d is handed back with %q", i, back[i])
			}
		}
		file, _ := sheetOf("employers", row)
		if _, err := h.ImportEmployers(context.Background(), policy.Actor{UserID: 1}, file, registry.ImportHow{At: h.at}); !models.IsKind(err, models.Forbidden) {
			t.Errorf("anybody may take a list over: %v", err)
		}
	})
}
