package verdict

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"gosched/experiments/lab"
)

func TestNear(t *testing.T) {
	for _, test := range []struct {
		measured, claim, rival float64
		want                   Kind
	}{
		{3.0, 3, 4, Holds},
		{3.3, 3, 4, Holds},
		{3.5, 3, 4, Inconclusive},
		{3.9, 3, 4, Refuted},
		{4.3, 3, 4, Refuted},
		{9.0, 3, 4, Inconclusive},
		{2.0, 3, 4, Inconclusive},
		{4.1, 4, 3, Holds},
		{3.0, 3, 3, Inconclusive},
		{0.0, 0, 0, Inconclusive},
		{math.NaN(), 3, 4, Inconclusive},
	} {
		if got := Near(test.measured, test.claim, test.rival).Kind; got != test.want {
			t.Errorf("Near(%v, %v, %v) = %q, want %q", test.measured, test.claim, test.rival, got, test.want)
		}
	}
}

func TestAnd(t *testing.T) {
	holds, refuted, unclear := Check(true), Check(false), Unclear("?", "?")
	for _, test := range []struct {
		v, w Verdict
		want Kind
	}{
		{holds, holds, Holds},
		{holds, refuted, Refuted},
		{refuted, holds, Refuted},
		{unclear, holds, Inconclusive},
		{holds, unclear, Inconclusive},
		{unclear, refuted, Refuted},
		{refuted, unclear, Refuted},
	} {
		if got := test.v.And(test.w).Kind; got != test.want {
			t.Errorf("%q and %q = %q, want %q", test.v.Kind, test.w.Kind, got, test.want)
		}
	}
}

func TestIf(t *testing.T) {
	if v := Check(true).If("多核", "with several cores"); v.Kind != HoldsIf || v.Note.EN != "with several cores" {
		t.Errorf("a verdict that holds becomes %v", v)
	}
	if v := Check(false).If("多核", "with several cores"); v.Kind != Refuted {
		t.Errorf("a refuted verdict becomes %v", v)
	}
}

func TestWithin(t *testing.T) {
	for _, test := range []struct {
		measured, low, high, rival float64
		want                       Kind
	}{
		{1.0, 0.95, 1.15, 0.5, Holds},
		{0.95, 0.95, 1.15, 0.5, Holds},
		{0.9, 0.95, 1.15, 0.5, Inconclusive},
		{0.5, 0.95, 1.15, 0.5, Refuted},
		{1.2, 0.95, 1.15, 0.5, Inconclusive},
		{0.65, 0, 0.6, 0.7, Inconclusive},
		{0.8, 0, 0.6, 0.7, Refuted},
		{-1, 0, 0.6, 0.7, Inconclusive},
	} {
		if got := Within(test.measured, test.low, test.high, test.rival); got.Kind != test.want {
			t.Errorf("Within(%v, %v, %v, %v) = %v, want %v", test.measured, test.low, test.high, test.rival, got, test.want)
		}
	}
}

func TestProvided(t *testing.T) {
	if v := Check(true).Provided(true, "忙", "busy"); v != Check(true) {
		t.Errorf("with its control a verdict becomes %v", v)
	}
	for _, v := range []Verdict{Check(true), Check(false)} {
		if got := v.Provided(false, "忙", "busy"); got.Kind != Inconclusive || got.Note.EN != "busy" {
			t.Errorf("without its control %v becomes %v", v, got)
		}
	}
}

// example is a card as the notebooks make them.
func example() Card {
	claim := Claim{ID: "E000", Seed: "000.txt", Quote: "三秒 <3>", English: "three seconds"}
	claim.Predict("几秒? · how many?", 4)
	return claim.Expect(3.0, "%.0f 秒", "%.0f s").
		Measure(3.01234, "%.1f 秒", "%.1f s").
		Judge(Near(3.01234, 3, 4))
}

func TestCardIsKept(t *testing.T) {
	example()
	card, ok := Latest("E000")
	if !ok || card.Verdict.Kind != Holds {
		t.Errorf("Latest = %v, %v", card, ok)
	}
	if _, ok := Latest("E999"); ok {
		t.Error("found a card that was never judged")
	}
}

