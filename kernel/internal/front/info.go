package front

import (
	"fmt"
	"os"
	"runtime"
	"strings"

	"gosched/kernel/internal/wire"
)

// info introduces the kernel.
func (f *Front) info() wire.KernelInfoReply {
	version := strings.TrimPrefix(runtime.Version(), "go")
	return wire.KernelInfoReply{
		Implementation:        "gosched",
		ImplementationVersion: f.cfg.Version,
		LanguageInfo: wire.LanguageInfo{
			Name:              "go",
			Version:           version,
			MIMEType:          "text/x-go",
			FileExtension:     ".go",
			PygmentsLexer:     "go",
			CodeMirrorMode:    "go",
			NBConvertExporter: "script",
		},
		Banner: "gosched " + f.cfg.Version + ": Go " + version + " cells whose goroutines live on. %help lists the commands.",
		HelpLinks: []wire.HelpLink{
			{Text: "Go language specification", URL: "https://go.dev/ref/spec"},
			{Text: "Go standard library", URL: "https://pkg.go.dev/std"},
			{Text: "A Tour of Go", URL: "https://go.dev/tour"},
			{Text: "Effective Go", URL: "https://go.dev/doc/effective_go"},
		},
	}
}

// ports answers a connect_request.
func (f *Front) ports() wire.ConnectReply {
	c := f.cfg.Connection
	if c == nil {
		return wire.ConnectReply{}
	}
	return wire.ConnectReply{
		ShellPort:   c.ShellPort,
		IOPubPort:   c.IOPubPort,
		StdinPort:   c.StdinPort,
		ControlPort: c.ControlPort,
		HBPort:      c.HBPort,
	}
}

// workerDir is the directory that cells are in, which is the place's unless they
// have left it.
func (f *Front) workerDir() string {
	if pid := f.workerPid(); pid > 0 {
		if dir, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid)); err == nil {
			return dir
		}
	}
	return f.place.dir
}

// workerPid is the process number of the worker, 0 if there is none.
func (f *Front) workerPid() int {
	if f.worker.Worker == nil {
		return 0
	}
	return f.worker.Pid()
}
