PERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (
    SELECT steps.government_id, sum(step) AS step FROM (STEPS) AS steps
    JOIN charter_signature AS signature ON signature.id = steps.signature_id AND signature.state = 'signed'
    WHERE steps.counted_at IS NOT NULL
    GROUP BY steps.government_id HAVING sum(step) <> 0 ORDER BY steps.government_id
) AS governments;
RETURN NULL;
