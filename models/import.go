package models

import "anju/models/workday"

// Import is a list that came in through a page. Its file and the rows that failed are kept sealed until ExpiresAt.
type Import struct {
	ID     int64
	Ref    string
	Kind   string // of SheetKinds
	Format string // .csv or .xlsx: what failed is handed back as it came
	Bytes  int64
	State  string
	MadeBy int64
	MadeAt workday.Moment
	// How far the work is that is going on: bytes or rows of the file; Total is 0 where nobody knows.
	Done, Total int64
	// What became of the rows, of the trial and then of the import itself.
	ReadN, SavedN, SameN, FailedN int
	Problem                       string // why nothing could be read
	Tries                         int    // how often somebody began with it
	Holder                        string // the run that works on it
	LeaseUntil                    workday.Moment
	ExpiresAt                     workday.Moment
	EndedAt                       workday.Moment
	TakenAt                       workday.Moment // when the failed rows were handed back
}

// The states of an import.
const (
	ImportLoading = "loading" // the file is on its way in
	ImportWaiting = "waiting" // for its trial
	ImportTrying  = "trying"
	ImportTried   = "tried"  // its maker looks at what would become of it
	ImportQueued  = "queued" // he said yes
	ImportRunning = "running"
	ImportDone    = "done"
	ImportFailed  = "failed"
	ImportDropped = "dropped" // he said no
)

// Working says whether somebody works on it, or will.
func (i Import) Working() bool {
	switch i.State {
	case ImportWaiting, ImportTrying, ImportQueued, ImportRunning:
		return true
	}
	return false
}

// ImportLook is what the maker of an import sees of it: its first rows, numbers and names hidden, and why rows failed.
type ImportLook struct {
	Header  []string   `json:"header"`
	Rows    [][]string `json:"rows"`
	Reasons []string   `json:"reasons"` // 第 12 行：没有这个房屋代码
	Unused  []string   `json:"unused"`
	Notices []string   `json:"notices"` // 第 12 行：这个地址已有一处房子，编号 12345678
	Noticed int        `json:"noticed"` // how many rows there are of that kind
}

// HasRejects says whether the rows that failed can be handed back at that moment.
func (i Import) HasRejects(real workday.Moment) bool {
	return (i.State == ImportTried || i.State == ImportDone) && i.FailedN > 0 && i.TakenAt.IsZero() && real < i.ExpiresAt
}
