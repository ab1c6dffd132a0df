package front

import (
	"gosched/kernel/internal/history"
	"gosched/kernel/internal/wire"
)

// recall answers a history_request.
func (f *Front) recall(in wire.HistoryRequest) wire.HistoryReply {
	var found []history.Entry
	switch in.Access {
	case "tail":
		found = f.cfg.History.Tail(in.N)
	case "range":
		stop := 0
		if in.Stop != nil {
			stop = *in.Stop
		}
		found = f.cfg.History.Range(in.Session, in.Start, stop)
	case "search":
		found = f.cfg.History.Search(in.Pattern, in.N, in.Unique)
	default:
		return wire.HistoryReply{Failure: fail("request", "unknown hist_access_type "+in.Access).wire()}
	}
	reply := wire.HistoryReply{}
	for _, e := range found {
		row := wire.HistoryEntry{Session: e.Session, Line: e.Line, Input: e.Input, WithOutput: in.Output}
		if e.Output != "" {
			row.Output = &e.Output
		}
		reply.History = append(reply.History, row)
	}
	return reply
}
