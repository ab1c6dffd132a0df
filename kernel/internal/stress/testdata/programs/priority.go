// Select with a preferred channel: what is urgent is done first.
package main

import "fmt"

func drain(urgent, normal <-chan string) (order []string) {
	for urgent != nil || normal != nil {
		select {
		case s, ok := <-urgent:
			if !ok {
				urgent = nil
				continue
			}
			order = append(order, s)
			continue
		default:
		}
		select {
		case s, ok := <-urgent:
			if !ok {
				urgent = nil
				continue
			}
			order = append(order, s)
		case s, ok := <-normal:
			if !ok {
				normal = nil
				continue
			}
			order = append(order, s)
		}
	}
	return order
}

func main() {
	urgent, normal := make(chan string, 10), make(chan string, 10)
	for i := range 4 {
		normal <- fmt.Sprint("n", i)
		urgent <- fmt.Sprint("u", i)
	}
	close(urgent)
	close(normal)

	order := drain(urgent, normal)
	fmt.Println(order)
}
