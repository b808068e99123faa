UPDATE newsletters_reader SET suppressed = false
WHERE suppressed AND email_digest IN (SELECT address_digest FROM old_rows);
RETURN NULL;
