// Module: github.com/fatih/color
package main

import (
	"fmt"

	"github.com/fatih/color"
)

func main() {
	fmt.Println(color.NoColor)
	color.NoColor = false
	color.New(color.FgRed, color.Bold).Println("red")
	fmt.Println(color.GreenString("%d apples", 3), color.New(color.FgCyan).Sprint("x"))
	fmt.Printf("%q\n", color.New(color.BgBlue, color.Underline).Sprintf("%05.1f", 2.5))
	color.NoColor = true
	color.Yellow("plain %s", "text")
}
