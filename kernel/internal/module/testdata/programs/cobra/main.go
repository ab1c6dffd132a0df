// Module: github.com/spf13/cobra
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

func main() {
	var loud bool
	var times int
	root := &cobra.Command{Use: "app", Short: "An application", SilenceUsage: true}
	greet := &cobra.Command{
		Use:   "greet NAME...",
		Short: "Greets",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s := "hello " + strings.Join(args, " and ")
			if loud {
				s = strings.ToUpper(s)
			}
			for range times {
				fmt.Fprintln(cmd.OutOrStdout(), s)
			}
			return nil
		},
	}
	greet.Flags().BoolVarP(&loud, "loud", "l", false, "shout")
	greet.Flags().IntVar(&times, "times", 1, "how often")
	root.AddCommand(greet)
	root.SetOut(os.Stdout)
	root.SetErr(os.Stdout)
	for _, args := range [][]string{{"greet", "gopher"}, {"greet", "-l", "--times=2", "a", "b"}, {"greet"}, {"gret"}, {"greet", "--nope", "x"}, {"help", "greet"}} {
		loud, times = false, 1
		root.SetArgs(args)
		fmt.Println(args, "->", root.Execute())
	}
}
