IF TG_OP = 'UPDATE' AND (NEW.version_id, NEW.language, NEW.title, NEW.preamble, NEW.body) IS NOT DISTINCT FROM
                        (OLD.version_id, OLD.language, OLD.title, OLD.preamble, OLD.body) THEN
    RETURN NULL;
END IF;
UPDATE charter_charterversion SET proposed_by_id = NULL, proposed_at = NULL, proposed_digest = ''
WHERE id IN (OLD.version_id, NEW.version_id) AND state = 'draft' AND proposed_by_id IS NOT NULL;
RETURN NULL;
