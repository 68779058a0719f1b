package store

import (
	"context"
	"fmt"
	"strings"

	"anju/models/workday"
)

// old is one kind of what is erased beside the people of the rosters: rows that go as a whole, or rows that stay for the
// counts while what they say of a person is emptied.
type old struct {
	table string
	where string // each mark takes the moment before which a row is old
	set   string // what empties it; "" = the row goes
	bare  bool   // rows without a number of their own: small ones, erased at once
}

const (
	notUnderway = " AND state NOT IN ('queued', 'sending')"
	// heldStay and heldHome keep what belongs to a stay that is held for a case.
	heldStay = " AND NOT EXISTS (SELECT 1 FROM stays WHERE stays.id = %s.stay_id AND stays.held = 1)"
	heldHome = " AND NOT EXISTS (SELECT 1 FROM stays WHERE stays.unit_id = %s.unit_id AND stays.held = 1)"
)

var olds = map[string]old{
	"drafts":       {table: "drafts", where: "expires_at <= ?"},
	"once_keys":    {table: "once_keys", where: "at < ?", bare: true},
	"sessions":     {table: "sessions", where: "expires_at <= ?"},
	"otp_codes":    {table: "otp_codes", where: "expires_at <= ?"},
	"rate_windows": {table: "rate_windows", where: "window_start < ?", bare: true},
	"devices":      {table: "devices", where: "seen_at < ?"},
	"proofs":       {table: "proofs", where: "made_at < ?"},
	"import_parts": {table: "import_parts", bare: true, where: "import_id IN (SELECT id FROM imports WHERE expires_at <= ?)"},
	"import_looks": {table: "imports", set: "look = NULL", where: "expires_at <= ? AND look IS NOT NULL"},
	"imports":      {table: "imports", where: "made_at < ?"},
	"inbound":      {table: "inbound", where: "received_at < ?"},
	"answers":      {table: "inbound", set: "phone = NULL, body = NULL", where: "received_at < ? AND (phone IS NOT NULL OR body IS NOT NULL)"},
	"receipts":     {table: "receipts", where: "received_at < ?"},
	"invites":      {table: "invites", where: "expires_at < ?"},
	"hand_rows": {table: "batch_rows", set: "hand_again = 1",
		where: "answer = '' AND hand_again = 0 AND EXISTS (SELECT 1 FROM batches WHERE batches.id = batch_rows.batch_id AND batches.made_at < ?)"},
	"batches":         {table: "batches", set: "file = NULL", where: "made_at < ? AND file IS NOT NULL"},
	"campaign_drafts": {table: "campaigns", where: "state = 'draft' AND made_at < ?"},
	"desk_slips":      {table: "desk_slips", where: "printed_at < ?"},
	"desk_codes":      {table: "desk_codes", bare: true, where: "made_at < ? AND NOT EXISTS (SELECT 1 FROM units WHERE units.owner_id = desk_codes.user_id)"},
	"job_runs":        {table: "job_runs", where: "started < ?"},
	// What stood there before goes with the person, if not earlier; that something was put right stays as long as who looked.
	"amended": {table: "amendments", set: "old = NULL",
		where: "old IS NOT NULL AND (made_at < ? OR NOT EXISTS (SELECT 1 FROM stays WHERE stays.tenant_id = amendments.tenant_id AND stays.erased_at = 0))" + heldHome},
	"amendments": {table: "amendments", where: "made_at < ?" + heldHome},
	"look_days":  {table: "look_days", where: "(day + 1) * 86400000 < ?"},
	"views":      {table: "views", where: "at < ?" + heldHome},
	"notices": {table: "notices", set: "phone = NULL, params = NULL, network = ''",
		where: "created_at < ? AND (phone IS NOT NULL OR params IS NOT NULL)" + notUnderway + heldStay},
	"numbers": {table: "notices", set: "phone_idx = ''",
		where: "created_at < ? AND phone_idx <> ''" + notUnderway + heldStay},
	"photos":  {table: "photos", where: "EXISTS (SELECT 1 FROM hazards WHERE hazards.id = photos.hazard_id AND hazards.ended_at > 0 AND hazards.ended_at < ?)"},
	"notes":   {table: "visits", set: "note = NULL", where: "at < ? AND note IS NOT NULL" + heldHome},
	"returns": {table: "unit_returns", set: "note = NULL, answer = NULL, changed = NULL", where: "returned_at < ? AND (note IS NOT NULL OR answer IS NOT NULL OR changed IS NOT NULL)" + heldHome},
	"requests": {table: "requests", set: "body = NULL, contact = NULL, contact_idx = NULL, answer = NULL",
		where: "state <> 'open' AND filed_at < ? AND answered_at < ? AND (body IS NOT NULL OR contact IS NOT NULL OR contact_idx IS NOT NULL OR answer IS NOT NULL)" + heldStay},
	"consents": {table: "consents", bare: true, where: "given_at < ? AND NOT EXISTS (SELECT 1 FROM stays WHERE stays.phone_idx = consents.phone_idx)" +
		" AND NOT EXISTS (SELECT 1 FROM users WHERE users.phone_idx = consents.phone_idx)"},
	// An account of a person who has no home, acts for nobody, stands on no roster and has not been here for a while.
	"accounts": {table: "users", set: "name = NULL, phone = NULL, phone_idx = NULL, doc_type = '', doc_no = NULL, doc_idx = NULL",
		where: "staff = 0 AND created_at < ? AND (name IS NOT NULL OR phone IS NOT NULL OR phone_idx IS NOT NULL OR doc_no IS NOT NULL OR doc_idx IS NOT NULL)" +
			" AND NOT EXISTS (SELECT 1 FROM units WHERE units.owner_id = users.id)" +
			" AND NOT EXISTS (SELECT 1 FROM unit_managers WHERE unit_managers.user_id = users.id AND (unit_managers.to_at = 0 OR unit_managers.to_at > ?))" +
			" AND NOT EXISTS (SELECT 1 FROM stays WHERE stays.phone_idx = users.phone_idx)" +
			" AND NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.user_id = users.id)" +
			" AND NOT EXISTS (SELECT 1 FROM devices WHERE devices.user_id = users.id)"},
}

