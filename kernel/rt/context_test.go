package rt

import (
	"context"
	"testing"
	"time"
)

// TestDeadlines makes contexts whose deadlines pass while they are made: the race
// detector watches.
func TestDeadlines(t *testing.T) {
	out := NewCell(1).Do(func() {
		for i := range 2000 {
			ctx, cancel := WithTimeout(context.Background(), time.Duration(i%50)*time.Microsecond)
			<-ctx.Done()
			cancel()
		}
	})
	if out.Err != nil {
		t.Error(out.Err)
	}
}
