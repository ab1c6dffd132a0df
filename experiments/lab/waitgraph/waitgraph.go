// Package waitgraph tells who waits for whom: the graph of Coffman and Holt, in which
// an arrow leads from who waits to what is waited for, and from that to who holds it.
// Where each thing has one holder, a circle of such arrows is a deadlock, and without
// one there is none.
//
// The graph is filled in by hand, from what a program says or from the dump of its
// goroutines, which [Goroutines] reads.
package waitgraph

import (
	"fmt"
	"slices"
	"strings"

	"gosched/kernel/display/chart"
)

// A Graph holds who waits for what, and who holds what. The zero Graph is empty.
type Graph struct {
	who     []string // in the order in which they were named
	waits   map[string]string
	holders map[string]string // by what is held
}

// Wait adds that who waits for what. Nobody waits for two things.
func (g *Graph) Wait(who, what string) {
	g.name(who)
	if g.waits == nil {
		g.waits = make(map[string]string)
	}
	g.waits[who] = what
}

// Hold adds that who holds what. Nothing has two holders.
func (g *Graph) Hold(who, what string) {
	g.name(who)
	if g.holders == nil {
		g.holders = make(map[string]string)
	}
	g.holders[what] = who
}

func (g *Graph) name(who string) {
	if !slices.Contains(g.who, who) {
		g.who = append(g.who, who)
	}
}

// A Link is one of a circle: who waits for what the next one holds.
type Link struct{ Who, WaitsFor string }

// Circle returns the first circle there is, nil if there is none. It begins with who
// was named first.
func (g *Graph) Circle() []Link {
	for _, first := range g.who {
		var circle []Link
		for who, seen := first, 0; seen <= len(g.who); seen++ {
			what := g.waits[who]
			circle = append(circle, Link{who, what})
			if who = g.holders[what]; who == "" {
				break
			}
			if who == first {
				return circle
			}
		}
	}
	return nil
}

// Sentence tells the circle: "a waits for B, held by b, who waits for A, held by a".
func Sentence(circle []Link) string {
	var b strings.Builder
	for i, l := range circle {
		if i == 0 {
			b.WriteString(l.Who)
		} else {
			b.WriteString(", who")
		}
		fmt.Fprintf(&b, " waits for %s, held by %s", l.WaitsFor, circle[(i+1)%len(circle)].Who)
	}
	return b.String()
}

// Chart draws the graph, its circle marked. Those outside the circle who hold nothing
// and wait for the same thing are drawn as one.
func (g *Graph) Chart() *chart.Chart {
	var edges []chart.Edge
	circle := g.Circle()
	for _, l := range circle {
		edges = append(edges,
			chart.Edge{From: l.Who, To: l.WaitsFor, Label: "waits for", Marked: true},
			chart.Edge{From: l.WaitsFor, To: g.holders[l.WaitsFor], Label: "held by", Marked: true})
	}
	drawn := make(map[string]bool)
	for _, who := range g.who {
		what := g.waits[who]
		if what == "" || drawn[who] || slices.ContainsFunc(circle, func(l Link) bool { return l.Who == who }) {
			continue
		}
		alike := g.alike(who)
		for _, other := range alike {
			drawn[other] = true
		}
		edges = append(edges, chart.Edge{From: joined(alike), To: what, Label: "waits for"})
	}
	return chart.Graph(g.held(edges))
}

// alike returns who waits like who does, and holds nothing either.
func (g *Graph) alike(who string) []string {
	if g.holds(who) {
		return []string{who}
	}
	var list []string
	for _, other := range g.who {
		if g.waits[other] == g.waits[who] && !g.holds(other) {
			list = append(list, other)
		}
	}
	return list
}

func (g *Graph) holds(who string) bool {
	for _, holder := range g.holders {
		if holder == who {
			return true
		}
	}
	return false
}

// joined names several by the first and how many more there are.
func joined(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return fmt.Sprintf("%s and %d more", names[0], len(names)-1)
}

// held adds the holders of what is waited for and not in the circle, or not waited for.
func (g *Graph) held(edges []chart.Edge) []chart.Edge {
	for _, who := range g.who {
		var things []string
		for what, holder := range g.holders {
			if holder == who {
				things = append(things, what)
			}
		}
		slices.Sort(things)
		for _, what := range things {
			if !slices.ContainsFunc(edges, func(e chart.Edge) bool { return e.From == what }) {
				edges = append(edges, chart.Edge{From: what, To: who, Label: "held by"})
			}
		}
	}
	return edges
}

// String tells the circle, or that there is none.
func (g *Graph) String() string {
	if circle := g.Circle(); circle != nil {
		return Sentence(circle)
	}
	return "nobody waits in a circle"
}

// MIMEBundle shows the picture in a notebook, and String where there are none.
func (g *Graph) MIMEBundle() map[string]any {
	bundle := g.Chart().MIMEBundle()
	bundle["text/plain"] = g.String()
	return bundle
}
