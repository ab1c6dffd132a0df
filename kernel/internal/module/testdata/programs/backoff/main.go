// Module: github.com/cenkalti/backoff/v5
package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/cenkalti/backoff/v5"
)

func main() {
	n := 0
	v, err := backoff.Retry(context.Background(), func() (string, error) {
		if n++; n < 4 {
			return "", errors.New("not yet")
		}
		return "done", nil
	}, backoff.WithBackOff(backoff.NewConstantBackOff(time.Millisecond)), backoff.WithNotify(func(err error, d time.Duration) { fmt.Println(err, d) }))
	fmt.Println(v, err, n)
	_, err = backoff.Retry(context.Background(), func() (int, error) { return 0, backoff.Permanent(errors.New("never")) })
	fmt.Println(err)
	e := backoff.NewExponentialBackOff()
	e.RandomizationFactor = 0
	fmt.Println(e.NextBackOff(), e.NextBackOff(), e.NextBackOff())
	_, err = backoff.Retry(context.Background(), func() (int, error) { return 0, errors.New("again") }, backoff.WithBackOff(&backoff.ZeroBackOff{}), backoff.WithMaxTries(3))
	fmt.Println(err)
}
