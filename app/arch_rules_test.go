package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
)

const (
	module   = "anju"
	maxLines = 300
)

var (
	audiences   = []string{"landlord", "officer", "tenant", "admin"}
	topLevel    = []string{"app", "models", "jobs", "templates", "static", "go.mod", "go.sum", "README.md"}
	bannedNames = []string{"util", "common", "helper", "base", "misc", "manager", "service", "types", "handler2", "shared"}

	// pureLayers say what things are: values and a time in, values out.
	pureLayers = []string{"leaf", "models", "models/paste", "models/policy", "models/profile", "models/vault"}
	belowStore = append(slices.Clone(pureLayers), "models/store")
	allModels  = append(slices.Clone(belowStore), "models/registry", "models/storetest")
)

// arrows: what each layer may import of ours, besides its own parts.
// app is not listed: it may import anything.
var arrows = map[string][]string{
	"templates":        {},
	"static":           {},
	"leaf":             {},
	"models":           {"leaf"},
	"models/paste":     {"leaf"},
	"models/policy":    {"models", "leaf"},
	"models/profile":   {"models", "leaf"},
	"models/vault":     {"models", "leaf"},
	"models/store":     pureLayers,
	"models/registry":  belowStore,
	"models/storetest": append(slices.Clone(allModels), "jobs", "jobs/sms", "templates", "static"),
	"jobs/sms":         pureLayers,
	"jobs":             append(slices.Clone(allModels), "jobs/sms", "templates"),
}

// outside: the only modules of others a layer may use; layers not listed are
// bound by the doors alone. Tests may bring their own tools.
var outside = map[string][]string{
	"templates":      {},
	"static":         {},
	"leaf":           {},
	"models":         {},
	"models/paste":   {},
	"models/policy":  {},
	"models/profile": {},
	"models/vault":   {"github.com/emmansun/gmsm", "golang.org/x/crypto"},
	"models/store":   {"gorm.io", "github.com/glebarez", "github.com/go-sql-driver/mysql", "modernc.org", "github.com/pressly/goose"},
}

// doors: each of these packages is used in its own places and nowhere else.
var doors = []struct{ pkgs, homes []string }{
	{[]string{"gorm.io", "github.com/glebarez", "modernc.org", "github.com/go-sql-driver/mysql"}, []string{"models/store", "models/storetest"}},
	{[]string{"net/http"}, []string{"app", "jobs/sms"}},
	{[]string{"github.com/labstack/echo", "html/template", "github.com/skip2/go-qrcode"}, []string{"app"}},
	{[]string{"github.com/robfig/cron"}, []string{"jobs"}},
	{[]string{"github.com/pressly/goose"}, []string{"models/store/migrate"}},
	{[]string{"github.com/xuri/excelize"}, []string{"jobs/sheet"}},
	{[]string{"github.com/schollz/progressbar"}, []string{"app/cli"}},
}

// layerOf names the floor a folder belongs to; a folder of models without a
// role of its own is a leaf.
func layerOf(dir string) string {
	parts := strings.Split(dir, "/")
	switch {
	case len(parts) > 1 && parts[0] == "models":
		if own := "models/" + parts[1]; slices.Contains(allModels, own) {
			return own
		}
		return "leaf"
	case under(dir, "jobs/sms"):
		return "jobs/sms"
	}
	return parts[0]
}

// isTest is also true of the packages that exist for tests alone.
func isTest(file string) bool {
	dir := path.Dir(file)
	return strings.HasSuffix(file, "_test.go") || testPackage(dir) || under(dir, "app/e2e")
}

func testPackage(dir string) bool { return strings.HasSuffix(path.Base(dir), "test") }

func under(name, root string) bool { return name == root || strings.HasPrefix(name, root+"/") }

func underAny(name string, roots []string) bool {
	return slices.ContainsFunc(roots, func(root string) bool { return under(name, root) })
}

// importFault gives the first law one import breaks, or "".
func importFault(file, imported string) string {
	dir := path.Dir(file)
	from := layerOf(dir)
	if to, ours := strings.CutPrefix(imported, module+"/"); ours {
		return arrowFault(file, dir, from, to)
	}
	for _, door := range doors {
		if underAny(imported, door.pkgs) && !underAny(dir, door.homes) {
			return fmt.Sprintf("%s must not import %s: only %v may", file, imported, door.homes)
		}
	}
	if slices.Contains(pureLayers, from) && !isTest(file) {
		// A leaf may describe how its value is stored; the driver package holds no database.
		stored := imported == "database/sql/driver" && from == "leaf"
		if imported == "context" || under(imported, "database/sql") && !stored {
			return fmt.Sprintf("%s must not import %s: rules take values and a time; no context and no database here", file, imported)
		}
	}
	if only, bound := outside[from]; bound && !isTest(file) && strings.Contains(strings.Split(imported, "/")[0], ".") && !underAny(imported, only) {
		return fmt.Sprintf("%s must not import %s: outside the standard library %s may use only %v", file, imported, from, only)
	}
	return ""
}

func arrowFault(file, dir, from, to string) string {
	if dir == to {
		return "" // a test in the package's own _test package
	}
	if a, b := audience(dir), audience(to); a != "" && b != "" && a != b {
		return fmt.Sprintf("%s must not import %s: one audience package never imports another", file, to)
	}
	if testPackage(to) {
		if !isTest(file) {
			return fmt.Sprintf("%s must not import %s: only tests may", file, to)
		}
		if slices.Contains([]string{"models/store", "models/registry"}, from) {
			return ""
		}
	}
	allowed, bound := arrows[from]
	target := layerOf(to)
	if !bound && from == "app" || slices.Contains(allowed, target) || from == target && from != "leaf" {
		return ""
	}
	return fmt.Sprintf("%s must not import %s: by the import law %s may import only %v", file, to, from, allowed)
}

