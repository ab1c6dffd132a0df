// Module: golang.org/x/text
package main

import (
	"fmt"

	"golang.org/x/text/cases"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/unicode/norm"
)

func main() {
	fmt.Println(language.MustParse("de-CH"), language.Make("zh-Hant-TW").Parent())
	m := language.NewMatcher([]language.Tag{language.English, language.German, language.Chinese})
	tag, i, c := m.Match(language.MustParse("de-AT"))
	fmt.Println(tag, i, c)
	fmt.Println(norm.NFD.String("é") == "e\u0301", norm.NFC.String("e\u0301"))
	fmt.Println(cases.Title(language.English).String("hello world"), cases.Upper(language.Turkish).String("istanbul"))
	words := []string{"zebra", "Äpfel", "apfel", "öl"}
	collate.New(language.German).SortStrings(words)
	fmt.Println(words)
	message.NewPrinter(language.German).Printf("%d %.2f\n", 1234567, 1234.5)
}
