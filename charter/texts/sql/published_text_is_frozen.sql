IF TG_OP <> 'INSERT' THEN
    SELECT state INTO version_state FROM charter_charterversion
    WHERE id = OLD.version_id FOR SHARE;
    IF version_state = 'published' THEN
        RAISE EXCEPTION 'The text of a published charter version never changes.' USING ERRCODE = 'restrict_violation';
    END IF;
END IF;
IF TG_OP = 'DELETE' THEN
    RETURN OLD;
END IF;
SELECT state INTO version_state FROM charter_charterversion
WHERE id = NEW.version_id FOR SHARE;
IF version_state = 'published' THEN
    RAISE EXCEPTION 'The text of a published charter version never changes.' USING ERRCODE = 'restrict_violation';
END IF;
RETURN NEW;
