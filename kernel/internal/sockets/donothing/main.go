// Donothing is a Jupyter kernel for which every cell has the value 1, made of
// zmq4's ready-made sockets, encoding/json and crypto/hmac, with nothing of this
// project in it. It is the floor that benchmarks compare a real kernel with: the
// messages that each cell costs, and no more. It serves one well-behaved client.
//
// Usage:
//
//	donothing CONNECTION_FILE
package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/google/uuid"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "donothing:", err)
		os.Exit(1)
	}
}

// A kernel answers one client.
type kernel struct {
	key     []byte
	session string
	iopub   zmq4.Socket
	count   int
}

// A request is an incoming message: its routing prefix and its header.
type request struct {
	socket     zmq4.Socket
	identities [][]byte
	header     json.RawMessage
	msgType    string
}

func run(args []string) error {
	if len(args) != 1 {
		return errors.New("usage: donothing CONNECTION_FILE")
	}
	text, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	var file map[string]any
	if err := json.Unmarshal(text, &file); err != nil {
		return fmt.Errorf("reading %s: %w", args[0], err)
	}
	ctx := context.Background()
	k := &kernel{key: []byte(fmt.Sprint(file["key"])), session: uuid.NewString()}
	k.iopub = zmq4.NewPub(ctx)
	shell, control := zmq4.NewRouter(ctx), zmq4.NewRouter(ctx)
	heartbeat := zmq4.NewRep(ctx)
	for port, socket := range map[string]zmq4.Socket{
		"shell_port": shell, "iopub_port": k.iopub, "stdin_port": zmq4.NewRouter(ctx),
		"control_port": control, "hb_port": heartbeat,
	} {
		if err := socket.Listen(fmt.Sprintf("tcp://%v:%v", file["ip"], file[port])); err != nil {
			return fmt.Errorf("binding %s: %w", port, err)
		}
	}
	requests := make(chan request)
	go k.receive(shell, requests)
	go k.receive(control, requests)
	go beat(heartbeat)
	return k.serve(requests)
}

// beat echoes heartbeats.
func beat(s zmq4.Socket) {
	for {
		if msg, err := s.Recv(); err == nil {
			s.Send(msg)
		}
	}
}

// receive passes on the requests of a socket whose signature is right.
func (k *kernel) receive(s zmq4.Socket, requests chan<- request) {
	for {
		msg, err := s.Recv()
		if err != nil {
			return
		}
		at := slices.IndexFunc(msg.Frames, func(f []byte) bool { return string(f) == "<IDS|MSG>" })
		if at < 0 || len(msg.Frames) < at+6 {
			continue
		}
		signed := msg.Frames[at+2 : at+6]
		if len(k.key) > 0 && !hmac.Equal(msg.Frames[at+1], k.sign(signed)) {
			continue
		}
		var header struct {
			Type string `json:"msg_type"`
		}
		if json.Unmarshal(signed[0], &header) == nil {
			requests <- request{s, msg.Frames[:at], signed[0], header.Type}
		}
	}
}

func (k *kernel) sign(frames [][]byte) []byte {
	if len(k.key) == 0 {
		return nil
	}
	mac := hmac.New(sha256.New, k.key)
	for _, f := range frames {
		mac.Write(f)
	}
	return []byte(hex.EncodeToString(mac.Sum(nil)))
}

type object = map[string]any

// serve answers requests until one asks for the end.
func (k *kernel) serve(requests <-chan request) error {
	for r := range requests {
		if err := k.answer(r); err != nil {
			return fmt.Errorf("answering %s: %w", r.msgType, err)
		}
		if r.msgType == "shutdown_request" {
			time.Sleep(10 * time.Millisecond) // closing zmq4's sockets does not send what is queued
			return nil
		}
	}
	return nil
}

func (k *kernel) answer(r request) error {
	errs := []error{k.publish(r, "status", object{"execution_state": "busy"})}
	switch r.msgType {
	case "kernel_info_request":
		errs = append(errs, k.reply(r, "kernel_info_reply", kernelInfo))
	case "execute_request":
		k.count++
		errs = append(errs,
			k.publish(r, "execute_input", object{"code": "1", "execution_count": k.count}),
			k.publish(r, "execute_result", object{
				"execution_count": k.count, "data": object{"text/plain": "1"}, "metadata": object{},
			}),
			k.reply(r, "execute_reply", object{
				"status": "ok", "execution_count": k.count, "payload": []any{}, "user_expressions": object{},
			}))
	case "shutdown_request":
		errs = append(errs, k.reply(r, "shutdown_reply", object{"status": "ok", "restart": false}))
	}
	return errors.Join(append(errs, k.publish(r, "status", object{"execution_state": "idle"}))...)
}

var kernelInfo = object{
	"status": "ok", "protocol_version": "5.3", "implementation": "donothing", "implementation_version": "1",
	"banner": "", "help_links": []any{},
	"language_info": object{"name": "none", "version": "1", "mimetype": "text/plain", "file_extension": ".txt"},
}

func (k *kernel) reply(r request, msgType string, content object) error {
	return k.send(r.socket, r.identities, r, msgType, content)
}

func (k *kernel) publish(r request, msgType string, content object) error {
	return k.send(k.iopub, [][]byte{[]byte(msgType)}, r, msgType, content)
}

func (k *kernel) send(s zmq4.Socket, prefix [][]byte, r request, msgType string, content object) error {
	header, err := json.Marshal(object{
		"msg_id": uuid.NewString(), "session": k.session, "username": "kernel", "msg_type": msgType,
		"version": "5.3", "date": time.Now().UTC().Format(time.RFC3339Nano),
	})
	if err != nil {
		return err
	}
	body, err := json.Marshal(content)
	if err != nil {
		return err
	}
	signed := [][]byte{header, r.header, []byte("{}"), body}
	frames := slices.Concat(prefix, [][]byte{[]byte("<IDS|MSG>"), k.sign(signed)}, signed)
	return s.SendMulti(zmq4.NewMsgFrom(frames...))
}
