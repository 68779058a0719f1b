-- What a sample was drawn from stays with it: the ids of all homes of the grid on that day, sorted, each as its distance to the
-- one before. With the number of the sample it draws the same homes again. No person stands here.

-- +goose Up
CREATE TABLE sample_pools (
  sample_id BIGINT NOT NULL PRIMARY KEY,
  drawn INT NOT NULL,
  homes MEDIUMBLOB NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT INTO column_classes (table_name, column_name, class) VALUES
  ('sample_pools', 'sample_id', 'tech'),
  ('sample_pools', 'drawn', 'fact'),
  ('sample_pools', 'homes', 'fact');

-- +goose Down
DELETE FROM column_classes WHERE table_name = 'sample_pools';
DROP TABLE sample_pools;
