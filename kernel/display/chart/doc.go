// Package chart draws the charts that a course of measurements needs, as pictures
// that read on light and dark pages and as text where there are no pictures.
//
//	chart.Line(n, took)                                  // numbers and durations of any kind
//	chart.LogLog(n, map[string][]time.Duration{"select": a, "poll": b})
//	chart.Bar(labels, values)
//	chart.Histogram(took), chart.ECDF(took), chart.Dots(map[string][]float64{…})
//	chart.Gantt([]chart.Span{{Lane: "worker 1", Label: "job 7", From: t0, To: t1}})
//	chart.Flame([]chart.Stack{{Calls: calls, Value: seconds}})
//	chart.Graph([]chart.Edge{{From: "main", To: "lock A", Label: "waits for"}})
//
// A chart is shown as the last expression of a cell or by display.Show. What is
// beyond the common case are fields and a few methods, which return the chart:
//
//	c := chart.LogLog(n, took).Titled("Cost of one ready descriptor").Labeled("descriptors", "time per call")
//	c.Caption = "median of 25 runs"
//	c
//
// # Data
//
// Data are slices or arrays of numbers, of time.Duration (the axis is then one of
// durations) or of time.Time (counted from the earliest). Where several series are
// possible, data may also be a map from names to slices, drawn in the order of the
// names, or a []Series, drawn in its own order. NaN and infinities are gaps, and
// what cannot be drawn on an axis is counted in a note below the chart. What is no
// data at all, or does not fit together, is said in the place of the chart.
//
// A chart keeps its own copy of the data. The same data give the same bytes.
//
// # Themes
//
// A picture does not know on which page it will stand, and the places where
// notebooks are read differ in what they let through. So a chart has three forms:
//
//   - SVG, drawn in currentColor and one palette of colours of middle lightness,
//     each with a contrast of at least 3 : 1 to white and to the dark themes' greys.
//     Text has at least 4.5 : 1, which no colour has to both, so it is in the ink
//     (black or white in a bar), and a piece of a line stands before its name.
//     Inside a page a picture takes the page's ink. As a file or an <img> it can only
//     ask prefers-color-scheme, which is the system's answer and may not be the
//     page's, so there it brings its own background. Only that is in a style sheet;
//     pages that remove style sheets lose nothing else. There are no ids, so any
//     number of charts can stand on one page.
//   - HTML: an <img> with that SVG as data, which replaces itself by the SVG when
//     loaded. Pages that remove event handlers (GitHub, JupyterLab before a notebook
//     is trusted) keep the <img>; others (JupyterLab, VS Code, exported HTML) get a
//     picture in the page's ink with titles under the pointer.
//   - text: the figures as a table, or as bars of characters.
//
// So a notebook holds a picture twice, which is some kilobytes. Neither form serves
// all: GitHub, JupyterLab, VS Code and exported HTML take the HTML. Of the SVG
// alone JupyterLab would make an <img>, in the system's theme, and nothing at all
// before a notebook is trusted; of an svg element in HTML it would then leave the
// letters. But qtconsole and nbconvert's LaTeX take the SVG, and have only text
// without it.
//
// Looked at on 2026-11-21, all kinds of charts and tables, also with Chinese text,
// in light and dark: in VS Code 1.96 (code-server 4.96.4, Light and Dark Modern,
// each with the system preferring the other); in a folder that is not trusted, it
// shows no HTML and no SVG of any notebook. Tests look at JupyterLab, exported
// HTML, and pages with the rules of VS Code's built-in renderer. GitHub itself was
// not looked at: a test does what is known of it (nbconvert with HTML first, then
// scripts, style and event handlers are removed). Where it should remove the data
// of the image too, its alternative text is left, which names the chart and its
// data.
//
// # Why no library
//
// The package is carried as source into compiled cells, which build offline with
// nothing but the standard library: a module would have to be carried along.
// gonum/plot v0.17 brings 35 modules and 11 MB for one line chart, draws black on
// an opaque white ground, and measures text by the metrics of Liberation, which has
// no Chinese. go-chart v2.1.2 rests since 2024 and fixes colours and fonts as well.
// Neither marks slopes at the series, and neither has a Gantt chart. What they
// offer beyond this package (contours, error bars, fonts for PDF) the course does
// not use.
package chart
