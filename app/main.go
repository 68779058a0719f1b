// Anju (安居名册) keeps the hotel-style roster of rental homes.
package main

import (
	"os"

	"anju/app/cli"
)

func main() { os.Exit(cli.Run(os.Args[1:], os.Stdout, os.Stderr)) }
