package blocking

import (
	"context"
	"net"
	"net/http"
	"reflect"
	"unsafe"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"gosched/kernel/rt"
)

// Functions are functions of compiled packages in another form, since more
// must be known to end them.
var Functions = map[string]reflect.Value{
	"net/http.ListenAndServe":    reflect.ValueOf(listenAndServe),
	"net/http.ListenAndServeTLS": reflect.ValueOf(listenAndServeTLS),
	"net/http.Serve":             reflect.ValueOf(serve),
	"net/http.ServeTLS":          reflect.ValueOf(serveTLS),
}

// Methods are the same for methods, by the receiver's type and the name. The
// functions take the receiver first.
var Methods = map[string]reflect.Value{
	"*os/exec.Cmd.Start":                            reflect.ValueOf(startCmd),
	"*os/exec.Cmd.Wait":                             reflect.ValueOf(waitCmd),
	"*os/exec.Cmd.Run":                              reflect.ValueOf(runCmd),
	"*os/exec.Cmd.Output":                           reflect.ValueOf(outputCmd),
	"*os/exec.Cmd.CombinedOutput":                   reflect.ValueOf(combinedOutputCmd),
	"*golang.org/x/sync/errgroup.Group.Go":          reflect.ValueOf(goInGroup),
	"*golang.org/x/sync/errgroup.Group.TryGo":       reflect.ValueOf(tryGoInGroup),
	"*golang.org/x/sync/semaphore.Weighted.Acquire": reflect.ValueOf(acquire),
}

// Key is the key in Methods for a method.
func Key(t reflect.Type, name string) string { return typeText(t) + "." + name }

func listenAndServe(addr string, handler http.Handler) error {
	s := &http.Server{Addr: addr, Handler: handler}
	return serving(s, "net/http.ListenAndServe", s.ListenAndServe)
}

func listenAndServeTLS(addr, certFile, keyFile string, handler http.Handler) error {
	s := &http.Server{Addr: addr, Handler: handler}
	return serving(s, "net/http.ListenAndServeTLS", func() error { return s.ListenAndServeTLS(certFile, keyFile) })
}

func serve(l net.Listener, handler http.Handler) error {
	s := &http.Server{Handler: handler}
	return serving(s, "net/http.Serve", func() error { return s.Serve(l) })
}

func serveTLS(l net.Listener, handler http.Handler, certFile, keyFile string) error {
	s := &http.Server{Handler: handler}
	return serving(s, "net/http.ServeTLS", func() error { return s.ServeTLS(l, certFile, keyFile) })
}

// serving runs a server which an interrupt closes.
func serving(s *http.Server, name string, run func() error) (err error) {
	o := rt.Outside{Name: &name, Call: func() { err = run() }, Stop: func() { s.Close() }}
	o.Do()
	return err
}

const (
	groupGo   = "golang.org/x/sync/errgroup.(*Group).Go"
	groupWait = "golang.org/x/sync/errgroup.(*Group).Wait"
)

func goInGroup(g *errgroup.Group, f func() error) {
	name := groupGo
	f = rt.Adopted(name, f)
	if g.TryGo(f) {
		return
	}
	o := rt.Outside{Name: &name, On: unsafe.Pointer(g), Call: func() { g.Go(f) }}
	o.Do()
}

func tryGoInGroup(g *errgroup.Group, f func() error) bool {
	return g.TryGo(rt.Adopted("golang.org/x/sync/errgroup.(*Group).TryGo", f))
}

// acquire is (*semaphore.Weighted).Acquire. An interrupt cancels its context,
// so that it does not obtain anything later.
func acquire(s *semaphore.Weighted, ctx context.Context, n int64) (err error) {
	if ctx.Err() == nil && s.TryAcquire(n) {
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	o := rt.Outside{
		Name: &nameAcquire,
		On:   unsafe.Pointer(s),
		Call: func() { err = s.Acquire(ctx, n) },
		Stop: cancel,
		Undo: func() {
			if err == nil {
				s.Release(n)
			}
		},
	}
	o.Do()
	return err
}

var nameAcquire = "golang.org/x/sync/semaphore.(*Weighted).Acquire"
