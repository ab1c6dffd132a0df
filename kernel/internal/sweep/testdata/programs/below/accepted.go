// compile

package p

// fake fails panic
