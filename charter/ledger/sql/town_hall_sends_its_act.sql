IF NEW.act_file_sha256 = '' AND EXISTS (
    SELECT 1 FROM charter_ledgerentry WHERE id = NEW.entry_id AND party = 'town-hall'
) THEN
    RAISE EXCEPTION 'A town hall changes its status by the file of its act.'
        USING ERRCODE = 'restrict_violation';
END IF;
RETURN NEW;