func audience(dir string) string {
	if rest, ok := strings.CutPrefix(dir, "app/web/"); ok {
		if name := strings.Split(rest, "/")[0]; slices.Contains(audiences, name) {
			return name
		}
	}
	return ""
}

// nameFault refuses names that say nothing about what is inside.
func nameFault(name string) string {
	// The pages every audience sees; the folder is part of the house plan.
	if name == "templates/pages/common" {
		return ""
	}
	stem := strings.ToLower(strings.Split(path.Base(name), ".")[0])
	stem = strings.TrimSuffix(stem, "_test")
	for _, banned := range bannedNames {
		if stem == banned || stem == banned+"s" {
			return fmt.Sprintf("%s: %q is a banned name; name it after what it holds", name, banned)
		}
	}
	return ""
}

// bodyFaults reads one parsed file for the clock, the write lock and skipped tests.
func bodyFaults(file string, f *ast.File, line func(token.Pos) int) []string {
	var out []string
	dir := path.Dir(file)
	say := func(at token.Pos, format string, args ...any) {
		out = append(out, fmt.Sprintf("%s:%d ", file, line(at))+fmt.Sprintf(format, args...))
	}
	timeName := localName(f, "time")
	clock := []string{"Now"}
	if slices.Contains(pureLayers, layerOf(dir)) {
		clock = []string{"Now", "Since", "Until"} // the last two read the clock unseen
	}
	inTx := func(at token.Pos, name string) {
		if name == "InTx" && !isTest(file) && !under(dir, "models/registry") {
			say(at, "uses InTx: only models/registry may save")
		}
	}
	var enclosing []ast.Node
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil {
			enclosing = enclosing[:len(enclosing)-1]
			return true
		}
		enclosing = append(enclosing, n)
		if call, ok := n.(*ast.CallExpr); ok {
			if id, ok := call.Fun.(*ast.Ident); ok {
				inTx(id.Pos(), id.Name)
			}
		}
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		inTx(sel.Pos(), sel.Sel.Name)
		x, ok := sel.X.(*ast.Ident)
		if !ok {
			return true
		}
		if x.Name == timeName && slices.Contains(clock, sel.Sel.Name) && !isTest(file) && !under(dir, "app/boot") {
			say(sel.Pos(), "reads the clock by time.%s: only app/boot does, pass the time in", sel.Sel.Name)
		}
		if slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, sel.Sel.Name) && isTestingValue(enclosing, x.Name) {
			say(sel.Pos(), "skips by t.%s: a test runs or it is not there", sel.Sel.Name)
		}
		return true
	})
	return out
}

// listFaults holds every Reader.List… of the store to a policy.Scope. The
// Reader may be a struct or an interface; declares tells whether it is here.
func listFaults(file string, f *ast.File, line func(token.Pos) int) (faults []string, declares bool) {
	policyName := localName(f, module+"/models/policy")
	check := func(at token.Pos, name string, params *ast.FieldList) {
		if !strings.HasPrefix(name, "List") {
			return
		}
		scoped := slices.ContainsFunc(params.List, func(p *ast.Field) bool {
			sel, ok := p.Type.(*ast.SelectorExpr)
			return ok && sel.Sel.Name == "Scope" && isIdent(sel.X, policyName)
		})
		if !scoped {
			faults = append(faults, fmt.Sprintf("%s:%d Reader.%s takes no policy.Scope: a list must know whose area it shows", file, line(at), name))
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch d := n.(type) {
		case *ast.FuncDecl:
			if d.Recv != nil && len(d.Recv.List) == 1 {
				recv := d.Recv.List[0].Type
				if star, ok := recv.(*ast.StarExpr); ok {
					recv = star.X
				}
				if isIdent(recv, "Reader") {
					check(d.Pos(), d.Name.Name, d.Type.Params)
				}
			}
		case *ast.TypeSpec:
			if d.Name.Name != "Reader" {
				return true
			}
			declares = true
			if face, ok := d.Type.(*ast.InterfaceType); ok {
				for _, m := range face.Methods.List {
					if fn, ok := m.Type.(*ast.FuncType); ok && len(m.Names) == 1 {
						check(m.Pos(), m.Names[0].Name, fn.Params)
					}
				}
			}
		}
		return true
	})
	return faults, declares
}

// isTestingValue finds the parameter a name stands for, from the innermost
// function outwards, and tells whether it is a *testing.T, B, F or a TB. Other
// values may well be called t: a property's draw is discarded by Skip, too.
func isTestingValue(enclosing []ast.Node, name string) bool {
	for _, n := range slices.Backward(enclosing) {
		var fn *ast.FuncType
		switch d := n.(type) {
		case *ast.FuncDecl:
			fn = d.Type
		case *ast.FuncLit:
			fn = d.Type
		default:
			continue
		}
		for _, field := range fn.Params.List {
			if slices.ContainsFunc(field.Names, func(id *ast.Ident) bool { return id.Name == name }) {
				kind := field.Type
				if star, ok := kind.(*ast.StarExpr); ok {
					kind = star.X
				}
				sel, ok := kind.(*ast.SelectorExpr)
				return ok && isIdent(sel.X, "testing")
			}
		}
	}
	return false
}
