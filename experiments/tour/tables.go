package tour

// # 表格 · Tables
//
// 结构体的切片、映射的切片、映射和矩阵显示为表格;`display.Table` 可以选列、格式、对齐和行数。
//
// A slice of structs or of maps, a map and a matrix are shown as tables.
// `display.Table` chooses columns, formats, alignment and the number of rows.

// A sorting is what one way of sorting took.
type sorting struct {
	Name        string
	N           int
	Comparisons int
	PerElement  float64
}
