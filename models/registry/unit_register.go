package registry

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode/utf8"

	"anju/models"
	"anju/models/policy"
	"anju/models/store"
	"anju/models/workday"
)

// UnitForm is what the pages of 登记房子 say, as typed.
type UnitForm struct {
	Community string // ref of the community
	Address   string
	Label     string
	Kind      string
	Land      string // state, collective or unknown
	Name      string // the landlord's own name
	Floors    string
	PerFloor  string
	Rooms     string // room numbers, one a line or with spaces; wins over floors × rooms
	Cap       string
	EndsOn    [3]string // year, month, day: of a work site
	Trade     string    // of a shop with living quarters
	Parted    string
	Pledge    bool   // both pledges were read and signed
	Kept      string // of a home that was given back: why nothing has to be changed
}

// PledgeText is a pledge as it was shown: which, which version, which words.
type PledgeText struct{ Kind, Version, Text string }

// ReadUnit checks the form and answers the unit and its rooms, ready to be saved. step limits the check to the pages
// already seen (1 address, 2 rooms, 3 all) so that a wizard can ask one thing after another.
func (r *Registry) ReadUnit(ctx context.Context, f UnitForm, step int, at time.Time) (models.Unit, []models.Room, error) {
	var faults models.Faults
	unit := models.Unit{Address: strings.Join(strings.Fields(f.Address), " "), Label: strings.TrimSpace(f.Label), Kind: f.Kind, Land: f.Land}
	area, err := r.Store.AreaByRef(ctx, f.Community)
	if err != nil || area.Level != models.LevelCommunity && area.Level != models.LevelGrid {
		faults.Add("community", "请选房子在哪个社区")
	}
	unit.AreaID = area.ID
	faults.Add("address", models.CheckAddress(unit.Address))
	faults.Add("label", models.CheckLabel(unit.Label))
	if unit.Kind == "" {
		unit.Kind = models.KindFlat
	}
	if !knownWord(models.KindNames, unit.Kind) {
		faults.Add("kind", "请选房子是哪一种")
	}
	if strings.TrimSpace(f.Name) == "" || utf8.RuneCountInString(f.Name) > 30 {
		faults.Add("owner_name", "请填您的姓名，和身份证上一样")
	} else {
		faults.Add("owner_name", checkName(CleanName(f.Name)))
	}
	if step < 3 && len(faults) == 0 { // the last page may be sent twice: there the verb itself looks
		line, err := r.Store.AncestorsOf(ctx, area.ID)
		if err == nil {
			err = addressFree(ctx, r.Store.Reader, line.CommunityID, 0, unit.Address)
		}
		if e := models.AsError(err); e != nil {
			faults = append(faults, e.Faults...)
		} else if err != nil {
			return unit, nil, err
		}
	}
	if step == 1 {
		return unit, nil, faults.Err()
	}
	rooms := readRooms(f, &unit, &faults)
	readKind(f, &unit, workday.DayOf(at), &faults)
	if step >= 3 && !f.Pledge {
		faults.Add("pledge", "请看完两份责任书，再勾上“我看过了，照着做”")
	}
	return unit, rooms, faults.Err()
}

// addressFree refuses an address of the community under which another home than unitID is filed already, without a word of whose it is.
func addressFree(ctx context.Context, r *store.Reader, communityID, unitID int64, address string) error {
	taken, err := r.SameAddress(ctx, communityID, unitID, address)
	if err == nil && taken {
		err = models.FaultAt("address", "这个地址已经登记过。如果是您的房子，打网格员认领")
	}
	return err
}

func knownWord(words [][2]string, key string) bool {
	for _, w := range words {
		if w[0] == key {
			return true
		}
	}
	return false
}

// RegisterUnit files a home (租前登记) for the person who is signed in; it may be used at once. It lies at its community
// until an officer assigns the grid (DESIGN 2 row 13b). An address that is filed already is refused, whoever asks: the
// grid worker helps its owner to claim it.
func (r *Registry) RegisterUnit(ctx context.Context, who policy.Actor, f UnitForm, pledges []PledgeText, once string, at time.Time) (string, error) {
	unit, rooms, err := r.ReadUnit(ctx, f, 3, at)
	if err != nil {
		return "", err
	}
	if unit.Ancestors, err = r.Store.AncestorsOf(ctx, unit.AreaID); err != nil {
		return "", err
	}
	now := workday.At(at)
	ref := ""
	err = r.errand(ctx, who, policy.UnitRegister, at, func(tx *store.Tx, entry *models.AuditEntry) error {
		if err := policy.MayEnter(who, policy.UnitRegister, now); err != nil {
			return err
		}
		fresh, result, err := tx.Once(once, who.UserID, "", now)
		if err != nil {
			return err
		}
		if !fresh {
			entry.Subject, ref = skipAudit, result
			return nil
		}
		// Before any other look: two who file the same address wait for each other.
		if err := tx.LockArea(cmp.Or(unit.CommunityID, unit.AreaID)); err != nil {
			return err
		}
		if err := addressFree(ctx, &tx.Reader, unit.CommunityID, 0, unit.Address); err != nil {
			return err
		}
		home := unit
		home.State, home.Occupancy, home.OwnerID, home.CreatedAt, home.DueAt = models.UnitSubmitted, models.OccupancyUnknown, who.UserID, now, now
		if err := tx.SaveUnit(&home); err != nil {
			return err
		}
		for i := range rooms {
			room := rooms[i]
			room.UnitID = home.ID
			if err := tx.SaveRoom(&room); err != nil {
				return err
			}
		}
		if err := sign(tx, home.ID, who.UserID, pledges, now); err != nil {
			return err
		}
		if err := nameOwner(ctx, tx, who.UserID, CleanName(f.Name)); err != nil {
			return err
		}
		ref = home.Ref
		entry.Subject, entry.RefID, entry.UnitID = "unit", home.ID, home.ID
		return tx.OnceResult(once, ref)
	})
	return ref, err
}

// sign keeps which words were signed, by their hash.
func sign(tx *store.Tx, unitID, userID int64, pledges []PledgeText, now workday.Moment) error {
	for _, p := range pledges {
		sum := sha256.Sum256([]byte(p.Text))
		err := tx.SavePledge(&models.Pledge{UnitID: unitID, UserID: userID, Kind: p.Kind, Version: p.Version,
			TextHash: hex.EncodeToString(sum[:]), SignedAt: now})
		if err != nil {
			return err
		}
	}
	return nil
}

func nameOwner(ctx context.Context, tx *store.Tx, userID int64, name string) error {
	user, err := tx.User(ctx, userID)
	if err != nil || user.Name == name && !user.Listed {
		return err
	}
	user.Name, user.Listed = name, false
	return tx.SaveUser(&user)
}
