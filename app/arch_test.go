package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// TestHouse holds the repository to its own law; arch_rules_test.go is that law.
func TestHouse(t *testing.T) {
	root := os.DirFS("..")
	if _, err := fs.Stat(root, "go.mod"); err != nil {
		t.Fatalf("the test must run in app, one folder below go.mod: %v", err)
	}
	for _, v := range violations(root) {
		t.Error(v)
	}
}

// violations walks a tree and returns one sentence for each broken rule,
// naming the file and the rule.
func violations(fsys fs.FS) []string {
	var out []string
	ignored := ignoredNames(fsys)
	storeFile, hasReader := "", false
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || name == ".":
			return err
		case strings.HasPrefix(d.Name(), "."):
			return skipped(d)
		case path.Dir(name) == "." && !slices.Contains(topLevel, name):
			if !matches(ignored, name) {
				out = append(out, fmt.Sprintf("%s: the top level holds only %v and dotfiles", name, topLevel))
			}
			return skipped(d)
		case d.IsDir() && d.Name() == "testdata":
			return fs.SkipDir // what a tool wrote is not house style
		}
		if fault := nameFault(name); fault != "" {
			out = append(out, fault)
		}
		ext := path.Ext(name)
		if d.IsDir() || ext != ".go" && ext != ".html" {
			return nil
		}
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		generated := false
		if ext == ".go" {
			faults, gen, declares := goFaults(name, src)
			out, generated, hasReader = append(out, faults...), gen, hasReader || declares
			if path.Dir(name) == "models/store" && !isTest(name) {
				storeFile = name
			}
		}
		if n := lines(src); n > maxLines && !generated {
			out = append(out, fmt.Sprintf("%s has %d lines: at most %d", name, n, maxLines))
		}
		return nil
	})
	if err != nil {
		out = append(out, fmt.Sprintf("the tree could not be read: %v", err))
	}
	if storeFile != "" && !hasReader {
		out = append(out, "models/store has no type Reader: the rule about lists and policy.Scope would guard nothing")
	}
	return out
}

func skipped(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

func goFaults(name string, src []byte) (faults []string, generated, hasReader bool) {
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return []string{fmt.Sprintf("%s cannot be parsed: %v", name, err)}, false, false
	}
	line := func(at token.Pos) int { return files.Position(at).Line }
	for _, imp := range f.Imports {
		imported, _ := strconv.Unquote(imp.Path.Value)
		if fault := importFault(name, imported); fault != "" {
			faults = append(faults, fault)
		} else if imp.Name != nil && imp.Name.Name == "." {
			faults = append(faults, fmt.Sprintf("%s must not dot-import %s: it hides where names come from", name, imported))
		}
	}
	faults = append(faults, bodyFaults(name, f, line)...)
	if path.Dir(name) == "models/store" && !isTest(name) {
		lists, declares := listFaults(name, f, line)
		faults, hasReader = append(faults, lists...), declares
	}
	return faults, ast.IsGenerated(f), hasReader
}

func isIdent(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// localName is what the file calls an import, so that renaming hides nothing.
func localName(f *ast.File, imported string) string {
	for _, imp := range f.Imports {
		if p, _ := strconv.Unquote(imp.Path.Value); p == imported {
			if imp.Name != nil {
				return imp.Name.Name
			}
			return path.Base(imported)
		}
	}
	return ""
}

func lines(src []byte) int {
	n := bytes.Count(src, []byte("\n"))
	if len(src) > 0 && src[len(src)-1] != '\n' {
		n++
	}
	return n
}

// ignoredNames lets a built binary or a demo's data lie at the top level: what
// .gitignore names is not part of the repository.
func ignoredNames(fsys fs.FS) []string {
	src, err := fs.ReadFile(fsys, ".gitignore")
	if err != nil {
		return nil
	}
	var patterns []string
	for _, l := range strings.Fields(string(src)) {
		patterns = append(patterns, strings.Trim(l, "/"))
	}
	return patterns
}

func matches(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		ok, err := path.Match(p, name)
		return ok && err == nil
	})
}

