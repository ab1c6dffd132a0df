// Module: github.com/shopspring/decimal
package main

import (
	"encoding/json"
	"fmt"

	"github.com/shopspring/decimal"
)

func main() {
	a, err := decimal.NewFromString("123.4500")
	b := decimal.NewFromFloat(0.1)
	fmt.Println(a, err, a.Add(b), a.Mul(b), a.Div(decimal.NewFromInt(7)), a.Sub(b).Neg())
	fmt.Println(a.Round(1), a.Truncate(1), a.Ceil(), a.Floor(), a.Exponent(), a.StringFixed(4))
	fmt.Println(b.Cmp(a), a.Equal(decimal.RequireFromString("123.45")), decimal.Sum(a, b), decimal.Max(a, b))
	out, _ := json.Marshal(map[string]decimal.Decimal{"v": a})
	fmt.Println(string(out))
	fmt.Println(decimal.NewFromInt(2).Pow(decimal.NewFromInt(100)))
	sum := decimal.Zero
	for range 10 {
		sum = sum.Add(b)
	}
	fmt.Println(sum, sum.Equal(decimal.NewFromInt(1)))
	_, err = decimal.NewFromString("x")
	fmt.Printf("%v %T\n", err, a)
}
