package web

import (
	"net/http"
	"strings"
	"testing"

	"anju/app/web/site"
	"anju/models"
	"anju/models/policy"
)

func TestNobodyRealIsEnteredBeforeSomebodyAnswersForTheData(t *testing.T) {
	lacking := []string{"个人信息处理者的名称", "影响评估日期"}
	s := &site.Site{Options: site.Options{Missing: func() []string { return lacking }}}
	for _, act := range []policy.Action{policy.StayCheckIn, policy.StayDeclare, policy.UnitRegister, policy.VisitRecord, policy.UnitManager} {
		err := nobodyAnswers(s, Route{Method: http.MethodPost, Action: act})
		if !models.IsKind(err, models.Unavailable) || !strings.Contains(err.Error(), "影响评估日期") {
			t.Errorf("%s lets somebody in: %v", act, err)
		}
		if err := nobodyAnswers(s, Route{Method: http.MethodGet, Action: act}); err != nil {
			t.Errorf("the page of %s is not shown: %v", act, err)
		}
	}
	if err := nobodyAnswers(s, Route{Method: http.MethodPost, Action: policy.OptionsManage}); err != nil {
		t.Errorf("the administrator cannot mend it: %v", err)
	}
	lacking = nil
	if err := nobodyAnswers(s, Route{Method: http.MethodPost, Action: policy.StayCheckIn}); err != nil {
		t.Errorf("nothing is missing, and yet: %v", err)
	}
}
