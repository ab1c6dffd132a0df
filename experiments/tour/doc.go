// Package tour is 走一圈 · A tour of gosched.
//
// > 不属于课程 · not part of the course
//
// 一个单元格的结果可以不止是文字。每节最多三个单元格;改一改,再运行。
//
// The result of a cell can be more than text. Each section has at most three cells:
// change them and run them again.
package tour
