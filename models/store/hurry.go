package store

import "context"

// Hurry lets the commits of an SQLite file go on before they are on the disk; off again, it waits for all of them. A power
// cut meanwhile loses the last ones and leaves the file whole, so it is for what can be built again from nothing: the
// demo. Other databases keep their pace.
func (s *Store) Hurry(ctx context.Context, on bool) error {
	if s.Dialect != SQLite {
		return nil
	}
	words := []string{"PRAGMA synchronous = FULL", "PRAGMA wal_checkpoint(FULL)"}
	if on {
		words = []string{"PRAGMA synchronous = NORMAL"}
	}
	pool, err := s.pool()
	if err != nil {
		return err
	}
	for _, w := range words {
		if _, err := pool.ExecContext(ctx, w); err != nil {
			return err
		}
	}
	return nil
}
