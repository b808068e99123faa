"""How the public words of a change of status go: by two people, and in no other way. Kept by the database."""

import pgtrigger

WORDS_GO_BY_TWO = pgtrigger.Trigger(
    name="status_changes_lose_words_by_two",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
        IF NEW.reason = '' AND NEW.reason_salt = ''
           AND to_jsonb(NEW) - 'reason' - 'reason_salt' = to_jsonb(OLD) - 'reason' - 'reason_salt'
           AND EXISTS (SELECT 1 FROM charter_redaction WHERE change_id = OLD.id AND confirmed_at IS NOT NULL
                       AND confirmed_by_id <> proposed_by_id) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'A change of status is kept; its words go by two people.' USING ERRCODE = 'restrict_violation';
    """,
)

# Changes by town halls before decision 0027-two-people-in-the-charter have no file: this looks at new ones only.
TOWN_HALL_SENDS_ITS_ACT = pgtrigger.Trigger(
    name="town_hall_sends_its_act",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NEW.act_file_sha256 = '' AND EXISTS (
            SELECT 1 FROM charter_ledgerentry WHERE id = NEW.entry_id AND party = 'town-hall'
        ) THEN
            RAISE EXCEPTION 'A town hall changes its status by the file of its act.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    """,
)

REMOVED_FOR_EVER = pgtrigger.Trigger(
    name="redactions_are_kept",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
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
    """,
)
