// Package config is the one table of options: key, default, secret or not, and what it means. Every option is an
// environment variable ANJU_KEY; ANJU_KEY_FILE reads it from a file instead.
package config

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Option is one line of the table.
type Option struct {
	Key     string // without ANJU_
	Default string
	Secret  bool
	Help    string
	Check   func(value string) error
}

// Options is the table; `anju doctor` prints it, secrets masked.
var Options = []Option{
	{Key: "DB", Default: "sqlite:anju.db", Secret: true, Help: "数据库：sqlite:文件 或 mysql:用户:密码@tcp(地址:端口)/库名"},
	{Key: "ADDR", Default: "127.0.0.1:8080", Help: "网站听在哪个地址", Check: checkAddr},
	{Key: "URL", Help: "别人打开网站用的网址，印在门牌上；不写就用 http://ADDR", Check: checkURL},
	{Key: "KEY_FILE", Help: "钥匙文件；不写就放在 SQLite 文件旁边，或 anju.key"},
	{Key: "SMS", Default: "file:sms.jsonl", Help: "短信从哪发：file:文件、kannel:地址、aliyun、tencent，可写几个，用逗号隔开，先写的先用", Check: checkSMS},
	{Key: "SMS_SIGN", Help: "短信签名；不写就用模板文件里的"},
	{Key: "SMS_ALIYUN_ENDPOINT", Help: "阿里云短信的地址；不写就是 dysmsapi.aliyuncs.com", Check: checkEndpoint},
	{Key: "SMS_ALIYUN_KEY_ID", Secret: true, Help: "阿里云的 AccessKey ID"},
	{Key: "SMS_ALIYUN_KEY_SECRET", Secret: true, Help: "阿里云的 AccessKey Secret"},
	{Key: "SMS_ALIYUN_SIGN", Help: "在阿里云报过的签名；不写就用短信签名"},
	{Key: "SMS_TENCENT_ENDPOINT", Help: "腾讯云短信的地址；不写就是 sms.tencentcloudapi.com", Check: checkEndpoint},
	{Key: "SMS_TENCENT_SECRET_ID", Secret: true, Help: "腾讯云的 SecretId"},
	{Key: "SMS_TENCENT_SECRET_KEY", Secret: true, Help: "腾讯云的 SecretKey"},
	{Key: "SMS_TENCENT_APP_ID", Help: "腾讯云短信应用的 SdkAppId"},
	{Key: "SMS_TENCENT_SIGN", Help: "在腾讯云报过的签名；不写就用短信签名"},
	{Key: "SMS_TENCENT_REGION", Default: "ap-guangzhou", Help: "腾讯云的地域"},
	{Key: "SMS_KANNEL_URL", Help: "Kannel smsbox 的地址，例如 http://127.0.0.1:13013", Check: checkEndpoint},
	{Key: "SMS_KANNEL_USER", Secret: true, Help: "Kannel sendsms-user 的名字"},
	{Key: "SMS_KANNEL_PASSWORD", Secret: true, Help: "Kannel sendsms-user 的密码"},
	{Key: "SMS_KANNEL_DLR_URL", Secret: true, Help: "Kannel 往哪里送回执，里面有口令", Check: checkEndpoint},
	{Key: "SMS_AT_ONCE", Default: "8", Help: "一个出口同时发几条", Check: checkNumber(1, 64)},
	{Key: "SMS_PER_SECOND", Default: "0", Help: "一个出口一秒最多请求几次，所有机器合在一起；0 就照服务商的上限", Check: checkNumber(0, 5000)},
	{Key: "SMS_PATIENCE", Default: "10s", Help: "等服务商回答多久", Check: checkSpan(100*time.Millisecond, 30*time.Second)},
	{Key: "SMS_SETTLE", Default: "5m", Help: "不知道发出没有的，过多久去问服务商", Check: checkSpan(time.Second, time.Hour)},
	{Key: "PROFILE", Default: "zhejiang-ningbo", Help: "用哪个地方的期限规定；也可写自己的 JSON 文件，里面写 base 和要改的几项"},
	{Key: "SMS_PRICE", Default: "0.045", Help: "一条短信多少钱（元），按运营商的条数算，只用来估算", Check: checkPrice},
	{Key: "ALERT_FAILED", Default: "20", Help: "一个出口一小时里，每 100 次有几次没成就提醒管理员；不到 20 次不算", Check: checkNumber(1, 100)},
	{Key: "ALERT_WAIT", Default: "30m", Help: "能发的短信排了多久没发出去就提醒；验证码固定 2 分钟", Check: checkSpan(time.Minute, 24*time.Hour)},
	{Key: "ALERT_STOPPED", Default: "10m", Help: "短信出口或一个模板停了多久就提醒", Check: checkSpan(time.Minute, 24*time.Hour)},
	{Key: "ALERT_DEAD", Default: "50", Help: "一天有几条没发成就提醒", Check: checkNumber(1, 1_000_000)},
	{Key: "OPS_ADDR", Default: "127.0.0.1:0", Help: "健康检查听在哪个地址，只给本机", Check: checkAddr},
	{Key: "PROXIES", Help: "前面的反向代理的地址段，用逗号隔开，例如 127.0.0.1/32；不写就谁的转发地址都不信", Check: checkPrefixes},
	{Key: "NOW", Help: "假的现在时间，只在演示和测试里用"},
}

// Config is what the options say.
type Config struct {
	values map[string]string
}

