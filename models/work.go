package models

// Work is how well a grid or a worker did in a month (DOMAIN 2.4): shares of what was to be done, never a number of people,
// so that nobody is better for finding more of them.
type Work struct {
	Visited  Share // homes visited, of the homes that are visited once a month at least
	InTime   Share // flags closed before it was the officer's turn, of those closed
	Returned int   // registrations that the police sent back to be put right
	Roster   Share // 抽查: people that were wrong, of those checked by lot
	Lines    Share // 抽查: lines of records that were wrong, of those looked at
}

// Add sums what belongs to several grids.
func (w Work) Add(o Work) Work {
	return Work{Visited: w.Visited.add(o.Visited), InTime: w.InTime.add(o.InTime), Returned: w.Returned + o.Returned, Roster: w.Roster.add(o.Roster), Lines: w.Lines.add(o.Lines)}
}

func (s Share) add(o Share) Share { return Share{s.Part + o.Part, s.Whole + o.Whole} }
