// errorcheck

package p