// Load reads the options from the environment (get is os.Getenv, or a map in tests).
func Load(get func(string) string) (Config, error) {
	c := Config{values: map[string]string{}}
	for _, o := range Options {
		value := get("ANJU_" + o.Key)
		if file := get("ANJU_" + o.Key + "_FILE"); file != "" && o.Key != "KEY" {
			data, err := os.ReadFile(file)
			if err != nil {
				return c, fmt.Errorf("ANJU_%s_FILE 读不了：%s", o.Key, file)
			}
			value = strings.TrimSpace(string(data))
		}
		if value == "" {
			value = o.Default
		}
		if value != "" && o.Check != nil {
			if err := o.Check(value); err != nil {
				return c, fmt.Errorf("ANJU_%s 不对：%w", o.Key, err)
			}
		}
		c.values[o.Key] = value
	}
	return c, nil
}

// With is a copy with one option set another way.
func (c Config) With(key, value string) Config {
	values := map[string]string{}
	for k, v := range c.values {
		values[k] = v
	}
	values[key] = value
	return Config{values: values}
}

// Get is the value of an option.
func (c Config) Get(key string) string { return c.values[key] }

// DB names the database.
func (c Config) DB() string { return c.values["DB"] }

// Addr is where the site listens.
func (c Config) Addr() string { return c.values["ADDR"] }

// URL is the public address without a slash at the end.
func (c Config) URL() string {
	if u := c.values["URL"]; u != "" {
		return strings.TrimSuffix(u, "/")
	}
	return "http://" + c.Addr()
}

// KeyFile is where the keys lie: beside the SQLite file unless said otherwise.
func (c Config) KeyFile() string {
	if f := c.values["KEY_FILE"]; f != "" {
		return f
	}
	if path, ok := strings.CutPrefix(c.DB(), "sqlite:"); ok {
		return strings.TrimSuffix(path, filepath.Ext(path)) + ".key"
	}
	return "anju.key"
}

// Now is the time that ANJU_NOW gives, in Asia/Shanghai; zero when it is not set.
func (c Config) Now(zone *time.Location) (time.Time, error) {
	if c.values["NOW"] == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04", "2006-01-02"} {
		if t, err := time.ParseInLocation(layout, c.values["NOW"], zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("ANJU_NOW 要写成 2026-11-24 08:30")
}

// Shown is the table with its values, secrets masked, for doctor.
func (c Config) Shown() [][2]string {
	var rows [][2]string
	for _, o := range Options {
		value := c.values[o.Key]
		if o.Secret && value != "" && !strings.HasPrefix(value, "sqlite:") {
			value = "••••"
		}
		rows = append(rows, [2]string{"ANJU_" + o.Key, value})
	}
	return rows
}

func checkAddr(value string) error {
	if _, _, err := net.SplitHostPort(value); err != nil {
		return fmt.Errorf("要写成 地址:端口，例如 127.0.0.1:8080")
	}
	return nil
}

// checkURL lets http through on loopback only: cookies and codes must not travel in the open.
func checkURL(value string) error {
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("要写成完整网址，例如 https://aj.example.com")
	}
	if u.Scheme == "http" && !Loopback(u.Hostname()) {
		return fmt.Errorf("对外的网址要用 https://")
	}
	return nil
}

// Proxies are the address ranges whose X-Forwarded-For is believed.
func (c Config) Proxies() []netip.Prefix {
	prefixes, _ := readPrefixes(c.values["PROXIES"]) // checked by Load
	return prefixes
}

func checkPrefixes(value string) error {
	_, err := readPrefixes(value)
	return err
}

func readPrefixes(value string) ([]netip.Prefix, error) {
	var prefixes []netip.Prefix
	for _, part := range strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' }) {
		prefix, err := netip.ParsePrefix(part)
		if err != nil {
			return nil, fmt.Errorf("%s 不是地址段，要写成 10.0.0.0/8", part)
		}
		prefixes = append(prefixes, prefix)
	}
	return prefixes, nil
}

// Loopback says whether a host is this machine.
func Loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// checkEndpoint lets a bare host through, which means https, and http on loopback only.
func checkEndpoint(value string) error {
	if !strings.Contains(value, "://") {
		value = "https://" + value
	}
	return checkURL(value)
}

func checkSMS(value string) error {
	for _, name := range strings.Split(value, ",") {
		name = strings.TrimSpace(name)
		kind, rest, _ := strings.Cut(name, ":")
		switch {
		case kind == "kannel" && rest != "":
			if err := checkEndpoint(rest); err != nil {
				return err
			}
		case kind == "file" && rest != "", kind == "kannel", name == "aliyun", name == "tencent":
		case kind == "file":
			return fmt.Errorf("file: 后面要写文件，例如 file:sms.jsonl")
		default:
			return fmt.Errorf("不认识 %q，只认 file:文件、kannel:、aliyun、tencent", kind)
		}
	}
	return nil
}

func checkPrice(value string) error {
	if price, err := strconv.ParseFloat(value, 64); err != nil || price < 0 || price > 10 {
		return fmt.Errorf("要写 0 到 10 之间的数，例如 0.045")
	}
	return nil
}

// Number is an option that is a whole number, checked by Load.
func (c Config) Number(key string) int {
	n, _ := strconv.Atoi(c.values[key])
	return n
}

// Span is an option that is a stretch of time, checked by Load.
func (c Config) Span(key string) time.Duration {
	d, _ := time.ParseDuration(c.values[key])
	return d
}

func checkNumber(least, most int) func(string) error {
	return func(value string) error {
		if n, err := strconv.Atoi(value); err != nil || n < least || n > most {
			return fmt.Errorf("要写 %d 到 %d 之间的整数", least, most)
		}
		return nil
	}
}

func checkSpan(least, most time.Duration) func(string) error {
	return func(value string) error {
		if d, err := time.ParseDuration(value); err != nil || d < least || d > most {
			return fmt.Errorf("要写 %v 到 %v 之间的时间，例如 10s、5m", least, most)
		}
		return nil
	}
}
