// Package sockets is the kernel's five ZeroMQ sockets, for shell, control,
// stdin, iopub and heartbeat, as Go channels and methods; and the same without
// ZeroMQ, in memory, for tests and headless runs.
//
// # What is zmq4's and what is not
//
// Package zmq4 serves as the codec of ZMTP, ZeroMQ's protocol on a connection:
// greeting, handshake, frames. Its ready-made sockets are not used: there, one
// silent, stalled or malformed connection stops or ends the process. Here each
// connection, called a peer, has a goroutine that reads and one that writes, and
// whatever goes wrong with a peer ends that peer alone.
//
//	listener ── accept ──> peer: guard ── zmq4.Conn ──> socket
//	                             (bytes)  (frames)      (who gets what)
//
// A guard stands between zmq4 and the network connection. It parses what comes
// in before zmq4 does, so that zmq4 never sees anything that it would crash on
// or allocate without limit for; it answers PING; and it gathers what goes out
// into one system call.
//
// The sockets are small: a router is a map from identities to peers, a publisher
// a list of peers with the topics of each, the heartbeat an echo. The publisher
// greets each subscription with an iopub_welcome.
//
// # Slow and bad peers
//
// What is sent to a peer waits in a queue of its own. Nothing is ever dropped
// from it. Publish waits while a subscriber's queue is full, which holds back
// who prints, not who answers: replies and PublishNow only queue. A peer that
// has not taken a byte for Options.Stall is dropped; so are one that does not
// complete its handshake in Options.Handshake, one that breaks the protocol, one
// whose identity a newer connection has, and one that keeps sending messages
// that are not signed. Each drop is logged, so many a second and no more.
//
// ZeroMQ's own clients connect again by themselves after a drop and subscribe
// anew.
package sockets
