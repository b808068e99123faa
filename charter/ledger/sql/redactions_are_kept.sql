IF TG_OP = 'INSERT' THEN
    IF NEW.confirmed_at IS NULL AND NEW.confirmed_by_id IS NULL THEN
        RETURN NEW;
    END IF;
ELSIF OLD.confirmed_at IS NULL THEN
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF to_jsonb(NEW) - 'confirmed_at' - 'confirmed_by_id' = to_jsonb(OLD) - 'confirmed_at' - 'confirmed_by_id'
    THEN
        RETURN NEW;
    END IF;
END IF;
RAISE EXCEPTION 'Public words are removed by two people, for ever.' USING ERRCODE = 'restrict_violation';
