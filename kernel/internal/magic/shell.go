package magic

import (
	"context"
	"fmt"
	"os/exec"
)

var bash = &Command{
	Name:    "bash",
	Form:    Cell,
	Usage:   "%%bash",
	takes:   takesShell,
	Short:   "runs the cell's body as a bash script",
	Doc:     "Output is shown as it comes. An exit status other than 0 is an error. What the script leaves in the background ends with it.",
	Example: "%%bash\nfor i in 1 2 3; do echo $i; done",
	run: func(ctx context.Context, env Env, c *Call) error {
		if err := c.noArgs(); err != nil {
			return err
		}
		path, err := exec.LookPath("bash")
		if err != nil {
			return &Error{Name: "command", Text: "%%bash: bash is not installed"}
		}
		return runChild(ctx, env, "bash", path, "-c", c.Body)
	},
}

var shell = &Command{
	Name:    "!",
	Form:    Symbol,
	Usage:   "!COMMAND",
	takes:   takesShell,
	Short:   "runs one line in the shell",
	Doc:     "As %%bash, for a line at the start of a cell.",
	Example: "!date",
	run: func(ctx context.Context, env Env, c *Call) error {
		if c.Args == "" {
			return c.misuse("which command?")
		}
		for _, name := range []string{"bash", "sh"} {
			if path, err := exec.LookPath(name); err == nil {
				return runChild(ctx, env, firstWord(c.Args), path, "-c", c.Args)
			}
		}
		return &Error{Name: "command", Text: "!: there is no shell"}
	},
}

// runChild runs a program as a child process and shows its output.
func runChild(ctx context.Context, env Env, name, path string, args ...string) error {
	cmd := exec.Command(path, args...)
	cmd.Dir, cmd.Env = env.Dir(), env.Environ()
	state, err := startChild(cmd, env.Print)
	if err != nil {
		return &Error{Name: "command", Text: err.Error()}
	}
	err = state.wait(ctx)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return &Error{Name: "command", Text: fmt.Sprintf("%s: %v", name, err)}
	}
	return nil
}
