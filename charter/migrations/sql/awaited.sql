CREATE FUNCTION charter_follow_awaited(ids bigint[]) RETURNS void LANGUAGE plpgsql
-- One government after the other, by indexes, however many there are and whatever the statistics say of fresh rows.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off AS $$
BEGIN
    IF cardinality(ids) = 0 THEN
        RETURN;
    END IF;
    INSERT INTO charter_awaited (government_id)
    SELECT id FROM members_localgovernment WHERE id = ANY (ids) ORDER BY id
    ON CONFLICT DO NOTHING;
    PERFORM 1 FROM charter_awaited WHERE government_id = ANY (ids) ORDER BY government_id FOR UPDATE;
    UPDATE charter_awaited AS awaited SET due_on = now.due_on, silent_since = now.silent_since
    FROM (
        SELECT government.id, asked.due_on,
            CASE WHEN asked.since IS NOT NULL THEN greatest(
                asked.since,
                (
                    SELECT (max(submitted_at) AT TIME ZONE 'Europe/Paris')::date
                    FROM charter_report WHERE government_id = government.id
                ),
                (
                    SELECT (max(evidence.submitted_at) AT TIME ZONE 'Europe/Paris')::date
                    FROM charter_commitment AS commitment
                    JOIN charter_evidence AS evidence ON evidence.commitment_id = commitment.id
                    WHERE commitment.government_id = government.id
                )
            ) END AS silent_since
        FROM members_localgovernment AS government
        LEFT JOIN LATERAL (
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
                WHERE report.government_id = government.id AND report.state IN ('draft', 'asked_again')
                    AND NOT EXISTS (
                        SELECT 1 FROM charter_report AS later
                        WHERE later.government_id = report.government_id AND later.year > report.year
                            AND later.state IN ('submitted', 'accepted')
                    )
                UNION ALL
                SELECT commitment.due_on, commitment.due_on
                FROM charter_commitment AS commitment
                WHERE commitment.government_id = government.id AND commitment.due_on IS NOT NULL
                    AND NOT EXISTS (
                        SELECT 1 FROM charter_evidence AS evidence
                        WHERE evidence.commitment_id = commitment.id AND evidence.state IN ('accepted', 'awaiting')
                    )
            ) AS request
        ) AS asked ON NOT government.at_risk
        WHERE government.id = ANY (ids)
    ) AS now
    WHERE awaited.government_id = now.id
        AND (awaited.due_on, awaited.silent_since) IS DISTINCT FROM (now.due_on, now.silent_since);
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
