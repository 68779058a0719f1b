package kannel

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"anju/jobs/sms/smstest"
)

// TestARealKannelKeepsTheContractOfEveryGateway in all that needs no misbehaving
// carrier: what is sent has passed Kannel and SMPP before it is looked at.
func TestARealKannelKeepsTheContractOfEveryGateway(t *testing.T) {
	s := openSMSC(t)
	smstest.Run(t, smstest.Subject{Open: func(smstest.T, smstest.Options) *smstest.Rig {
		before := s.settled()
		return &smstest.Rig{Gateway: s.gateway, Seen: func() []string { return s.whole(before) }}
	}})
}

const quiet = 400 * time.Millisecond

// settled waits until nothing more comes, and tells how much came.
func (s *smsc) settled() int {
	count := func() int { s.mu.Lock(); defer s.mu.Unlock(); return len(s.submitted) }
	last, since := count(), time.Now()
	for time.Since(since) < quiet {
		time.Sleep(20 * time.Millisecond)
		if n := count(); n != last {
			last, since = n, time.Now()
		}
	}
	return last
}

// whole are the texts since, put together from their parts.
func (s *smsc) whole(since int) (texts []string) {
	s.settled()
	s.mu.Lock()
	defer s.mu.Unlock()
	place := map[string]int{}
	parts := [][]string{}
	for i, one := range s.submitted[since:] {
		name, number, total := fmt.Sprint("alone", i), 1, 1
		for _, h := range one.UDH {
			if n := len(h); n >= 3 { // which text, how many parts, which part
				name, number, total = fmt.Sprint(one.To, h[:n-2]), h[n-1], h[n-2]
			}
		}
		if _, begun := place[name]; !begun {
			place[name] = len(parts)
			parts = append(parts, make([]string, total))
		}
		parts[place[name]][number-1] = one.Hex
	}
	for _, p := range parts {
		texts = append(texts, fromWire(strings.Join(p, "")))
	}
	return texts
}

func fromWire(digits string) string {
	raw, _ := hex.DecodeString(digits)
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
	}
	return string(utf16.Decode(units))
}
