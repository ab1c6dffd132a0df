package counters

func Loop() (list []func() int) {
	for i := 0; i < 3; i++ {
		list = append(list, func() int { i += 10; return i })
	}
	return list
}

func Range(values []int) (list []func() int) {
	for i, v := range values {
		list = append(list, func() int { return i*100 + v })
	}
	return list
}

func Pointers(m map[string]int) int {
	var all []*int
	for _, v := range m {
		all = append(all, &v)
	}
	return *all[0]
}

func Sum(values []int) (s int) {
	for _, v := range values {
		s += v
	}
	return s
}

func Strings(text string) (n int) {
	var fs []func()
	for i, r := range text {
		fs = append(fs, func() { n += i + int(r) })
	}
	for _, f := range fs {
		f()
	}
	return n
}
