package phone

import (
	"strings"
	"testing"
)

func TestEachSeriesBelongsToOneNetworkAlone(t *testing.T) {
	seen := map[string]string{}
	for network, all := range series {
		for _, three := range strings.Fields(all) {
			if other := seen[three]; other != "" || len(three) != 3 {
				t.Errorf("%s belongs to %s and %s", three, other, network)
			}
			seen[three] = network
			if got := Network(three + "00000000"); got != network {
				t.Errorf("%s: %q, want %q", three, got, network)
			}
		}
	}
	for _, number := range []string{"", "199", "1990000001", "12345678901", "34 13500000"} {
		if got := Network(number); got != "" {
			t.Errorf("%q: %q", number, got)
		}
	}
	for _, name := range NetworkNames {
		if series[name[0]] == "" {
			t.Errorf("%s has a name and no series", name[0])
		}
	}
}