// cleanTree is a small house that breaks nothing, with the cases that look
// like a breach and are none.
var cleanTree = map[string]string{
	"go.mod":                            "module anju",
	"README.md":                         "",
	".gitignore":                        "/anju\n*.db\n",
	".ci/util.go":                       "not even Go",
	"anju":                              "a built binary",
	"anju.db":                           "",
	"app/main.go":                       `package main; import _ "anju/app/boot"; import _ "anju/jobs"; import _ "anju/static"`,
	"app/boot/clock.go":                 `package boot; import "time"; var Clock = time.Now`,
	"app/web/routes.go":                 `package web; import _ "github.com/labstack/echo/v4"; import _ "anju/app/web/officer"; import _ "anju/app/web/tenant"`,
	"app/web/officer/stay_show.go":      `package officer; import _ "anju/app/web/site"`,
	"app/web/tenant/door_show.go":       `package tenant; import _ "net/http"; import _ "html/template"`,
	"app/web/gallery/testdata/big.html": strings.Repeat("<p>\n", 400),
	"app/e2e/rig.go":                    `package e2e; import _ "anju/models/storetest"; import "time"; var t = time.Now()`,
	"models/stay.go":                    `package models; import "time"; import _ "anju/models/idcard"; func Due(at time.Time) time.Time { return at }`,
	"models/stay_test.go":               `package models_test; import _ "anju/models"; import _ "pgregory.net/rapid"; import "time"; var t = time.Now()`,
	"models/idcard/number_test.go":      `package idcard; import "pgregory.net/rapid"; import "testing"; func TestN(t *testing.T) { rapid.Check(t, func(t *rapid.T) { t.Skip() }) }`,
	"models/unit_manager.go":            `package models`,
	"models/idcard/number.go":           `package idcard; import _ "database/sql/driver"; import _ "strings"`,
	"models/policy/scope.go":            `package policy; import _ "anju/models"; type Scope struct{}`,
	"models/vault/seal.go":              `package vault; import _ "github.com/emmansun/gmsm/sm4"`,
	"models/store/store.go":             `package store; import _ "gorm.io/gorm"; import _ "anju/models/vault"; type Reader struct{}; func InTx() {}`,
	"models/store/stay_list.go":         `package store; import p "anju/models/policy"; func (r *Reader) ListStays(s p.Scope, n int) {}; func (r *Reader) Stay() {}`,
	"models/store/store_test.go":        `package store_test; import _ "anju/models/storetest"; import "anju/models/store"; func f() { store.InTx() }`,
	"models/store/names_gen.go":         "// Code generated by names. DO NOT EDIT.\n\npackage store\n" + strings.Repeat("\n", 400),
	"models/store/migrate/up.go":        `package migrate; import _ "github.com/pressly/goose/v3"`,
	"models/registry/check_in.go":       `package registry; import "anju/models/store"; func F() { store.InTx() }`,
	"models/storetest/drivers.go":       `package storetest; import _ "gorm.io/gorm"; import _ "anju/models/registry"`,
	"jobs/schedule.go":                  `package jobs; import _ "github.com/robfig/cron/v3"; import _ "anju/jobs/sms"; import _ "anju/templates"`,
	"jobs/sms/aliyun/gateway.go":        `package aliyun; import _ "net/http"; import _ "anju/jobs/sms"; import _ "anju/models"`,
	"templates/templates.go":            `package templates; import _ "embed"`,
	"templates/pages/common/home.html":  strings.Repeat("<p>\n", 300),
	"static/static.go":                  `package static`,
}

