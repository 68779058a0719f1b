// Package templates holds every text a person reads: pages, print sheets and messages.
package templates

import "embed"

// Files are the layouts, partials, pages, print sheets and message texts.
//
//go:embed layouts partials pages print sms
var Files embed.FS
