package wire

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func ptr[T any](v T) *T { return &v }

var failure = Failure{Name: "panic", Value: "boom", Traceback: []string{"cell 1, line 1, column 1: boom"}}

const failureJSON = `"ename":"panic","evalue":"boom","traceback":["cell 1, line 1, column 1: boom"]`

// contents has each content and its JSON, complete: encoding one gives the other,
// and the other way round.
var contents = []struct {
	content Content
	json    string
}{
	{
		ExecuteRequest{Code: "x", StoreHistory: true, UserExpressions: map[string]string{"a": "1+1"}, AllowStdin: true},
		`{"code":"x","silent":false,"store_history":true,"user_expressions":{"a":"1+1"},"allow_stdin":true,"stop_on_error":false}`,
	},
	{
		ExecuteReply{Status: "ok", ExecutionCount: 7, Payload: []Payload{
			Page(Bundle{"text/plain": json.RawMessage(`"doc"`)}, 0),
			SetNextInput("y", true), EditMagic("f.go", 3), AskExit(false),
		}, UserExpressions: map[string]UserExpression{
			"a": {Status: "ok", Data: Bundle{"text/plain": json.RawMessage(`"2"`)}, Metadata: json.RawMessage(`{}`)},
			"b": {Status: "error", Failure: &failure},
		}},
		`{"status":"ok","execution_count":7,"payload":[` +
			`{"source":"page","data":{"text/plain":"doc"},"start":0},` +
			`{"source":"set_next_input","text":"y","replace":true},` +
			`{"source":"edit_magic","filename":"f.go","line_number":3},` +
			`{"source":"ask_exit","keepkernel":false}],` +
			`"user_expressions":{"a":{"status":"ok","data":{"text/plain":"2"},"metadata":{}},"b":{"status":"error",` + failureJSON + `}}}`,
	},
	{
		ExecuteReply{Status: "error", ExecutionCount: 7, Payload: []Payload{}, UserExpressions: map[string]UserExpression{}, Failure: &failure},
		`{"status":"error","execution_count":7,"payload":[],"user_expressions":{},` + failureJSON + `}`,
	},
	{
		ExecuteReply{Status: "aborted", ExecutionCount: 7, Payload: []Payload{}, UserExpressions: map[string]UserExpression{}},
		`{"status":"aborted","execution_count":7,"payload":[],"user_expressions":{}}`,
	},
	{InspectRequest{Code: "fmt", CursorPos: 3, DetailLevel: 1}, `{"code":"fmt","cursor_pos":3,"detail_level":1}`},
	{
		InspectReply{Status: "ok", Found: true, Data: TextBundle("doc"), Metadata: json.RawMessage(`{}`)},
		`{"status":"ok","found":true,"data":{"text/plain":"doc"},"metadata":{}}`,
	},
	{CompleteRequest{Code: "世界", CursorPos: 2}, `{"code":"世界","cursor_pos":2}`},
	{
		CompleteReply{Status: "ok", Matches: []string{"Println"}, CursorStart: 4, CursorEnd: 6, Metadata: CompletionMetadata{
			[]CompletionMatch{{Text: "Println", Type: "function", Signature: "func(a ...any)", Start: 4, End: 6}},
		}},
		`{"status":"ok","matches":["Println"],"cursor_start":4,"cursor_end":6,"metadata":{"_jupyter_types_experimental":` +
			`[{"text":"Println","type":"function","signature":"func(a ...any)","start":4,"end":6}]}}`,
	},
	{
		CompleteReply{Status: "ok", Matches: []string{}},
		`{"status":"ok","matches":[],"cursor_start":0,"cursor_end":0,"metadata":{}}`,
	},
	{IsCompleteRequest{Code: "if"}, `{"code":"if"}`},
	{IsCompleteReply{Status: "incomplete", Indent: ptr("\t")}, `{"status":"incomplete","indent":"\t"}`},
	{IsCompleteReply{Status: "complete"}, `{"status":"complete"}`},
	{
		HistoryRequest{Output: true, Raw: true, Access: "range", Session: -1, Start: 1, Stop: ptr(5), N: 2, Pattern: "*x*", Unique: true},
		`{"output":true,"raw":true,"hist_access_type":"range","session":-1,"start":1,"stop":5,"n":2,"pattern":"*x*","unique":true}`,
	},
	{
		HistoryReply{Status: "ok", History: []HistoryEntry{
			{Session: 1, Line: 2, Input: "x"},
			{Session: 1, Line: 3, Input: "y", WithOutput: true, Output: ptr("3")},
			{Session: 1, Line: 4, Input: "z", WithOutput: true},
		}},
		`{"status":"ok","history":[[1,2,"x"],[1,3,["y","3"]],[1,4,["z",null]]]}`,
	},
	{KernelInfoRequest{}, `{}`},
	{
		KernelInfoReply{
			Status: "ok", ProtocolVersion: "5.5", Implementation: "gosched", ImplementationVersion: "1",
			LanguageInfo: LanguageInfo{"go", "1.26", "text/x-go", ".go", "go", "go", "script"},
			Banner:       "hi", HelpLinks: []HelpLink{{"Go", "https://go.dev"}}, SupportedFeatures: []string{"debugger"}, Debugger: true,
		},
		`{"status":"ok","protocol_version":"5.5","implementation":"gosched","implementation_version":"1","language_info":` +
			`{"name":"go","version":"1.26","mimetype":"text/x-go","file_extension":".go","pygments_lexer":"go","codemirror_mode":"go","nbconvert_exporter":"script"},` +
			`"banner":"hi","help_links":[{"text":"Go","url":"https://go.dev"}],"supported_features":["debugger"],"debugger":true}`,
	},
	{ConnectRequest{}, `{}`},
	{ConnectReply{"ok", 1, 2, 3, 4, 5}, `{"status":"ok","shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5}`},
	{CommInfoRequest{Target: "jupyter.widget"}, `{"target_name":"jupyter.widget"}`},
	{CommInfoReply{Status: "ok", Comms: map[string]CommInfo{"id": {"t"}}}, `{"status":"ok","comms":{"id":{"target_name":"t"}}}`},
	{CommOpen{ID: "i", Target: "t", Data: json.RawMessage(`{"a":1}`)}, `{"comm_id":"i","target_name":"t","data":{"a":1}}`},
	{CommMsg{ID: "i", Data: json.RawMessage(`{"a":1}`)}, `{"comm_id":"i","data":{"a":1}}`},
	{CommClose{ID: "i", Data: json.RawMessage(`{}`)}, `{"comm_id":"i","data":{}}`},
	{ShutdownRequest{Restart: true}, `{"restart":true}`},
	{ShutdownReply{Status: "ok", Restart: true}, `{"status":"ok","restart":true}`},
	{InterruptRequest{}, `{}`},
	{InterruptReply{Status: "ok"}, `{"status":"ok"}`},
	{UsageRequest{}, `{}`},
	{
		UsageReply{"h", 9, 12.5, 1024, 2, 3.5, &VirtualMemory{10, 5, 50, 4, 1}},
		`{"hostname":"h","pid":9,"kernel_cpu":12.5,"kernel_memory":1024,"cpu_count":2,"host_cpu_percent":3.5,` +
			`"host_virtual_memory":{"total":10,"available":5,"percent":50,"used":4,"free":1}}`,
	},
	{
		DebugRequest{Seq: 1, Type: "request", Command: "next", Arguments: json.RawMessage(`{"threadId":1}`)},
		`{"seq":1,"type":"request","command":"next","arguments":{"threadId":1}}`,
	},
	{
		DebugReply{Seq: 2, Type: "response", RequestSeq: 1, Success: true, Command: "next", Body: json.RawMessage(`{}`)},
		`{"seq":2,"type":"response","request_seq":1,"success":true,"command":"next","body":{}}`,
	},
	{
		DebugEvent{Seq: 3, Type: "event", Event: "stopped", Body: json.RawMessage(`{"threadId":1}`)},
		`{"seq":3,"type":"event","event":"stopped","body":{"threadId":1}}`,
	},
	{CreateSubshellRequest{}, `{}`},
	{CreateSubshellReply{Status: "ok", Subshell: "s"}, `{"status":"ok","subshell_id":"s"}`},
	{DeleteSubshellRequest{Subshell: "s"}, `{"subshell_id":"s"}`},
	{DeleteSubshellReply{Status: "error", Failure: &failure}, `{"status":"error",` + failureJSON + `}`},
	{ListSubshellRequest{}, `{}`},
	{ListSubshellReply{Status: "ok", Subshells: []string{"s"}}, `{"status":"ok","subshell_id":["s"]}`},
	{InputRequest{Prompt: "? ", Password: true}, `{"prompt":"? ","password":true}`},
	{InputReply{Value: "v"}, `{"value":"v"}`},
	{Status{"busy"}, `{"execution_state":"busy"}`},
	{ExecuteInput{"x", 3}, `{"code":"x","execution_count":3}`},
	{Stream{"stdout", "<a> & b\n"}, `{"name":"stdout","text":"<a> & b\n"}`},
	{
		DisplayData{Data: Bundle{"image/png": json.RawMessage(`"iVBO"`)}, Metadata: json.RawMessage(`{"image/png":{"width":3}}`), Transient: Transient{"d"}},
		`{"data":{"image/png":"iVBO"},"metadata":{"image/png":{"width":3}},"transient":{"display_id":"d"}}`,
	},
	{
		UpdateDisplayData{Data: TextBundle("b"), Metadata: json.RawMessage(`{}`), Transient: Transient{"d"}},
		`{"data":{"text/plain":"b"},"metadata":{},"transient":{"display_id":"d"}}`,
	},
	{
		ExecuteResult{ExecutionCount: 3, Data: TextBundle("1"), Metadata: json.RawMessage(`{}`)},
		`{"execution_count":3,"data":{"text/plain":"1"},"metadata":{}}`,
	},
	{Error{failure}, `{` + failureJSON + `}`},
	{ClearOutput{true}, `{"wait":true}`},
	{IOPubWelcome{"t"}, `{"subscription":"t"}`},
}

