package lower

import "fmt"

// An Unsupported error says that a change uses something Core Go cannot express.
type Unsupported struct {
	Cell, Line, Col int
	Msg             string
}

// Error returns the message with its position.
func (e *Unsupported) Error() string {
	return fmt.Sprintf("cell %d, line %d, column %d: %s", e.Cell, e.Line, e.Col, e.Msg)
}
