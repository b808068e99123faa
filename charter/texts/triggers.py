"""Two people publish a version, and what they read is what is published: kept by the database."""

import pgtrigger

# A version that was published before there was a proposal stays as it is: `published_version_is_frozen` guards it.
PUBLISHED_BY_TWO = pgtrigger.Trigger(
    name="version_is_published_by_two",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
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
    """,
)

CHANGE_VOIDS_PROPOSAL = pgtrigger.Trigger(
    name="change_of_text_voids_proposal",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF TG_OP = 'UPDATE' AND (NEW.version_id, NEW.language, NEW.title, NEW.preamble, NEW.body) IS NOT DISTINCT FROM
                                (OLD.version_id, OLD.language, OLD.title, OLD.preamble, OLD.body) THEN
            RETURN NULL;
        END IF;
        UPDATE charter_charterversion SET proposed_by_id = NULL, proposed_at = NULL, proposed_digest = ''
        WHERE id IN (OLD.version_id, NEW.version_id) AND state = 'draft' AND proposed_by_id IS NOT NULL;
        RETURN NULL;
    """,
)
