package child

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"gosched/experiments/lab"
)

func init() {
	Register("echo", func(args []string) error {
		fmt.Println(strings.Join(args, " "))
		return nil
	})
	Register("fail", func([]string) error { return errors.New("as asked") })
	Register("crash", func([]string) error { panic("crashed") })
	Register("hang", func([]string) error {
		fmt.Println("waiting")
		time.Sleep(time.Hour)
		return nil
	})
	Register("unit", func([]string) error {
		fmt.Println(os.Getenv("GOSCHED_U"), os.Getenv(roleVariable))
		return nil
	})
}

func TestMain(m *testing.M) {
	Main()
	os.Exit(m.Run())
}

const patience = 600 // document seconds that no child here needs

func TestTranscript(t *testing.T) {
	for _, test := range []struct {
		role, output, status string
		ok                   bool
	}{
		{"echo", "a b\n", "exit status 0", true},
		{"fail", "as asked\n", "exit status 1", false},
		{"crash", "panic: crashed", "exit status 2", false},
		{"unit", lab.U.String() + " \n", "exit status 0", true},
		{"none", `no role "none"; there are: crash, echo,`, "exit status 1", false},
	} {
		c, err := Start(test.role, "a", "b")
		if err != nil {
			t.Fatal(err)
		}
		got := c.Wait(patience)
		if !strings.HasPrefix(got.Output, test.output) || got.Status != test.status || got.OK != test.ok || got.Killed {
			t.Errorf("%s: %+v", test.role, got)
		}
	}
}

func TestWatchdog(t *testing.T) {
	c, err := Start("hang")
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Wait(0.5); !got.Killed || got.OK || got.Status != "signal: killed" {
		t.Errorf("%+v", got)
	}
}

func TestChildEndsWithItsParent(t *testing.T) {
	c, err := Start("hang")
	if err != nil {
		t.Fatal(err)
	}
	c.stdin.Close() // as the end of the parent would
	if got := c.Wait(patience); got.Status != "exit status 3" {
		t.Errorf("%+v", got)
	}
}

func TestProgramWithoutMain(t *testing.T) {
	mainCalled.Store(false)
	defer mainCalled.Store(true)
	if _, err := Start("echo"); err == nil {
		t.Error("a child was started that would not know its role")
	}
}
