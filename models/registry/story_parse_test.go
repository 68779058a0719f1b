package registry_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"anju/models/profile"
)

// storyFile is one file of testdata/stories: stories of one place that pass in one register. README.md beside them tells
// the words.
type storyFile struct {
	name    string
	place   string
	lessons bool      // texts about the law go out too
	from    time.Time // no job runs from here
	until   time.Time // to here
	stories []*story
}

type story struct {
	title, law string
	place      string // file:line
	homes      []*storyHome
	people     []*storyPerson
	lines      []storyLine
}

type storyHome struct {
	name, kind, owner string // owner: the home whose landlord it shares
	filed             bool
	rooms             []storyRoom
}

type storyRoom struct{ no, use, area, beds string }

type storyPerson struct {
	name, born, docType, docNo, country string
	same                                string // has the number of this one
}

// storyLine is what happens, or what is looked at, at one minute.
type storyLine struct {
	at      time.Time
	place   string // file:line
	who     string // the tenant who acts, "" for others
	verb    string
	args    []string
	options map[string]string
	refused bool
	flags   []storyFlag
	texts   []string
}

// storyFlag is a flag as a story tells it; a zero due or raised is not told.
type storyFlag struct {
	rule        string
	level       int
	due, raised time.Time
}

var (
	storyLevels = []string{"", "一级", "二级", "三级"}
	storyLooks  = []string{"看", "起", "消", "收到", "至今"}
)

func readStories(t testing.TB) []*storyFile {
	t.Helper()
	paths, err := filepath.Glob("testdata/stories/*.story")
	must(t, err)
	if len(paths) == 0 {
		t.Fatal("no stories")
	}
	var all []*storyFile
	for _, path := range paths {
		text, err := os.ReadFile(path)
		must(t, err)
		f, err := parseStories(filepath.Base(path), string(text))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	return all
}

// parseStories reads a file strictly: a word that is not known fails with its line.
func parseStories(name, text string) (*storyFile, error) {
	f := &storyFile{name: name, place: profile.DefaultKey}
	in := bufio.NewScanner(strings.NewReader(text))
	for n := 1; in.Scan(); n++ {
		line, place := strings.TrimSpace(in.Text()), fmt.Sprintf("%s:%d", name, n)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := f.line(line, place); err != nil {
			return nil, fmt.Errorf("%s: %q: %w", place, line, err)
		}
	}
	for _, s := range f.stories {
		if s.law == "" || len(s.homes) == 0 || len(s.lines) == 0 {
			return nil, fmt.Errorf("%s: %s: 缺“依据”“房”或者事情", s.place, s.title)
		}
	}
	return f, nil
}

func (f *storyFile) line(line, place string) error {
	words := strings.Fields(line)
	if words[0] == "故事" {
		f.stories = append(f.stories, &story{title: strings.TrimSpace(strings.TrimPrefix(line, "故事")), place: place})
		return nil
	}
	if len(f.stories) == 0 {
		return f.head(words)
	}
	s := f.stories[len(f.stories)-1]
	switch words[0] {
	case "依据":
		s.law = strings.TrimSpace(strings.TrimPrefix(line, "依据"))
		return nil
	case "房":
		return s.home(words[1:])
	case "人":
		return s.person(words[1:])
	}
	if len(words) < 4 {
		return fmt.Errorf("这一行太短")
	}
	at, err := storyTime(words[0], words[1])
	if err != nil {
		return err
	}
	l := storyLine{at: at, place: place, options: map[string]string{}}
	if slices.Contains(storyLooks, words[2]) {
		err = l.look(s, words[2:])
	} else {
		err = l.act(s, words[2:])
	}
	s.lines = append(s.lines, l)
	return err
}

func (f *storyFile) head(words []string) (err error) {
	switch words[0] {
	case "地方":
		f.place = strings.Join(words[1:], " ")
		_, err = profile.Load(f.place)
		return err
	case "任务":
		for _, job := range words[1:] {
			if !slices.Contains([]string{"提示", "提醒", "发送", "普法"}, job) {
				return fmt.Errorf("没有任务 %s", job)
			}
			f.lessons = f.lessons || job == "普法"
		}
		return nil
	case "停跑":
		if len(words) != 6 || words[3] != "至" {
			return fmt.Errorf("写“停跑 日期 时间 至 日期 时间”")
		}
		if f.from, err = storyTime(words[1], words[2]); err != nil {
			return err
		}
		f.until, err = storyTime(words[4], words[5])
		return err
	}
	return fmt.Errorf("不认识 %s", words[0])
}

func storyTime(day, clock string) (time.Time, error) {
	return time.ParseInLocation("2006-01-02 15:04", day+" "+clock, shanghai("2026-01-01 00:00").Location())
}

// home reads "甲 101=卧室,8㎡,2床 102 种类=集体宿舍 房东=乙 未备案".
func (s *story) home(words []string) error {
	h := &storyHome{name: words[0], owner: words[0], filed: true}
	for _, word := range words[1:] {
		key, value, _ := strings.Cut(word, "=")
		switch key {
		case "未备案":
			h.filed = false
		case "种类":
			h.kind = value
		case "房东":
			h.owner = value
		default:
			room, err := readStoryRoom(word)
			if err != nil {
				return err
			}
			h.rooms = append(h.rooms, room)
		}
	}
	s.homes = append(s.homes, h)
	if s.homeOf(h.owner) == nil || len(h.rooms) == 0 {
		return fmt.Errorf("房东或者房间没写")
	}
	return nil
}

func readStoryRoom(word string) (storyRoom, error) {
	no, facts, told := strings.Cut(word, "=")
	room := storyRoom{no: no, use: "卧室"}
	if !told {
		return room, nil
	}
	for i, fact := range strings.Split(facts, ",") {
		switch {
		case i == 0:
			room.use = fact
		case strings.HasSuffix(fact, "㎡"):
			room.area = fact
		case strings.HasSuffix(fact, "床"):
			room.beds = strings.TrimSuffix(fact, "床")
		default:
			return room, fmt.Errorf("房间的 %s 看不懂", fact)
		}
	}
	return room, nil
}

// person reads "张 生=2015-06-01 证件=414,M12345678 国=KOR 同=李".
func (s *story) person(words []string) error {
	p := &storyPerson{name: words[0], born: "1990-05-06", docType: "111"}
	for _, word := range words[1:] {
		key, value, _ := strings.Cut(word, "=")
		switch key {
		case "生":
			p.born = value
		case "证件":
			p.docType, p.docNo, _ = strings.Cut(value, ",")
		case "国":
			p.country = value
		case "同":
			p.same = value
		default:
			return fmt.Errorf("不认识 %s", key)
		}
	}
	s.people = append(s.people, p)
	return nil
}

func (s *story) homeOf(name string) *storyHome {
	for _, h := range s.homes {
		if h.name == name {
			return h
		}
	}
	return nil
}

func (s *story) personOf(name string) *storyPerson {
	for _, p := range s.people {
		if p.name == name {
			return p
		}
	}
	return nil
}