// EraseOld erases what of a kind is older than a moment, about n rows at a time, and says how many there were. What another
// node erased meanwhile, or what somebody came back for, it leaves alone.
func (t *Tx) EraseOld(ctx context.Context, kind string, before workday.Moment, n int) (int, error) {
	o, known := olds[kind]
	if !known {
		return 0, fmt.Errorf("nothing old is called %s", kind)
	}
	where := strings.ReplaceAll(o.where, "%s", o.table)
	marks := make([]any, strings.Count(where, "?"))
	for i := range marks {
		marks[i] = before
	}
	db := t.db.WithContext(ctx)
	if o.bare {
		res := db.Exec("DELETE FROM "+o.table+" WHERE "+where, marks...)
		return int(res.RowsAffected), res.Error
	}
	var ids []int64
	if err := db.Table(o.table).Select("id").Where(where, marks...).Order("id").Limit(n).Scan(&ids).Error; err != nil {
		return 0, err
	}
	erased := 0
	err := chunks(ids, func(ids []int64) error {
		statement := "DELETE FROM " + o.table
		if o.set != "" {
			statement = "UPDATE " + o.table + " SET " + o.set
		}
		res := db.Exec(statement+" WHERE id IN ? AND "+where, append([]any{ids}, marks...)...)
		erased += int(res.RowsAffected)
		return res.Error
	})
	return erased, err
}

// Count adds to a counter.
func (t *Tx) Count(name string, n int) error {
	added, err := insertIgnore(t.db, "counters", map[string]any{"name": name, "n": n})
	if err != nil || added {
		return err
	}
	return t.db.Exec("UPDATE counters SET n = n + ? WHERE name = ?", n, name).Error
}

// TakeCounts reads the counters that begin with a word and sets them back.
func (t *Tx) TakeCounts(word string) (map[string]int, error) {
	var rows []struct {
		Name string
		N    int
	}
	if err := t.lock(t.db.Table("counters").Where("name LIKE ? AND n > 0", word+"%")).Scan(&rows).Error; err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for _, row := range rows {
		counts[strings.TrimPrefix(row.Name, word)] = row.N
	}
	return counts, t.db.Exec("UPDATE counters SET n = 0 WHERE name LIKE ?", word+"%").Error
}
