package profile

import (
	"fmt"
	"slices"

	"anju/models"
)

// Handover is how the file for the police's own platform is written: what each field is called there, and why a row may be
// returned. names are the operator's own, by key of the field; he has the standard and the platform before him.
func Handover(names map[string]string) (models.Handover, error) {
	var h models.Handover
	if err := readTexts("handover", &h); err != nil {
		return h, err
	}
	for key := range names {
		if !slices.Contains(models.HandKeys, key) {
			return h, fmt.Errorf("地方规定的 handover_names 里没有“%s”这一格", key)
		}
	}
	for i, f := range h.Fields {
		if !slices.Contains(models.HandKeys, f.Key) {
			return h, fmt.Errorf("texts/handover.json: %s may not leave", f.Key)
		}
		if own := names[f.Key]; own != "" {
			h.Fields[i].Name = own
		}
	}
	return h, nil
}
