// Package tencent sends through Tencent Cloud SMS (2021-01-11) by the vendor's
// own generic client, which signs (TC3).
package tencent

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"time"

	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	vendor "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	tchttp "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/http"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/profile"

	"anju/jobs/sms"
	"anju/jobs/sms/wire"
	"anju/models/phone"
)

// Config is the operator's contract with the vendor.
type Config struct {
	Endpoint string // "" for the vendor's; http:// only on loopback
	SecretID string
	Secret   string
	AppID    string
	Sign     string // without brackets
	Region   string // "" for Guangzhou
	wire.Options
}

const (
	vendorEndpoint = "sms.tencentcloudapi.com"
	vendorRegion   = "ap-guangzhou"
	version        = "2021-01-11"
	mostInBatch    = 200
	country        = "+86"
)

// Gateway is one account at the vendor.
type Gateway struct {
	config Config
	client *common.Client
}

var _ sms.Listener = (*Gateway)(nil)

// Open makes the client; it does not touch the network.
func Open(c Config) (*Gateway, error) {
	if c.SecretID == "" || c.Secret == "" || c.AppID == "" || c.Sign == "" {
		return nil, errors.New("腾讯云短信要写 SECRET_ID、SECRET_KEY、APP_ID 和签名")
	}
	if c.Endpoint == "" {
		c.Endpoint = vendorEndpoint
	}
	if c.Region == "" {
		c.Region = vendorRegion
	}
	at, err := wire.Endpoint(c.Endpoint)
	if err != nil {
		return nil, err
	}
	how := profile.NewClientProfile()
	how.DisableRegionBreaker = true // its second address would get the text as well
	how.HttpProfile.Scheme = strings.ToUpper(at.Scheme)
	how.HttpProfile.Endpoint = at.Host
	how.HttpProfile.ReqTimeout = int(math.Ceil(c.Wait().Seconds())) + 1 // the context ends first
	client := common.NewCommonClient(common.NewCredential(c.SecretID, c.Secret), c.Region, how)
	return &Gateway{config: c, client: client.WithHttpTransport(wire.Transport(c.Options))}, nil
}

// Name is "tencent".
func (g *Gateway) Name() string { return "tencent" }

// Caps: Tencent sends approved templates, one wording a call, and answers
// questions about the last seven days.
func (g *Gateway) Caps() sms.Caps {
	c := g.config
	return sms.Caps{Batch: mostInBatch, SameParams: true, Templates: true, Ask: 7 * 24 * time.Hour, Receipts: true, PerSecond: 3000,
		Timeout: c.Wait(), Settle: c.Settles()}
}

// status is what the vendor says of one number of a call.
type status struct {
	SerialNo, PhoneNumber, Code, Message string
	Fee                                  int
}

// Send hands the batch over in one call. The vendor answers for each number.
func (g *Gateway) Send(ctx context.Context, batch []sms.Message) []sms.Result {
	if p := sms.Fault(g.Caps(), batch); p != nil {
		return sms.All(batch, p)
	}
	first := batch[0]
	phones, params := []string{}, []string{}
	for _, m := range batch {
		phones = append(phones, country+m.To)
	}
	for _, p := range first.Template.Params {
		params = append(params, p.Value)
	}
	var answer struct{ SendStatusSet []status }
	trail, p := g.call(ctx, "SendSms", map[string]any{
		"PhoneNumberSet": phones, "SmsSdkAppId": g.config.AppID, "SignName": g.config.Sign,
		"TemplateId": first.Template.Code, "TemplateParamSet": params, "SessionContext": first.OutID,
	}, batch, &answer)
	if p != nil {
		return sms.All(batch, p)
	}
	said := map[string]status{}
	for _, s := range answer.SendStatusSet {
		said[phone.Normalise(s.PhoneNumber)] = s
	}
	out := make([]sms.Result, len(batch))
	for i, m := range batch {
		s, ok := said[m.To]
		switch {
		case !ok:
			out[i].Problem = trail.Say(sms.Unknown, "", "回答里没有这个号码")
		case s.Code != "Ok":
			out[i].Problem = refusal(trail, s.Code, s.Message, m.At)
		default:
			out[i] = sms.Result{ID: s.SerialNo, Segments: s.Fee}
		}
	}
	return out
}

// call asks the vendor once.
func (g *Gateway) call(ctx context.Context, action string, params map[string]any, batch []sms.Message, into any) (*wire.Trail, *sms.Problem) {
	ctx, trail, cancel := wire.Follow(ctx, g.config.Options, sms.Secrets(batch, g.config.SecretID, g.config.Secret))
	defer cancel()
	body, err := wire.Shield(func() ([]byte, error) {
		request := tchttp.NewCommonRequest("sms", version, action)
		request.SetContext(ctx)
		if err := request.SetActionParameters(params); err != nil {
			return nil, err
		}
		answer := tchttp.NewCommonResponse()
		err := g.client.Send(request, answer)
		return answer.GetBody(), err
	})
	if said, ok := errors.AsType[*vendor.TencentCloudSDKError](err); ok && !strings.HasPrefix(said.Code, "ClientError") && said.Code != "" {
		return trail, refusal(trail, said.Code, said.Message, batch[0].At)
	}
	if err != nil {
		return trail, trail.Problem(err)
	}
	var answer struct{ Response json.RawMessage }
	if json.Unmarshal(body, &answer) != nil || len(answer.Response) == 0 || json.Unmarshal(answer.Response, into) != nil {
		return trail, trail.Say(sms.Unknown, "", "读不懂的回答")
	}
	return trail, nil
}
