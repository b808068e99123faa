IF TG_OP = 'UPDATE' THEN
    -- The release before marked the line itself: what still runs while this one is installed withdraws by a line too.
    IF OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL THEN
        INSERT INTO privacy_consent (purpose, subject_digest, text, version, language, given_at, kind, recorded_at)
        VALUES (OLD.purpose, OLD.subject_digest, OLD.text, OLD.version, OLD.language, NEW.withdrawn_at, 'withdrawn',
                NEW.withdrawn_at);
        RETURN NULL;
    END IF;
END IF;
RAISE EXCEPTION 'The ledger of consents only grows.' USING ERRCODE = 'restrict_violation';
