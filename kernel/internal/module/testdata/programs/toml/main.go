// Module: github.com/BurntSushi/toml
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/BurntSushi/toml"
)

type config struct {
	Title  string
	Count  int
	When   time.Time
	Owner  struct{ Name string }
	Values []float64
	Hosts  map[string]struct{ IP string }
}

const text = `
title = "TOML"
count = 3
when = 2020-01-02T03:04:05Z
values = [1.5, 2.5]
[owner]
name = "Ann"
[hosts.alpha]
ip = "10.0.0.1"
`

func main() {
	var c config
	md, err := toml.Decode(text, &c)
	fmt.Println(c, err)
	fmt.Println(md.Keys(), md.IsDefined("owner", "name"), md.Undecoded())
	fmt.Println(toml.NewEncoder(os.Stdout).Encode(c))
	_, err = toml.Decode("a = [1,\nb = 2", &c)
	if e, ok := err.(toml.ParseError); ok {
		fmt.Println(e.Position.Line, e)
	}
	_, err = toml.Decode("count = 'x'", &c)
	fmt.Println(err)
}
