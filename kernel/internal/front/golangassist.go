package front

// Complete, Inspect and IsComplete are those of package assist.

func (g *golang) Complete(src string, cursor int) Completion {
	return Completion{Start: cursor, End: cursor}
}

func (g *golang) Inspect(string, int, int) (map[string]string, bool) { return nil, false }

func (g *golang) IsComplete(string) (status, indent string) { return "unknown", "" }
