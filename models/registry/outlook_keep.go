package registry

import (
	"context"
	"encoding/json"

	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// Outlook is what the coming night was found to flag and to send, and when that was found out.
type Outlook struct {
	At       workday.Moment `json:"at"`
	Opened   int            `json:"opened"`
	Sent     int            `json:"sent"`
	Numbers  int            `json:"numbers"`
	Segments int            `json:"segments"` // parts that the carrier bills
	Flags    map[string]int `json:"-"`        // by rule
	Texts    map[string]int `json:"-"`        // by kind
}

// KeepOutlook keeps the last outlook for the administrator's page; it is machinery and leaves no audit entry.
func (r *Registry) KeepOutlook(ctx context.Context, who policy.Actor, o Outlook) error {
	if err := policy.May(who, policy.Rehearse, policy.Record{}, o.At); err != nil {
		return err
	}
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		for name, part := range map[string]any{"outlook": o, "outlook_flags": o.Flags, "outlook_texts": o.Texts} {
			value, err := json.Marshal(part)
			if err != nil {
				return err
			}
			if err := tx.SaveSetting(name, string(value)); err != nil {
				return err
			}
		}
		return nil
	})
}

// LastOutlook is the outlook that was kept; false before the first.
func (r *Registry) LastOutlook(ctx context.Context) (Outlook, bool, error) {
	var o Outlook
	for name, part := range map[string]any{"outlook": &o, "outlook_flags": &o.Flags, "outlook_texts": &o.Texts} {
		value, err := r.Store.Setting(ctx, name)
		if err != nil || value == "" {
			return Outlook{}, false, err
		}
		if err := json.Unmarshal([]byte(value), part); err != nil {
			return Outlook{}, false, err
		}
	}
	return o, true, nil
}
