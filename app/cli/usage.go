package cli

import "fmt"

// usageError is a command that was written wrongly: exit 2.
type usageError struct{ words string }

func (e *usageError) Error() string { return e.words }

func usage(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }
