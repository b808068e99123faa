INSERT INTO charter_signatorycount (
    grain, status, ad_referendum, version, kind, section, country, cell, month, year,
    signatures, governments, population, latitudes, longitudes
)
WITH steps AS (STEPS)
SELECT 'facts', FACTS, -1, '', 0, sum(step), 0, 0, 0, 0
FROM steps GROUP BY FACTS HAVING sum(step) <> 0
UNION ALL
SELECT 'month', status, false, 0, '', '', '', -1, month, 0, sum(step), 0, 0, 0, 0
FROM (SELECT *, to_char(signed_at AT TIME ZONE 'SITE_ZONE', 'YYYY-MM') AS month FROM steps) AS dated
GROUP BY status, month HAVING sum(step) <> 0
UNION ALL
SELECT 'place', status, false, 0, '', '', '', cell, '', 0, sum(step), 0, 0, PLACES
FROM steps GROUP BY status, cell
HAVING (sum(step), PLACES) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric)
UNION ALL
SELECT 'facts_place', FACTS, cell, '', 0, sum(step), 0, 0, PLACES
FROM steps GROUP BY FACTS, cell
HAVING (sum(step), PLACES) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric);
PERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (
    SELECT government_id, sum(step) AS step FROM (
        SELECT government_id, step FROM (STEPS) AS own WHERE status = 'signed' AND kind <> 'association'
        UNION ALL
        SELECT member.government_id, step FROM (STEPS) AS groups
        JOIN charter_groupmember AS member ON member.signature_id = groups.signature_id
        WHERE groups.status = 'signed' AND member.counted_at IS NOT NULL
    ) AS covered
    GROUP BY government_id HAVING sum(step) <> 0 ORDER BY government_id
) AS governments;
RETURN NULL;
