DELETE FROM charter_signatory AS listed USING new_rows AS now, old_rows AS was
WHERE listed.signature_id = now.id AND was.id = now.id
    AND (now.state NOT IN (PUBLISHED) OR now.government_id IS DISTINCT FROM was.government_id);
UPDATE charter_signatory AS listed
SET status = now.state, ad_referendum = now.ad_referendum_until IS NOT NULL
FROM new_rows AS now
WHERE listed.signature_id = now.id
    AND (listed.status, listed.ad_referendum)
        IS DISTINCT FROM (now.state, now.ad_referendum_until IS NOT NULL);
PERFORM charter_list_signatures((
    SELECT array_agg(now.id) FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id
    WHERE now.state IN (PUBLISHED)
        AND (was.state NOT IN (PUBLISHED) OR now.government_id IS DISTINCT FROM was.government_id)
));
RETURN NULL;
