INSERT INTO charter_signatorycount (
    grain, status, ad_referendum, version, kind, section, country, cell, month, year,
    signatures, governments, population, latitudes, longitudes
)
SELECT 'coverage', '', false, 0, kind, section, country, -1, '', YEAR,
    0, sum(step), sum(step * coalesce(population, 0)::bigint), 0, 0
FROM (STEPS) AS steps WHERE signatures > 0
GROUP BY kind, section, country, YEAR
HAVING sum(step) <> 0 OR sum(step * coalesce(population, 0)::bigint) <> 0;
RETURN NULL;
