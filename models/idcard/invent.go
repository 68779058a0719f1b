package idcard

import (
	"fmt"
	"time"
)

// Invent makes up the i-th resident number whose area code begins with four digits that nobody has, such as 3399, for
// measurements and tests. The same i is the same number; the first 1.4 thousand million differ.
func Invent(area4 string, i int) string {
	born := time.Date(1965, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i%14000)
	return WithCheckDigit(fmt.Sprintf("%s%02d%s%03d", area4, i/14000%100, born.Format("20060102"), i/14000/100%1000))
}
