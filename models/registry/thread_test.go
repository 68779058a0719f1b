package registry_test

import (
	"context"
	"maps"
	"sync"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/profile"
	"anju/models/registry"
	"anju/models/store"
	"anju/models/storetest"
	"anju/models/workday"
)

// house is a small register for tests: one city down to one grid, a landlord and his accepted home.
type house struct {
	*registry.Registry
	at       time.Time
	grid     models.Area
	landlord policy.Actor
	unit     models.Unit
	sent     *recorder
}

// recorder stands at the network edge: it keeps what a vendor would have been given.
type recorder struct {
	mu    sync.Mutex
	texts []models.Outgoing
	next  []models.Sent
	fate  func(models.Outgoing) models.Sent // nil: all is accepted
}

func (r *recorder) Name() string          { return "recorder" }
func (r *recorder) Outlet() models.Outlet { return models.Outlet{Batch: 1, Ask: time.Hour} }
func (r *recorder) Send(_ context.Context, batch []models.Outgoing) (replies []models.Reply) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, m := range batch {
		outcome := models.SentAccepted
		if len(r.next) > 0 {
			outcome, r.next = r.next[0], r.next[1:]
		}
		if r.fate != nil {
			outcome = r.fate(m)
		}
		if outcome == models.SentAccepted {
			r.texts = append(r.texts, m)
		}
		replies = append(replies, models.Reply{Sent: outcome, FailOver: outcome == models.SentLater})
	}
	return replies
}
func (r *recorder) Find(_ context.Context, m models.Outgoing) (models.Receipt, bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, t := range r.texts {
		if t.Ref == m.Ref {
			return models.Receipt{}, true, nil
		}
	}
	return models.Receipt{}, false, nil
}

// through is the one way out of a test.
func through(s registry.Sender) []registry.Sender { return []registry.Sender{s} }

func (r *recorder) kinds() []string {
	var kinds []string
	for _, t := range r.texts {
		kinds = append(kinds, t.Kind)
	}
	return kinds
}

var texts = models.Texts{Signature: "【青禾派出所】", ByID: map[string]models.SMSTemplate{
	"R01": {Text: "您的出租房{home}有{n}位租客待登记，请于{date}前补登。"}, "R02": {Text: "您的出租房{home}登记已逾期{d}天。"},
	"R03": {Text: "出租房{home}仍未登记。咨询{tel}。"}, "R04": {Text: "有房东为您申报了居住登记。"},
	"R05": {Text: "出租房{home}的名册已{d}天未确认。"}, "R06": {Text: "您的居住信息已{d}天未更新。"},
	"R12": {Text: "出租房{home}有外国人入住，请在24小时内办理住宿登记。"}, "R15": {Text: "居住证已过签注期。"}, "R17": {Text: "申请已办结。"}, "R19": {Text: "您在两处地址均登记在住。"},
	"R07": {Text: "出租房{home}有租约将于{date}到期，退房请在{k}个工作日内登记。"}, "R08": {Text: "出租房{home}有租约已到期。"},
	"R10": {Text: "出租房{home}已报空置，但名册仍有在住人员。有疑问请拨{tel}。"},
	"E01": {Text: "出租要登记。"}, "E04": {Text: "厨房不住人。"}, "E19": {Text: "信息不外传。"}, "E02": {Text: "租房要登记。"}, "E06": {Text: "楼道不堆物。"}, "E09": {Text: "不转账。"},
	"E03": {Text: "押金写清楚。"}, "E05": {Text: "转租要同意。"}, "E07": {Text: "电瓶不进楼。"}, "E08": {Text: "开窗通风。"}, "E10": {Text: "卡不外借。"}, "E11": {Text: "讨薪打12333。"},
	"E12": {Text: "签合同。"}, "E13": {Text: "工伤认定。"}, "E14": {Text: "居住证。"}, "E15": {Text: "入学。"}, "E16": {Text: "法律援助。"}, "E17": {Text: "孩子要人看。"},
	"E18": {Text: "反家暴。"}, "E20": {Text: "深夜轻声。"}, "E21": {Text: "禁赌禁毒。"}, "E23": {Text: "戴头盔。"}, "E24": {Text: "宪法日。"}, "E25": {Text: "台风。"}, "E26": {Text: "心里难受可以说。"},
	"A01": {Text: "台风快到了，请不要外出。"}, "A03": {Text: "附近起火，请走楼梯撤离。"},
	"R09": {Text: "您在{home}的登记已由房东申报搬离。"}, "R20": {Text: "验证码{otp}，5分钟内有效。"},
}}

