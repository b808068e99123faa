IF (NEW.official_email = OLD.official_email) = (NEW.mailbox_verified_at = OLD.mailbox_verified_at) AND EXISTS (
    SELECT 1 FROM (
        SELECT event, data FROM charter_ledgerentry WHERE signature_id = OLD.id ORDER BY sequence DESC LIMIT 1
    ) AS last
    WHERE event = 'correct' AND data->>'act_number' = NEW.act_number
        AND data->>'act_date' = coalesce(to_char(NEW.act_date, 'YYYY-MM-DD'), '')
        AND data->>'signatory_sha256' = encode(sha256(convert_to(concat_ws(
            E'\n', NEW.salt, NEW.signatory_name, NEW.signatory_role, NEW.official_email
        ), 'UTF8')), 'hex')
) THEN
    RETURN NEW;
END IF;
RAISE EXCEPTION 'A published signature is corrected as its entry says.' USING ERRCODE = 'restrict_violation';
