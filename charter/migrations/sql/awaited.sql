CREATE FUNCTION charter_follow_awaited(ids bigint[]) RETURNS void LANGUAGE plpgsql
-- One government after the other, in the order of their ids, each by the indexes of its own rows: a plan for many at once
-- would hang on statistics that fresh rows do not have. Subqueries in SELECT keep their place in the plan; joins do not.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off AS $$
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
$$;
CREATE FUNCTION charter_follow_risk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM charter_follow_awaited(ARRAY[NEW.id]);
    RETURN NULL;
END
$$;
CREATE TRIGGER charter_follow_risk AFTER UPDATE OF at_risk ON members_localgovernment
FOR EACH ROW WHEN (OLD.at_risk IS DISTINCT FROM NEW.at_risk) EXECUTE FUNCTION charter_follow_risk();
