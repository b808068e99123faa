IF EXISTS (
    SELECT 1 FROM charter_ledgerentry
    WHERE id = NEW.entry_id AND party = 'staff' AND event IN ('hold', 'withdraw', 'reinstate')
          AND COALESCE(data->>'change_proposed_by', '') IN ('', 'staff:' || actor_id)
) THEN
    RAISE EXCEPTION 'The network changes a status by two people.' USING ERRCODE = 'restrict_violation';
END IF;
RETURN NEW;