func TestCardText(t *testing.T) {
	const want = `✔ E000 成立 · holds
  原文 · claim: “三秒 <3>” · three seconds (000.txt)
  预期 · expected: 3 秒 · 3 s
  实测 · measured: 3.0 秒 · 3.0 s
  你的预测 · your prediction: 4: 出乎意料 · a surprise`
	if got := example().String(); got != want {
		t.Errorf("text of the card:\n%s\nwant:\n%s", got, want)
	}
}

func TestCardHTMLEscapes(t *testing.T) {
	page := example().MIMEBundle()["text/html"].(string)
	if strings.Contains(page, "<3>") || !strings.Contains(page, "&lt;3&gt;") {
		t.Errorf("the quotation is not escaped: %s", page)
	}
}

func TestCardData(t *testing.T) {
	got, err := json.Marshal(example().MIMEMetadata())
	if err != nil {
		t.Fatal(err)
	}
	want := `{"gosched":{"verdict":{` +
		`"id":"E000",` +
		`"seed":"000.txt",` +
		`"claim":{"zh":"三秒 \u003c3\u003e","en":"three seconds"},` +
		`"expected":{"value":3,"zh":"3 秒","en":"3 s"},` +
		`"measured":{"value":3.01,"zh":"3.0 秒","en":"3.0 s"},` +
		`"verdict":"holds",` +
		`"prediction":{"guess":4,"right":false},` +
		`"U":"` + lab.U.String() + `"}}}`
	if string(got) != want {
		t.Errorf("data of the card:\n%s\nwant:\n%s", got, want)
	}
}

// What JSON cannot hold is text, and does not take the other data along.
func TestDataOfAnything(t *testing.T) {
	c := Claim{ID: "E001"}.Expect(math.Inf(1), "", "").Measure(make(chan int), "", "").Judge(Unclear("忙", "busy"))
	c.Prediction = nil
	got, err := json.Marshal(c.Data())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"value":"+Inf"`, `"value":"0x`, `"verdict":"inconclusive"`, `"note":{"zh":"忙","en":"busy"}`} {
		if !strings.Contains(string(got), want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}

func TestPlain(t *testing.T) {
	for _, test := range []struct{ value, want any }{
		{3.0149, "3.01"}, {3.0, "3"}, {0.0, "0"}, {-0.256, "-0.26"}, {0.0123456, "0.012"}, {0.1, "0.1"}, {100.0, "100"},
		{1e9, "1000000000"}, {1.0 / 3e8, "0.0000000033"}, {3, "3"}, {"x", `"x"`}, {[]string{"a"}, `["a"]`},
		{math.Inf(-1), `"-Inf"`}, {math.NaN(), `"NaN"`}, {complex(1, 2), `"(1+2i)"`}, {nil, "null"},
	} {
		if got, err := json.Marshal(plain(test.value)); err != nil || string(got) != test.want {
			t.Errorf("%v as data is %s (%v), want %v", test.value, got, err, test.want)
		}
	}
}

func TestPlainSentences(t *testing.T) {
	card := Claim{ID: "E001"}.Expect(true, "字样", "words").Measure(3, "%d 个,共 %d", "%d of %d", 5).Judge(None("无", "none"))
	if got := card.Expected.Text.EN; got != "words" {
		t.Errorf("a plain sentence became %q", got)
	}
	if got := card.Measured.Text.String(); got != "3 个,共 5 · 3 of 5" {
		t.Errorf("two numbers became %q", got)
	}
	if note := card.Verdict.Note.String(); note != "无 · none" {
		t.Errorf("note %q", note)
	}
}

// What a run could not tell does not make a prediction right or wrong.
func TestPredictionWithoutVerdict(t *testing.T) {
	c := Claim{ID: "E002"}
	c.Predict("几倍? · How many times?", 1)
	card := c.Expect(2, "%d", "%d").Measure(1, "%d", "%d").Judge(Unclear("忙", "busy"))
	if text := card.String(); !strings.Contains(text, "1: 还不知道 · not known yet") {
		t.Error(text)
	}
}
