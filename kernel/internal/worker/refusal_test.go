package worker

import (
	"errors"
	"fmt"
	"testing"

	"gosched/kernel/internal/realtype"
)

func TestRefusal(t *testing.T) {
	for _, test := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("making types: %w", realtype.ErrTooManyMethods), "limit: cell 12: too many methods in this session: restart the kernel to declare more"},
		{errors.New("compiling f: no"), "internal error: compiling f: no"},
	} {
		if f := refusal(12, test.err); f.Name+": "+f.Value != test.want {
			t.Errorf("got %s: %s, want %s", f.Name, f.Value, test.want)
		}
	}
}
