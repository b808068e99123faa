IF NEW.reason = '' AND NEW.reason_salt = ''
   AND to_jsonb(NEW) - 'reason' - 'reason_salt' = to_jsonb(OLD) - 'reason' - 'reason_salt'
   AND EXISTS (SELECT 1 FROM charter_redaction WHERE change_id = OLD.id AND confirmed_at IS NOT NULL
               AND confirmed_by_id <> proposed_by_id) THEN
    RETURN NEW;
END IF;
RAISE EXCEPTION 'A change of status is kept; its words go by two people.' USING ERRCODE = 'restrict_violation';
