IF TG_OP = 'UPDATE' AND (NEW.number, NEW.authentic_languages) IS DISTINCT FROM
                        (OLD.number, OLD.authentic_languages) THEN
    NEW.proposed_by_id := NULL;
    NEW.proposed_at := NULL;
    NEW.proposed_digest := '';
END IF;
IF NEW.state = 'published' AND (NEW.proposed_by_id IS NULL OR NEW.published_by_id IS NULL
                                OR NEW.proposed_by_id = NEW.published_by_id) THEN
    RAISE EXCEPTION 'A version is published by two people.' USING ERRCODE = 'restrict_violation';
END IF;
RETURN NEW;
