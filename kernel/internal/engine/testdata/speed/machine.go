package main

const (
	push = iota
	add
	sub
	mul
	dup
	swap
	drop
	load
	store
	jump
	jumpIfZero
	less
	halt
)

type instruction struct{ op, arg int }

func execute(code []instruction) int {
	stack := make([]int, 0, 16)
	vars := make([]int, 4)
	for pc := 0; ; pc++ {
		in := code[pc]
		switch in.op {
		case push:
			stack = append(stack, in.arg)
		case add:
			n := len(stack)
			stack[n-2] += stack[n-1]
			stack = stack[:n-1]
		case sub:
			n := len(stack)
			stack[n-2] -= stack[n-1]
			stack = stack[:n-1]
		case mul:
			n := len(stack)
			stack[n-2] *= stack[n-1]
			stack = stack[:n-1]
		case dup:
			stack = append(stack, stack[len(stack)-1])
		case swap:
			n := len(stack)
			stack[n-1], stack[n-2] = stack[n-2], stack[n-1]
		case drop:
			stack = stack[:len(stack)-1]
		case load:
			stack = append(stack, vars[in.arg])
		case store:
			vars[in.arg] = stack[len(stack)-1]
			stack = stack[:len(stack)-1]
		case jump:
			pc = in.arg - 1
		case jumpIfZero:
			n := len(stack)
			v := stack[n-1]
			stack = stack[:n-1]
			if v == 0 {
				pc = in.arg - 1
			}
		case less:
			n := len(stack)
			v := 0
			if stack[n-2] < stack[n-1] {
				v = 1
			}
			stack[n-2] = v
			stack = stack[:n-1]
		case halt:
			return vars[1]
		}
	}
}

func run(n int) int {
	return execute([]instruction{
		{load, 0}, {push, n}, {less, 0}, {jumpIfZero, 13},
		{load, 1}, {load, 0}, {add, 0}, {store, 1},
		{load, 0}, {push, 1}, {add, 0}, {store, 0},
		{jump, 0}, {halt, 0},
	})
}
