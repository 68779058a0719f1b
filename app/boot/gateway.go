package boot

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"anju/jobs/sms"
	"anju/jobs/sms/aliyun"
	"anju/jobs/sms/file"
	"anju/jobs/sms/kannel"
	"anju/jobs/sms/tencent"
	"anju/jobs/sms/wire"
)

// openGateways opens the ways out for texts of ANJU_SMS, in the order in which they are tried. One that is not filled in
// yet takes nothing and says why, and the rest of the program works: an operator prepares a register before his carrier is
// there.
func (a *App) openGateways() error {
	for _, name := range a.gatewayNames() {
		kind, rest, _ := strings.Cut(name, ":")
		gateway, err := a.openGateway(kind, rest)
		if err != nil && kind == "file" {
			return err
		}
		if err != nil {
			gateway = unready{kind, err.Error()}
			a.unready = append(a.unready, err.Error())
		}
		a.Gateways = append(a.Gateways, gateway)
	}
	return nil
}

func (a *App) openGateway(kind, rest string) (sms.Gateway, error) {
	get := func(key string) string { return a.Config.Get("SMS_" + strings.ToUpper(kind) + "_" + key) }
	switch kind {
	case "file":
		if err := os.MkdirAll(filepath.Dir(rest), 0o700); err != nil {
			return nil, fmt.Errorf("建不了短信文件的文件夹：%w", err)
		}
		gateway, err := file.Open(rest)
		if err != nil {
			return nil, fmt.Errorf("打不开短信文件：%w", err)
		}
		return gateway, nil
	case "kannel":
		if rest == "" {
			rest = get("URL")
		}
		return kannel.Open(kannel.Config{URL: rest, User: get("USER"), Password: get("PASSWORD"), DLRURL: get("DLR_URL"), Options: a.wire()})
	case "aliyun":
		return aliyun.Open(aliyun.Config{Endpoint: get("ENDPOINT"), KeyID: get("KEY_ID"), Secret: get("KEY_SECRET"), Sign: a.signAt(kind), Options: a.wire()})
	case "tencent":
		return tencent.Open(tencent.Config{Endpoint: get("ENDPOINT"), SecretID: get("SECRET_ID"), Secret: get("SECRET_KEY"),
			AppID: get("APP_ID"), Sign: a.signAt(kind), Region: get("REGION"), Options: a.wire()})
	}
	return nil, fmt.Errorf("不认识短信出口 %s", kind)
}

// wire is what is the same for every carrier.
func (a *App) wire() wire.Options {
	return wire.Options{Patience: a.Config.Span("SMS_PATIENCE"), Settle: a.Config.Span("SMS_SETTLE")}
}

// signAt is the signature, without brackets, that stands on texts through a carrier: vendors put on the one that was filed
// with them, others send the text with ours.
func (a *App) signAt(kind string) string {
	if sign := a.Config.Get("SMS_" + strings.ToUpper(kind) + "_SIGN"); sign != "" {
		return strings.Trim(sign, "【】")
	}
	return strings.Trim(a.Registry.Texts.Signature, "【】")
}

func (a *App) gatewayNames() []string {
	names := strings.Split(a.Config.Get("SMS"), ",")
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	return names
}

// FileOnly says whether texts go to a file and nowhere else.
func (a *App) FileOnly() bool {
	for _, name := range a.gatewayNames() {
		if !strings.HasPrefix(name, "file:") {
			return false
		}
	}
	return true
}

// SMSWarnings are what an operator should mend before texts leave through a carrier.
func (a *App) SMSWarnings() []string {
	warnings := append([]string{}, a.unready...)
	own := strings.Trim(a.Registry.Texts.Signature, "【】")
	for _, g := range a.Gateways {
		kind := g.Name()
		if kind == "file" {
			continue
		}
		sign := a.signAt(kind)
		if sign != own {
			warnings = append(warnings, fmt.Sprintf("从 %s 发出的签名是%s，页面上预览的是%s。请把 ANJU_SMS_SIGN 写成一样的", kind, sign, own))
		}
		if why := a.unauthorised(kind); why != "" {
			warnings = append(warnings, why)
		}
		if k, ok := g.(*kannel.Gateway); ok && !k.Caps().Receipts {
			warnings = append(warnings, "Kannel 没有写 ANJU_SMS_KANNEL_DLR_URL，发没发到查不出来")
		}
	}
	return warnings
}

// unready takes nothing: whatever is to leave waits until it expires, and each attempt says why.
type unready struct{ kind, why string }

func (u unready) Name() string { return u.kind }

func (u unready) Caps() sms.Caps { return sms.Caps{Batch: 1} }

func (u unready) Send(_ context.Context, batch []sms.Message) []sms.Result {
	return sms.All(batch, sms.NewProblem(sms.Account, "", u.why))
}

// Find: what was never sent is not there.
func (u unready) Find(context.Context, sms.Message) (sms.Receipt, bool, error) {
	return sms.Receipt{}, false, nil
}
