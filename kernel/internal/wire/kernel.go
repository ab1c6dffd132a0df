package wire

// A KernelInfoRequest asks who the kernel is.
type KernelInfoRequest struct{}

func (KernelInfoRequest) MsgType() string { return "kernel_info_request" }
func (KernelInfoRequest) content()        {}

// A KernelInfoReply introduces the kernel.
type KernelInfoReply struct {
	Status                string       `json:"status"`
	ProtocolVersion       string       `json:"protocol_version"` // empty: Version
	Implementation        string       `json:"implementation"`
	ImplementationVersion string       `json:"implementation_version"`
	LanguageInfo          LanguageInfo `json:"language_info"`
	Banner                string       `json:"banner"`
	HelpLinks             []HelpLink   `json:"help_links"`
	SupportedFeatures     []string     `json:"supported_features"` // "debugger", "kernel subshells"
	Debugger              bool         `json:"debugger"`
}

func (KernelInfoReply) MsgType() string { return "kernel_info_reply" }
func (KernelInfoReply) content()        {}

func (r KernelInfoReply) normalized() Content {
	r.Status = statusOf(r.Status, nil)
	if r.ProtocolVersion == "" {
		r.ProtocolVersion = Version
	}
	if r.HelpLinks == nil {
		r.HelpLinks = []HelpLink{}
	}
	if r.SupportedFeatures == nil {
		r.SupportedFeatures = []string{}
	}
	return r
}

// LanguageInfo describes the language of the cells.
type LanguageInfo struct {
	Name              string `json:"name"`
	Version           string `json:"version"`
	MIMEType          string `json:"mimetype"`
	FileExtension     string `json:"file_extension"` // with its dot
	PygmentsLexer     string `json:"pygments_lexer"`
	CodeMirrorMode    string `json:"codemirror_mode"`
	NBConvertExporter string `json:"nbconvert_exporter"`
}

// A HelpLink is an entry of the front end's help menu.
type HelpLink struct {
	Text string `json:"text"`
	URL  string `json:"url"`
}

// A ConnectRequest asks for the kernel's ports. Deprecated by the protocol.
type ConnectRequest struct{}

func (ConnectRequest) MsgType() string { return "connect_request" }
func (ConnectRequest) content()        {}

// A ConnectReply answers a ConnectRequest.
type ConnectReply struct {
	Status      string `json:"status"`
	ShellPort   int    `json:"shell_port"`
	IOPubPort   int    `json:"iopub_port"`
	StdinPort   int    `json:"stdin_port"`
	ControlPort int    `json:"control_port"`
	HBPort      int    `json:"hb_port"`
}

func (ConnectReply) MsgType() string { return "connect_reply" }
func (ConnectReply) content()        {}

func (r ConnectReply) normalized() Content { r.Status = statusOf(r.Status, nil); return r }

// A ShutdownRequest asks the kernel to end.
type ShutdownRequest struct {
	Restart bool `json:"restart"` // another one will follow
}

func (ShutdownRequest) MsgType() string { return "shutdown_request" }
func (ShutdownRequest) content()        {}

// A ShutdownReply announces the kernel's end, to the sender of the request and,
// as a message of its own, on iopub.
type ShutdownReply struct {
	Status  string `json:"status"`
	Restart bool   `json:"restart"`
	*Failure
}

func (ShutdownReply) MsgType() string { return "shutdown_reply" }
func (ShutdownReply) content()        {}

func (r ShutdownReply) normalized() Content {
	r.Status, r.Failure = statusOf(r.Status, r.Failure), r.Failure.normalized()
	return r
}

// An InterruptRequest asks for the running cell to be stopped.
type InterruptRequest struct{}

func (InterruptRequest) MsgType() string { return "interrupt_request" }
func (InterruptRequest) content()        {}

// An InterruptReply answers an InterruptRequest.
type InterruptReply struct {
	Status string `json:"status"`
	*Failure
}

func (InterruptReply) MsgType() string { return "interrupt_reply" }
func (InterruptReply) content()        {}

func (r InterruptReply) normalized() Content {
	r.Status, r.Failure = statusOf(r.Status, r.Failure), r.Failure.normalized()
	return r
}

// A UsageRequest asks for the kernel's use of the machine.
type UsageRequest struct{}

func (UsageRequest) MsgType() string { return "usage_request" }
func (UsageRequest) content()        {}

// A UsageReply answers a UsageRequest. Sizes are in bytes; processor use is in
// per cent of one processor.
type UsageReply struct {
	Hostname          string         `json:"hostname"`
	PID               int            `json:"pid"`
	KernelCPU         float64        `json:"kernel_cpu"`
	KernelMemory      uint64         `json:"kernel_memory"`
	CPUCount          int            `json:"cpu_count"`
	HostCPUPercent    float64        `json:"host_cpu_percent"`
	HostVirtualMemory *VirtualMemory `json:"host_virtual_memory,omitempty"`
}

func (UsageReply) MsgType() string { return "usage_reply" }
func (UsageReply) content()        {}

// VirtualMemory is the memory of the host.
type VirtualMemory struct {
	Total     uint64  `json:"total"`
	Available uint64  `json:"available"`
	Percent   float64 `json:"percent"` // of Total that is not available
	Used      uint64  `json:"used"`
	Free      uint64  `json:"free"`
}

// A CreateSubshellRequest asks for another shell that runs cells concurrently.
type CreateSubshellRequest struct{}

func (CreateSubshellRequest) MsgType() string { return "create_subshell_request" }
func (CreateSubshellRequest) content()        {}

// A CreateSubshellReply names the new shell.
type CreateSubshellReply struct {
	Status   string `json:"status"`
	Subshell string `json:"subshell_id,omitempty"`
	*Failure
}

func (CreateSubshellReply) MsgType() string { return "create_subshell_reply" }
func (CreateSubshellReply) content()        {}

func (r CreateSubshellReply) normalized() Content {
	r.Status, r.Failure = statusOf(r.Status, r.Failure), r.Failure.normalized()
	return r
}

// A DeleteSubshellRequest asks for a subshell to be ended.
type DeleteSubshellRequest struct {
	Subshell string `json:"subshell_id"`
}

func (DeleteSubshellRequest) MsgType() string { return "delete_subshell_request" }
func (DeleteSubshellRequest) content()        {}

// A DeleteSubshellReply answers a DeleteSubshellRequest.
type DeleteSubshellReply struct {
	Status string `json:"status"`
	*Failure
}

func (DeleteSubshellReply) MsgType() string { return "delete_subshell_reply" }
func (DeleteSubshellReply) content()        {}

func (r DeleteSubshellReply) normalized() Content {
	r.Status, r.Failure = statusOf(r.Status, r.Failure), r.Failure.normalized()
	return r
}

// A ListSubshellRequest asks for the ids of all subshells.
type ListSubshellRequest struct{}

func (ListSubshellRequest) MsgType() string { return "list_subshell_request" }
func (ListSubshellRequest) content()        {}

// A ListSubshellReply lists the subshells, without the parent shell.
type ListSubshellReply struct {
	Status    string   `json:"status"`
	Subshells []string `json:"subshell_id"`
	*Failure
}

func (ListSubshellReply) MsgType() string { return "list_subshell_reply" }
func (ListSubshellReply) content()        {}

func (r ListSubshellReply) normalized() Content {
	r.Status, r.Failure = statusOf(r.Status, r.Failure), r.Failure.normalized()
	if r.Subshells == nil {
		r.Subshells = []string{}
	}
	return r
}
