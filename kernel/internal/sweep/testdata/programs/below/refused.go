// compile

package p

// fake fails unsupported
