"""Random cells as students write them: declarations made and made anew, goroutines that
go on from cell to cell, deadlocks, panics, endless loops, wrong code.

What a cell prints is marked with the number of its request: «7». So whoever reads an
output knows to which cell it belongs, whenever it comes.
"""


class Student:
    """Writes cells. Names are few, so that cells meet each other's declarations."""

    def __init__(self, rnd):
        self.rnd = rnd

    def cell(self, n):
        """The code of request n."""
        kinds = self.HARMLESS * 3 + self.STUBBORN + self.DEADLY + self.WRONG
        code = self.rnd.choice(kinds)
        if self.rnd.random() < 0.3:
            code += "\n" + self.rnd.choice(self.HARMLESS)
        return self.fill(code, n)

    def harmless(self, n):
        return self.fill(self.rnd.choice(self.HARMLESS), n)

    def stubborn(self, n):
        return self.fill(self.rnd.choice(self.STUBBORN), n)

    def fill(self, code, n):
        r = self.rnd
        for name, choices in (("@f", "fgh"), ("@T", "TUV"), ("@x", "xyz"), ("@c", ("ch", "jobs", "done")), ("@m", ("mu", "lock"))):
            while name in code:
                code = code.replace(name, r.choice(choices), 1) if r.random() < 0.3 else code.replace(name, r.choice(choices))
        while "#" in code:
            code = code.replace("#", str(r.randrange(100)), 1)
        return code.replace("SAY", 'fmt.Print("«%d»")' % n).replace("NUMBER", str(n))

    HARMLESS = [
        "@x := #", "@x := []int{#, #, #}\nfor i, v := range @x {\n\tfmt.Print(i*v, \"«NUMBER»\")\n}", "var @x map[string]int = map[string]int{\"a\": #}\nlen(@x)",
        "func @f(n int) int { return n + # }", "func @f(n int) int { if n < 2 { return n }; return @f(n-1) + @f(n-2) }\n@f(12)",
        "func @f(a, b string) string { return a + b }", "func @f[E any](xs ...E) int { return len(xs) }\n@f(1, 2)", "@f(#)", "@f(\"a\", \"b\")",
        "type @T struct{ n int }", "type @T struct {\n\tName string\n\tnext *@T\n}", "type @T []int\nfunc (t @T) Len() int { return len(t) }\n@T{1, 2}.Len()",
        "func (t @T) String() string { return \"T\" }", "func (t *@T) Add(n int) { t.n += n }", "@x := @T{}\nfmt.Println(@x)", "var @x any = @T{}\nswitch @x.(type) {\ncase fmt.Stringer:\n\tSAY\ndefault:\n\tSAY\n}",
        "@c := make(chan int)", "@c := make(chan int, #)", "@c := make(chan bool, 1)", "go func() { @c <- # }()", "go func() {\n\tfor v := range @c {\n\t\tfmt.Println(v, \"«NUMBER»\")\n\t}\n}()",
        "select {\ncase @c <- #:\n\tSAY\ndefault:\n}", "select {\ncase v, ok := <-@c:\n\tfmt.Println(v, ok, \"«NUMBER»\")\ncase <-time.After(5 * time.Millisecond):\n}", "close(@c)", "len(@c)", "cap(@c)",
        "var @m sync.Mutex", "@m.Lock()", "@m.Unlock()", "@m.TryLock()", "var wg sync.WaitGroup\nfor i := range 20 {\n\twg.Go(func() {\n\t\tfmt.Print(i, \"«NUMBER»\")\n\t})\n}\nwg.Wait()",
        "go func() {\n\tfor i := range 50 {\n\t\ttime.Sleep(3 * time.Millisecond)\n\t\tfmt.Println(i, \"«NUMBER»\")\n\t}\n}()", "go func() {\n\tfor range time.Tick(20 * time.Millisecond) {\n\t\tSAY\n\t}\n}()",
        "time.AfterFunc(30*time.Millisecond, func() { SAY })", "var beats atomic.Int64\ngo func() {\n\tfor {\n\t\tbeats.Add(1)\n\t\ttime.Sleep(time.Millisecond)\n\t}\n}()", "beats.Load() > 0",
        "ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)\ndefer cancel()\n<-ctx.Done()\nctx.Err()", "ctx, cancel := context.WithCancel(context.Background())\ngo func() { <-ctx.Done(); SAY }()\ncancel()",
        "defer SAY\nfunc() {\n\tdefer func() { fmt.Print(recover(), \"«NUMBER»\") }()\n\tvar p *struct{ n int }\n\tp.n++\n}()", "func() (n int) {\n\tdefer func() { recover(); n = # }()\n\tpanic(1)\n}()",
        "for i := range 300 {\n\tfmt.Println(i, \"«NUMBER»\")\n}", "fmt.Fprintln(os.Stderr, \"«NUMBER»\")", "println(\"«NUMBER»\")", "os.Stdout.WriteString(\"«NUMBER»\")", "log.Print(\"«NUMBER»\")",
        "display.Show(display.HTML(\"<b>#</b>\"))", "p := display.NewProgress(10)\nfor range 10 {\n\tp.Add(1)\n}", "sort.Slice(@x, func(i, j int) bool { return @x[i] < @x[j] })", "json.Marshal(@x)",
        "1 + 1", "", "// nothing", "import \"strings\"\nstrings.Repeat(\"ab\", #)", "%help select", "strings.Fields?", "!echo «NUMBER»", "%%bash\nsleep 60 &\nfor i in 1 2 3; do echo «NUMBER»; done", "%time @f(1)", "%env A=#",
        "for @x := range 3 {\n\tdefer func() { fmt.Print(@x, \"«NUMBER»\") }()\n}", "const K = #\nvar a [K]int\nlen(a)", "var s string\nfmt.Scanln(&s)\nfmt.Println(s, \"«NUMBER»\")", "sc := bufio.NewScanner(os.Stdin)\nsc.Scan()\nsc.Text()",
        "func main() {\n\tSAY\n}", "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tSAY\n}", "out, err := exec.Command(\"echo\", \"«NUMBER»\").Output()\nfmt.Print(string(out), err)",
        "cmd := exec.Command(\"sleep\", \"77\")\ncmd.Start()", "exec.Command(\"sh\", \"-c\", \"setsid sleep 77 & true\").Run()", "iter := func(yield func(int) bool) { for i := range 5 { if !yield(i) { return } } }\nfor v := range iter {\n\tfmt.Print(v, \"«NUMBER»\")\n\tif v == 3 { break }\n}",
    ]

    STUBBORN = [
        "for {\n}", "select {}", "time.Sleep(time.Hour)", "<-make(chan int)", "make(chan int) <- 1", "for {\n\tSAY\n}", "for i := 0; ; i++ {\n\t@x := i\n\t_ = @x\n}", "for v := range @c {\n\tfmt.Print(v, \"«NUMBER»\")\n}",
        "@m.Lock()\n@m.Lock()", "@m.Lock()\ndefer @m.Unlock()\nfor {\n}", "var wg sync.WaitGroup\nwg.Add(1)\nwg.Wait()", "for range 100 {\n\tgo func() { select {} }()\n}\nselect {}", "for {\n\tgo func() { SAY }()\n\ttime.Sleep(time.Millisecond)\n}",
        "exec.Command(\"sleep\", \"77\").Run()", "!sleep 77", "%%bash\nsetsid sleep 77 &\nsleep 77", "l, err := net.Listen(\"tcp\", \"127.0.0.1:0\")\nif err == nil {\n\tdefer l.Close()\n\tl.Accept()\n}", "func spin(n int) int { return spin(n-1) + spin(n-2) }\nspin(90)",
        "defer SAY\ndefer func() { time.Sleep(time.Millisecond) }()\nfor {\n\truntime.Gosched()\n}", "c := sync.NewCond(new(sync.Mutex))\nc.L.Lock()\nc.Wait()", "var s string\nfor {\n\tfmt.Scan(&s)\n}", "func() {\n\tdefer func() { recover() }()\n\tfor {\n\t}\n}()\nSAY",
        "ping, pong := make(chan int), make(chan int)\ngo func() {\n\tfor v := range ping {\n\t\tpong <- v\n\t}\n}()\nfor i := 0; ; i++ {\n\tping <- i\n\t<-pong\n}", "m := map[int][]byte{}\nfor i := 0; ; i++ {\n\tm[i%100] = make([]byte, 1000)\n}",
    ]

    DEADLY = [
        "os.Exit(#)", "syscall.Kill(syscall.Getpid(), syscall.SIGKILL)", "m := map[int]int{}\nfor range 4 {\n\tgo func() {\n\t\tfor {\n\t\t\tm[#]++\n\t\t}\n\t}()\n}\nselect {}", "%reset", "go func() {\n\ttime.Sleep(10 * time.Millisecond)\n\tos.Exit(1)\n}()",
        "panic(\"«NUMBER»\")", "panic(fmt.Errorf(\"e %d\", #))", "go func() { panic(1) }()", "var a []int\na[#]", "var mm map[string]int\nmm[\"a\"] = 1", "1 / len(\"\")", "var p *int\n*p", "func down(n int) int { return down(n+1) + 1 }\ndown(0)", "close(@c)\nclose(@c)",
        "var e error\ne.Error()", "var @x any = \"s\"\n@x.(int)", "runtime.Goexit()", "log.Fatal(\"«NUMBER»\")", "ch := make(chan int)\nch <- 1", "var wg sync.WaitGroup\nwg.Done()", "new(sync.Mutex).Unlock()",
    ]

    WRONG = [
        "fmt.Printn(1)", "x = ", "for i in range(3):\n    print(i)", "undefined_", "@x := @x + \"a\" + 1", "func @f( {", "var @x int = \"s\"", "return 1, 2", "import \"nosuch\"", "break", "}", "\"abc", "@T{1, 2, 3, 4}", "@f()", "go @f", "defer 1", "if x := 1 { }",
        "type @T struct { @T }", "func (t Nosuch) M() {}", "%nosuch", "!", "%%nosuch\n1", "@x.nosuch()", "switch { case 1: }", "<-@x", "@c <- \"s\"", "var wg sync.WaitGroup; wg.add(1)", "while true { }", "x++ + 1", "const @f = @f", "😀", "\x00", "`",
    ]

    def question(self):
        """A completion or inspection: (kind, code, cursor)."""
        r = self.rnd
        code = self.fill(r.choice(["fmt.", "strings.To", "@x.", "@c", "@f(", "var t @T\nt.", "sync.Mut", "import \"net/", "for i := range @x {\n\t@x[i].", "@T{", "go func() { @m.", "%wh", "os.ReadFile(\"./"]), 0)
        return r.choice(["complete", "inspect", "is_complete"]), code, r.randrange(len(code) + 1) if r.random() < 0.2 else len(code)