func TestContent(t *testing.T) {
	tested := make(map[string]bool)
	for _, test := range contents {
		msgType := test.content.MsgType()
		tested[msgType] = true
		if got := string(encode(normalize(test.content))); got != test.json {
			t.Errorf("%s encoded:\n got %s\nwant %s", msgType, got, test.json)
		}
		m := &Message{Header: Header{Type: msgType}, Content: json.RawMessage(test.json)}
		got, err := m.Decode()
		if err != nil {
			t.Errorf("%s: %v", msgType, err)
		} else if diff := cmp.Diff(test.content, got); diff != "" {
			t.Errorf("%s decoded (-want +got):\n%s", msgType, diff)
		}
	}
	for msgType := range decoders {
		if !tested[msgType] {
			t.Errorf("no test of %s", msgType)
		}
	}
}

// TestDefaults decodes contents that leave out what may be left out.
func TestDefaults(t *testing.T) {
	tests := []struct {
		json string
		want Content
	}{
		{`{"code":"x"}`, ExecuteRequest{Code: "x", StoreHistory: true, StopOnError: true, UserExpressions: map[string]string{}}},
		{`{"silent":true,"store_history":true}`, ExecuteRequest{Silent: true, StopOnError: true, UserExpressions: map[string]string{}}},
		{`{"user_expressions":null,"stop_on_error":null}`, ExecuteRequest{StoreHistory: true, StopOnError: true, UserExpressions: map[string]string{}}},
		{``, ExecuteRequest{StoreHistory: true, StopOnError: true, UserExpressions: map[string]string{}}},
		{`null`, InterruptRequest{}},
		{`{"code":"世界"}`, CompleteRequest{Code: "世界", CursorPos: 2}},
		{`{"code":"世界","cursor_pos":9}`, InspectRequest{Code: "世界", CursorPos: 2}},
		{`{"hist_access_type":"tail","n":3}`, HistoryRequest{Raw: true, Access: "tail", N: 3}},
		{`{"comm_id":"i"}`, CommMsg{ID: "i", Data: json.RawMessage(`{}`)}},
		{`{"unheard_of":1}`, ShutdownRequest{}},
	}
	for _, test := range tests {
		m := &Message{Header: Header{Type: test.want.MsgType()}, Content: json.RawMessage(test.json)}
		got, err := m.Decode()
		if err != nil || !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s %s: got %+v, %v; want %+v", test.want.MsgType(), test.json, got, err, test.want)
		}
	}
}

