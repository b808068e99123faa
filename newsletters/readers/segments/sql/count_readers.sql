INSERT INTO newsletters_audiencecell (language, frequency, themes, month, readers)
SELECT language, frequency, themes, date_trunc('month', confirmed_at AT TIME ZONE 'UTC')::date AS month, sum(step)
FROM (STEPS) AS steps
WHERE state = 'confirmed'
GROUP BY language, frequency, themes, month HAVING sum(step) <> 0;
RETURN NULL;
