// Module: gonum.org/v1/gonum
package main

import (
	"fmt"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

func main() {
	x := []float64{1, 2, 3, 4, 5, 8}
	y := []float64{2, 4.5, 6, 8, 9, 17}
	mean, std := stat.MeanStdDev(x, nil)
	fmt.Printf("%.6f %.6f\n", mean, std)
	alpha, beta := stat.LinearRegression(x, y, nil, false)
	fmt.Printf("%.6f %.6f %.6f\n", alpha, beta, stat.Correlation(x, y, nil))
	fmt.Printf("%.3f\n", stat.Quantile(0.5, stat.Empirical, x, nil))
	fmt.Println(floats.Sum(x), floats.Max(y), floats.Dot(x, y))

	a := mat.NewDense(2, 2, []float64{4, 1, 2, 3})
	var inv, prod mat.Dense
	fmt.Println(inv.Inverse(a))
	prod.Mul(a, &inv)
	fmt.Printf("%.4f\n", mat.Formatted(&prod))
	var eig mat.Eigen
	fmt.Println(eig.Factorize(a, mat.EigenRight), len(eig.Values(nil)))
	fmt.Printf("%.4f\n", mat.Det(a))
}
