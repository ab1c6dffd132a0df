// Module: github.com/gorilla/websocket
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/gorilla/websocket"
)

func main() {
	up := websocket.Upgrader{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := up.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer c.Close()
		for {
			kind, p, err := c.ReadMessage()
			if err != nil {
				return
			}
			if err := c.WriteMessage(kind, []byte(strings.ToUpper(string(p)))); err != nil {
				return
			}
		}
	}))
	defer s.Close()
	c, resp, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(s.URL, "http"), nil)
	fmt.Println(err, resp.StatusCode)
	for _, m := range []string{"hello", "gopher", strings.Repeat("x", 1000)} {
		fmt.Println(c.WriteMessage(websocket.TextMessage, []byte(m)))
		_, p, err := c.ReadMessage()
		fmt.Println(len(p), string(p[:5]), err)
	}
	fmt.Println(c.Close())
	_, _, err = c.ReadMessage()
	fmt.Println(err != nil, websocket.IsCloseError(err, websocket.CloseNormalClosure))
}
