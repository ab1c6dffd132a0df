// Module: github.com/google/uuid
package main

import (
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
)

type record struct {
	ID uuid.UUID `json:"id"`
}

func main() {
	id := uuid.MustParse("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
	fmt.Println(id, id.Version(), id.Variant(), id == uuid.NameSpaceDNS)
	fmt.Printf("%T %v %s %x\n", id, id, id.URN(), id[:4])
	fmt.Println(uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://go.dev")), uuid.NewMD5(uuid.NameSpaceDNS, []byte("go.dev")))
	b, err := json.Marshal(record{id})
	fmt.Println(string(b), err)
	var r record
	fmt.Println(json.Unmarshal(b, &r), r.ID == id)
	_, err = uuid.Parse("nonsense")
	fmt.Println(err, uuid.IsInvalidLengthError(err))
	seen := map[uuid.UUID]bool{}
	for range 100 {
		seen[uuid.New()] = true
	}
	fmt.Println(len(seen))
	v7, err := uuid.NewV7()
	fmt.Println(v7.Version(), err)
	var n uuid.NullUUID
	fmt.Println(n.Scan(nil), n.Valid, n.Scan(id.String()), n.Valid, n.UUID)
}
