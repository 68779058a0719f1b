package policy

import (
	"testing"

	"anju/models"
)

func TestWhoReadsTheAuditReadsEachActionInPlainWords(t *testing.T) {
	for _, act := range Actions() {
		if models.AuditWord(string(act)) == models.AuditWord("nothing like it") {
			t.Errorf("%s has no words", act)
		}
	}
}
