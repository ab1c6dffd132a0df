// A request-response protocol over net.Pipe.
package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"strings"
)

func serve(conn net.Conn) {
	defer conn.Close()
	r := bufio.NewScanner(conn)
	for r.Scan() {
		verb, rest, _ := strings.Cut(r.Text(), " ")
		switch verb {
		case "upper":
			fmt.Fprintln(conn, strings.ToUpper(rest))
		case "length":
			fmt.Fprintln(conn, len(rest))
		case "quit":
			return
		default:
			fmt.Fprintf(conn, "what is %q?\n", verb)
		}
	}
}

func main() {
	client, server := net.Pipe()
	go serve(server)

	in := bufio.NewReader(client)
	for _, line := range []string{"upper hello", "length four", "dance"} {
		fmt.Fprintln(client, line)
		answer, err := in.ReadString('\n')
		fmt.Print(answer, err, "\n")
	}

	fmt.Fprintln(client, "quit")
	_, err := in.ReadString('\n')
	fmt.Println(err == io.EOF)
	_, err = client.Write([]byte("x"))
	fmt.Println(err)
	client.Close()
}
