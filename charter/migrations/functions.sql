CREATE OR REPLACE FUNCTION public.charter_cell(latitude numeric, longitude numeric)
 RETURNS smallint
 LANGUAGE sql
 IMMUTABLE
AS $function$
    SELECT CASE WHEN latitude IS NULL OR longitude IS NULL THEN -1
        ELSE least(floor((latitude + 90) / 9), 19) * 40 + least(floor((longitude + 180) / 9), 39)
    END::smallint
$function$;

CREATE OR REPLACE FUNCTION public.charter_cover(ids bigint[], steps bigint[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.charter_follow_awaited(ids bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET enable_material TO 'off'
AS $function$
DECLARE
    place bigint;
BEGIN
    FOR place IN SELECT DISTINCT id FROM unnest(ids) AS id ORDER BY id LOOP
        INSERT INTO charter_awaited (government_id)
        SELECT id FROM members_localgovernment WHERE id = place
        ON CONFLICT DO NOTHING;
        PERFORM 1 FROM charter_awaited WHERE government_id = place FOR UPDATE;
        UPDATE charter_awaited AS awaited SET due_on = now.due_on, silent_since = now.silent_since
        FROM (
            SELECT asked.due_on,
                CASE WHEN asked.since IS NOT NULL THEN greatest(
                    asked.since,
                    (
                        SELECT (max(submitted_at) AT TIME ZONE 'Europe/Paris')::date
                        FROM charter_report WHERE government_id = place
                    ),
                    (
                        SELECT (max((
                            SELECT max(submitted_at) FROM charter_evidence WHERE commitment_id = commitment.id
                        )) AT TIME ZONE 'Europe/Paris')::date
                        FROM charter_commitment AS commitment WHERE government_id = place
                    )
                ) END AS silent_since
            FROM (
                SELECT min(request.due_on) AS due_on, min(request.since) AS since
                FROM (
                    SELECT day AS since, day + 90 AS due_on
                    FROM charter_report AS report
                    CROSS JOIN LATERAL (
                        SELECT (
                            CASE WHEN report.state = 'asked_again' THEN report.decided_at ELSE report.invited_at END
                            AT TIME ZONE 'Europe/Paris'
                        )::date AS day
                    ) AS days
                    WHERE report.government_id = place AND report.state IN ('draft', 'asked_again')
                        AND (
                            SELECT count(*) FROM charter_report AS later
                            WHERE later.government_id = place AND later.year > report.year
                                AND later.state IN ('submitted', 'accepted')
                        ) = 0
                    UNION ALL
                    SELECT commitment.due_on, commitment.due_on
                    FROM charter_commitment AS commitment
                    WHERE commitment.government_id = place AND commitment.due_on IS NOT NULL
                        AND (
                            SELECT count(*) FROM charter_evidence AS evidence
                            WHERE evidence.commitment_id = commitment.id AND evidence.state IN ('accepted', 'awaiting')
                        ) = 0
                ) AS request
                WHERE NOT (SELECT at_risk FROM members_localgovernment WHERE id = place)
            ) AS asked
        ) AS now
        WHERE awaited.government_id = place
            AND (awaited.due_on, awaited.silent_since) IS DISTINCT FROM (now.due_on, now.silent_since);
    END LOOP;
END
$function$;

CREATE OR REPLACE FUNCTION public.charter_follow_government()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    UPDATE charter_signatory SET kind = NEW.kind, section = NEW.section, country = NEW.country, latitude = NEW.latitude, longitude = NEW.longitude, cell = charter_cell(NEW.latitude, NEW.longitude), words = to_tsvector('simple', NEW.search_text), name_en = coalesce(left(NEW.sort_keys #>> '{name,en}', 100), ''), name_fr = coalesce(left(NEW.sort_keys #>> '{name,fr}', 100), ''), name_es = coalesce(left(NEW.sort_keys #>> '{name,es}', 100), ''), name_ar = coalesce(left(NEW.sort_keys #>> '{name,ar}', 100), ''), country_en = coalesce(left(NEW.sort_keys #>> '{country,en}', 100), ''), country_fr = coalesce(left(NEW.sort_keys #>> '{country,fr}', 100), ''), country_es = coalesce(left(NEW.sort_keys #>> '{country,es}', 100), ''), country_ar = coalesce(left(NEW.sort_keys #>> '{country,ar}', 100), '') WHERE government_id = NEW.id;
    UPDATE charter_coveredgovernment SET kind = NEW.kind, section = NEW.section, country = NEW.country, population = NEW.population, population_year = NEW.population_year WHERE government_id = NEW.id;
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.charter_follow_risk()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    PERFORM charter_follow_awaited(ARRAY[NEW.id]);
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.charter_list_signatures(ids bigint[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    INSERT INTO charter_signatory (
        signature_id, government_id, number, status, ad_referendum, signed_at, version, kind, section, country, latitude, longitude, cell, words, name_en, name_fr, name_es, name_ar, country_en, country_fr, country_es, country_ar
    )
    SELECT
        signature.id, government.id, signature.number, signature.state, signature.ad_referendum_until IS NOT NULL,
        signature.signed_at, version.number, government.kind, government.section, government.country, government.latitude, government.longitude, charter_cell(government.latitude, government.longitude), to_tsvector('simple', government.search_text), coalesce(left(government.sort_keys #>> '{name,en}', 100), ''), coalesce(left(government.sort_keys #>> '{name,fr}', 100), ''), coalesce(left(government.sort_keys #>> '{name,es}', 100), ''), coalesce(left(government.sort_keys #>> '{name,ar}', 100), ''), coalesce(left(government.sort_keys #>> '{country,en}', 100), ''), coalesce(left(government.sort_keys #>> '{country,fr}', 100), ''), coalesce(left(government.sort_keys #>> '{country,es}', 100), ''), coalesce(left(government.sort_keys #>> '{country,ar}', 100), '')
    FROM charter_signature AS signature
    JOIN charter_charterversion AS version ON version.id = signature.version_id
    JOIN members_localgovernment AS government ON government.id = signature.government_id
    WHERE signature.id = ANY (ids) AND signature.state IN ('signed', 'on_hold', 'withdrawn', 'superseded')
        AND NOT EXISTS (SELECT 1 FROM charter_signatory AS listed WHERE listed.signature_id = signature.id)
    ORDER BY government.id
    FOR SHARE OF government;
END
$function$;
