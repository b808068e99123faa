IF NEW.sequence = 1 THEN
    last_hash := repeat('0', 64);
ELSE
    SELECT hash INTO last_hash FROM charter_ledgerentry WHERE sequence = NEW.sequence - 1;
END IF;
IF last_hash IS DISTINCT FROM NEW.previous THEN
    RAISE EXCEPTION 'A ledger entry follows the last one.' USING ERRCODE = 'restrict_violation';
END IF;
RETURN NEW;
