-- The address on the plate at the door, since the plate was good for the first time: that code is no forgery, also while an officer
-- looks at another address, and a plate that says another one wants to be printed anew. And the address that staff looked at last,
-- for what leaves the register. Of homes that were accepted once both are taken to be the address of today.

-- +goose Up
ALTER TABLE units ADD COLUMN plate_address VARCHAR(200) NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN proven_address VARCHAR(200) NOT NULL DEFAULT '';
UPDATE units SET plate_address = address
WHERE accepted_at > 0 OR state = 'accepted' OR (listed = 1 AND state <> 'draft')
   OR id IN (SELECT unit_id FROM audit_entries WHERE action = 'unit.accept' AND detail = '核实通过' OR action = 'unit.return' AND detail LIKE '要求整改%');
UPDATE units SET proven_address = address WHERE accepted_at > 0 OR state = 'accepted' OR (listed = 1 AND state <> 'draft');
INSERT INTO column_classes (table_name, column_name, class) VALUES ('units', 'plate_address', 'place'), ('units', 'proven_address', 'place');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'units' AND column_name IN ('plate_address', 'proven_address');
ALTER TABLE units DROP COLUMN proven_address;
ALTER TABLE units DROP COLUMN plate_address;
