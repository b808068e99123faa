CREATE OR REPLACE FUNCTION charter_cover(ids bigint[], steps bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE charter_coveredgovernment AS covered SET signatures = covered.signatures + change.step
    FROM unnest(ids, steps) AS change (id, step) WHERE covered.government_id = change.id;
    INSERT INTO charter_coveredgovernment (government_id, signatures, kind, section, country, population, population_year)
    SELECT government.id, change.step, government.kind, government.section, government.country, government.population, government.population_year
    FROM unnest(ids, steps) AS change (id, step)
    JOIN members_localgovernment AS government ON government.id = change.id
    WHERE NOT EXISTS (SELECT 1 FROM charter_coveredgovernment AS covered WHERE covered.government_id = change.id)
    ORDER BY government.id
    FOR SHARE OF government;
END
$$;

