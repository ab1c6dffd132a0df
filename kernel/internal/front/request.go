package front

import (
	"errors"
	"fmt"

	"gosched/kernel/internal/wire"
)

// receive takes a message from a client.
func (f *Front) receive(m *wire.Message) {
	switch {
	case m.Channel == wire.Stdin:
		f.inputReply(m)
	case m.Header.Subshell != "":
		f.publishNow(m, wire.Status{State: "busy"})
		f.refuse(m, errors.New("there is no subshell "+m.Header.Subshell))
		f.publishNow(m, wire.Status{State: "idle"})
	case m.Header.Type == "execute_request":
		f.queue = append(f.queue, m)
	default:
		f.publishNow(m, wire.Status{State: "busy"})
		f.answer(m, func() { f.publishNow(m, wire.Status{State: "idle"}) })
	}
}

// answer does what a request other than execute_request asks for, and then calls
// done, which may be later.
func (f *Front) answer(m *wire.Message, done func()) {
	content, err := m.Decode()
	switch in := content.(type) {
	case wire.InspectRequest:
		if err == nil {
			f.inspect(in, func(r wire.InspectReply) {
				f.reply(m, r)
				done()
			})
			return
		}
	case wire.CompleteRequest:
		if err == nil {
			f.complete(in, func(r wire.CompleteReply) {
				f.reply(m, r)
				done()
			})
			return
		}
	}
	defer done()
	if err != nil {
		f.refuse(m, err)
		return
	}
	switch in := content.(type) {
	case wire.KernelInfoRequest:
		f.reply(m, f.info())
	case wire.ConnectRequest:
		f.reply(m, f.ports())
	case wire.IsCompleteRequest:
		f.reply(m, f.isComplete(in))
	case wire.HistoryRequest:
		f.reply(m, f.recall(in))
	case wire.UsageRequest:
		f.reply(m, f.usage.reply(f.workerPid()))
	case wire.InterruptRequest:
		f.interrupt()
		f.reply(m, wire.InterruptReply{})
	case wire.ShutdownRequest:
		f.shutdown(m, in)
	case wire.CommInfoRequest:
		f.reply(m, wire.CommInfoReply{})
	case wire.CommOpen:
		f.publishNow(m, wire.CommClose{ID: in.ID})
	case wire.CommMsg, wire.CommClose:
		f.cfg.Logf("a %s of a comm that is not open", m.Header.Type)
	default:
		f.refuse(m, nil)
	}
}

// shutdown announces the end, in two messages, and brings it about.
func (f *Front) shutdown(m *wire.Message, in wire.ShutdownRequest) {
	reply := wire.ShutdownReply{Restart: in.Restart}
	f.reply(m, reply)
	f.publishNow(m, reply)
	f.ended = true
}

// refuse answers a request that cannot be served: one with malformed content, or
// of a kind this kernel does not serve. Of unknown types there is no reply.
func (f *Front) refuse(m *wire.Message, err error) {
	if err == nil {
		err = fmt.Errorf("this kernel does not serve %s", m.Header.Type)
	}
	f.cfg.Logf("%s on %v: %v", m.Header.Type, m.Channel, err)
	if reply := f.refusal(m, fail("request", err.Error()).wire()); reply != nil {
		f.reply(m, reply)
	}
}

// refusal returns the reply that says why, nil for types that have none.
func (f *Front) refusal(m *wire.Message, why *wire.Failure) wire.Content {
	switch m.Header.Type {
	case "execute_request":
		return wire.ExecuteReply{ExecutionCount: f.count, Failure: why}
	case "complete_request":
		return wire.CompleteReply{Failure: why}
	case "inspect_request":
		return wire.InspectReply{Failure: why}
	case "is_complete_request":
		return wire.IsCompleteReply{Status: "unknown"}
	case "history_request":
		return wire.HistoryReply{Failure: why}
	case "comm_info_request":
		return wire.CommInfoReply{Failure: why}
	case "shutdown_request":
		return wire.ShutdownReply{Failure: why}
	case "interrupt_request":
		return wire.InterruptReply{Failure: why}
	case "create_subshell_request":
		return wire.CreateSubshellReply{Failure: why}
	case "delete_subshell_request":
		return wire.DeleteSubshellReply{Failure: why}
	case "list_subshell_request":
		return wire.ListSubshellReply{Failure: why}
	case "debug_request":
		return refuseDebug(m, why)
	}
	return nil
}

// refuseDebug answers a request of a debugger.
func refuseDebug(m *wire.Message, why *wire.Failure) wire.Content {
	content, _ := m.Decode() // if malformed: zero
	in, _ := content.(wire.DebugRequest)
	return wire.DebugReply{RequestSeq: in.Seq, Command: in.Command, Message: why.Value}
}
