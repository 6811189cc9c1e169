package stats

import (
	"fmt"
	"maps"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// marks remembers cells of a panel of which a warning must tell: by series, the
// time from the first to the last.
type marks struct {
	panel *tradeflow.Panel
	at    map[int][2]tradeflow.Period
}

func (m *marks) add(i, j int) {
	t := m.panel.Periods[j]
	e, known := m.at[i]
	if m.at == nil {
		m.at = map[int][2]tradeflow.Period{}
	}
	if !known || t.Compare(e[0]) < 0 {
		e[0] = t
	}
	if !known || t.Compare(e[1]) > 0 {
		e[1] = t
	}
	m.at[i] = e
}

// String lists the series by key, with the times: "China (2021), Cuba (2020 to 2023)".
func (m *marks) String() string {
	series := slices.SortedFunc(maps.Keys(m.at), func(a, b int) int { return m.panel.Series[a].Key.Compare(m.panel.Series[b].Key) })
	return cells.Some(len(series), func(k int) string {
		e := m.at[series[k]]
		return fmt.Sprintf("%s (%s)", m.panel.Label(series[k]), cells.Between(e[0], e[1]))
	})
}
