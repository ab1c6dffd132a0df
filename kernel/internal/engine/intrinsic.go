package engine

const intrinsics = false

func (t *text) intrinsics(root *node) {}
