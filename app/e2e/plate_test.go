package e2e

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"anju/models/storetest"
)

// TestThePrintedPlateLeadsToThePublicPage prints the plate as the landlord would, reads the paper with a code reader, and
// opens what it says as a stranger.
func TestThePrintedPlateLeadsToThePublicPage(t *testing.T) {
	storetest.EachName(t, func(t *testing.T, db string) {
		w := newWorld(t, db)
		p := start(t, w.env, "serve")
		b := newBrowser(t, p.URL, phone{})
		w.signInBrowser(t, b)
		b.open("/h/u/" + w.unit.Ref + "/plate")
		b.sees("居家服务码", "110")
		b.shoot("plate")
		dir := t.TempDir()
		pdf := filepath.Join(dir, "plate.pdf")
		b.print(pdf)
		info := tool(t, "pdfinfo", pdf)
		if !regexp.MustCompile(`Pages:\s+1\b`).MatchString(info) || !regexp.MustCompile(`Page size:\s+29[78](\.\d+)? x 4(19|20)(\.\d+)?`).MatchString(info) {
			t.Errorf("the plate is not one A6 page:\n%s", info)
		}
		tool(t, "pdftoppm", "-r", "110", "-png", "-singlefile", pdf, filepath.Join(dir, "plate"))
		read := strings.TrimSpace(tool(t, "zbarimg", "-q", "--raw", filepath.Join(dir, "plate.png")))
		if read != p.URL+"/d/"+w.unit.DoorToken {
			t.Fatalf("the paper says %q", read)
		}
		where, err := url.Parse(read)
		must(t, err)
		stranger := newVisitor(p.URL)
		must(t, stranger.get(where.Path))
		if stranger.last.StatusCode != 200 || !strings.Contains(stranger.page, "本页不显示任何人住在这里") {
			t.Errorf("the scan shows %d", stranger.last.StatusCode)
		}
		words := tool(t, "pdftotext", pdf, "-")
		for _, secret := range []string{"周桂芳", w.landlord} {
			if strings.Contains(words, secret) {
				t.Error("the plate names the landlord")
			}
		}
	})
}

// print prints the page in view to a file.
func (b *browser) print(pdf string) {
	b.t.Helper()
	b.do(chromedp.ActionFunc(func(ctx context.Context) error {
		data, _, err := page.PrintToPDF().WithPreferCSSPageSize(true).WithPrintBackground(true).Do(ctx)
		if err != nil {
			return err
		}
		return os.WriteFile(pdf, data, 0o600)
	}))
}

// tool runs a program of the system; the test is worth nothing without it.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v (`bash .ci/test` installs it)", name, err)
	}
	return string(out)
}
