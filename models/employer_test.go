package models

import (
	"strings"
	"testing"
)

// TestACodeCopiedWronglyIsNoticed: with a slip of the pen another employer would answer for these people.
func TestACodeCopiedWronglyIsNoticed(t *testing.T) {
	const good = "91350100M000100Y43" // the example of GB 32100-2015
	for _, typed := range []string{good, " 91350100 m000100y43 "} {
		if code, fault := CheckCreditCode(typed); code != good || fault != "" {
			t.Errorf("%q reads %q: %s", typed, code, fault)
		}
	}
	for i := range good {
		for _, r := range creditDigits {
			if wrong := good[:i] + string(r) + good[i+1:]; wrong != good {
				if _, fault := CheckCreditCode(wrong); fault == "" {
					t.Errorf("%s is taken", wrong)
				}
			}
		}
	}
	for typed, why := range map[string]string{"": "请填", good[:17]: "18 位", strings.Replace(good, "M", "O", 1): "没有 I、O", "９１": "18 位", "九一三五零零": "18 位"} {
		if _, fault := CheckCreditCode(typed); !strings.Contains(fault, why) {
			t.Errorf("%q: %s", typed, fault)
		}
	}
}
