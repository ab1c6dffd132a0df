package loop

// poolSize is how many jobs of one loop run at a time; others queue.
const poolSize = 16

// Do runs job on another goroutine, from a pool, and suspends t until its result
// is there. The loop goes on meanwhile, so this is the place for what blocks. A
// panic of job becomes one of Do.
func (t *Task) Do(job func() any) any {
	t.begin("Do")
	l := t.loop
	var (
		result    any
		recovered any
	)
	l.jobs++
	t.state.Store(int32(Pending)) // already now: the job must not take t for running
	l.pool.Go(func() {
		l.slots <- struct{}{}
		defer func() {
			recovered = recover()
			<-l.slots
			l.post(func() {
				l.jobs--
				t.step()
			})
		}()
		result = job()
	})
	t.suspend()
	if recovered != nil {
		panic(recovered)
	}
	return result
}

// post makes f ready from another goroutine and wakes the loop.
func (l *Loop) post(f func()) {
	l.mu.Lock()
	l.posted = append(l.posted, f)
	l.mu.Unlock()
	l.idle.wake()
}

// receive takes what other goroutines have posted.
func (l *Loop) receive() []func() {
	l.mu.Lock()
	defer l.mu.Unlock()
	posted := l.posted
	l.posted = nil
	return posted
}
