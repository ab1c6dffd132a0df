package pack

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"testing"
)

func TestZip(t *testing.T) {
	members := map[string][]byte{"b": []byte("second"), "a/c": []byte("first"), "d": nil}
	made, err := Zip(members)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Zip(members); err != nil || !bytes.Equal(again, made) {
		t.Errorf("another time it is another archive (%v)", err)
	}
	z, err := zip.NewReader(bytes.NewReader(made), int64(len(made)))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"a/c", "b", "d"} {
		text, err := fs.ReadFile(z, want)
		if z.File[i].Name != want || err != nil || !bytes.Equal(text, members[want]) {
			t.Errorf("member %d is %s, with %q (%v), want %s", i, z.File[i].Name, text, err, want)
		}
	}
}
