package data

import (
	_ "embed"
	"strings"
)

//go:embed hello.txt
var Text string

var (
	//go:embed hello.txt
	Bytes []byte
)

func Lines() []string { return strings.Split(strings.TrimSpace(Text), "\n") }
