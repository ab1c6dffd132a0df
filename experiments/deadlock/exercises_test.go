package deadlock

import (
	"strings"
	"testing"

	"gosched/experiments/lab/exercise"
)

func TestExercises(t *testing.T) {
	for _, test := range []struct {
		name string
		got  exercise.Answer
		want string // the reason, "" if it is solved
	}{
		{"1", checkPay(pay), "a pays b and locks a first; b pays a and locks b first"},
		{"1, ordered", checkPay(payInOrder), "the order is right, but paying oneself takes one lock twice"},
		{"1, one after the other", checkPay(payInSteps), "the locks are not held together"},
		{"1, left locked", checkPay(payAndKeep), "a lock was not released"},
		{"1, lost", checkPay(payAndLose), "the sums are wrong"},
		{"1, solved", checkPay(solvedPay), ""},

		{"2", checkAddTwice(addTwice), "whoever holds the lock takes it again"},
		{"2, open in between", checkAddTwice(func(t *tally, k int) { add(t, k); add(t, k) }), "the lock was open in between"},
		{"2, without a lock", checkAddTwice(func(t *tally, k int) { t.n += 2 * k }), "nothing is locked"},
		{"2, left locked", checkAddTwice(func(t *tally, k int) { t.lock.Lock(); t.n += 2 * k }), "the lock was not released"},
		{"2, once", checkAddTwice(add), "k must be added twice"},
		{"2, solved", checkAddTwice(solvedAddTwice), ""},

		{"3", checkForks(forks), "2 philosophers hold their first fork"},
		{"3, others' forks", checkForks(func(_, _ int) (int, int) { return 0, 1 }), "with 3, somebody takes a fork of others"},
		{"3, odd and even", checkForks(oddAndEven), ""},
		{"3, solved", checkForks(solvedForks), ""},

		{"4", checkForEver(forEver), "x, y and z wait in a circle"},
		{"4, whoever waits", checkForEver(func(w func(string) string, who string) bool { return w(who) != "" }), "a waits for b, b for c, and c for nobody"},
		{"4, round and round", checkForEver(walkOn), "a hundred steps around x, y and z"},
		{"4, never", checkForEver(func(func(string) string, string) bool { return false }), "1 and 2 wait for each other"},
		{"4, back to oneself", checkForEver(backToOneself), "3 is not in a circle"},
		{"4, solved", checkForEver(solvedForEver), ""},
	} {
		if test.got.OK != (test.want == "") || !strings.HasPrefix(test.got.Why.EN, test.want) {
			t.Errorf("%s: %s, want %q", test.name, test.got, test.want)
		}
		if test.got.Why.ZH == "" || test.got.Why.EN == "" {
			t.Errorf("%s: the reason is told in one language only", test.name)
		}
	}
}

// inOrder locks both purses by id, and returns what unlocks them.
func inOrder(a, b *purse) (unlock func()) {
	if a.id > b.id {
		a, b = b, a
	}
	a.lock.Lock()
	b.lock.Lock()
	return func() { b.lock.Unlock(); a.lock.Unlock() }
}

func payInOrder(from, to *purse, coins int) {
	defer inOrder(from, to)()
	from.coins -= coins
	to.coins += coins
}

func payInSteps(from, to *purse, coins int) {
	from.lock.Lock()
	from.coins -= coins
	from.lock.Unlock()
	to.lock.Lock()
	to.coins += coins
	to.lock.Unlock()
}

func payAndKeep(from, to *purse, coins int) {
	solvedPay(from, to, coins)
	if from == to {
		from.lock.Lock()
	}
}

func payAndLose(from, to *purse, coins int) {
	solvedPay(from, to, coins)
	from.coins--
}

func solvedPay(from, to *purse, coins int) {
	if from != to {
		payInOrder(from, to, coins)
	}
}

func solvedAddTwice(t *tally, k int) {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.n += k
	t.n += k
}

func solvedForks(i, n int) (first, second int) {
	return min(i, (i+1)%n), max(i, (i+1)%n)
}

func oddAndEven(i, n int) (first, second int) {
	if i%2 == 0 {
		return i, (i + 1) % n
	}
	return (i + 1) % n, i
}

func walkOn(waitsFor func(string) string, who string) bool {
	for who != "" {
		who = waitsFor(who)
	}
	return false
}

func backToOneself(waitsFor func(string) string, who string) bool {
	at := who
	for range 10 {
		if at = waitsFor(at); at == who {
			return true
		}
	}
	return false
}

func solvedForEver(waitsFor func(string) string, who string) bool {
	been := make(map[string]bool)
	for ; who != ""; who = waitsFor(who) {
		if been[who] {
			return true
		}
		been[who] = true
	}
	return false
}

func Example_exercise1() {
	checkPay(pay)
}

func Example_exercise2() {
	checkAddTwice(addTwice)
}

func Example_exercise3() {
	checkForks(forks)
}

func Example_exercise4() {
	checkForEver(forEver)
}