func shanghai(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, workday.Shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

func newHouse(t testing.TB, st *store.Store, at time.Time) *house {
	t.Helper()
	ctx := context.Background()
	p, err := profile.Load(profile.DefaultKey)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{at: at, sent: &recorder{}}
	h.Registry = &registry.Registry{Store: st, Rules: profile.NewLive(p), Texts: texts, Real: func() time.Time { return h.at }}
	city := models.Area{Code: "330200", Level: models.LevelCity, Name: "云溪市"}
	community := models.Area{Code: "3302001", Level: models.LevelCommunity, Name: "柳岸社区"}
	h.grid = models.Area{Code: "33020011", Level: models.LevelGrid, Name: "青禾 03 网格", WorkerPhone: "05008800101"}
	owner := models.User{Name: "周桂芳", Phone: "19900000099"}
	must(t, st.InTx(ctx, func(tx *store.Tx) error {
		must(t, tx.SaveArea(&city))
		community.ParentID = city.ID
		must(t, tx.SaveArea(&community))
		h.grid.ParentID = community.ID
		must(t, tx.SaveArea(&h.grid))
		must(t, tx.SaveUser(&owner))
		anc, err := tx.AncestorsOf(ctx, h.grid.ID)
		must(t, err)
		h.unit = models.Unit{Label: "青禾18", AreaID: h.grid.ID, Ancestors: anc, Address: "青禾路 18 号", Kind: models.KindHome,
			State: models.UnitAccepted, Occupancy: models.OccupancyUnknown, OwnerID: owner.ID}
		must(t, tx.SaveUnit(&h.unit))
		for _, no := range []string{"101", "102", "103"} {
			must(t, tx.SaveRoom(&models.Room{UnitID: h.unit.ID, No: no, Floor: 1, Type: models.RoomBedroom}))
		}
		return tx.SaveSetting("sending", "on")
	}))
	h.landlord, err = st.Actor(ctx, owner)
	must(t, err)
	return h
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// tick lets the night and the day's jobs run at a moment.
func (h *house) tick(t *testing.T, at time.Time) registry.Tally {
	t.Helper()
	ctx := context.Background()
	h.at = at
	tally, err := h.RaiseFlags(ctx, policy.SystemActor, at)
	must(t, err)
	_, err = h.QueueReminders(ctx, policy.SystemActor, at)
	must(t, err)
	_, err = h.DispatchNotices(ctx, policy.SystemActor, through(h.sent), at)
	must(t, err)
	return tally
}

func form(room, name, doc, phone string) registry.StayForm {
	return registry.StayForm{Room: room, Name: name, DocType: "111", DocNo: doc, Phone: phone, MovedIn: "today"}
}

func (h *house) openFlags(t *testing.T) []models.Flag {
	t.Helper()
	flags, err := h.Store.OpenFlags(context.Background(), []int64{h.unit.ID})
	must(t, err)
	return flags
}

func TestNobodyReportsATenantAndTheLandlordIsTextedUntilHeReports(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-16 10:00")) // a Monday
		tenant := h.signIn(t, "19900000013")
		no, err := h.Declare(ctx, tenant, h.unit.DoorToken, form("103", "何以安", "339900199001010011", "19900000013"), models.ViaDoor, "k1", h.at)
		must(t, err)
		if len(no) != 8 {
			t.Fatalf("查询号 %q is not 8 digits", no)
		}
		if h.tick(t, shanghai("2026-11-19 23:59")); len(h.openFlags(t)) != 0 {
			t.Fatal("flagged before the third working day was over")
		}
		if got := h.sent.kinds(); len(got) != 1 {
			t.Fatalf("only the code may have left at night: %v", got)
		}
		tally := h.tick(t, shanghai("2026-11-20 08:40"))
		if tally.Opened != 1 || len(h.openFlags(t)) != 1 {
			t.Fatalf("no flag on the fourth day: %+v", tally)
		}
		if again := h.tick(t, shanghai("2026-11-20 08:40")); again.Opened+again.Closed != 0 {
			t.Fatalf("the second run changed something: %+v", again)
		}
		last := h.sent.texts[len(h.sent.texts)-1]
		if last.Kind != "R02" || last.Phone != "19900000099" {
			t.Fatalf("the landlord got no reminder: %+v", h.sent.kinds())
		}
		entries, err := st.Entries(ctx, h.unit.ID)
		must(t, err)
		must(t, h.AcceptStay(ctx, h.landlord, entries[0].Stay.Ref, h.at))
		if len(h.openFlags(t)) != 0 {
			t.Fatal("the flag did not close when the landlord reported")
		}
	})
}

