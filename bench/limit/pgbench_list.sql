\set n random(1, 5)
SELECT * FROM handwritten_expense WHERE category = (ARRAY['travel', 'meals', 'equipment', 'training', 'other'])[:n] ORDER BY amount DESC, id DESC LIMIT 25;
