package plate_test

import (
	"bytes"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"anju/app/web/plate"
	"anju/models"
)

var (
	home = models.Unit{Address: "青禾路 18 号", ShortCode: "370281460", DoorToken: "abcdefghijklmnopqrstuvwxyz", OwnerID: 7}
	line = []models.Area{
		{Level: models.LevelCity, Name: "云溪市"},
		{Level: models.LevelCommunity, Name: "柳岸社区", PostName: "柳岸社区警务室", PostPhone: "0500-880 0110", OfficerName: "李警官"},
		{Level: models.LevelGrid, Name: "青禾 03 网格", WorkerName: "小陈", WorkerPhone: "0500-880 0101"},
	}
)

func TestAPlateSaysWhereAndWhomToCallAndNamesNobody(t *testing.T) {
	p, err := plate.Sheet(home, line, "https://aj.example.com")
	if err != nil {
		t.Fatal(err)
	}
	if p.Community != "柳岸社区" || p.Road != "青禾路" || p.No != "18" || p.After != "号" || p.Host != "aj.example.com" ||
		p.Line != "柳岸社区警务室·青禾 03 网格" || p.Phone != "0500-880 0110" {
		t.Errorf("%+v", p)
	}
	if p.Size != 37+8 || !strings.HasPrefix(string(p.Path), "M4 4h7v1h-7z") {
		t.Errorf("%d modules, %.20s", p.Size, p.Path)
	}
}

func TestEveryAddressFitsAPlate(t *testing.T) {
	for address, want := range map[string][3]string{
		"青禾路 18 号": {"青禾路", "18", "号"}, "柳岸新村3幢": {"柳岸新村", "3", "幢"}, "柳岸东路 12-3": {"柳岸东路", "12-3", ""},
		"桥头村": {"桥头村", "", ""}, "青禾路 18 号 2 单元": {"青禾路 18 号", "2", "单元"},
	} {
		p, err := plate.Sheet(models.Unit{Address: address, DoorToken: home.DoorToken}, nil, "https://aj.example.com/")
		if err != nil || [3]string{p.Road, p.No, p.After} != want {
			t.Errorf("%s: %q %q %q %v", address, p.Road, p.No, p.After, err)
		}
		if p.Line != "政务服务热线" || p.Phone != "12345" {
			t.Errorf("%s %s", p.Line, p.Phone)
		}
	}
}

func TestTheCodeOpensTheDoorOfThisHome(t *testing.T) {
	picture, err := plate.PNG(home, "https://aj.example.com/", 8)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(bytes.NewReader(picture)); err != nil {
		t.Fatal(err)
	}
	scanner, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Fatal("zbarimg is not installed; `bash .ci/test` installs it")
	}
	file := filepath.Join(t.TempDir(), "code.png")
	if err := os.WriteFile(file, picture, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(scanner, "--raw", "-q", file).Output()
	if got := strings.TrimSpace(string(out)); err != nil || got != "https://aj.example.com/d/abcdefghijklmnopqrstuvwxyz" {
		t.Errorf("read %q %v", got, err)
	}
}
