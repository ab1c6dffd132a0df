package magic

import "context"

var leaks = &Command{
	Name:  "leaks",
	Form:  Line,
	Usage: "%leaks",
	Short: "explains which goroutines of the session can never run again",
	Doc: "Such a goroutine waits for what nobody else can get hold of: no variable of the session leads there, no other goroutine that can go on, no timer, no compiled code. The table says where each waits for what; below stand the reason and a cure. " +
		"What may still go on is never listed; a goroutine that is not listed may be leaked all the same. What is searched is a copy of the process, which Linux can make.",
	Example: "%leaks\nfunc first() int {\n\tresults := make(chan int)\n\tfor i := range 3 {\n\t\tgo func() { results <- i }()\n\t}\n\treturn <-results\n}\nfirst()",
	run:     runLeaks,
}

func runLeaks(_ context.Context, env Env, c *Call) error {
	if err := c.noArgs(); err != nil {
		return err
	}
	seen, err := env.Goroutines(Which{Leaks: true})
	switch {
	case err != nil:
		return &Error{Name: "leaks", Text: err.Error()}
	case seen.Count == 0:
		env.Display(said("no goroutine is known that can never run again"))
	default:
		env.Display(seen.Table)
	}
	return nil
}
