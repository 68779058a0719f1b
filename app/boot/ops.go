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
// register answers, /metrics how the texts and the jobs go. Nothing there names a person.
func (a *App) serveOps(ctx context.Context) error {
	listener, err := net.Listen("tcp", a.Config.Get("OPS_ADDR"))
	if err != nil {
		return fmt.Errorf("听不了健康检查的地址 %s。请换一个：ANJU_OPS_ADDR", a.Config.Get("OPS_ADDR"))
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", a.ready)
	mux.Handle("GET /metrics", a.metrics())
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
