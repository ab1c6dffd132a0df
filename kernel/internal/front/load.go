package front

import (
	"context"
	"maps"
	"strings"
)

// A try asks the language for something. It calls tried, now or later, with the
// packages that it would have needed for that. Failed are those that it cannot have.
type try func(failed map[string]error, tried func(missing []string))

// understand has ask, which calls a method of the language, called with all packages
// loaded that it needs, and then done. The error says that ctx has ended before.
func (f *Front) understand(ctx context.Context, ask func(), done func(error)) {
	f.attempt(ctx, nil, func(failed map[string]error, tried func([]string)) {
		tried(f.cfg.Language.Try(failed, ask))
	}, done)
}

// attempt is understand for a try. Packages are loaded on a goroutine, since that
// takes up to some seconds, and then it is tried again; another one waits for that, or
// for the end of ctx.
func (f *Front) attempt(ctx context.Context, failed map[string]error, t try, done func(error)) {
	t(failed, func(missing []string) {
		if len(missing) == 0 {
			done(nil)
			return
		}
		f.jobs.Go(func() {
			loaded := make(chan map[string]error, 1)
			f.jobs.Go(func() { loaded <- f.load(ctx, missing, failed) })
			failed := failed
			select {
			case failed = <-loaded:
			case <-ctx.Done(): // the package under way may still take a second
			}
			next := func() {
				if ctx.Err() != nil {
					done(fail(interrupted, "the cell was stopped while it waited for "+strings.Join(missing, ", ")+" to be loaded"))
					return
				}
				f.attempt(ctx, failed, t, done)
			}
			select {
			case f.calls <- next:
			case <-f.closing:
			}
		})
	})
}

// load loads packages. It returns the errors, and those of before.
func (f *Front) load(ctx context.Context, paths []string, before map[string]error) map[string]error {
	failed := maps.Clone(before)
	if failed == nil {
		failed = make(map[string]error)
	}
	for _, path := range paths {
		if err := f.cfg.Language.Load(ctx, path); err != nil && ctx.Err() == nil {
			failed[path] = err
		}
	}
	return failed
}
