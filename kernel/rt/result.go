package rt

// Results returns what the last expression of the cell gave, and whether there
// was one. It is called on the cell's main goroutine, to render values whose
// methods are the cell's own code.
func (c *Cell) Results() (values []any, shown bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.results, c.shown
}
