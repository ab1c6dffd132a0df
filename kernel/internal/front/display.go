package front

import (
	"gosched/kernel/internal/link"
	"gosched/kernel/internal/wire"
)

// display publishes what a cell shows, after what it printed before.
func (f *Front) display(d *link.Display) {
	f.streams.fence(d.Cell)
	p := f.parents.of(d.Cell)
	if p.silent {
		return
	}
	id := wire.Transient{DisplayID: d.DisplayID}
	switch d.Kind {
	case link.DisplayData:
		f.produce(p.request, wire.DisplayData{Data: d.Bundle.Data, Metadata: d.Bundle.Metadata, Transient: id})
	case link.DisplayUpdate:
		f.produce(p.request, wire.UpdateDisplayData{Data: d.Bundle.Data, Metadata: d.Bundle.Metadata, Transient: id})
	case link.DisplayClear:
		f.produce(p.request, wire.ClearOutput{Wait: d.Wait})
	}
}
