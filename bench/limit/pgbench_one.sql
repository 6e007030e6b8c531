\set n random(1, 1000)
SELECT * FROM handwritten_expense WHERE id = :n;
