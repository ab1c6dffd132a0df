package sockets

import "github.com/go-zeromq/zmq4"

// An echo is the heartbeat's socket: it sends back what it gets, to whom it got
// it from.
type echo struct{}

const maxHeartbeat = 64 << 10 // bytes

func (echo) zmqType() zmq4.SocketType   { return zmq4.Rep }
func (echo) accepts() []zmq4.SocketType { return []zmq4.SocketType{zmq4.Req, zmq4.Dealer} }
func (echo) maxMessage() int64          { return maxHeartbeat }
func (echo) join(*peer)                 {}
func (echo) leave(*peer)                {}

func (echo) receive(p *peer, frames [][]byte) error {
	p.waitForRoom()
	p.send(frames)
	return nil
}
