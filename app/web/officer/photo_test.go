package officer_test

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"anju/models"
	"anju/models/policy"
	"anju/models/registry"
)

// upload sends a form with a file, as a browser does.
func (b *browser) upload(path, fixture string, file []byte) *browser {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	must(b.t, form.WriteField("_csrf", csrf.FindStringSubmatch(b.page)[1]))
	must(b.t, form.WriteField("fixture", fixture))
	part, err := form.CreateFormFile("photo", "何以安在家.jpg")
	must(b.t, err)
	_, err = part.Write(file)
	must(b.t, err)
	must(b.t, form.Close())
	r := httptest.NewRequest(http.MethodPost, "http://anju.test"+path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	for name, value := range b.jar {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	b.code, b.page, b.path, b.head = w.Code, w.Body.String(), path, w.Header()
	return b
}

func TestAPhotoFromAPhoneIsTakenAndOneThatIsNoneIsToldSoAtItsField(t *testing.T) {
	var file bytes.Buffer
	must(t, jpeg.Encode(&file, image.NewRGBA(image.Rect(0, 0, 600, 500)), nil))
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		must(t, w.RecordVisit(context.Background(), policy.SystemActor, w.home.Ref, registry.VisitForm{Result: models.VisitMatch, AllSeen: true, Fire: map[string]string{"exit": registry.FireBad}}, "", w.at))
		b := w.browser().signIn("chen01", false)
		page := b.get("/o/u/" + w.home.Ref).find(`href="(/o/hazards/[a-z0-9]+/photo)"`)
		b.get(page).shows("不拍人，不拍证件", "这六样", "30 天删掉")
		if b.upload(page, "exit", []byte("%PDF-1.7")); b.code != 422 {
			t.Errorf("a paper for a photo: %d", b.code)
		}
		b.shows("打不开", `aria-invalid="true"`)
		if b.upload(page, "exit", make([]byte, models.PhotoMost+10)); b.code != 422 {
			t.Errorf("a photo that is too large: %d", b.code)
		}
		b.shows("照片太大，最多 8 兆")
		if b.upload(page, "exit", make([]byte, models.PhotoMost+2<<20)); b.code != 413 {
			t.Errorf("one that is far too large: %d", b.code)
		}
		if b.get(page).upload(page, "exit", file.Bytes()); b.code != 303 {
			t.Fatalf("a photo: %d", b.code)
		}
		if past := b.get("/o/u/" + w.home.Ref + "/past").shows("存隐患照片").page; strings.Contains(past, "隐患改好了") {
			t.Error("a photo of a hazard is told as its end")
		}
		picture := b.get(page).shows("楼道和出口的照片").find(`src="(/o/photos/[a-z0-9]+)"`)
		if strings.Contains(b.page, "何以安在家") {
			t.Error("the name of the file is kept")
		}
		if b.get(picture); b.code != 200 || b.head.Get("Content-Type") != "image/jpeg" || b.head.Get("Cache-Control") != "no-store" {
			t.Errorf("the picture: %d %v", b.code, b.head)
		}
		other := w.browser().signIn("wu01", false)
		for _, path := range []string{page, picture} {
			if other.get(path); other.code != 404 {
				t.Errorf("another grid's worker opens %s: %d", path, other.code)
			}
		}
		if b.get("/o/queue").upload("/o/visits/draft", "exit", file.Bytes()); b.code != 415 {
			t.Errorf("a file where none belongs: %d", b.code)
		}
	})
}

func TestAChildWorkerSeesOfTheHouseOnlyWhatHerTaskNeeds(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		secret, _, err := w.AddStaff(context.Background(), policy.SystemActor, registry.StaffForm{Login: "he01", Name: "工作人员", Password: password, Role: "child_worker", AreaCode: "77000001"}, w.at)
		must(t, err)
		w.secrets["he01"] = secret
		w.at = w.at.Add(time.Hour)
		b := w.browser().signIn("he01", false)
		for _, path := range []string{"/o/visits/week", "/o/samples", "/o/remind?f=x", "/o/visits/week/slips"} {
			if b.get(path); b.code != 403 {
				t.Errorf("the child worker opens %s: %d", path, b.code)
			}
		}
		for _, path := range []string{"/o/u/" + w.home.Ref + "/visit", "/o/u/" + w.home.Ref + "/slip"} {
			if b.get(path); b.code != 404 {
				t.Errorf("the child worker opens %s of a home without a child alone: %d", path, b.code)
			}
		}
	})
}

func TestASlipAtTheDoorNamesNobody(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.toGrid("7700000101")
		b := w.browser().signIn("chen01", false)
		visit := "/o/u/" + w.home.Ref + "/visit"
		b.get(visit).post(visit, "result", "nobody")
		b.shows("到访未遇", "打印到访单")
		b.get("/o/u/"+w.home.Ref+"/slip").shows("10:00 来过", "青禾路 18 号", "今天不再敲门")
		for _, name := range []string{"何以安", "周桂芳", "工作人员", wholeCall} {
			if strings.Contains(b.page, name) {
				t.Errorf("%s stands on the slip", name)
			}
		}
		if b.get(visit).post(visit, "result", "nobody"); b.code != 422 {
			t.Errorf("a second knock: %d", b.code)
		}
		b.shows("不再敲第二次门")
	})
}
