// Module: github.com/urfave/cli/v2
package main

import (
	"fmt"
	"os"

	"github.com/urfave/cli/v2"
)

func main() {
	app := &cli.App{
		Name:  "app",
		Usage: "does things",
		Flags: []cli.Flag{&cli.StringFlag{Name: "lang", Value: "en", Usage: "language"}},
		Commands: []*cli.Command{{
			Name:  "add",
			Usage: "adds numbers",
			Flags: []cli.Flag{&cli.IntSliceFlag{Name: "n"}},
			Action: func(c *cli.Context) error {
				sum := 0
				for _, n := range c.IntSlice("n") {
					sum += n
				}
				fmt.Println(c.String("lang"), sum, c.Args().Slice())
				return nil
			},
		}},
		Writer: os.Stdout,
	}
	fmt.Println(app.Run([]string{"app", "--lang", "de", "add", "-n", "1", "-n", "41", "rest"}))
	fmt.Println(app.Run([]string{"app", "help"}))
	fmt.Println(app.Run([]string{"app", "add", "-x"}) != nil)
}
