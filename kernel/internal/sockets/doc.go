// Package sockets is the kernel's five ZeroMQ sockets, for shell, control,
// stdin, iopub and heartbeat, as Go channels and methods; and the same without
// ZeroMQ, in memory, for tests and headless runs.
package sockets
