// Package bench makes a table of what go test -bench prints.
//
// A Log takes the lines of a benchmark's output as they come; its Table has a row
// for each benchmark in the order of their first results. Each unit is a column:
// the median and, after ±, how far its confidence interval reaches. The last
// column is the ratio of the first unit, which is time, to that of the first row,
// or ~ where the two cannot be told apart at a level of 5 %.
//
// Parsing, units and statistics are those of benchstat (golang.org/x/perf): what
// is printed here is what benchstat -col .fullname prints of the same lines, but that
// times carry their unit, small counts have no decimals, and differences are ratios.
package bench
