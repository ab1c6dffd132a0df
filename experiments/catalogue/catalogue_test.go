package catalogue

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestRows(t *testing.T) {
	if n := len(All()); n != 260 {
		t.Errorf("%d experiments, want 260", n)
	}
	seen := make(map[string]bool)
	for _, row := range All() {
		if seen[row.ID] || !strings.HasPrefix(row.ID, "E") || !strings.HasPrefix(row.Notebook, "NB") {
			t.Errorf("bad row %+v", row)
		}
		seen[row.ID] = true
	}
	for notebook, want := range map[string]int{"NB01": 16, "NB04": 8, "NB13": 16, "NB99": 0} {
		if n := len(Of(notebook)); n != want {
			t.Errorf("%s has %d experiments, want %d", notebook, n, want)
		}
	}
	first := Of("NB13")[1]
	if first.ID != "E193" || !slices.Equal(first.Documents, []string{"004"}) || !first.Virtual {
		t.Errorf("E193 is %+v", first)
	}
}

func TestCheck(t *testing.T) {
	ids := []string{"E041", "E042", "E043", "E044", "E045", "E046", "E047", "E048"}
	if err := Check("NB04", ids); err != nil {
		t.Error(err)
	}
	ids[7] = "E041"
	const want = `experiments of NB04: "E192" is not of this notebook; E041 is there 2 times; E048 is there 0 times`
	if err := Check("NB04", append(ids, "E192")); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

const document = "004_c4c94b62f284cfe2.txt"

func TestQuoted(t *testing.T) {
	for quote, want := range map[string]bool{
		"2.将协程转为task任务,之后可以选择添加回调函数": true,
		"2. 将协程转为 task\n任务,之后可以选择":   true,
		"将协程转为task…可以选择添加回调函数":       true,
		"可以选择添加回调函数…将协程转为task":       false, // the other way round
		"2.将协程转为task任务,之后可以添加回调函数":   false, // a word is missing
		"二.将协程转为task任务":              false,
		"将协程转为":                      false, // too short to tell
		"":                           false,
	} {
		if err := Quoted(document, quote); (err == nil) != want {
			t.Errorf("Quoted(%q) = %v, want it found: %v", quote, err, want)
		}
	}
	if err := Quoted("005.txt", "2.将协程转为task任务"); err == nil {
		t.Error("a document that does not exist was found")
	}
}

func TestCheckClaim(t *testing.T) {
	row := Row{ID: "E192", Documents: []string{"004"}}
	if err := row.CheckClaim(document, "2.将协程转为task任务"); err != nil {
		t.Error(err)
	}
	if err := row.CheckClaim("000_d581f32df382d1d5.txt", "2.将协程转为task任务"); err == nil {
		t.Error("the experiment is not about that document")
	}
	if err := row.CheckClaim(document, "made up, and never said"); err == nil {
		t.Error("a made-up quotation passed")
	}
	own := Row{ID: "E248"}
	if err := own.CheckClaim("", "我们自己的问题"); err != nil {
		t.Error(err)
	}
}

// A fingerprint is of characters: white space does not count, and numbers begin at
// even bytes only.
func TestFingerprint(t *testing.T) {
	if a, b := Fingerprint("并发 is not\n并行"), Fingerprint("并发isnot并行"); !bytes.Equal(a, b) || len(a) != 2*(9-window+1) {
		t.Errorf("%x and %x", a, b)
	}
	if Fingerprint("abc") != nil {
		t.Error("a text of less than a window has a number")
	}
	if i := index([]byte{1, 2, 3, 2, 3, 9}, []byte{2, 3}, 0); i != -1 {
		t.Errorf("found across numbers, at %d", i)
	}
	if i := index([]byte{2, 3, 1, 2, 3, 2, 3, 2, 2, 3}, []byte{2, 3}, 2); i != 8 {
		t.Errorf("found at %d, want 8", i)
	}
}

// Where the documents are at hand, the fingerprints must be theirs.
func TestDocuments(t *testing.T) {
	files, err := documents.ReadDir("documents")
	if err != nil || len(files) != 5 {
		t.Fatalf("%d documents, %v", len(files), err)
	}
	dir := os.Getenv("GOSCHED_DOCUMENTS")
	if dir == "" {
		return
	}
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(dir, strings.TrimSuffix(file.Name(), ".print")+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		print, err := documents.ReadFile("documents/" + file.Name())
		if err != nil || !bytes.Equal(print, Fingerprint(string(text))) {
			t.Errorf("%s is stale: go generate (%v)", file.Name(), err)
		}
	}
}
