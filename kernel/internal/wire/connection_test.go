package wire

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const goodConnection = `{"transport":"tcp","ip":"127.0.0.1","shell_port":1001,"iopub_port":1002,"stdin_port":1003,` +
	`"control_port":1004,"hb_port":1005,"key":"k","signature_scheme":"hmac-sha256","kernel_name":"gosched","unheard_of":1}`

func write(t *testing.T, text string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "kernel.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadConnection(t *testing.T) {
	c, err := ReadConnection(write(t, goodConnection))
	if err != nil {
		t.Fatal(err)
	}
	want := Connection{"tcp", "127.0.0.1", 1001, 1002, 1003, 1004, 1005, "k", "hmac-sha256", "gosched"}
	if *c != want {
		t.Errorf("got %+v, want %+v", *c, want)
	}
}

func TestConnectionDefaults(t *testing.T) {
	c, err := ParseConnection([]byte(`{"shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5}`))
	if err != nil {
		t.Fatal(err)
	}
	if c.Transport != "tcp" || c.IP != "127.0.0.1" || c.SignatureScheme != "hmac-sha256" {
		t.Errorf("got %+v", *c)
	}
}

func TestAddress(t *testing.T) {
	for _, test := range []struct {
		conn Connection
		want string
	}{
		{Connection{Transport: "tcp", IP: "127.0.0.1"}, "tcp 127.0.0.1:7"},
		{Connection{Transport: "tcp", IP: "*"}, "tcp :7"},
		{Connection{Transport: "tcp", IP: "::1"}, "tcp [::1]:7"},
		{Connection{Transport: "ipc", IP: "dir/kernel"}, "unix dir/kernel-7"},
	} {
		if network, address := test.conn.Address(7); network+" "+address != test.want {
			t.Errorf("%+v: got %s %s, want %s", test.conn, network, address, test.want)
		}
	}
}

// TestConnectionErrors changes one thing in a good file.
func TestConnectionErrors(t *testing.T) {
	for _, test := range []struct {
		name, old, new string
		field, want    string
	}{
		{"no JSON", goodConnection, `hello`, "", "not a JSON object"},
		{"empty", goodConnection, ``, "", "not a JSON object"},
		{"a list", goodConnection, `[]`, "", "not a JSON object"},
		{"cut short", `,"unheard_of":1}`, ``, "", "not a JSON object"},
		{"port missing", `"shell_port":1001,`, ``, "shell_port", "missing"},
		{"port zero", `"iopub_port":1002`, `"iopub_port":0`, "iopub_port", "missing or zero"},
		{"port negative", `"stdin_port":1003`, `"stdin_port":-1`, "stdin_port", "not in 1 to 65535"},
		{"port too large", `"control_port":1004`, `"control_port":65536`, "control_port", "65536 is not in 1 to 65535"},
		{"port a text", `"hb_port":1005`, `"hb_port":"1005"`, "hb_port", "have string"},
		{"port a fraction", `"hb_port":1005`, `"hb_port":10.5`, "hb_port", "number 10.5"},
		{"ports equal", `"hb_port":1005`, `"hb_port":1001`, "hb_port", "that of shell_port too"},
		{"transport", `"tcp"`, `"pigeon"`, "transport", `unknown transport "pigeon"`},
		{"transport a number", `"tcp"`, `1`, "transport", "have number"},
		{"scheme", `"hmac-sha256"`, `"hmac-md5"`, "signature_scheme", `unknown scheme "hmac-md5"`},
	} {
		text := strings.Replace(goodConnection, test.old, test.new, 1)
		path := write(t, text)
		_, err := ReadConnection(path)
		ce, ok := errors.AsType[*ConnectionError](err)
		if !ok || ce.Field != test.field || ce.Path != path || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want field %q and %q", test.name, err, test.field, test.want)
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error has several lines: %q", test.name, err)
		}
	}
}

func TestConnectionFileMissing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none.json")
	_, err := ReadConnection(path)
	if !errors.Is(err, os.ErrNotExist) || strings.Count(err.Error(), path) != 1 {
		t.Errorf("got %v, want one that says once that %s does not exist", err, path)
	}
}

func FuzzParseConnection(f *testing.F) {
	f.Add([]byte(goodConnection))
	f.Add([]byte(`{"shell_port":1e400}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := ParseConnection(text)
		if (c == nil) == (err == nil) {
			t.Fatalf("got %v and %v", c, err)
		}
		if err != nil {
			if _, ok := errors.AsType[*ConnectionError](err); !ok {
				t.Fatalf("error is a %T", err)
			}
			return
		}
		again, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if c2, err := ParseConnection(again); err != nil || *c2 != *c {
			t.Fatalf("%s parsed again: %v", again, err)
		}
	})
}
