// Drawlogo draws the logos of the kernel: three goroutines on a time line, one of
// which waits in the middle. Run it by go generate in the directory above.
package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log"
	"os"
	"strings"
)

// A bar is a rounded rectangle, in units of 1/64 of the logo's side.
type bar struct {
	x, y, w, h, r float64
	fill          color.NRGBA
}

var (
	ground = color.NRGBA{0x0b, 0x3c, 0x49, 0xff}
	cyan   = color.NRGBA{0x00, 0xad, 0xd8, 0xff}
	white  = color.NRGBA{0xf4, 0xf9, 0xfb, 0xff}
	amber  = color.NRGBA{0xfd, 0xb8, 0x27, 0xff}
)

var bars = []bar{
	{0, 0, 64, 64, 12, ground},
	{10, 13, 30, 9, 4.5, cyan},
	{18, 27.5, 12, 9, 4.5, white}, {42, 27.5, 12, 9, 4.5, white},
	{28, 42, 26, 9, 4.5, amber},
}

func main() {
	log.SetFlags(0)
	for _, size := range []int{32, 64} {
		write(fmt.Sprintf("logo-%dx%d.png", size, size), raster(size))
	}
	write("logo-svg.svg", vector())
}

func write(name string, data []byte) {
	if err := os.WriteFile(name, data, 0o644); err != nil {
		log.Fatal(err)
	}
}

func vector() []byte {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">` + "\n")
	for _, r := range bars {
		fmt.Fprintf(&b, `<rect x="%g" y="%g" width="%g" height="%g" rx="%g" fill="#%02x%02x%02x"/>`+"\n",
			r.x, r.y, r.w, r.h, r.r, r.fill.R, r.fill.G, r.fill.B)
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

func raster(size int) []byte {
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			img.SetNRGBA(x, y, pixel(x, y, 64/float64(size)))
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		log.Fatal(err)
	}
	return b.Bytes()
}

// pixel returns the mean colour of a pixel whose side is unit, from 8 x 8 samples.
func pixel(x, y int, unit float64) color.NRGBA {
	const n = 8
	var r, g, b, covered int
	for i := range n * n {
		sx := (float64(x) + (float64(i%n)+0.5)/n) * unit
		sy := (float64(y) + (float64(i/n)+0.5)/n) * unit
		if c := top(sx, sy); c.A != 0 {
			r, g, b, covered = r+int(c.R), g+int(c.G), b+int(c.B), covered+1
		}
	}
	if covered == 0 {
		return color.NRGBA{}
	}
	return color.NRGBA{uint8(r / covered), uint8(g / covered), uint8(b / covered), uint8(255 * covered / (n * n))}
}

// top returns the colour of the uppermost bar at a point.
func top(x, y float64) (c color.NRGBA) {
	for _, r := range bars {
		if r.contains(x, y) {
			c = r.fill
		}
	}
	return c
}

func (r bar) contains(x, y float64) bool {
	dx := max(r.x+r.r-x, x-(r.x+r.w-r.r), 0)
	dy := max(r.y+r.r-y, y-(r.y+r.h-r.r), 0)
	return dx*dx+dy*dy <= r.r*r.r
}
