package rt

import "testing"

// TestDeferredFunctionsHaveTime interrupts a cell whose process is then not served
// for a while: its deferred functions have not run too long, they have not run.
func TestDeferredFunctionsHaveTime(t *testing.T) {
	c, _ := newCell()
	unlocked, spun := false, 0
	out := c.Do(func() {
		defer func() {
			for {
				Poll()
				spun++
			}
		}()
		defer func() {
			Current().leftAt -= int64(2 * grace)
			Poll()
			unlocked = true
		}()
		c.Interrupt()
		Poll()
	})
	if out.Err == nil || out.Err.Name != "interrupt" {
		t.Errorf("outcome is %+v", out)
	}
	if !unlocked {
		t.Error("a deferred function did not come to its end")
	}
	if spun == 0 || spun > manyPolls {
		t.Errorf("a deferred loop made %d rounds", spun)
	}
}