// TestZero encodes contents of which nothing is set: no list or object is null,
// and each reply has a status.
func TestZero(t *testing.T) {
	for _, test := range contents {
		zero := reflect.Zero(reflect.TypeOf(test.content)).Interface().(Content)
		got := string(encode(normalize(zero)))
		if strings.Contains(got, "null") {
			t.Errorf("%s: %s", zero.MsgType(), got)
		}
		if strings.Contains(got, `"status":""`) && zero.MsgType() != "is_complete_reply" {
			t.Errorf("%s: %s", zero.MsgType(), got)
		}
	}
}

// TestRepair encodes what has no JSON form.
func TestRepair(t *testing.T) {
	broken := Bundle{"text/html": json.RawMessage("<b>"), "text/plain": json.RawMessage(`"fine"`)}
	tests := []struct {
		content Content
		want    string
	}{
		{ExecuteResult{Data: broken}, `{"execution_count":0,"data":{"text/html":"<b>","text/plain":"fine"},"metadata":{}}`},
		{DisplayData{Metadata: json.RawMessage("{")}, `{"data":{},"metadata":"{","transient":{}}`},
		{UsageReply{KernelCPU: math.NaN(), HostVirtualMemory: &VirtualMemory{Percent: math.Inf(1)}}, `{"hostname":"","pid":0,"kernel_cpu":0,"kernel_memory":0,"cpu_count":0,"host_cpu_percent":0,"host_virtual_memory":{"total":0,"available":0,"percent":0,"used":0,"free":0}}`},
		{ExecuteReply{Payload: []Payload{Page(broken, 1)}, UserExpressions: map[string]UserExpression{"a": {Data: broken}}}, `{"status":"ok","execution_count":0,"payload":[{"source":"page","data":{"text/html":"<b>","text/plain":"fine"},"start":1}],"user_expressions":{"a":{"status":"ok","data":{"text/html":"<b>","text/plain":"fine"},"metadata":{}}}}`},
		{Stream{Name: "stdout", Text: "a\xffb"}, `{"name":"stdout","text":"a` + "\ufffd" + `b"}`},
	}
	for _, test := range tests {
		if got := string(encode(normalize(test.content))); got != test.want && unescape(got) != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.content.MsgType(), got, test.want)
		}
	}
	if string(broken["text/html"]) != "<b>" {
		t.Error("repairing changed the caller's bundle")
	}
}

