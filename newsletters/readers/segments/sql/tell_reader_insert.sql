PERFORM pg_advisory_xact_lock(1397769298, part)
FROM (SELECT DISTINCT hashtext(address_digest) & 63 AS part FROM new_rows ORDER BY part) AS parts;
UPDATE newsletters_reader SET suppressed = true
WHERE NOT suppressed AND email_digest IN (SELECT address_digest FROM new_rows);
RETURN NULL;
