package async

import (
	"fmt"

	"gosched/experiments/lab/verdict"
)

func Example_e199_predict() {
	e199.Predict("三种方法有几种不同的结果? · How many different results do the three give?", 1)
}

func Example_e199() {
	third, err := byErrgroup()
	ways := []string{byGo(), byWaitGroup(), third}
	fmt.Println(ways, err)
	different := make(map[string]bool)
	for _, result := range ways {
		different[result] = true
	}
	e199.Expect(1, "%d 种结果", "%d result").
		Measure(len(different), "%d 种", "%d").
		Judge(verdict.Check(len(different) == 1 && different["1finished"] && err == nil))
	// Output: [1finished 1finished 1finished] <nil>
}

// > **试一试 · Try next** 让 `byErrgroup` 里的函数返回一个错误。另外两种方法怎样把错误带出来?
// >
// > Let the function in `byErrgroup` return an error. How would the other two get it out?