// signIn goes the way a person goes: code from the outbox, then the session.
func (h *house) signIn(t *testing.T, phone string) policy.Actor {
	t.Helper()
	ctx := context.Background()
	must(t, h.SendCode(ctx, policy.Actor{Address: "192.0.2.1"}, phone))
	_, err := h.DispatchNotices(ctx, policy.SystemActor, through(h.sent), h.at)
	must(t, err)
	text := h.sent.texts[len(h.sent.texts)-1]
	code := text.Text[len("【青禾派出所】验证码"):][:6]
	secret, err := h.SignIn(ctx, policy.Actor{}, phone, code, "device")
	must(t, err)
	who, err := h.Who(ctx, secret)
	must(t, err)
	if !who.SignedIn() {
		t.Fatal("signed in, and yet a stranger")
	}
	return who
}

func TestACheckInTextsTheTenantOnceAndIsNotDoubled(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		before, err := st.AuditCount(ctx)
		must(t, err)
		f := form("103", "何以安", "339900199001010011", "199 0000 0013")
		done, err := h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{f}, "once-1", h.at)
		must(t, err)
		again, err := h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{f}, "once-1", h.at)
		must(t, err)
		if !again.Again || again.StayRef != done.StayRef {
			t.Fatalf("a second tap made something new: %+v", again)
		}
		_, err = h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{form("102", "何以安", "339900199001010011", "19900000013")}, "once-2", h.at)
		if e := models.AsError(err); e == nil || e.Faults[0].Field != "doc_no" {
			t.Fatalf("the same person twice in one home: %v", err)
		}
		after, err := st.AuditCount(ctx)
		must(t, err)
		if after != before+1 {
			t.Fatalf("%d audit entries for one check-in, one repeat and one refusal", after-before)
		}
		h.tick(t, h.at)
		if got := h.sent.kinds(); len(got) != 1 || got[0] != "R04" {
			t.Fatalf("the tenant should get R04 once: %v", got)
		}
		entries, err := st.Entries(ctx, h.unit.ID)
		must(t, err)
		if len(entries) != 1 || entries[0].Tenant.Name != "何以安" || entries[0].Tenant.Phone != "19900000013" {
			t.Fatalf("the roster reads %+v", entries)
		}
	})
}

func TestALostAnswerIsNeitherLostNorSentTwice(t *testing.T) {
	storetest.EachDriver(t, func(t *testing.T, st *store.Store) {
		ctx := context.Background()
		h := newHouse(t, st, shanghai("2026-11-16 10:00"))
		_, err := h.CheckIn(ctx, h.landlord, h.unit.Ref, []registry.StayForm{form("103", "何以安", "339900199001010011", "19900000013")}, "", h.at)
		must(t, err)
		h.sent.next = []models.Sent{models.SentUnknown}
		h.tick(t, h.at)
		if len(h.sent.texts) != 0 {
			t.Fatal("the recorder took a text whose answer was to be lost")
		}
		h.tick(t, h.at.Add(5*time.Minute))
		h.tick(t, h.at.Add(10*time.Minute))
		if got := h.sent.kinds(); len(got) != 1 {
			t.Fatalf("sent %v", got)
		}
	})
}

// bend puts other numbers in force, name after value; they need not make sense.
func (h *house) bend(t testing.TB, pairs ...any) {
	t.Helper()
	base := *h.Rules.Base()
	base.Numbers = maps.Clone(base.Numbers)
	for i := 0; i < len(pairs); i += 2 {
		n := base.Numbers[pairs[i].(string)]
		n.Value = pairs[i+1].(int)
		base.Numbers[pairs[i].(string)] = n
	}
	h.Rules = profile.NewLive(&base)
}
