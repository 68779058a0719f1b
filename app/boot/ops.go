package boot

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"anju/app/web"
)

// serveOps answers health questions on an address of its own: /healthz says that the process lives, /readyz that the
// register answers, /metrics counts what waits. Nothing there names a person.
func (a *App) serveOps(ctx context.Context) error {
	listener, err := net.Listen("tcp", a.Config.Get("OPS_ADDR"))
	if err != nil {
		return fmt.Errorf("听不了健康检查的地址 %s。请换一个：ANJU_OPS_ADDR", a.Config.Get("OPS_ADDR"))
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", a.ready)
	mux.HandleFunc("GET /metrics", a.metrics)
	a.Log.Info("ops", "addr", listener.Addr().String())
	go func() {
		if err := web.Serve(ctx, web.Server(mux, a.Log), listener); err != nil && ctx.Err() == nil {
			a.Log.Error("ops stopped", "error", err)
		}
	}()
	return nil
}

func (a *App) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if status, err := a.Store.Schema(ctx); err != nil || status.Pending() {
		http.Error(w, "not ready", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// metrics prints what an operator watches, in the Prometheus text format.
func (a *App) metrics(w http.ResponseWriter, r *http.Request) {
	waiting, flags, err := a.Store.Backlog(r.Context())
	if err != nil {
		http.Error(w, "no answer from the register", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4")
	for state, n := range waiting {
		fmt.Fprintf(w, "anju_notices{state=%q} %d\n", state, n)
	}
	fmt.Fprintf(w, "anju_flags_open %d\n", flags)
}
