IF TG_OP = 'UPDATE' THEN
    IF NOT (NEW.signature_id, NEW.government_id) IS DISTINCT FROM (OLD.signature_id, OLD.government_id) AND OLD.counted_at IS NULL THEN
        RETURN NEW;
    END IF;
END IF;
IF EXISTS (SELECT 1 FROM charter_signature WHERE id = NEW.signature_id AND state IN (PUBLISHED)) THEN RAISE EXCEPTION 'The members of a published signature never change.' USING ERRCODE = 'restrict_violation'; END IF;
RETURN NEW;
