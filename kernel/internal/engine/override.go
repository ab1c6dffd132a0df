package engine

import (
	"reflect"
	"strings"

	"gosched/kernel/rt"
)

// functionOverrides are the compiled functions that cells get in another form,
// because the original writes past the cell's output, blocks where an
// interrupt cannot reach it, or ends the process.
var functionOverrides = map[string]reflect.Value{
	"fmt.Print":      reflect.ValueOf(rt.Print),
	"fmt.Printf":     reflect.ValueOf(rt.Printf),
	"fmt.Println":    reflect.ValueOf(rt.Println),
	"fmt.Scan":       reflect.ValueOf(rt.Scan),
	"fmt.Scanf":      reflect.ValueOf(rt.Scanf),
	"fmt.Scanln":     reflect.ValueOf(rt.Scanln),
	"log.Fatal":      reflect.ValueOf(rt.Fatal),
	"log.Fatalf":     reflect.ValueOf(rt.Fatalf),
	"log.Fatalln":    reflect.ValueOf(rt.Fatalln),
	"os.Exit":        reflect.ValueOf(rt.Exit),
	"runtime.Goexit": reflect.ValueOf(rt.Goexit),
	"time.AfterFunc": reflect.ValueOf(rt.AfterFunc),
	"time.Sleep":     reflect.ValueOf(rt.Sleep),
}

// methodOverrides are the same for methods, by receiver type and name. The
// functions take the receiver first.
var methodOverrides = map[string]reflect.Value{
	"*sync.Mutex.Lock":      reflect.ValueOf(rt.Lock),
	"*sync.Mutex.Unlock":    reflect.ValueOf(rt.Unlock),
	"*sync.RWMutex.Lock":    reflect.ValueOf(rt.LockRW),
	"*sync.RWMutex.Unlock":  reflect.ValueOf(rt.UnlockRW),
	"*sync.RWMutex.RLock":   reflect.ValueOf(rt.RLock),
	"*sync.RWMutex.RUnlock": reflect.ValueOf(rt.RUnlock),
	"*sync.rlocker.Lock":    reflect.ValueOf(rt.LockShared),
	"*sync.rlocker.Unlock":  reflect.ValueOf(rt.UnlockShared),
	"*sync.WaitGroup.Wait":  reflect.ValueOf(rt.WaitFor),
	"*sync.WaitGroup.Go":    reflect.ValueOf(rt.GoIn),
	"*sync.Cond.Wait":       reflect.ValueOf(rt.WaitCond),
}

// overriddenMethods are the names of the methods in methodOverrides.
var overriddenMethods = func() map[string]bool {
	names := make(map[string]bool)
	for key := range methodOverrides {
		names[key[strings.LastIndexByte(key, '.')+1:]] = true
	}
	return names
}()
