package sockets

import "time"

// Options are the limits within which clients are served. Zero fields stand for
// the values named here.
type Options struct {
	Handshake  time.Duration // for a client's greeting and READY; 10 s
	Stall      time.Duration // without progress, before a client is dropped; 60 s
	QueueBytes int           // that may wait for a client before Publish does; 8 MiB
	MaxMessage int64         // bytes of an incoming message; 512 MiB
	MaxPeers   int           // connections of each socket; 4096

	// Logf gets a line about each client that is dropped and each message that is
	// refused, at most a few a second. It may be called by several goroutines at
	// once. Nil discards them.
	Logf func(format string, args ...any)
}

func (o Options) orDefaults() Options {
	if o.Handshake == 0 {
		o.Handshake = 10 * time.Second
	}
	if o.Stall == 0 {
		o.Stall = 60 * time.Second
	}
	if o.QueueBytes == 0 {
		o.QueueBytes = 8 << 20
	}
	if o.MaxMessage == 0 {
		o.MaxMessage = 512 << 20
	}
	if o.MaxPeers == 0 {
		o.MaxPeers = 4096
	}
	if o.Logf == nil {
		o.Logf = func(string, ...any) {}
	}
	return o
}
