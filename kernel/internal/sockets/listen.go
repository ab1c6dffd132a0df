package sockets

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"syscall"

	"gosched/kernel/internal/wire"
)

// listen binds one port of a connection file. The error names its field.
func listen(conn *wire.Connection, port wire.Port) (net.Listener, error) {
	network, address := conn.Address(port.Number)
	bind := net.Listen
	if network == "unix" {
		bind = listenPath
	}
	l, err := bind(network, address)
	if err != nil {
		return nil, fmt.Errorf("binding %s: %w", field(conn, port, err), err)
	}
	return l, nil
}

// field names the field of a connection file that is to blame for err: a name
// that does not resolve, or an address that is not this machine's, is not the
// port's fault.
func field(conn *wire.Connection, port wire.Port, err error) string {
	var dns *net.DNSError
	if errors.As(err, &dns) || errors.Is(err, syscall.EADDRNOTAVAIL) {
		return fmt.Sprintf("ip %q", conn.IP)
	}
	return fmt.Sprintf("%s %d", port.Field, port.Number)
}

// maxPath is the length that the path of a Unix socket can have.
const maxPath = len(syscall.RawSockaddrUnix{}.Path) - 1

// listenPath binds a Unix socket that nobody else may connect to. A socket that a
// killed process has left there is removed.
func listenPath(network, path string) (net.Listener, error) {
	if len(path) > maxPath {
		return nil, fmt.Errorf("path of %d bytes, limit is %d: %s", len(path), maxPath, path)
	}
	l, err := listenPrivately(network, path)
	if !errors.Is(err, syscall.EADDRINUSE) {
		return l, err
	}
	if err := removeStale(network, path); err != nil {
		return nil, err
	}
	return listenPrivately(network, path)
}

// removeStale removes the socket at path if nobody listens there.
func removeStale(network, path string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if info.Mode().Type() != fs.ModeSocket {
		return fmt.Errorf("%s exists and is not a socket", path)
	}
	c, err := net.Dial(network, path)
	if err == nil {
		c.Close()
		return fmt.Errorf("%s: %w", path, syscall.EADDRINUSE)
	}
	if !errors.Is(err, syscall.ECONNREFUSED) {
		return fmt.Errorf("probing %s: %w", path, err)
	}
	return os.Remove(path)
}
