package tour

import (
	"fmt"

	"github.com/google/uuid"
)

// # 模块 · Modules
//
// `%get` 像 `go get` 那样取来模块;它的包一提到就导入,解释的和编译过的单元格都能用。
//
// `%get` gets a module as `go get` does. Its packages are imported by being mentioned,
// in interpreted cells and in compiled ones.
//
//gosched:cell %get github.com/google/uuid
func Example_uuid() {
	id := uuid.NewSHA1(uuid.NameSpaceDNS, []byte("go.dev"))
	fmt.Println(id, id.Version())
}

//gosched:cell %%go
func Example_uuidCompiled() {
	fmt.Println(uuid.NewSHA1(uuid.NameSpaceDNS, []byte("go.dev")))
}
