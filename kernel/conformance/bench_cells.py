"""The cells and the questions that bench.py asks about: ordinary ones, of every
kind that a course or a working day has."""

TEN_LINES = '''type item struct { name string; n int }
counts := map[string]int{}
for _, w := range strings.Fields("the quick brown fox jumps over the lazy dog and the cat") {
	counts[w]++
}
var items []item
for name, n := range counts { items = append(items, item{name, n}) }
sort.Slice(items, func(i, j int) bool { return items[i].name < items[j].name })
first := items[0]
fmt.Sprintf("%d words, first %s", len(items), first.name)'''

TEN_LINES_PYTHON = '''counts = {}
for w in "the quick brown fox jumps over the lazy dog and the cat".split():
    counts[w] = counts.get(w, 0) + 1
items = []
for name, n in counts.items():
    items.append((name, n))
items.sort()
first = items[0]
last = items[-1]
"%d words, first %s" % (len(items), first[0])'''

# Where a user presses Tab, at the end of each text, and Shift-Tab.
COMPLETIONS = ["fmt.Pr", "x", "strings.", "fo", "sort.S", "os.", "time.Du", "for _, w := range strings.Fi", "var m sync.Mu", "errors."]
INSPECTIONS = ["fmt.Println", "x1", "strings.Fields", "sort.Slice", "time.Duration", "sync.Mutex", "errors.As", "len"]

COMPLETIONS_PYTHON = ["x", "impo", "str.", "pri"]
INSPECTIONS_PYTHON = ["print", "x1", "len"]

# Templates of cells; %(i)d is a number of its own in every use. Each stands alone
# after all before it.
KINDS = [
    '''func fib%(i)d(n int) int {
	if n < 2 {
		return n
	}
	return fib%(i)d(n-1) + fib%(i)d(n-2)
}
fib%(i)d(12)''',
    '''type shape%(i)d interface { Area() float64 }
type square%(i)d struct{ side float64 }
func (s square%(i)d) Area() float64 { return s.side * s.side }
func (s *square%(i)d) Grow(by float64) { s.side += by }
s%(i)d := &square%(i)d{3}
s%(i)d.Grow(1)
shape%(i)d(s%(i)d).Area()''',
    '''func Map%(i)d[T, U any](list []T, f func(T) U) []U {
	out := make([]U, 0, len(list))
	for _, v := range list {
		out = append(out, f(v))
	}
	return out
}
Map%(i)d([]int{1, 2, 3}, func(n int) string { return strconv.Itoa(n * n) })''',
    '''type stack%(i)d[T any] struct{ items []T }
func (s *stack%(i)d[T]) Push(v T) { s.items = append(s.items, v) }
func (s *stack%(i)d[T]) Len() int { return len(s.items) }
st%(i)d := &stack%(i)d[string]{}
st%(i)d.Push("a")
st%(i)d.Len()''',
    '''counter%(i)d := func() func() int {
	n := 0
	return func() int { n++; return n }
}()
counter%(i)d()
counter%(i)d()''',
    '''results%(i)d := make(chan int)
var wg%(i)d sync.WaitGroup
for n := range 8 {
	wg%(i)d.Go(func() { results%(i)d <- n * n })
}
go func() { wg%(i)d.Wait(); close(results%(i)d) }()
sum%(i)d := 0
for v := range results%(i)d {
	sum%(i)d += v
}
sum%(i)d''',
    '''words%(i)d := map[string][]int{}
for n, w := range strings.Fields("to be or not to be that is the question") {
	words%(i)d[w] = append(words%(i)d[w], n)
}
keys%(i)d := slices.Sorted(maps.Keys(words%(i)d))
fmt.Println(keys%(i)d, words%(i)d["be"])''',
    '''people%(i)d := []struct { Name string; Age int }{{"Ada", 36}, {"Alan", 41}, {"Grace", 85}}
sort.Slice(people%(i)d, func(a, b int) bool { return people%(i)d[a].Age > people%(i)d[b].Age })
b%(i)d, err%(i)d := json.Marshal(people%(i)d)
fmt.Printf("%%s %%v\\n", b%(i)d, err%(i)d)''',
    '''ctx%(i)d, cancel%(i)d := context.WithTimeout(context.Background(), time.Millisecond)
defer cancel%(i)d()
select {
case <-ctx%(i)d.Done():
	fmt.Println(ctx%(i)d.Err())
case <-time.After(time.Second):
}''',
    '''type notFound%(i)d struct{ key string }
func (e notFound%(i)d) Error() string { return "no " + e.key }
func find%(i)d(key string) error { return fmt.Errorf("finding: %%w", notFound%(i)d{key}) }
var nf%(i)d notFound%(i)d
fmt.Sprint(errors.As(find%(i)d("x"), &nf%(i)d), nf%(i)d.key)''',
    '''srv%(i)d := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "hello %%s", r.URL.Path)
}))
resp%(i)d, err%(i)d := http.Get(srv%(i)d.URL + "/gopher")
if err%(i)d != nil {
	panic(err%(i)d)
}
body%(i)d, _ := io.ReadAll(resp%(i)d.Body)
resp%(i)d.Body.Close()
srv%(i)d.Close()
string(body%(i)d)''',
    '''func divide%(i)d(a, b int) (q int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %%v", r)
		}
	}()
	return a / b, nil
}
divide%(i)d(1, 0)''',
    '''total := 0
for n := range 20000 {
	total += n %% %(i)d
}
total''',
    '''func describe(v any) string {
	switch v := v.(type) {
	case int:
		return "an int"
	case []string:
		return fmt.Sprint("strings ", len(v))
	}
	return fmt.Sprintf("%%T", v)
}
describe(%(i)d) + describe([]string{"a"})''',
    '''var b%(i)d bytes.Buffer
w%(i)d := bufio.NewWriter(&b%(i)d)
fmt.Fprintf(w%(i)d, "%%05d|%%-6s|%%x", %(i)d, "left", []byte("go"))
w%(i)d.Flush()
b%(i)d.String()''',
    '''for line := range %(i)d%%7 {
	fmt.Println(strings.Repeat("*", line), time.Duration(line)*time.Second)
}''',
]


def mixed(n):
    """A session of n cells."""
    return [KINDS[i % len(KINDS)] % {"i": i + 1} for i in range(n)]
