package registry

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"anju/models"
	"anju/models/phone"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/token"
	"anju/models/workday"
)

// The kinds of request.
const (
	RequestReport   = "report"             // 报修求助
	RequestLegalAid = "legal_aid"          // 找法律援助
	RequestCorrect  = "correct"            // 更正
	RequestDispute  = store.RequestDispute // 不是我
)

// The audiences of a request: nobody else sees it.
const (
	ToLandlord = "landlord"
	ToGrid     = "grid"
	ToPolice   = "police"
	ToLegal    = "legal"
)

// ReportTopics are the words of the form, LegalTopics what 12348 helps with (UX 2.1).
var (
	ReportTopics = []string{"漏水", "用电", "燃气", "门锁", "押金租金", "邻里", "拥挤", "其他"}
	LegalTopics  = []string{"欠薪", "租房押金", "工伤", "家庭暴力", "其他"}
)

const (
	requestsAnHour = 10  // an address; the channel is open to strangers
	requestLength  = 500 // characters
	answerDays     = 15  // working days for a correction (DOMAIN 7)
)

// RequestForm is what somebody asks for, as typed.
type RequestForm struct {
	Kind, Topic, Audience string
	Body, Contact         string
}

// Filed is what the person is told.
type Filed struct {
	No  string // 查询号, 8 digits
	Due workday.Day
}

// ReadRequest checks the form and answers the request to file. Help with the law is not taken: no desk reads it, and
// whoever left a phone there would wait for nobody.
func ReadRequest(f RequestForm) (store.Request, error) {
	if f.Kind != RequestReport {
		return store.Request{}, models.Refuse(models.Invalid, "法律援助请直接打 12348，不收费")
	}
	var faults models.Faults
	q := store.Request{Kind: f.Kind, Topic: f.Topic, Audience: f.Audience, Body: strings.TrimSpace(f.Body), State: "open"}
	typed := strings.TrimSpace(f.Contact)
	if !contains(ReportTopics, f.Topic) {
		faults.Add("topic", "请选一种")
	}
	switch n := utf8.RuneCountInString(q.Body); {
	case n == 0:
		faults.Add("body", "请写一句发生了什么，例如：厨房漏水。")
	case n > requestLength:
		faults.Add("body", "写得太长了，500 字以内就够")
	}
	if typed != "" {
		number, fault := phone.Check(typed)
		q.Contact = number
		faults.Add("contact", fault)
	}
	if !contains([]string{ToLandlord, ToGrid, ToPolice}, f.Audience) {
		faults.Add("audience", "请选给谁看")
	}
	return q, faults.Err()
}

func contains(all []string, one string) bool {
	for _, a := range all {
		if a == one {
			return true
		}
	}
	return false
}

// FileRequest keeps a request from behind a door (报修求助). Anybody may ask, also without a name; only the audience that
// was chosen sees it. Its words are sealed.
func (r *Registry) FileRequest(ctx context.Context, who policy.Actor, doorToken string, f RequestForm, once string, at time.Time) (Filed, error) {
	request, err := ReadRequest(f)
	if err != nil {
		return Filed{}, err
	}
	unit, err := r.Store.UnitAtDoor(ctx, doorToken)
	if err != nil {
		return Filed{}, err
	}
	if !unit.DoorAnswers() {
		return Filed{}, models.ErrNotFound
	}
	now := workday.At(at)
	var filed Filed
	err = r.errand(ctx, who, policy.RequestFile, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.MayEnter(who, policy.RequestFile, now); err != nil {
			return err
		}
		fresh, no, err := tx.Once(once, who.UserID, "", now)
		if err != nil {
			return err
		}
		filed = Filed{No: no, Due: r.Limits().Calendar.Add(now.Day(), r.Limits().VisitWorkingDays)}
		if !fresh {
			entry.Subject = skipAudit
			return nil
		}
		if err := r.requestLimit(tx, who.Address); err != nil {
			return err
		}
		q := request
		q.UnitID, q.Ancestors, q.FiledAt = unit.ID, unit.Ancestors, now
		filed.No, err = keepRequest(tx, &q, filed.Due)
		entry.Subject, entry.RefID, entry.UnitID, entry.Detail = "request", q.ID, unit.ID, q.Kind+" "+q.Audience
		if err != nil {
			return err
		}
		return tx.OnceResult(once, filed.No)
	})
	return filed, err
}

// keepRequest gives a request its number and the day by which somebody answers.
func keepRequest(tx *store.Tx, q *store.Request, due workday.Day) (string, error) {
	q.No, q.DueAt, q.State = token.NewReceipt(), workday.At(due.End()), "open"
	return q.No, tx.SaveRequest(q)
}

func (r *Registry) requestLimit(tx *store.Tx, address string) error {
	real := r.Real()
	hour := real.Truncate(time.Hour)
	hits, err := tx.Hit("request:a:"+address, workday.At(hour))
	if err != nil || hits <= requestsAnHour {
		return err
	}
	return models.TooManyFor(hour.Add(time.Hour).Sub(real), "交得太多了。请过 %s再交，急事打 110")
}

// CorrectStay asks for a correction of the own record (更正, 个人信息保护法 46). The landlord can change the room and the
// phone himself; what the document says is looked at by the grid.
func (r *Registry) CorrectStay(ctx context.Context, who policy.Actor, stayRef, what, right, once string, at time.Time) (Filed, error) {
	var faults models.Faults
	if what = strings.TrimSpace(what); !contains(CorrectTopics, what) {
		faults.Add("topic", "请选哪一项写错了")
	}
	right = strings.TrimSpace(right)
	if right == "" {
		faults.Add("body", "请写下正确的内容。")
	} else if utf8.RuneCountInString(right) > requestLength {
		faults.Add("body", "写得太长了，500 字以内就够")
	}
	if err := faults.Err(); err != nil {
		return Filed{}, err
	}
	var filed Filed
	err := r.changeStay(ctx, who, policy.StaySelf, stayRef, at, func(tx *store.Tx, unit *models.Unit, line *store.Entry, entry *models.AuditEntry) error {
		now := workday.At(at)
		filed = Filed{Due: r.Limits().Calendar.Add(now.Day(), answerDays)}
		fresh, no, err := tx.Once(once, who.UserID, "", now)
		if err != nil || !fresh {
			entry.Subject, filed.No = skipAudit, no
			return err
		}
		entry.Action, entry.Detail = "stay.correct", what
		filed.No, err = keepRequest(tx, &store.Request{Kind: RequestCorrect, Topic: what, Audience: ToGrid, UnitID: unit.ID, StayID: line.Stay.ID,
			Ancestors: unit.Ancestors, Body: right, Contact: line.Tenant.Phone, FiledAt: now}, filed.Due)
		if err != nil {
			return err
		}
		return tx.OnceResult(once, filed.No)
	})
	return filed, err
}

// CorrectTopics are what of a record may be wrong.
var CorrectTopics = []string{"姓名", "证件", "手机", "房间", "住进来的日子", "其他"}