// TestLawBites breaks one rule at a time on purpose: a law that lets a breach
// pass is worse than none.
func TestLawBites(t *testing.T) {
	if got := violations(tree("", "")); len(got) != 0 {
		t.Fatalf("the clean tree must break nothing: %q", got)
	}
	for _, c := range []struct{ name, file, src, rule string }{
		{"gorm in models", "models/room.go", `package models; import _ "gorm.io/gorm"`, "only [models/store models/storetest] may"},
		{"driver in app", "app/boot/open.go", `package boot; import _ "github.com/glebarez/sqlite"`, "only [models/store models/storetest] may"},
		{"net/http in models", "models/room.go", `package models; import _ "net/http"`, "only [app jobs/sms] may"},
		{"net/http in jobs", "jobs/flag.go", `package jobs; import _ "net/http/httputil"`, "only [app jobs/sms] may"},
		{"echo in jobs", "jobs/flag.go", `package jobs; import _ "github.com/labstack/echo/v4"`, "only [app] may"},
		{"QR in templates", "templates/qr.go", `package templates; import _ "github.com/skip2/go-qrcode"`, "only [app] may"},
		{"cron in app", "app/boot/cron.go", `package boot; import _ "github.com/robfig/cron/v3"`, "only [jobs] may"},
		{"goose beside migrate", "models/store/up.go", `package store; import _ "github.com/pressly/goose/v3"`, "only [models/store/migrate] may"},
		{"context in a rule", "models/room.go", `package models; import _ "context"`, "no context and no database"},
		{"database in a leaf", "models/phone/phone.go", `package phone; import _ "database/sql"`, "no context and no database"},
		{"stored form in models", "models/room.go", `package models; import _ "database/sql/driver"`, "no context and no database"},
		{"clock in a rule", "models/room_rules.go", `package models; import "time"; var at = time.Now()`, "pass the time in"},
		{"clock unseen", "models/room_rules.go", `package models; import "time"; func f(t time.Time) any { return time.Since(t) }`, "pass the time in"},
		{"clock renamed", "jobs/flag.go", `package jobs; import hour "time"; var now = hour.Now`, "pass the time in"},
		{"clock dot-imported", "jobs/flag.go", `package jobs; import . "time"; var now = Now()`, "must not dot-import time"},
		{"page that saves", "app/web/officer/stay_edit.go", `package officer; func f(s S) { s.InTx(nil) }`, "only models/registry may save"},
		{"store that saves", "models/store/save.go", `package store; func f() { InTx() }`, "only models/registry may save"},
		{"list without scope", "models/store/unit_list.go", `package store; func (r *Reader) ListUnits(n int) {}`, "Reader.ListUnits takes no policy.Scope"},
		{"no reader", "models/store/store.go", `package store`, "models/store has no type Reader"},
		{"reader interface", "models/store/store.go", `package store; type Reader interface{ ListUnits(n int) }`, "Reader.ListUnits takes no policy.Scope"},
		{"audience to audience", "app/web/landlord/home.go", `package landlord; import _ "anju/app/web/officer"`, "one audience package never imports another"},
		{"long file", "models/room.go", "package models\n" + strings.Repeat("\n", 300), "301 lines: at most 300"},
		{"long page", "templates/pages/tenant/door.html", strings.Repeat("<p>\n", 300) + "<p>", "301 lines: at most 300"},
		{"jobs to app", "jobs/flag.go", `package jobs; import _ "anju/app/boot"`, "by the import law jobs may import only"},
		{"gateway to store", "jobs/sms/file.go", `package sms; import _ "anju/models/store"`, "by the import law jobs/sms may import only"},
		{"models to templates", "models/room.go", `package models; import _ "anju/templates"`, "by the import law models may import only [leaf]"},
		{"models to store", "models/room.go", `package models; import _ "anju/models/store"`, "by the import law models may import only [leaf]"},
		{"leaf to leaf", "models/phone/phone.go", `package phone; import _ "anju/models/idcard"`, "by the import law leaf may import only []"},
		{"store to registry", "models/store/x.go", `package store; import _ "anju/models/registry"`, "by the import law models/store may import only"},
		{"storetest to app", "models/storetest/x.go", `package storetest; import _ "anju/app/boot"`, "by the import law models/storetest may import only"},
		{"static to models", "static/x.go", `package static; import _ "anju/models"`, "by the import law static may import only []"},
		{"storetest in a verb", "models/registry/x.go", `package registry; import _ "anju/models/storetest"`, "only tests may"},
		{"module in a leaf", "models/phone/phone.go", `package phone; import _ "golang.org/x/text/width"`, "outside the standard library leaf may use only []"},
		{"banned file", "jobs/util.go", `package jobs`, `"util" is a banned name`},
		{"banned test file", "jobs/helpers_test.go", `package jobs`, `"helper" is a banned name`},
		{"banned page", "templates/layouts/base.html", `<p>`, `"base" is a banned name`},
		{"banned folder", "app/web/shared/x.go", `package x`, `"shared" is a banned name`},
		{"top level", "tools/x.go", `package x`, "the top level holds only"},
		{"skipped test", "jobs/flag_test.go", `package jobs; import "testing"; func TestX(t *testing.T) { t.Skip() }`, "a test runs or it is not there"},
		{"skipped subtest", "jobs/flag_test.go", `package jobs; import "testing"; func TestX(t *testing.T) { t.Run("", func(u *testing.T) { u.SkipNow() }) }`, "a test runs or it is not there"},
		{"broken Go", "jobs/flag.go", `package`, "cannot be parsed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := violations(tree(c.file, c.src))
			place, _, _ := strings.Cut(c.file, "/")
			if c.name == "banned folder" {
				place = path.Dir(c.file)
			} else if c.name != "no reader" && c.name != "top level" {
				place = c.file
			}
			if len(got) != 1 || !strings.Contains(got[0], c.rule) || !strings.HasPrefix(got[0], place) {
				t.Errorf("want one report on %s saying %q, got %q", place, c.rule, got)
			}
		})
	}
}

// tree is the clean tree with one file added or replaced.
func tree(file, src string) fs.FS {
	files := maps.Clone(cleanTree)
	if file != "" {
		files[file] = src
	}
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}