func unescape(s string) string { return strings.ReplaceAll(s, `\ufffd`, "\ufffd") }

func TestUnknownType(t *testing.T) {
	_, err := (&Message{Header: Header{Type: "make_coffee"}}).Decode()
	if ue, ok := errors.AsType[*UnknownTypeError](err); !ok || ue.Type != "make_coffee" {
		t.Errorf("got %v, want *UnknownTypeError", err)
	}
}

func TestMalformedContent(t *testing.T) {
	m := &Message{Header: Header{Type: "execute_request"}, Content: json.RawMessage(`{"code":1}`)}
	if _, err := m.Decode(); err == nil || !strings.Contains(err.Error(), "execute_request") {
		t.Errorf("got %v, want an error that names the type", err)
	}
}

func FuzzHistoryEntry(f *testing.F) {
	f.Add(`[1,2,"x"]`)
	f.Add(`[1,2,["x","y"]]`)
	f.Add(`[1,2,["x",null]]`)
	f.Add(`[1,2,[]]`)
	f.Fuzz(func(t *testing.T, text string) {
		var e, again HistoryEntry
		if json.Unmarshal([]byte(text), &e) != nil {
			return
		}
		p, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(p, &again); err != nil || !reflect.DeepEqual(e, again) {
			t.Errorf("%s became %s: %v", text, p, err)
		}
	})
}
