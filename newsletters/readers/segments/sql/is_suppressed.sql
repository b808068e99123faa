IF TG_OP = 'UPDATE' THEN
    IF OLD.email_digest = NEW.email_digest THEN
        NEW.suppressed := OLD.suppressed; -- what is saved may be as old as its form
        RETURN NEW;
    END IF;
END IF;
-- Shared by all who join, and alone for who suppresses an address of this 64th: one of the two sees the other.
PERFORM pg_advisory_xact_lock_shared(1397769298, hashtext(NEW.email_digest) & 63);
NEW.suppressed := EXISTS (SELECT FROM mail_suppression WHERE address_digest = NEW.email_digest);
RETURN NEW;
