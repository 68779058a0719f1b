package boot

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"anju/jobs/sms"
	"anju/jobs/sms/file"
)

// openGateway opens the first way out for texts of ANJU_SMS that this version knows. Where it knows none, texts stay in
// the outbox and the rest of the program works: an operator prepares a register before his carrier is there.
func (a *App) openGateway() (sms.Gateway, error) {
	for _, name := range a.gatewayNames() {
		path, ok := strings.CutPrefix(name, "file:")
		if !ok {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, fmt.Errorf("建不了短信文件的文件夹：%w", err)
		}
		gateway, err := file.Open(path)
		if err != nil {
			return nil, fmt.Errorf("打不开短信文件：%w", err)
		}
		return gateway, nil
	}
	return unknownCarrier{strings.Join(a.UnknownCarriers(), "、")}, nil
}

func (a *App) gatewayNames() []string {
	names := strings.Split(a.Config.Get("SMS"), ",")
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	return names
}

// FileOnly says whether texts go to a file and nowhere else.
func (a *App) FileOnly() bool { return len(a.UnknownCarriers()) == 0 }

// UnknownCarriers are the carriers of ANJU_SMS that this version cannot send through.
func (a *App) UnknownCarriers() []string {
	var names []string
	for _, name := range a.gatewayNames() {
		if !strings.HasPrefix(name, "file:") {
			kind, _, _ := strings.Cut(name, ":")
			names = append(names, kind)
		}
	}
	return names
}

// unknownCarrier takes nothing: whatever is to leave waits until it expires, and each attempt says why.
type unknownCarrier struct{ names string }

func (u unknownCarrier) Name() string { return "none" }

func (u unknownCarrier) Send(context.Context, sms.Message) error {
	return sms.NewProblem(sms.Account, "", "这一版还不会从 "+u.names+" 发短信")
}

func (u unknownCarrier) Find(context.Context, sms.Message) (bool, error) { return false, nil }
