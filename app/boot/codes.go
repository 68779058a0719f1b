package boot

import (
	"encoding/json"
	"fmt"
	"os"

	"anju/jobs"
	"anju/jobs/sms"
)

// codes are the templates that carriers have approved: carrier → our id → the carrier's code.
type codes map[string]map[string]string

// loadCodes reads the operator's file of them; "" for none.
func loadCodes(path string) (codes, error) {
	if path == "" {
		return nil, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("读不了模板代码的文件 %s", path)
	}
	var c codes
	if err := json.Unmarshal(data, &c); err != nil {
		return nil, fmt.Errorf("模板代码的文件 %s 写得不对，要写成 {\"aliyun\": {\"R04\": \"SMS_1\"}}", path)
	}
	return c, nil
}

// templateOf fills the gaps of a template in the order of its text: some carriers go by name, others by place.
func (a *App) templateOf(known codes) jobs.TemplateOf {
	return func(gateway, kind string, params map[string]string) (sms.Template, bool) {
		t := sms.Template{Code: known[gateway][kind]}
		for _, name := range a.Registry.Texts.Gaps(kind) {
			t.Params = append(t.Params, sms.Param{Name: name, Value: params[name]})
		}
		return t, t.Code != ""
	}
}
