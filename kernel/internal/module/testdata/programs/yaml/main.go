// Module: gopkg.in/yaml.v3
package main

import (
	"fmt"
	"os"

	"gopkg.in/yaml.v3"
)

type config struct {
	Name    string            `yaml:"name"`
	Ports   []int             `yaml:"ports,flow"`
	Env     map[string]string `yaml:"env"`
	Nested  *config           `yaml:"nested,omitempty"`
	private int
}

const text = `
name: server
ports: [80, 443]
env: {A: "1", B: two}
nested:
  name: inner
  ports:
    - 1
anchors:
  base: &base {x: 1}
  derived: {<<: *base, y: 2}
`

func main() {
	var c config
	fmt.Println(yaml.Unmarshal([]byte(text), &c))
	fmt.Printf("%+v %+v\n", c.Env, *c.Nested)
	out, err := yaml.Marshal(c)
	fmt.Printf("%s%v\n", out, err)
	var tree map[string]any
	fmt.Println(yaml.Unmarshal([]byte(text), &tree))
	fmt.Println(tree["anchors"])
	var n yaml.Node
	fmt.Println(yaml.Unmarshal([]byte("a: [1, b]"), &n), n.Content[0].Content[1].Content[1].Value, n.Content[0].Kind)
	fmt.Println(yaml.Unmarshal([]byte("name: [1"), &c))
	fmt.Println(yaml.Unmarshal([]byte("ports: nonsense"), &c))
	enc := yaml.NewEncoder(os.Stdout)
	enc.SetIndent(2)
	enc.Encode(map[string]any{"k": []any{1, "two", 3.5, true, nil}, "t": "2001-01-01"})
	enc.Close()
}
