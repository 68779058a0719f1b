package boot

// sendingNeeds is what the administrator has to fill in before texts may leave; a file as the only way out needs nothing.
func (a *App) sendingNeeds() []string {
	if a.FileOnly() {
		return nil
	}
	return a.Missing()
}
