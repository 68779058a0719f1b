package models

import "testing"

func TestAHomeTellsNoActionWithoutPlainWords(t *testing.T) {
	for _, action := range HomeActions {
		if AuditWord(action) == AuditWord("nothing like it") {
			t.Errorf("%s has no words", action)
		}
	}
}
