DELETE FROM charter_signatory WHERE signature_id IN (SELECT id FROM old_rows);
RETURN NULL;
