package nbrun_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"gosched/kernel/internal/sockets"
	"gosched/kernel/internal/wire"
)

// A fake is a kernel whose language is what it shall publish, line by line:
//
//	out TEXT, err TEXT        a line on a stream
//	show ID TEXT              display_data; ID - means none
//	update ID TEXT            update_display_data
//	result TEXT               execute_result
//	json TEXT                 display_data of JSON
//	clear, clear wait         clear_output
//	late N TEXT               a line on stdout in the name of the Nth cell
//	fail NAME TEXT            an error, which ends the cell
//	hang                      wait for an interrupt, then fail
//	die                       end the kernel
//	deaf                      never answer
//
// It has one goroutine, serve, which newFake starts and the test's end ends.
type fake struct {
	*sockets.Memory
	codec    *wire.Codec
	requests []*wire.Message // to execute
	ended    chan struct{}
}

func newFake(t *testing.T) *fake {
	codec := wire.NewCodec(nil, "")
	k := &fake{Memory: sockets.NewMemory(codec), codec: codec, ended: make(chan struct{})}
	go k.serve()
	t.Cleanup(func() {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		k.Close(ctx)
		<-k.ended
	})
	return k
}

func (k *fake) serve() {
	defer close(k.ended)
	for m := range k.Recv() {
		content, _ := m.Decode()
		switch c := content.(type) {
		case wire.KernelInfoRequest:
			k.publish(m, wire.Status{State: "busy"})
			info := wire.LanguageInfo{Name: "fake", Version: "1"}
			k.Send(k.codec.New(m, wire.KernelInfoReply{LanguageInfo: info}))
			k.publish(m, wire.Status{State: "idle"})
		case wire.ExecuteRequest:
			k.execute(m, c.Code)
		}
	}
}

func (k *fake) publish(parent *wire.Message, c wire.Content) {
	k.PublishNow(k.codec.NewOn(wire.IOPub, parent, c))
}

func (k *fake) execute(m *wire.Message, code string) {
	k.requests = append(k.requests, m)
	n := len(k.requests)
	k.publish(m, wire.Status{State: "busy"})
	k.publish(m, wire.ExecuteInput{Code: code, ExecutionCount: n})
	reply := wire.ExecuteReply{ExecutionCount: n}
	for line := range strings.Lines(code) {
		word, rest, _ := strings.Cut(strings.TrimRight(line, "\n"), " ")
		if word == "deaf" {
			return
		}
		if reply.Failure = k.do(m, n, word, rest); reply.Failure != nil {
			k.publish(m, wire.Error{Failure: *reply.Failure})
			break
		}
	}
	k.Send(k.codec.New(m, reply))
	k.publish(m, wire.Status{State: "idle"})
}

func (k *fake) do(m *wire.Message, n int, word, rest string) *wire.Failure {
	first, text, _ := strings.Cut(rest, " ")
	id := wire.Transient{DisplayID: strings.TrimPrefix(first, "-")}
	switch word {
	case "out":
		k.publish(m, wire.Stream{Name: "stdout", Text: rest + "\n"})
	case "err":
		k.publish(m, wire.Stream{Name: "stderr", Text: rest + "\n"})
	case "show":
		k.publish(m, wire.DisplayData{Data: wire.TextBundle(text), Transient: id})
	case "update":
		k.publish(m, wire.UpdateDisplayData{Data: wire.TextBundle(text), Transient: id})
	case "result":
		k.publish(m, wire.ExecuteResult{ExecutionCount: n, Data: wire.TextBundle(rest)})
	case "json":
		k.publish(m, wire.DisplayData{Data: wire.Bundle{"application/json": json.RawMessage(rest)}})
	case "clear":
		k.publish(m, wire.ClearOutput{Wait: rest == "wait"})
	case "late":
		k.publish(k.requests[first[0]-'1'], wire.Stream{Name: "stdout", Text: text + "\n"})
	case "fail":
		return &wire.Failure{Name: first, Value: text, Traceback: []string{rest}}
	case "hang":
		<-k.Recv() // the interrupt
		return &wire.Failure{Name: "interrupt", Value: "interrupted"}
	case "die":
		k.Close(context.Background())
	}
	return nil
}
