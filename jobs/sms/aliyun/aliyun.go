// Package aliyun sends through Alibaba Cloud's text messages (dysmsapi
// 2017-05-25) by the vendor's own generic client, which signs (ACS3).
package aliyun

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	spec "github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"

	"anju/jobs/sms"
	"anju/jobs/sms/wire"
)

// Config is the operator's contract with the vendor.
type Config struct {
	Endpoint string // "" for the vendor's; http:// only on loopback
	KeyID    string
	Secret   string
	Sign     string // without brackets
	wire.Options
}

const (
	vendorEndpoint = "dysmsapi.aliyuncs.com"
	version        = "2017-05-25"
	mostInBatch    = 100 // SendBatchSms
)

// Gateway is one account at the vendor.
type Gateway struct {
	config Config
	client *openapi.Client
}

var _ sms.Listener = (*Gateway)(nil)

// Open makes the client; it does not touch the network.
func Open(c Config) (*Gateway, error) {
	if c.KeyID == "" || c.Secret == "" || c.Sign == "" {
		return nil, errors.New("阿里云短信要写 KEY_ID、KEY_SECRET 和签名")
	}
	if c.Endpoint == "" {
		c.Endpoint = vendorEndpoint
	}
	at, err := wire.Endpoint(c.Endpoint)
	if err != nil {
		return nil, err
	}
	client, err := openapi.NewClient(&spec.Config{
		AccessKeyId: &c.KeyID, AccessKeySecret: &c.Secret,
		Endpoint: &at.Host, Protocol: &at.Scheme,
		HttpClient: caller{&http.Client{Transport: wire.Transport(c.Options)}},
	})
	if err != nil {
		return nil, errors.New(sms.Scrub(err.Error(), c.KeyID, c.Secret))
	}
	return &Gateway{config: c, client: client}, nil
}

// caller makes the vendor's client use our transport instead of its own.
type caller struct{ client *http.Client }

func (c caller) Call(r *http.Request, _ *http.Transport) (*http.Response, error) {
	return c.client.Do(r)
}

// Name is "aliyun".
func (g *Gateway) Name() string { return "aliyun" }

// Caps: Aliyun sends approved templates, answers questions about the last 30
// days, and allows a customer 5,000 calls a second.
func (g *Gateway) Caps() sms.Caps {
	c := g.config
	return sms.Caps{Batch: mostInBatch, Templates: true, Ask: 30 * 24 * time.Hour, Receipts: true, PerSecond: 5000,
		Timeout: c.Wait(), Settle: c.Settles()}
}

// Send hands the batch over: one message by SendSms, several by SendBatchSms.
// The vendor answers for the call as a whole.
func (g *Gateway) Send(ctx context.Context, batch []sms.Message) []sms.Result {
	if p := sms.Fault(g.Caps(), batch); p != nil {
		return sms.All(batch, p)
	}
	action, query := g.single(batch[0])
	if len(batch) > 1 {
		action, query = g.several(batch)
	}
	var answer struct {
		BizID string `json:"BizId"`
	}
	if p := g.call(ctx, action, query, batch, &answer); p != nil {
		return sms.All(batch, p)
	}
	out := make([]sms.Result, len(batch))
	for i := range out {
		out[i].ID = answer.BizID
	}
	return out
}

func (g *Gateway) single(m sms.Message) (string, map[string]*string) {
	query := map[string]*string{
		"PhoneNumbers": &m.To, "SignName": &g.config.Sign, "TemplateCode": &m.Template.Code, "OutId": &m.OutID,
	}
	if len(m.Template.Params) > 0 {
		query["TemplateParam"] = text(values(m.Template.Params))
	}
	return "SendSms", query
}

// several needs three lists of equal length in the same order.
func (g *Gateway) several(batch []sms.Message) (string, map[string]*string) {
	var phones, signs []string
	var params []map[string]string
	for _, m := range batch {
		phones, signs, params = append(phones, m.To), append(signs, g.config.Sign), append(params, values(m.Template.Params))
	}
	return "SendBatchSms", map[string]*string{
		"PhoneNumberJson": text(phones), "SignNameJson": text(signs), "TemplateParamJson": text(params),
		"TemplateCode": &batch[0].Template.Code, "OutId": &batch[0].OutID,
	}
}

func values(params []sms.Param) map[string]string {
	out := map[string]string{}
	for _, p := range params {
		out[p.Name] = p.Value
	}
	return out
}

func text(v any) *string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // strings, lists and maps of strings always can be
	s := strings.TrimSuffix(b.String(), "\n")
	return &s
}

// call asks the vendor once. What it says in Code counts, never the HTTP
// status alone: a refusal may come with 200.
func (g *Gateway) call(ctx context.Context, action string, query map[string]*string, batch []sms.Message, into any) *sms.Problem {
	ctx, trail, cancel := wire.Follow(ctx, g.config.Options, sms.Secrets(batch, g.config.KeyID, g.config.Secret))
	defer cancel()
	params := &spec.Params{
		Action: &action, Version: dara.String(version), Protocol: g.client.Protocol, Method: dara.String("POST"), Pathname: dara.String("/"),
		AuthType: dara.String("AK"), Style: dara.String("RPC"), ReqBodyType: dara.String("formData"), BodyType: dara.String("string"),
	}
	client := *g.client // each call writes into it
	answer, err := wire.Shield(func() (map[string]any, error) {
		return client.CallApiWithCtx(ctx, params, &spec.OpenApiRequest{Query: query}, &dara.RuntimeOptions{})
	})
	at := batch[0].At
	if said, ok := errors.AsType[*tea.SDKError](err); ok && tea.StringValue(said.Code) != "" {
		return refusal(trail, tea.StringValue(said.Code), tea.StringValue(said.Message), at)
	}
	if err != nil {
		return trail.Problem(err)
	}
	body := fmt.Sprint(answer["body"])
	var said struct{ Code, Message string }
	if err := json.Unmarshal([]byte(body), &said); err != nil || said.Code == "" || answer["statusCode"] == nil {
		return trail.Say(sms.Unknown, statusOf(answer), "读不懂的回答")
	}
	if said.Code != "OK" {
		return refusal(trail, said.Code, said.Message, at)
	}
	if err := json.Unmarshal([]byte(body), into); err != nil {
		return trail.Say(sms.Unknown, "OK", "读不懂的回答")
	}
	return nil
}

func statusOf(answer map[string]any) string {
	if n, ok := answer["statusCode"].(json.Number); ok {
		return n.String()
	}
	if n, ok := answer["statusCode"].(int); ok {
		return strconv.Itoa(n)
	}
	return ""
}
