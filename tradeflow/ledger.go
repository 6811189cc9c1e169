package tradeflow

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Thousandths is an exact amount: a whole number of thousandths of the input's
// currency or unit. Sums of it are the same in any order.
type Thousandths int64

// Float returns the amount in whole units.
func (t Thousandths) Float() float64 { return float64(t) / 1000 }

// Fate is what became of a row.
type Fate uint8

const (
	Counted  Fate = iota // it is in the panel
	NotAsked             // the query wants other flows
	Dropped              // it is a total beside its parts, or a part beside its total
	Rejected             // it could not be read
)

var fateWords = [...]string{Counted: "counted", NotAsked: "not asked for", Dropped: "dropped", Rejected: "rejected"}

// String returns "counted", "not asked for", "dropped" or "rejected".
func (f Fate) String() string { return fateWords[f] }

// MarshalText writes the fate as String does.
func (f Fate) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// Ledger says of every row that was read what became of it, and why. Rows and
// value read are the sum of its lines: Check proves it.
type Ledger struct {
	Files []FileLedger `json:"files"`
}

// FileLedger is the ledger of one file, or of one member of a zip file.
type FileLedger struct {
	Path      string       `json:"path"`
	Format    string       `json:"format,omitempty"`
	Skipped   string       `json:"skipped,omitempty"` // why the whole file is no data, such as a readme inside a zip
	Unknown   []string     `json:"unknown,omitempty"` // columns that the format has never heard of; they were ignored
	Rows      int64        `json:"rows"`
	Value     Thousandths  `json:"value"`               // of all rows that could be read
	Converted []string     `json:"converted,omitempty"` // of which currencies, at which rates, values were converted
	Rounded   int64        `json:"rounded,omitempty"`   // rows with an amount of more than three decimals, rounded half to even
	Lines     []LedgerLine `json:"lines"`
}

// LedgerLine is the sum of the rows of one fate for one reason. Rejected rows
// have no value: it could not be read.
type LedgerLine struct {
	Fate   Fate        `json:"fate"`
	Reason string      `json:"reason,omitempty"`
	Rows   int64       `json:"rows"`
	Value  Thousandths `json:"value"`
}

// Check returns an error where the lines of a file do not add up to its rows
// and its value. It never does, unless the library has a defect.
func (l *Ledger) Check() error {
	for _, f := range l.Files {
		rows, value := f.Rows, f.Value
		for _, line := range f.Lines {
			rows -= line.Rows
			value -= line.Value
		}
		if rows != 0 || value != 0 {
			return fmt.Errorf("ledger of %s does not add up: %d rows and a value of %.3f have no fate", f.Path, rows, value.Float())
		}
	}
	return nil
}

// Rows returns how many rows met a fate, over all files and reasons.
func (l *Ledger) Rows(fate Fate) (rows int64) {
	for _, line := range l.Total().Lines {
		if line.Fate == fate {
			rows += line.Rows
		}
	}
	return rows
}

// Total adds the files up into one.
func (l *Ledger) Total() FileLedger {
	total := FileLedger{Path: fmt.Sprintf("%d files", len(l.Files))}
	if len(l.Files) == 1 {
		total.Path = l.Files[0].Path
	}
	for _, f := range l.Files {
		total.Rows += f.Rows
		total.Value += f.Value
		for _, line := range f.Lines {
			total.add(line.Fate, line.Reason, line.Rows, line.Value)
		}
	}
	total.sort()
	return total
}

func (f *FileLedger) add(fate Fate, reason string, rows int64, value Thousandths) {
	i := slices.IndexFunc(f.Lines, func(l LedgerLine) bool { return l.Fate == fate && l.Reason == reason })
	if i < 0 {
		i = len(f.Lines)
		f.Lines = append(f.Lines, LedgerLine{Fate: fate, Reason: reason})
	}
	f.Lines[i].Rows += rows
	f.Lines[i].Value += value
}

func (f *FileLedger) sort() {
	slices.SortFunc(f.Lines, func(a, b LedgerLine) int {
		if a.Fate != b.Fate {
			return int(a.Fate) - int(b.Fate)
		}
		return strings.Compare(a.Reason, b.Reason)
	})
}

// String prints the ledger as a table, the files added up.
func (l *Ledger) String() string {
	var b strings.Builder
	total := l.Total()
	fmt.Fprintf(&b, "%-14s %12s %20s  %s\n", "", "rows", "value", "reason")
	fmt.Fprintf(&b, "%-14s %12d %20.3f  from %s\n", "read", total.Rows, total.Value.Float(), total.Path)
	for _, line := range total.Lines {
		fmt.Fprintf(&b, "%-14s %12d %20.3f  %s\n", line.Fate, line.Rows, line.Value.Float(), line.Reason)
	}
	return b.String()
}

// exact returns the thousandths that a canonical amount stands for.
func exact(v float64) Thousandths {
	if v *= 1000; 0 <= v && v < 1<<52 {
		return Thousandths(v + 0.5) // several times as fast
	}
	return Thousandths(math.Round(v))
}

func (l *Ledger) clone() *Ledger {
	c := &Ledger{Files: slices.Clone(l.Files)}
	for i := range c.Files {
		c.Files[i].Lines = slices.Clone(c.Files[i].Lines)
	}
	return c
}
