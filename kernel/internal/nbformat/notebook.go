package nbformat

// An Object is a JSON object. Numbers in it are json.Number, so that they are
// written as they were read; ints and floats are accepted too.
type Object = map[string]any

// A Notebook is the content of a notebook file.
type Notebook struct {
	Cells    []*Cell
	Metadata Object // kernelspec, language_info, …
	Minor    int    // of format 4, at least 5
	Extra    Object // fields that the format does not know
}

// A CellType is the kind of a cell. Other kinds than these three belong to later
// versions of the format; they are kept.
type CellType string

// The kinds of cell.
const (
	Code     CellType = "code"
	Markdown CellType = "markdown"
	RawText  CellType = "raw"
)

// A Cell is one cell of a notebook.
type Cell struct {
	Type     CellType
	ID       string // unique in its notebook
	Metadata Object
	Source   string

	Outputs        []*Output // of a code cell
	ExecutionCount *int      // of a code cell; nil if it has not been run

	Extra Object // attachments, and fields that the format does not know
}

// Tags returns the tags in the cell's metadata.
func (c *Cell) Tags() []string {
	list, _ := c.Metadata["tags"].([]any)
	var tags []string
	for _, t := range list {
		if s, ok := t.(string); ok {
			tags = append(tags, s)
		}
	}
	return tags
}

// Folded says whether readers see the cell's source only if they ask for it.
func (c *Cell) Folded() bool {
	o, _ := c.Metadata["jupyter"].(Object)
	folded, _ := o["source_hidden"].(bool)
	return folded
}

// An OutputType is the kind of an output.
type OutputType string

// The kinds of output.
const (
	Stream        OutputType = "stream"
	DisplayData   OutputType = "display_data"
	ExecuteResult OutputType = "execute_result"
	ErrorOutput   OutputType = "error"
)

// An Output is one output of a code cell. Which fields are used depends on Type.
type Output struct {
	Type OutputType

	Name string // Stream: stdout or stderr
	Text string // Stream

	Data           Object // DisplayData, ExecuteResult: media type to data
	Metadata       Object // DisplayData, ExecuteResult
	ExecutionCount *int   // ExecuteResult

	EName, EValue string   // ErrorOutput
	Traceback     []string // ErrorOutput

	Extra Object // fields that the format does not know
}
