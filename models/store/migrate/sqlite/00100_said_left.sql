-- From the day on which somebody is said to have left he counts nowhere: what was counted before with such people in it
-- is counted anew.

-- +goose Up
INSERT INTO count_changes (area_id, day, n, documents)
 SELECT units.area_id, stays.said_left_on, COUNT(*), 0 FROM stays JOIN units ON units.id = stays.unit_id
 WHERE stays.said_left_on > 0 AND stays.state <> 'void' GROUP BY units.area_id, stays.said_left_on;

-- +goose Down
SELECT 1;
