package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
)

// A Connection is a connection file: where a kernel listens, and the key that
// signs its messages.
type Connection struct {
	Transport       string `json:"transport"` // "tcp" or "ipc"; "" stands for "tcp"
	IP              string `json:"ip"`        // of ipc: a path prefix; "" stands for 127.0.0.1 or "kernel-ipc"
	ShellPort       int    `json:"shell_port"`
	IOPubPort       int    `json:"iopub_port"`
	StdinPort       int    `json:"stdin_port"`
	ControlPort     int    `json:"control_port"`
	HBPort          int    `json:"hb_port"`
	Key             string `json:"key"`              // as it is, not decoded; "": nothing is signed
	SignatureScheme string `json:"signature_scheme"` // "hmac-sha256"; "" stands for it
	KernelName      string `json:"kernel_name,omitempty"`
}

// A ConnectionError reports what is wrong with a connection file.
type ConnectionError struct {
	Path  string
	Field string // JSON name, "" if the file as a whole is wrong
	Err   error
}

func (e *ConnectionError) Error() string {
	if e.Field == "" {
		return fmt.Sprintf("connection file %s: %v", e.Path, e.Err)
	}
	return fmt.Sprintf("connection file %s: %s: %v", e.Path, e.Field, e.Err)
}

func (e *ConnectionError) Unwrap() error { return e.Err }

// ReadConnection reads the connection file at path. Its errors are of type
// *ConnectionError.
func ReadConnection(path string) (*Connection, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		if pe, ok := errors.AsType[*os.PathError](err); ok {
			err = pe.Err // path is in the message already
		}
		return nil, &ConnectionError{Path: path, Err: err}
	}
	c, err := ParseConnection(text)
	if ce, ok := errors.AsType[*ConnectionError](err); ok {
		ce.Path = path
	}
	return c, err
}

// ParseConnection parses the text of a connection file, fills in what may be left
// out and checks the rest. Its errors are of type *ConnectionError, without Path.
func ParseConnection(text []byte) (*Connection, error) {
	c := new(Connection)
	if err := json.Unmarshal(text, c); err != nil {
		if te, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && te.Field != "" {
			return nil, &ConnectionError{Field: te.Field, Err: fmt.Errorf("want %s, have %s", te.Type, te.Value)}
		}
		return nil, &ConnectionError{Err: fmt.Errorf("not a JSON object: %w", err)}
	}
	c.fill()
	if err := c.check(); err != nil {
		return nil, err
	}
	return c, nil
}

func (c *Connection) fill() {
	if c.Transport == "" {
		c.Transport = "tcp"
	}
	if c.SignatureScheme == "" {
		c.SignatureScheme = "hmac-sha256"
	}
	if c.IP == "" {
		c.IP = map[string]string{"ipc": "kernel-ipc"}[c.Transport]
	}
	if c.IP == "" {
		c.IP = "127.0.0.1"
	}
}

func (c *Connection) check() error {
	if c.Transport != "tcp" && c.Transport != "ipc" {
		return &ConnectionError{Field: "transport", Err: fmt.Errorf("unknown transport %q, want tcp or ipc", c.Transport)}
	}
	if c.SignatureScheme != "hmac-sha256" {
		return &ConnectionError{Field: "signature_scheme", Err: fmt.Errorf("unknown scheme %q, want hmac-sha256", c.SignatureScheme)}
	}
	taken := make(map[int]string)
	for _, p := range c.Ports() {
		switch other, dup := taken[p.Number]; {
		case p.Number == 0:
			return &ConnectionError{Field: p.Field, Err: errors.New("missing or zero")}
		case p.Number < 0 || p.Number > 65535:
			return &ConnectionError{Field: p.Field, Err: fmt.Errorf("port %d is not in 1 to 65535", p.Number)}
		case dup:
			return &ConnectionError{Field: p.Field, Err: fmt.Errorf("port %d is that of %s too", p.Number, other)}
		}
		taken[p.Number] = p.Field
	}
	return nil
}

// A Port is one of the five ports of a connection file.
type Port struct {
	Field  string // JSON name
	Number int
}

// Ports lists the ports in the order shell, iopub, stdin, control, heartbeat.
func (c *Connection) Ports() [5]Port {
	return [...]Port{
		{"shell_port", c.ShellPort},
		{"iopub_port", c.IOPubPort},
		{"stdin_port", c.StdinPort},
		{"control_port", c.ControlPort},
		{"hb_port", c.HBPort},
	}
}

// Address returns the network and the address of a port, as package net has them.
func (c *Connection) Address(port int) (network, address string) {
	if c.Transport == "ipc" {
		return "unix", c.IP + "-" + strconv.Itoa(port)
	}
	host := c.IP
	if host == "*" {
		host = ""
	}
	return "tcp", net.JoinHostPort(host, strconv.Itoa(port))
}
