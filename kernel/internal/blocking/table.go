package blocking

import (
	"reflect"
	"strings"
	"sync"
)

// functions may block whatever their arguments are, by package. A name that
// ends in * stands for all that begin so.
var functions = map[string]string{
	"net":            "Dial* Lookup*",
	"net/http":       "Get Head Post PostForm ListenAndServe* Serve ServeTLS",
	"net/rpc":        "Dial* Accept ServeConn",
	"net/smtp":       "Dial SendMail",
	"net/textproto":  "Dial",
	"crypto/tls":     "Dial*",
	"log/syslog":     "Dial New*",
	"os":             "Open OpenFile Create ReadFile WriteFile",
	"syscall":        "Accept* Connect Dup3 EpollWait Flock Kevent Nanosleep Pause Pread Pwrite Read Recv* Select Send* Sendfile Splice Wait4 Write",
	"testing/fstest": "TestFS",
}

// methods are the same for methods, by the text of the receiver's type.
var methods = map[string]string{
	"*net.Dialer":                           "Dial*",
	"*net.ListenConfig":                     "Listen*",
	"*net.Resolver":                         "Lookup*",
	"*net/http.Client":                      "Do Get Head Post PostForm",
	"*net/http.Transport":                   "RoundTrip",
	"*net/http.Server":                      "ListenAndServe* Serve ServeTLS Shutdown",
	"*net/http/httptest.Server":             "Close",
	"*net/rpc.Client":                       "Call",
	"*net/rpc.Server":                       "Accept ServeConn ServeCodec",
	"*crypto/tls.Dialer":                    "Dial*",
	"*crypto/tls.Conn":                      "Handshake*",
	"*os.Process":                           "Wait",
	"*os/exec.Cmd":                          "Wait",
	"*golang.org/x/sync/errgroup.Group":     "Wait",
	"*golang.org/x/sync/semaphore.Weighted": "Acquire",
	"*golang.org/x/sync/singleflight.Group": "Do",
}

// leaves are the packages of which any type may block that has these methods.
var leaves = map[string]bool{"net": true, "net/http": true, "crypto/tls": true, "os": true, "os/exec": true, "io.Pipe": true}

// transfers are the methods of leaves, and of what leads to one, that may block.
const transfers = "Accept* Close Copy* Decode* Discard Encode* Flush More Next* Peek Read* RoundTrip Scan* Token Write*"

// listed reports whether name is in a list.
func listed(list, name string) bool {
	for pattern := range strings.FieldsSeq(list) {
		if prefix, ok := strings.CutSuffix(pattern, "*"); pattern == name || ok && strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// MayBlock reports whether there is a type whose method of this name may block.
func MayBlock(name string) bool {
	if listed(transfers, name) {
		return true
	}
	for _, list := range methods {
		if listed(list, name) {
			return true
		}
	}
	return false
}

// typeText is the text of a type with import paths: "*net/http.Client".
func typeText(t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		return "*" + typeText(t.Elem())
	}
	return t.PkgPath() + "." + t.Name()
}

// pathOf returns the package of a named type or of a pointer to one.
func pathOf(t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.PkgPath()
}

// leafTypes caches isLeaf.
var leafTypes sync.Map // reflect.Type -> bool

// isLeaf reports whether reading or writing a value of type t may block.
func isLeaf(t reflect.Type) bool {
	if v, ok := leafTypes.Load(t); ok {
		return v.(bool)
	}
	leaf := leaves[pathOf(t)] || strings.HasPrefix(typeText(t), "*io.Pipe")
	if leaf {
		_, reads := t.MethodByName("Read")
		_, writes := t.MethodByName("Write")
		_, accepts := t.MethodByName("Accept")
		leaf = reads || writes || accepts
	}
	leafTypes.Store(t, leaf)
	return leaf
}
