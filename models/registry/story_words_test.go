package registry_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"anju/models"
)

// act reads what somebody does: the words that name the verb, then what the verb needs, then key=value.
func (l *storyLine) act(s *story, words []string) error {
	if words[len(words)-1] == "不成" {
		l.refused, words = true, words[:len(words)-1]
	}
	l.verb = words[0]
	if _, known := storyVerbs[l.verb]; known {
		words = words[1:]
	} else {
		if len(words) < 2 {
			return fmt.Errorf("没说做什么")
		}
		l.verb, words = words[0]+" "+words[1], words[2:]
		if who, verb, _ := strings.Cut(l.verb, " "); s.isPerson(who) {
			l.who, l.verb = who, "房客 "+verb
		}
	}
	verb, known := storyVerbs[l.verb]
	if !known {
		return fmt.Errorf("不认识“%s”", l.verb)
	}
	for _, kind := range verb.args {
		optional := strings.HasSuffix(kind, "?")
		if len(words) == 0 || strings.Contains(words[0], "=") && kind != "房况" {
			if !optional {
				return fmt.Errorf("缺%s", kind)
			}
			continue
		}
		if err := s.holds(strings.TrimSuffix(kind, "?"), words[0]); err != nil {
			return err
		}
		l.args, words = append(l.args, words[0]), words[1:]
	}
	for _, word := range words {
		key, value, told := strings.Cut(word, "=")
		if !told || !slices.Contains(verb.options, key) {
			return fmt.Errorf("不认识 %s", word)
		}
		l.options[key] = value
	}
	return nil
}

// holds checks one word by its kind.
func (s *story) holds(kind, word string) error {
	ok := true
	switch kind {
	case "人":
		ok = s.isPerson(word)
	case "户":
		ok = s.homeOf(word) != nil
	case "房":
		_, _, ok = s.roomOf(word)
	case "房况":
		_, ok = s.homeIn(word) // the room may be new
	case "日期":
		_, err := storyTime(word, "00:00")
		ok = err == nil
	}
	if !ok {
		return fmt.Errorf("没有%s“%s”", kind, word)
	}
	return nil
}

// isPerson says whether a word is somebody of the story, with the home after @ or without.
func (s *story) isPerson(word string) bool {
	name, home, at := strings.Cut(word, "@")
	return s.personOf(name) != nil && (!at || s.homeOf(home) != nil)
}

// roomOf splits 甲101.
func (s *story) roomOf(word string) (home, no string, ok bool) {
	for _, h := range s.homes {
		if rest, found := strings.CutPrefix(word, h.name); found && slices.ContainsFunc(h.rooms, func(r storyRoom) bool { return r.no == rest }) {
			return h.name, rest, true
		}
	}
	return "", "", false
}

// homeIn finds the home with which a word begins.
func (s *story) homeIn(word string) (home string, ok bool) {
	for _, h := range s.homes {
		if strings.HasPrefix(word, h.name) {
			return h.name, true
		}
	}
	return "", false
}

// look reads what is looked at: who or what, then the flags or the texts.
func (l *storyLine) look(s *story, words []string) error {
	if len(words) < 3 {
		return fmt.Errorf("没说看到什么")
	}
	l.verb, l.args, words = words[0], words[1:2], words[2:]
	if l.verb == "收到" || l.verb == "至今" {
		landlord, is := strings.CutPrefix(l.args[0], "房东")
		if !(is && s.homeOf(landlord) != nil || s.isPerson(l.args[0])) {
			return fmt.Errorf("没有 %s", l.args[0])
		}
		return l.lookAtTexts(words)
	}
	if _, _, room := s.roomOf(l.args[0]); !room && !s.isPerson(l.args[0]) && s.homeOf(l.args[0]) == nil {
		return fmt.Errorf("没有 %s", l.args[0])
	}
	if l.verb == "看" && len(words) == 1 && words[0] == "无" {
		return nil
	}
	for len(words) > 0 {
		var err error
		if words, err = l.lookAtFlag(words); err != nil {
			return err
		}
	}
	if l.verb != "看" && len(l.flags) != 1 {
		return fmt.Errorf("一行只写一条")
	}
	return nil
}

func (l *storyLine) lookAtTexts(kinds []string) error {
	for _, kind := range kinds {
		if !(len(kind) == 3 && strings.ContainsRune("RE", rune(kind[0]))) && !(len(kinds) == 1 && (kind == "无" || kind == "无普法")) {
			return fmt.Errorf("不认识 %s", kind)
		}
	}
	l.texts = kinds
	return nil
}

// lookAtFlag reads "B01 一级 到期 2026-03-06 00:00 提出 2026-03-06 00:00"; what closes is told by its rule alone.
func (l *storyLine) lookAtFlag(words []string) ([]string, error) {
	flag := storyFlag{rule: words[0]}
	if _, known := models.RuleOf(flag.rule); !known {
		return nil, fmt.Errorf("没有 %s", flag.rule)
	}
	words = words[1:]
	if l.verb != "消" {
		if len(words) == 0 || slices.Index(storyLevels, words[0]) < 1 {
			return nil, fmt.Errorf("没写级别")
		}
		flag.level, words = slices.Index(storyLevels, words[0]), words[1:]
	}
	for len(words) >= 3 && (words[0] == "到期" || words[0] == "提出") {
		at, err := storyTime(words[1], words[2])
		if err != nil {
			return nil, err
		}
		told := map[string]*time.Time{"到期": &flag.due, "提出": &flag.raised}
		*told[words[0]], words = at, words[3:]
	}
	l.flags = append(l.flags, flag)
	return words, nil
}
