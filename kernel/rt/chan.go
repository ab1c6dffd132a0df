package rt

import "reflect"

// done is the channel whose closing ends what the goroutine of g waits for.
// Once the goroutine is leaving, its deferred functions do not block at all.
func (g *G) done() reflect.SelectCase {
	return reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(g.cell.done)}
}

// Send sends v on ch. Like every blocking operation of this package it does
// not return if the cell is interrupted.
func Send(ch, v reflect.Value) {
	if ch.TrySend(v) {
		return
	}
	g := Current()
	g.blocks(ifNil(ch.IsNil(), onSendNil, onSend))
	i, _, _ := reflect.Select([]reflect.SelectCase{g.done(), {Dir: reflect.SelectSend, Chan: ch, Send: v}})
	if i == 0 {
		g.leave(interrupted)
	}
	g.runs()
}

// Recv receives from ch. V is the zero Value if the channel is closed.
func Recv(ch reflect.Value) (v reflect.Value, ok bool) {
	if v, ok = ch.TryRecv(); v.IsValid() {
		return v, ok
	}
	g := Current()
	g.blocks(ifNil(ch.IsNil(), onRecvNil, onRecv))
	i, v, ok := reflect.Select([]reflect.SelectCase{g.done(), {Dir: reflect.SelectRecv, Chan: ch}})
	if i == 0 {
		g.leave(interrupted)
	}
	g.runs()
	return v, ok
}

func ifNil(isNil bool, yes, no *string) *string {
	if isNil {
		return yes
	}
	return no
}

// Select performs one of the cases, which may include one SelectDefault, and
// returns its index, and what was received. It may write to the array beyond
// the cases.
func Select(cases []reflect.SelectCase) (i int, v reflect.Value, ok bool) {
	for _, c := range cases {
		if c.Dir == reflect.SelectDefault {
			return reflect.Select(cases)
		}
	}
	with := append(cases, reflect.SelectCase{Dir: reflect.SelectDefault})
	if i, v, ok = reflect.Select(with); i < len(cases) {
		return i, v, ok
	}
	g := Current()
	g.blocks(ifNil(len(cases) == 0, onSelectNone, onSelect))
	with[len(cases)] = g.done()
	if i, v, ok = reflect.Select(with); i == len(cases) {
		g.leave(interrupted)
	}
	g.runs()
	return i, v, ok
}

// SendTo is Send without reflection.
func SendTo[T any](ch chan<- T, v T) {
	select {
	case ch <- v:
		return
	default:
	}
	g := Current()
	g.blocks(ifNil(ch == nil, onSendNil, onSend))
	select {
	case ch <- v:
		g.runs()
	case <-g.cell.done:
		g.leave(interrupted)
	}
}

// RecvFrom is Recv without reflection.
func RecvFrom[T any](ch <-chan T) (v T, ok bool) {
	select {
	case v, ok = <-ch:
		return v, ok
	default:
	}
	g := Current()
	g.blocks(ifNil(ch == nil, onRecvNil, onRecv))
	select {
	case v, ok = <-ch:
		g.runs()
	case <-g.cell.done:
		g.leave(interrupted)
	}
	return v, ok
}
