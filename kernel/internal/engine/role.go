package engine

// A role is what a node does to the variables of its frame. This is a matter of
// yaegi's generator for it, whoever made its code in the end. Nodes have their
// roles in meta, which yaegi does not use any more when it generates code.
type role uint8

const (
	stranger role = iota // nothing is known; its function is left alone
	idler                // does nothing
	reader               // reads the variable that it is and its operands
	quitter              // reads its operands
	setter               // sets the variable that it is
	caller               // a call, which may set variables; its first child is no operand
	teller               // a call that has no results
	giver                // a call that sets its results
	finder               // makes the variable that it is the place that it finds
	selector             // the same; its second child is the name of a field
	assigner             // sets the variable that its first child is
	resetter             // the same, and has no operands
	spreader             // sets variables to the results of a call, its last child
)

func roleOf(generator string) role {
	switch generator {
	case "nop":
		return idler
	case "branch", "_case":
		return reader
	case "_return":
		return quitter
	case "add", "sub", "mul", "quo", "rem", "and", "or", "xor", "andNot", "shl", "shr", "neg", "bitNot", "not", "land", "lor",
		"equal", "notEqual", "lower", "lowerEqual", "greater", "greaterEqual":
		return setter
	case "callBin", "call":
		return caller
	case "convert", "_len", "_cap":
		return giver
	case "getIndexArray", "deref":
		return finder
	case "getIndexSeq", "getPtrIndexSeq", "getIndexSeqField":
		return selector
	case "assign":
		return assigner
	case "reset":
		return resetter
	case "assignFromCall":
		return spreader
	}
	return stranger
}

// roleOfCall returns the role of a call with so many results.
func roleOfCall(results int) role {
	if results == 0 {
		return teller
	}
	return giver
}

func (n *node) role() role {
	r, _ := n.meta.(role)
	return r
}

// finds says whether n makes the variable that it is a place.
func (n *node) finds() bool { return n.role() == finder || n.role() == selector }

// effect returns the variables that n reads and those that it sets, whatever they
// were before, as far as it is known to set them. Some may be -1: they are none.
func (n *node) effect() (reads, sets []int) {
	operands := n.child
	switch n.role() {
	case idler:
		return nil, nil
	case reader:
		reads = n.variables(reads)
	case setter, finder:
		sets = []int{n.findex}
	case selector:
		sets, operands = []int{n.findex}, n.child[:1]
	case caller:
		reads, operands = n.results(), n.child[1:]
	case teller:
		operands = n.child[1:]
	case giver:
		sets, operands = n.results(), n.child[1:]
	case spreader:
		reads, sets, operands = n.child[len(n.child)-1].results(), n.targets(), nil
	case assigner:
		if dest := n.child[0]; n.nleft == 1 && len(dest.child) == 0 && dest.level == 0 {
			sets, operands = dest.variables(sets), n.child[1:]
		}
	case resetter:
		if operands = nil; len(n.child) == 2 && n.child[0].level == 0 {
			sets = n.child[0].variables(sets)
		}
	}
	for _, c := range operands {
		reads = c.variables(reads)
	}
	return reads, sets
}

// variables adds the variables that n may be to a list.
func (n *node) variables(list []int) []int {
	if n.rval.IsValid() {
		return list
	}
	list = append(list, n.findex)
	if n.sym != nil && n.sym.index != n.findex {
		list = append(list, n.sym.index)
	}
	return list
}

// results returns the variables that a call sets. Yaegi has the results of its own
// functions copied from variables in a row.
func (n *node) results() []int {
	switch {
	case !assignsSeveral(n.anc):
		return []int{n.findex}
	case symbolOf(n) != "":
		return n.anc.targets()
	}
	list := make([]int, len(n.anc.child)-1)
	for i := range list {
		list[i] = n.findex + i
	}
	return list
}

// targets returns the variables that an assignment of several results sets.
func (n *node) targets() (list []int) {
	for _, c := range n.child[:len(n.child)-1] {
		if c.sym != nil && c.ident != "_" {
			list = append(list, c.sym.index)
		}
	}
	return list
}
