// errorcheck

package p

// fake fails compile error
