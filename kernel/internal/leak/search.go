package leak

import (
	"errors"
	"fmt"
	"io"
	"time"

	"gosched/kernel/rt"
)

// copyTime is how long a snapshot may take if there is less patience.
const copyTime = 200 * time.Millisecond

// settling is how long goroutines have to come to rest before the second snapshot; it is
// more before each further one, up to longest.
const (
	settling = 3 * time.Millisecond
	longest  = 50 * time.Millisecond
)

// Errors of Search if nothing can be told.
var (
	ErrBusy     = errors.New("leak: goroutines are running") // another time they may not be
	ErrCleanups = errors.New("cells have called runtime.AddCleanup: what its functions can reach is not known")
	ErrLarge    = errors.New("the session has too much data to be searched") // in time, or in memory
)

// Search returns the goroutines of the session that can never run again. It is called by a
// goroutine of the kernel's own that has been started for it: its stack is nothing that
// could wake another one. A snapshot fails while goroutines run, and is tried again for as
// long as patience says; then the error is ErrBusy.
func Search(patience time.Duration) (leaked []*rt.G, err error) {
	begun := time.Now()
	for pause := time.Duration(0); ; pause = min(pause+settling, longest) {
		leaked, err = search(pause, patience)
		if !errors.Is(err, ErrBusy) || time.Since(begun) > patience {
			return leaked, err
		}
	}
}

// search tries it once, after a pause.
func search(pause, patience time.Duration) (leaked []*rt.G, err error) {
	suspects, q, err := question()
	if err != nil || len(suspects) == 0 {
		return nil, err
	}
	time.Sleep(pause)
	var which []int
	err = Snapshot(max(patience, copyTime), func(dump []byte) (err error) {
		which, err = Find(dump, q)
		return err
	})
	if errors.Is(err, io.ErrUnexpectedEOF) { // the copy's time was over, on a busy machine
		return nil, fmt.Errorf("%w, and took the time of a search: %w", ErrBusy, err)
	}
	if err != nil {
		return nil, err
	}
	for _, i := range which {
		if suspects[i].Still() {
			leaked = append(leaked, suspects[i].G)
		}
	}
	return leaked, nil
}

// question asks about all goroutines that are blocked.
func question() ([]rt.Suspect, Question, error) {
	suspects, opaque, self, ok := rt.Suspects()
	if !ok {
		return nil, Question{}, ErrCleanups
	}
	q := Question{Opaque: addresses(opaque), Asker: Address(self)}
	for _, s := range suspects {
		q.Suspects = append(q.Suspects, Suspect{addresses(s.Goroutines), addresses(s.Records), addresses(s.Waits)})
	}
	return suspects, q, nil
}

func addresses(list []rt.Hidden) []Address {
	all := make([]Address, len(list))
	for i, h := range list {
		all[i] = Address(h)
	}
	return all
}
