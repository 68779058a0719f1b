package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func load(t *testing.T, env map[string]string) (Config, error) {
	t.Helper()
	return Load(func(key string) string { return env[key] })
}

func TestWithoutOptionsARegisterStandsBesideItsKey(t *testing.T) {
	c, err := load(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.DB() != "sqlite:anju.db" || c.KeyFile() != "anju.key" || c.Addr() != "127.0.0.1:8080" || c.URL() != "http://127.0.0.1:8080" {
		t.Fatalf("defaults: %v", c.Shown())
	}
}

func TestAPasswordInTheDatabaseNameIsNeverShown(t *testing.T) {
	c, err := load(t, map[string]string{"ANJU_DB": "mysql:anju:geheim@tcp(127.0.0.1:3306)/anju"})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range c.Shown() {
		if strings.Contains(row[1], "geheim") {
			t.Fatalf("%s shows the password", row[0])
		}
	}
}

func TestASecretComesFromAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dsn")
	if err := os.WriteFile(path, []byte("sqlite:/tmp/x.db\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := load(t, map[string]string{"ANJU_DB_FILE": path})
	if err != nil || c.DB() != "sqlite:/tmp/x.db" || c.KeyFile() != "/tmp/x.key" {
		t.Fatalf("%v %q %q", err, c.DB(), c.KeyFile())
	}
}

func TestCodesNeverTravelInTheOpen(t *testing.T) {
	for value, fine := range map[string]bool{
		"https://aj.example.com": true, "http://127.0.0.1:8080": true, "http://localhost": true,
		"http://aj.example.com": false, "aj.example.com": false, "ftp://aj.example.com": false,
	} {
		if _, err := load(t, map[string]string{"ANJU_URL": value}); (err == nil) != fine {
			t.Errorf("ANJU_URL=%s: %v", value, err)
		}
	}
}

// TestKeysOfACarrierNeverTravelInTheOpen: plain http is for carriers on this machine, where tests stand.
func TestKeysOfACarrierNeverTravelInTheOpen(t *testing.T) {
	for _, option := range []string{"ANJU_SMS_ALIYUN_ENDPOINT", "ANJU_SMS_TENCENT_ENDPOINT", "ANJU_SMS_KANNEL_URL", "ANJU_SMS_KANNEL_DLR_URL"} {
		for value, fine := range map[string]bool{
			"dysmsapi.aliyuncs.com": true, "https://sms.example.com": true, "http://127.0.0.1:18080": true, "http://localhost:13013": true, "http://[::1]:13013": true,
			"http://dysmsapi.aliyuncs.com": false, "http://10.0.0.8:13013": false, "ftp://127.0.0.1": false, "http://127.0.0.1.example.com": false,
		} {
			if _, err := load(t, map[string]string{option: value}); (err == nil) != fine {
				t.Errorf("%s=%s: %v", option, value, err)
			}
		}
	}
	for value, fine := range map[string]bool{
		"kannel:": true, "kannel:http://127.0.0.1:13013": true, "aliyun, tencent,file:x.jsonl": true, "kannel:http://10.0.0.8:13013": false, "aliyun:x": false, "sms": false,
	} {
		if _, err := load(t, map[string]string{"ANJU_SMS": value}); (err == nil) != fine {
			t.Errorf("ANJU_SMS=%s: %v", value, err)
		}
	}
}
