-- Of the migrations d49096117162c73e; made by `make structure`, not to be edited.
CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);


CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);


CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);


CREATE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$;


CREATE FUNCTION public.charter_cell(latitude numeric, longitude numeric) RETURNS smallint
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT CASE WHEN latitude IS NULL OR longitude IS NULL THEN -1
        ELSE least(floor((latitude + 90) / 9), 19) * 40 + least(floor((longitude + 180) / 9), 39)
    END::smallint
$$;


CREATE FUNCTION public.charter_follow_government() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE charter_signatory SET kind = NEW.kind, section = NEW.section, country = NEW.country, latitude = NEW.latitude, longitude = NEW.longitude, cell = charter_cell(NEW.latitude, NEW.longitude), words = to_tsvector('simple', NEW.search_text) WHERE government_id = NEW.id;
    RETURN NULL;
END
$$;


CREATE FUNCTION public.charter_list_signatures(ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO charter_signatory (
        signature_id, government_id, number, status, ad_referendum, signed_at, version, kind, section, country, latitude, longitude, cell, words
    )
    SELECT
        signature.id, government.id, signature.number, signature.state, signature.ad_referendum_until IS NOT NULL,
        signature.signed_at, version.number, government.kind, government.section, government.country, government.latitude, government.longitude, charter_cell(government.latitude, government.longitude), to_tsvector('simple', government.search_text)
    FROM charter_signature AS signature
    JOIN charter_charterversion AS version ON version.id = signature.version_id
    JOIN members_localgovernment AS government ON government.id = signature.government_id
    WHERE signature.id = ANY (ids) AND signature.state IN ('signed', 'on_hold', 'withdrawn', 'superseded')
        AND NOT EXISTS (SELECT 1 FROM charter_signatory AS listed WHERE listed.signature_id = signature.id)
    ORDER BY government.id
    FOR SHARE OF government;
END
$$;


CREATE FUNCTION public.coalition_page_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN PERFORM pg_notify('coalition_pages', TG_TABLE_NAME); RETURN NULL; END $$;


CREATE FUNCTION public.pgtrigger_await_commitment_delete_75755() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT old_rows.government_id FROM old_rows) AS concerned (id)));
RETURN NULL;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_await_commitment_insert_96519() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT new_rows.government_id FROM new_rows) AS concerned (id)));
RETURN NULL;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_await_commitment_update_faef8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT now.government_id FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id WHERE (now.government_id, now.due_on) IS DISTINCT FROM (was.government_id, was.due_on) UNION SELECT was.government_id FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id WHERE (now.government_id, now.due_on) IS DISTINCT FROM (was.government_id, was.due_on)) AS concerned (id)));
RETURN NULL;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_await_evidence_delete_9e067() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT (SELECT government_id FROM charter_commitment WHERE id = old_rows.commitment_id) FROM old_rows) AS concerned (id)));
RETURN NULL;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_await_evidence_insert_9302b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT (SELECT government_id FROM charter_commitment WHERE id = new_rows.commitment_id) FROM new_rows) AS concerned (id)));
RETURN NULL;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_await_evidence_update_1b7f8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT (SELECT government_id FROM charter_commitment WHERE id = now.commitment_id) FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id WHERE (now.commitment_id, now.state, now.submitted_at) IS DISTINCT FROM (was.commitment_id, was.state, was.submitted_at) UNION SELECT (SELECT government_id FROM charter_commitment WHERE id = was.commitment_id) FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id WHERE (now.commitment_id, now.state, now.submitted_at) IS DISTINCT FROM (was.commitment_id, was.state, was.submitted_at)) AS concerned (id)));
RETURN NULL;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_await_report_delete_58872() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT old_rows.government_id FROM old_rows) AS concerned (id)));
RETURN NULL;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_await_report_insert_c79c1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT new_rows.government_id FROM new_rows) AS concerned (id)));
RETURN NULL;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_await_report_update_eed58() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    PERFORM charter_follow_awaited(ARRAY(SELECT DISTINCT id FROM (SELECT now.government_id FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id WHERE (now.state, now.government_id, now.year, now.invited_at, now.decided_at, now.submitted_at) IS DISTINCT FROM (was.state, was.government_id, was.year, was.invited_at, was.decided_at, was.submitted_at) UNION SELECT was.government_id FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id WHERE (now.state, now.government_id, now.year, now.invited_at, now.decided_at, now.submitted_at) IS DISTINCT FROM (was.state, was.government_id, was.year, was.invited_at, was.decided_at, was.submitted_at)) AS concerned (id)));
RETURN NULL;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_change_of_text_voids_proposal_624c2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
        IF TG_OP = 'UPDATE' AND (NEW.version_id, NEW.language, NEW.title, NEW.preamble, NEW.body) IS NOT DISTINCT FROM
                                (OLD.version_id, OLD.language, OLD.title, OLD.preamble, OLD.body) THEN
            RETURN NULL;
        END IF;
        UPDATE charter_charterversion SET proposed_by_id = NULL, proposed_at = NULL, proposed_digest = ''
        WHERE id IN (OLD.version_id, NEW.version_id) AND state = 'draft' AND proposed_by_id IS NOT NULL;
        RETURN NULL;
    
                END;
            $$;


CREATE FUNCTION public.pgtrigger_check_ins_are_kept_aa6ce() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_check_ins_are_not_deleted_9eace() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_checkpoint_times_are_kept_de77d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_checkpoint_times_are_not_truncated_45828() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_checkpoints_are_kept_193d6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_checkpoints_are_not_truncated_61a37() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_commitments_are_kept_a7867() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_consents_are_append_only_22f75() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'The ledger of consents only grows.' USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_consents_are_not_truncated_405f7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_cosignatures_are_kept_5dabc() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_cosignatures_are_not_truncated_fc7e0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_count_covered_delete_20f87() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO charter_signatorycount (
    grain, status, ad_referendum, version, kind, section, country, cell, month, year,
    signatures, governments, population, latitudes, longitudes
)
SELECT 'coverage', '', false, 0, kind, section, country, -1, '', CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END,
    0, sum(step), sum(step * coalesce(population, 0)::bigint), 0, 0
FROM (SELECT *, -1 AS step FROM old_rows) AS steps WHERE signatures > 0
GROUP BY kind, section, country, CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END
HAVING sum(step) <> 0 OR sum(step * coalesce(population, 0)::bigint) <> 0;
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_count_covered_insert_91997() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO charter_signatorycount (
    grain, status, ad_referendum, version, kind, section, country, cell, month, year,
    signatures, governments, population, latitudes, longitudes
)
SELECT 'coverage', '', false, 0, kind, section, country, -1, '', CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END,
    0, sum(step), sum(step * coalesce(population, 0)::bigint), 0, 0
FROM (SELECT *, 1 AS step FROM new_rows) AS steps WHERE signatures > 0
GROUP BY kind, section, country, CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END
HAVING sum(step) <> 0 OR sum(step * coalesce(population, 0)::bigint) <> 0;
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_count_covered_update_90890() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO charter_signatorycount (
    grain, status, ad_referendum, version, kind, section, country, cell, month, year,
    signatures, governments, population, latitudes, longitudes
)
SELECT 'coverage', '', false, 0, kind, section, country, -1, '', CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END,
    0, sum(step), sum(step * coalesce(population, 0)::bigint), 0, 0
FROM (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows) AS steps WHERE signatures > 0
GROUP BY kind, section, country, CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END
HAVING sum(step) <> 0 OR sum(step * coalesce(population, 0)::bigint) <> 0;
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_count_readers_delete_bc7f0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO newsletters_audiencecell (language, frequency, themes, month, readers)
SELECT language, frequency, themes, date_trunc('month', confirmed_at AT TIME ZONE 'UTC')::date AS month, sum(step)
FROM (SELECT *, -1 AS step FROM old_rows) AS steps
WHERE state = 'confirmed'
GROUP BY language, frequency, themes, month HAVING sum(step) <> 0;
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_count_readers_insert_29c54() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO newsletters_audiencecell (language, frequency, themes, month, readers)
SELECT language, frequency, themes, date_trunc('month', confirmed_at AT TIME ZONE 'UTC')::date AS month, sum(step)
FROM (SELECT *, 1 AS step FROM new_rows) AS steps
WHERE state = 'confirmed'
GROUP BY language, frequency, themes, month HAVING sum(step) <> 0;
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_count_readers_update_39183() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO newsletters_audiencecell (language, frequency, themes, month, readers)
SELECT language, frequency, themes, date_trunc('month', confirmed_at AT TIME ZONE 'UTC')::date AS month, sum(step)
FROM (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows) AS steps
WHERE state = 'confirmed'
GROUP BY language, frequency, themes, month HAVING sum(step) <> 0;
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_count_signatories_delete_71823() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO charter_signatorycount (
    grain, status, ad_referendum, version, kind, section, country, cell, month, year,
    signatures, governments, population, latitudes, longitudes
)
WITH steps AS (SELECT *, -1 AS step FROM old_rows)
SELECT 'facts', status, ad_referendum, version, kind, section, country, -1, '', 0, sum(step), 0, 0, 0, 0
FROM steps GROUP BY status, ad_referendum, version, kind, section, country HAVING sum(step) <> 0
UNION ALL
SELECT 'month', status, false, 0, '', '', '', -1, month, 0, sum(step), 0, 0, 0, 0
FROM (SELECT *, to_char(signed_at AT TIME ZONE 'Europe/Paris', 'YYYY-MM') AS month FROM steps) AS dated
GROUP BY status, month HAVING sum(step) <> 0
UNION ALL
SELECT 'place', status, false, 0, '', '', '', cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))
FROM steps GROUP BY status, cell
HAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric)
UNION ALL
SELECT 'facts_place', status, ad_referendum, version, kind, section, country, cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))
FROM steps GROUP BY status, ad_referendum, version, kind, section, country, cell
HAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric);
PERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (
    SELECT government_id, sum(step) AS step FROM (
        SELECT government_id, step FROM (SELECT *, -1 AS step FROM old_rows) AS own WHERE status = 'signed' AND kind <> 'association'
        UNION ALL
        SELECT member.government_id, step FROM (SELECT *, -1 AS step FROM old_rows) AS groups
        JOIN charter_groupmember AS member ON member.signature_id = groups.signature_id
        WHERE groups.status = 'signed' AND member.counted_at IS NOT NULL
    ) AS covered
    GROUP BY government_id HAVING sum(step) <> 0 ORDER BY government_id
) AS governments;
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_count_signatories_insert_9164e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO charter_signatorycount (
    grain, status, ad_referendum, version, kind, section, country, cell, month, year,
    signatures, governments, population, latitudes, longitudes
)
WITH steps AS (SELECT *, 1 AS step FROM new_rows)
SELECT 'facts', status, ad_referendum, version, kind, section, country, -1, '', 0, sum(step), 0, 0, 0, 0
FROM steps GROUP BY status, ad_referendum, version, kind, section, country HAVING sum(step) <> 0
UNION ALL
SELECT 'month', status, false, 0, '', '', '', -1, month, 0, sum(step), 0, 0, 0, 0
FROM (SELECT *, to_char(signed_at AT TIME ZONE 'Europe/Paris', 'YYYY-MM') AS month FROM steps) AS dated
GROUP BY status, month HAVING sum(step) <> 0
UNION ALL
SELECT 'place', status, false, 0, '', '', '', cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))
FROM steps GROUP BY status, cell
HAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric)
UNION ALL
SELECT 'facts_place', status, ad_referendum, version, kind, section, country, cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))
FROM steps GROUP BY status, ad_referendum, version, kind, section, country, cell
HAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric);
PERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (
    SELECT government_id, sum(step) AS step FROM (
        SELECT government_id, step FROM (SELECT *, 1 AS step FROM new_rows) AS own WHERE status = 'signed' AND kind <> 'association'
        UNION ALL
        SELECT member.government_id, step FROM (SELECT *, 1 AS step FROM new_rows) AS groups
        JOIN charter_groupmember AS member ON member.signature_id = groups.signature_id
        WHERE groups.status = 'signed' AND member.counted_at IS NOT NULL
    ) AS covered
    GROUP BY government_id HAVING sum(step) <> 0 ORDER BY government_id
) AS governments;
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_count_signatories_update_278e6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO charter_signatorycount (
    grain, status, ad_referendum, version, kind, section, country, cell, month, year,
    signatures, governments, population, latitudes, longitudes
)
WITH steps AS (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows)
SELECT 'facts', status, ad_referendum, version, kind, section, country, -1, '', 0, sum(step), 0, 0, 0, 0
FROM steps GROUP BY status, ad_referendum, version, kind, section, country HAVING sum(step) <> 0
UNION ALL
SELECT 'month', status, false, 0, '', '', '', -1, month, 0, sum(step), 0, 0, 0, 0
FROM (SELECT *, to_char(signed_at AT TIME ZONE 'Europe/Paris', 'YYYY-MM') AS month FROM steps) AS dated
GROUP BY status, month HAVING sum(step) <> 0
UNION ALL
SELECT 'place', status, false, 0, '', '', '', cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))
FROM steps GROUP BY status, cell
HAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric)
UNION ALL
SELECT 'facts_place', status, ad_referendum, version, kind, section, country, cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))
FROM steps GROUP BY status, ad_referendum, version, kind, section, country, cell
HAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric);
PERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (
    SELECT government_id, sum(step) AS step FROM (
        SELECT government_id, step FROM (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows) AS own WHERE status = 'signed' AND kind <> 'association'
        UNION ALL
        SELECT member.government_id, step FROM (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows) AS groups
        JOIN charter_groupmember AS member ON member.signature_id = groups.signature_id
        WHERE groups.status = 'signed' AND member.counted_at IS NOT NULL
    ) AS covered
    GROUP BY government_id HAVING sum(step) <> 0 ORDER BY government_id
) AS governments;
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_cover_members_delete_ae2e9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    PERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (
    SELECT steps.government_id, sum(step) AS step FROM (SELECT *, -1 AS step FROM old_rows) AS steps
    JOIN charter_signature AS signature ON signature.id = steps.signature_id AND signature.state = 'signed'
    WHERE steps.counted_at IS NOT NULL
    GROUP BY steps.government_id HAVING sum(step) <> 0 ORDER BY steps.government_id
) AS governments;
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_cover_members_update_4f575() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    PERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (
    SELECT steps.government_id, sum(step) AS step FROM (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows) AS steps
    JOIN charter_signature AS signature ON signature.id = steps.signature_id AND signature.state = 'signed'
    WHERE steps.counted_at IS NOT NULL
    GROUP BY steps.government_id HAVING sum(step) <> 0 ORDER BY steps.government_id
) AS governments;
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_due_dates_are_kept_d345d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_ended_logs_are_kept_8e7a1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_ended_logs_are_not_truncated_10b57() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_event_revision_never_goes_back_4f3f0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_facts_are_kept_eea6e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_facts_are_not_truncated_4208a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_issued_certificates_are_kept_ce052() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_leaves_are_kept_0d5f0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_leaves_are_not_truncated_dca46() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_ledger_is_append_only_de070() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_ledger_is_chained_87447() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE last_hash text;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                    IF NEW.sequence = 1 THEN
                        last_hash := repeat('0', 64);
                    ELSE
                        SELECT hash INTO last_hash FROM charter_ledgerentry WHERE sequence = NEW.sequence - 1;
                    END IF;
                    IF last_hash IS DISTINCT FROM NEW.previous THEN
                        RAISE EXCEPTION 'A ledger entry follows the last one.' USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN NEW;
                
                END;
            $$;


CREATE FUNCTION public.pgtrigger_ledger_is_not_truncated_a856d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_letter_is_sent_once_e0aa5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_list_published_delete_982ec() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    DELETE FROM charter_signatory WHERE signature_id IN (SELECT id FROM old_rows);
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_list_published_insert_653ec() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    PERFORM charter_list_signatures((SELECT array_agg(id) FROM new_rows WHERE state IN ('signed', 'on_hold', 'withdrawn', 'superseded')));
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_list_published_update_12dbc() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    DELETE FROM charter_signatory AS listed USING new_rows AS now, old_rows AS was
WHERE listed.signature_id = now.id AND was.id = now.id
    AND (now.state NOT IN ('signed', 'on_hold', 'withdrawn', 'superseded') OR now.government_id IS DISTINCT FROM was.government_id);
UPDATE charter_signatory AS listed
SET status = now.state, ad_referendum = now.ad_referendum_until IS NOT NULL
FROM new_rows AS now
WHERE listed.signature_id = now.id
    AND (listed.status, listed.ad_referendum)
        IS DISTINCT FROM (now.state, now.ad_referendum_until IS NOT NULL);
PERFORM charter_list_signatures((
    SELECT array_agg(now.id) FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id
    WHERE now.state IN ('signed', 'on_hold', 'withdrawn', 'superseded')
        AND (was.state NOT IN ('signed', 'on_hold', 'withdrawn', 'superseded') OR now.government_id IS DISTINCT FROM was.government_id)
));
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_merges_are_kept_baf8e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_merges_only_follow_e65d3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_network_changes_status_by_two_f4b86() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
        IF EXISTS (
            SELECT 1 FROM charter_ledgerentry
            WHERE id = NEW.entry_id AND party = 'staff' AND event IN ('hold', 'withdraw', 'reinstate')
                  AND COALESCE(data->>'change_proposed_by', '') IN ('', 'staff:' || actor_id)
        ) THEN
            RAISE EXCEPTION 'The network changes a status by two people.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    
                END;
            $$;


CREATE FUNCTION public.pgtrigger_new_numbers_are_unconfirmed_e4019() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                    IF TG_OP = 'INSERT'
                        OR (OLD.kind, OLD.country, OLD.number, OLD.text_number, OLD.whatsapp, OLD.chat_url)
                            IS DISTINCT FROM
                            (NEW.kind, NEW.country, NEW.number, NEW.text_number, NEW.whatsapp, NEW.chat_url)
                    THEN
                        NEW.confirmed_on = NULL; NEW.confirmed_how = ''; NEW.confirmed_by_id = NULL;
                    END IF;
                    RETURN NEW;
                
                END;
            $$;


CREATE FUNCTION public.pgtrigger_nodes_are_kept_a436f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_nodes_are_not_truncated_6ff6e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_published_act_is_frozen_9ce96() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_published_delegation_is_frozen_b9b70() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_published_group_is_frozen_in_08641() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                    IF TG_OP = 'UPDATE' THEN
                        IF NOT (NEW.signature_id, NEW.government_id) IS DISTINCT FROM (OLD.signature_id, OLD.government_id) AND OLD.counted_at IS NULL THEN
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF EXISTS (SELECT 1 FROM charter_signature WHERE id = NEW.signature_id AND state IN ('signed', 'on_hold', 'withdrawn', 'superseded')) THEN RAISE EXCEPTION 'The members of a published signature never change.' USING ERRCODE = 'restrict_violation'; END IF;
                    RETURN NEW;
                
                END;
            $$;


CREATE FUNCTION public.pgtrigger_published_group_is_frozen_out_4f13b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF EXISTS (SELECT 1 FROM charter_signature WHERE id = OLD.signature_id AND state IN ('signed', 'on_hold', 'withdrawn', 'superseded')) THEN RAISE EXCEPTION 'The members of a published signature never change.' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_published_heads_are_kept_686f7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_published_heads_are_not_truncated_7c3f4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_published_signature_is_corrected_as_entered_0998e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
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

                END;
            $$;


CREATE FUNCTION public.pgtrigger_published_signature_is_frozen_2dade() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_published_signature_is_kept_d3b1c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_published_signature_keeps_its_government_1391f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_published_text_is_frozen_b07ef() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE version_state text;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                    IF TG_OP <> 'INSERT' THEN
                        SELECT state INTO version_state FROM charter_charterversion
                        WHERE id = OLD.version_id FOR SHARE;
                        IF version_state = 'published' THEN
                            RAISE EXCEPTION 'The text of a published charter version never changes.' USING ERRCODE = 'restrict_violation';
                        END IF;
                    END IF;
                    IF TG_OP = 'DELETE' THEN
                        RETURN OLD;
                    END IF;
                    SELECT state INTO version_state FROM charter_charterversion
                    WHERE id = NEW.version_id FOR SHARE;
                    IF version_state = 'published' THEN
                        RAISE EXCEPTION 'The text of a published charter version never changes.' USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN NEW;
                
                END;
            $$;


CREATE FUNCTION public.pgtrigger_published_version_is_frozen_48cbd() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_reader_is_suppressed_b164b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF TG_OP = 'UPDATE' THEN
    IF OLD.email_digest = NEW.email_digest THEN
        NEW.suppressed := OLD.suppressed; -- what is saved may be as old as its form
        RETURN NEW;
    END IF;
END IF;
PERFORM pg_advisory_xact_lock_shared(1397769298, hashtext(NEW.email_digest) & 63);
NEW.suppressed := EXISTS (SELECT FROM mail_suppression WHERE address_digest = NEW.email_digest);
RETURN NEW;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_redactions_are_kept_68202() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
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
    
                END;
            $$;


CREATE FUNCTION public.pgtrigger_redactions_are_not_truncated_136a4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_releases_are_kept_5e57b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_releases_never_change_f4415() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_report_releases_are_kept_dc4b9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_report_releases_never_change_bf56b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_seat_move_stays_b35d3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_sent_words_are_frozen_671e9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_signatories_are_not_truncated_24c57() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_signatories_follow_signatures_5d765() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot insert or update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_signatures_are_not_truncated_1e185() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_slugs_of_themes_stay_73dbd() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update of "slug" rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_status_changes_are_kept_be2b8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_status_changes_are_not_truncated_96f62() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_status_changes_lose_words_by_two_bff3b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
        IF NEW.reason = '' AND NEW.reason_salt = ''
           AND to_jsonb(NEW) - 'reason' - 'reason_salt' = to_jsonb(OLD) - 'reason' - 'reason_salt'
           AND EXISTS (SELECT 1 FROM charter_redaction WHERE change_id = OLD.id AND confirmed_at IS NOT NULL
                       AND confirmed_by_id <> proposed_by_id) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'A change of status is kept; its words go by two people.' USING ERRCODE = 'restrict_violation';
    
                END;
            $$;


CREATE FUNCTION public.pgtrigger_tell_reader_delete_fc41b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    UPDATE newsletters_reader SET suppressed = false
WHERE suppressed AND email_digest IN (SELECT address_digest FROM old_rows);
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_tell_reader_insert_de61c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    PERFORM pg_advisory_xact_lock(1397769298, part)
FROM (SELECT DISTINCT hashtext(address_digest) & 63 AS part FROM new_rows ORDER BY part) AS parts;
UPDATE newsletters_reader SET suppressed = true
WHERE NOT suppressed AND email_digest IN (SELECT address_digest FROM new_rows);
RETURN NULL;

                END;
            $$;


CREATE FUNCTION public.pgtrigger_texts_are_not_truncated_cd2cb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_themes_in_use_are_kept_3ff24() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                    IF EXISTS (SELECT FROM resources_resource WHERE themes @> ARRAY[OLD.slug]::varchar[]) THEN
                        RAISE EXCEPTION 'theme % is used by a resource', OLD.slug;
                    END IF;
                    RETURN OLD;
                
                END;
            $$;


CREATE FUNCTION public.pgtrigger_town_hall_sends_its_act_5dba4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
        IF NEW.act_file_sha256 = '' AND EXISTS (
            SELECT 1 FROM charter_ledgerentry WHERE id = NEW.entry_id AND party = 'town-hall'
        ) THEN
            RAISE EXCEPTION 'A town hall changes its status by the file of its act.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    
                END;
            $$;


CREATE FUNCTION public.pgtrigger_trusted_times_are_kept_cf147() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;


CREATE FUNCTION public.pgtrigger_trusted_times_are_not_truncated_0d43b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END;
            $$;


CREATE FUNCTION public.pgtrigger_version_is_published_by_two_42701() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
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
    
                END;
            $$;


CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;


CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;


CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;


CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);


CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;


CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;


CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;


CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;


CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;


CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;


CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;


CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;


CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;


CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);


ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);


ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);


ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);


ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.backups_lastdone (
    what character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL
);


CREATE TABLE public.calls_call (
    id bigint NOT NULL,
    key character varying(60) NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    answer_by date NOT NULL,
    budget_note jsonb NOT NULL,
    latest_revision_id integer,
    most_euros integer,
    CONSTRAINT call_closes_after_it_opens CHECK ((closes_at > opens_at)),
    CONSTRAINT calls_call_most_euros_check CHECK ((most_euros >= 0))
);


ALTER TABLE public.calls_call ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calls_call_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.calls_callpage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    summary text NOT NULL,
    body jsonb NOT NULL,
    call_id bigint NOT NULL
);


CREATE TABLE public.calls_criterion (
    id bigint NOT NULL,
    sort_order integer,
    names jsonb NOT NULL,
    weight smallint NOT NULL,
    call_id bigint NOT NULL,
    CONSTRAINT calls_criterion_weight_check CHECK ((weight >= 0)),
    CONSTRAINT criterion_weighs_something CHECK (((weight >= 1) AND (weight <= 10)))
);


ALTER TABLE public.calls_criterion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calls_criterion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.calls_mark (
    id bigint NOT NULL,
    points smallint NOT NULL,
    first smallint NOT NULL,
    criterion_id bigint NOT NULL,
    reading_id bigint NOT NULL,
    CONSTRAINT calls_mark_first_check CHECK ((first >= 0)),
    CONSTRAINT calls_mark_points_check CHECK ((points >= 0)),
    CONSTRAINT mark_is_on_the_scale CHECK (((first >= 0) AND (first <= 5) AND ((points >= 0) AND (points <= 5))))
);


ALTER TABLE public.calls_mark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calls_mark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.calls_proposal (
    id bigint NOT NULL,
    state character varying(12) NOT NULL,
    reference character varying(8) NOT NULL,
    language character varying(10) NOT NULL,
    contact_email character varying(254) NOT NULL,
    contact_confirmed_at timestamp with time zone,
    contact_name character varying(200) NOT NULL,
    association character varying(200) NOT NULL,
    country character varying(2) NOT NULL,
    title character varying(150) NOT NULL,
    summary text NOT NULL,
    activities text NOT NULL,
    place text NOT NULL,
    audience text NOT NULL,
    budget integer,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    completed_at timestamp with time zone,
    decided_at timestamp with time zone,
    answer text NOT NULL,
    call_id bigint NOT NULL,
    decided_by_id bigint,
    page_id integer,
    CONSTRAINT calls_proposal_budget_check CHECK ((budget >= 0)),
    CONSTRAINT decided_proposal_says_by_whom CHECK (((NOT ((state)::text = ANY (ARRAY[('accepted'::character varying)::text, ('declined'::character varying)::text, ('published'::character varying)::text]))) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL) AND (NOT (answer = ''::text))))),
    CONSTRAINT proposal_handed_in_says_when CHECK (((NOT ((state)::text = ANY (ARRAY[('sent'::character varying)::text, ('under_review'::character varying)::text, ('accepted'::character varying)::text, ('declined'::character varying)::text, ('published'::character varying)::text]))) OR (sent_at IS NOT NULL)))
);


CREATE TABLE public.calls_proposal_conflicts (
    id bigint NOT NULL,
    proposal_id bigint NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.calls_proposal_conflicts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calls_proposal_conflicts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.calls_proposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calls_proposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.calls_proposalfile (
    id bigint NOT NULL,
    file character varying(100) NOT NULL,
    name character varying(200) NOT NULL,
    size integer NOT NULL,
    proposal_id bigint NOT NULL,
    CONSTRAINT calls_proposalfile_size_check CHECK ((size >= 0))
);


ALTER TABLE public.calls_proposalfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calls_proposalfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.calls_proposallink (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    to_contact boolean NOT NULL,
    proposal_id bigint NOT NULL
);


ALTER TABLE public.calls_proposallink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calls_proposallink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.calls_reading (
    id bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    given_at timestamp with time zone,
    changed_at timestamp with time zone,
    comment text NOT NULL,
    proposal_id bigint NOT NULL,
    reader_id bigint NOT NULL,
    CONSTRAINT only_a_given_reading_changes CHECK (((changed_at IS NULL) OR (given_at IS NOT NULL)))
);


ALTER TABLE public.calls_reading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calls_reading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.certificates_issuedcertificate (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    key bigint,
    facts jsonb NOT NULL,
    code character varying(14) NOT NULL,
    name character varying(120) NOT NULL,
    shows_name boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    name_since timestamp with time zone NOT NULL
);


ALTER TABLE public.certificates_issuedcertificate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.certificates_issuedcertificate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.certificates_issuedfile (
    id bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    certificate_id bigint NOT NULL
);


ALTER TABLE public.certificates_issuedfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.certificates_issuedfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_certificate (
    id bigint NOT NULL,
    language character varying(10) NOT NULL,
    edition smallint NOT NULL,
    notify boolean NOT NULL,
    ordered_at timestamp with time zone NOT NULL,
    issued_at timestamp with time zone,
    pdf bytea NOT NULL,
    sha256 character varying(64) NOT NULL,
    trusted_time boolean NOT NULL,
    entry_id bigint NOT NULL,
    signature_id bigint NOT NULL,
    CONSTRAINT charter_certificate_edition_check CHECK ((edition >= 0)),
    CONSTRAINT issued_certificate_is_whole CHECK ((((issued_at IS NULL) AND ((sha256)::text = ''::text)) OR ((issued_at IS NOT NULL) AND (NOT ((sha256)::text = ''::text)) AND (NOT (pdf = '\x'::bytea)))))
);


ALTER TABLE public.charter_certificate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_certificate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_charterindexpage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    introduction text NOT NULL,
    notice character varying(300) NOT NULL
);


CREATE TABLE public.charter_chartertext (
    id bigint NOT NULL,
    language character varying(10) NOT NULL,
    title character varying(200) NOT NULL,
    preamble text NOT NULL,
    body jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    version_id bigint NOT NULL
);


ALTER TABLE public.charter_chartertext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_chartertext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_charterversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    state character varying(10) NOT NULL,
    published_at timestamp with time zone,
    proposed_at timestamp with time zone,
    proposed_digest character varying(64) NOT NULL,
    authentic_languages character varying(10)[] NOT NULL,
    proposed_by_id bigint,
    published_by_id bigint,
    CONSTRAINT charter_charterversion_number_check CHECK ((number >= 0)),
    CONSTRAINT charter_has_an_authentic_language CHECK ((
CASE
    WHEN (authentic_languages IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(authentic_languages, 1), 0)
END > 0)),
    CONSTRAINT proposed_version_says_by_whom CHECK ((((proposed_at IS NULL) AND (proposed_by_id IS NULL) AND ((proposed_digest)::text = ''::text)) OR ((proposed_at IS NOT NULL) AND (proposed_by_id IS NOT NULL) AND (NOT ((proposed_digest)::text = ''::text))))),
    CONSTRAINT published_charter_has_its_time CHECK ((((published_at IS NULL) AND ((state)::text = 'draft'::text)) OR ((published_at IS NOT NULL) AND ((state)::text = 'published'::text)))),
    CONSTRAINT two_people_publish_a_version CHECK (((published_by_id IS NULL) OR ((proposed_by_id IS NOT NULL) AND (NOT ((published_by_id = proposed_by_id) AND (published_by_id IS NOT NULL) AND (proposed_by_id IS NOT NULL))))))
);


ALTER TABLE public.charter_charterversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_charterversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_checkpoint (
    id bigint NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    note text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT charter_checkpoint_size_check CHECK ((size >= 0))
);


ALTER TABLE public.charter_checkpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_checkpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_commitment (
    id bigint NOT NULL,
    deliverable character varying(20) NOT NULL,
    counted_from date,
    due_on date,
    dated_on date,
    created_at timestamp with time zone NOT NULL,
    government_id bigint NOT NULL,
    signature_id bigint NOT NULL,
    CONSTRAINT commitment_is_dated_or_not CHECK ((((counted_from IS NULL) AND (dated_on IS NULL) AND (due_on IS NULL)) OR ((counted_from IS NOT NULL) AND (dated_on IS NOT NULL) AND (due_on IS NOT NULL))))
);


ALTER TABLE public.charter_commitment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_commitment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_desklink (
    id bigint CONSTRAINT charter_signaturelink_id_not_null NOT NULL,
    digest character varying(64) CONSTRAINT charter_signaturelink_digest_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT charter_signaturelink_created_at_not_null NOT NULL,
    occasion character varying(60) CONSTRAINT charter_signaturelink_occasion_not_null NOT NULL,
    expires_at timestamp with time zone CONSTRAINT charter_signaturelink_expires_at_not_null NOT NULL,
    revoked_at timestamp with time zone,
    signature_id bigint CONSTRAINT charter_signaturelink_signature_id_not_null NOT NULL,
    to_contact boolean NOT NULL,
    change_id bigint,
    member_id bigint,
    is_requested boolean NOT NULL
);


CREATE TABLE public.charter_duedatechange (
    id bigint NOT NULL,
    before date,
    due_on date,
    counted_from date,
    months smallint NOT NULL,
    cause character varying(12) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by_id bigint,
    commitment_id bigint NOT NULL,
    CONSTRAINT charter_duedatechange_months_check CHECK ((months >= 0))
);


ALTER TABLE public.charter_duedatechange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_duedatechange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_evidence (
    id bigint NOT NULL,
    source character varying(10) NOT NULL,
    url character varying(500) NOT NULL,
    description text NOT NULL,
    language character varying(10) NOT NULL,
    dated date NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    decided_at timestamp with time zone,
    reason text NOT NULL,
    commitment_id bigint NOT NULL,
    decided_by_id bigint,
    resource_id bigint,
    file character varying(100) NOT NULL,
    file_name character varying(200) NOT NULL,
    CONSTRAINT decided_evidence_says_by_whom CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((state)::text = 'awaiting'::text)) OR ((NOT ((state)::text = 'awaiting'::text)) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT evidence_shows_something CHECK (((resource_id IS NOT NULL) OR (NOT ((url)::text = ''::text)) OR (NOT (description = ''::text)) OR (NOT ((file)::text = ''::text)) OR ((state)::text = 'refused'::text))),
    CONSTRAINT refused_evidence_says_why CHECK (((NOT ((state)::text = 'refused'::text)) OR (NOT (reason = ''::text))))
);


ALTER TABLE public.charter_evidence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_evidence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_groupmember (
    id bigint NOT NULL,
    official_email character varying(254) NOT NULL,
    asked_at timestamp with time zone,
    reminded_at timestamp with time zone,
    answer character varying(3) NOT NULL,
    answered_at timestamp with time zone,
    basis character varying(10) NOT NULL,
    act_body character varying(200) NOT NULL,
    act_number character varying(100) NOT NULL,
    act_date date,
    act_file character varying(100) NOT NULL,
    act_file_sha256 character varying(64) NOT NULL,
    counted_at timestamp with time zone,
    accepted_by_id bigint,
    government_id bigint,
    signature_id bigint NOT NULL,
    listed_country character varying(2) DEFAULT ''::character varying NOT NULL,
    listed_name character varying(200) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT answer_of_a_member_is_whole CHECK (((((answer)::text = ''::text) AND (answered_at IS NULL)) OR (((answer)::text = 'no'::text) AND (answered_at IS NOT NULL)) OR (((answer)::text = 'yes'::text) AND (answered_at IS NOT NULL) AND ((basis)::text = ''::text)) OR ((act_date IS NOT NULL) AND ((answer)::text = 'yes'::text) AND (answered_at IS NOT NULL) AND (NOT ((act_number)::text = ''::text)) AND (((basis)::text = 'delegation'::text) OR (((basis)::text = 'act'::text) AND (NOT ((act_file_sha256)::text = ''::text))))))),
    CONSTRAINT member_has_a_name CHECK (((government_id IS NOT NULL) OR (NOT ((listed_name)::text = ''::text)))),
    CONSTRAINT member_that_counts_said_yes CHECK (((counted_at IS NULL) OR ((basis)::text = 'before'::text) OR ((accepted_by_id IS NOT NULL) AND ((answer)::text = 'yes'::text) AND ((basis)::text = ANY (ARRAY[('act'::character varying)::text, ('delegation'::character varying)::text])))))
);


ALTER TABLE public.charter_groupmember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_groupmember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_leaf (
    index bigint NOT NULL,
    kind character varying(12) NOT NULL,
    about character varying(64) NOT NULL,
    salt bytea NOT NULL,
    commitment bytea NOT NULL,
    hash bytea NOT NULL,
    signature bytea NOT NULL,
    CONSTRAINT charter_leaf_index_check CHECK ((index >= 0))
);


CREATE TABLE public.charter_ledgerentry (
    id bigint NOT NULL,
    sequence bigint NOT NULL,
    dossier character varying(14) NOT NULL,
    event character varying(30) NOT NULL,
    source character varying(20) NOT NULL,
    target character varying(20) NOT NULL,
    party character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    data jsonb NOT NULL,
    previous character varying(64) NOT NULL,
    hash character varying(64) NOT NULL,
    actor_id bigint,
    signature_id bigint NOT NULL,
    CONSTRAINT charter_ledgerentry_sequence_check CHECK ((sequence >= 0)),
    CONSTRAINT ledger_entry_of_staff_names_the_account CHECK ((((actor_id IS NOT NULL) AND ((party)::text = 'staff'::text)) OR ((NOT ((party)::text = 'staff'::text)) AND (actor_id IS NULL))))
);


ALTER TABLE public.charter_ledgerentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_ledgerentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_ledgerhead (
    id bigint NOT NULL,
    sequence bigint NOT NULL,
    hash character varying(64) NOT NULL,
    last_number integer NOT NULL,
    CONSTRAINT charter_ledgerhead_last_number_check CHECK ((last_number >= 0)),
    CONSTRAINT charter_ledgerhead_sequence_check CHECK ((sequence >= 0)),
    CONSTRAINT ledger_has_one_head CHECK ((id = 1))
);


ALTER TABLE public.charter_ledgerhead ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_ledgerhead_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_loggedfact (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    subject character varying(64) NOT NULL,
    facts jsonb NOT NULL,
    at timestamp with time zone NOT NULL
);


ALTER TABLE public.charter_loggedfact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_loggedfact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_logsize (
    id bigint NOT NULL,
    size bigint NOT NULL,
    founded bigint NOT NULL,
    CONSTRAINT charter_logsize_founded_check CHECK ((founded >= 0)),
    CONSTRAINT charter_logsize_size_check CHECK ((size >= 0)),
    CONSTRAINT log_has_one_size CHECK ((id = 1))
);


ALTER TABLE public.charter_logsize ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_logsize_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_mergeproposal (
    id bigint NOT NULL,
    mark character varying(16) NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    into_id bigint NOT NULL,
    proposed_by_id bigint NOT NULL,
    source_id bigint NOT NULL
);


ALTER TABLE public.charter_mergeproposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_mergeproposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_redaction (
    id bigint NOT NULL,
    entry_hash character varying(64) NOT NULL,
    why text NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    confirmed_by_id bigint,
    proposed_by_id bigint NOT NULL,
    change_id bigint NOT NULL,
    CONSTRAINT two_people_remove_words CHECK ((((confirmed_at IS NULL) AND (confirmed_by_id IS NULL)) OR ((confirmed_at IS NOT NULL) AND (confirmed_by_id IS NOT NULL) AND (NOT ((confirmed_by_id = proposed_by_id) AND (confirmed_by_id IS NOT NULL))))))
);


ALTER TABLE public.charter_redaction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_redaction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_reminder (
    id bigint NOT NULL,
    due_on date NOT NULL,
    days smallint NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    commitment_id bigint NOT NULL,
    CONSTRAINT charter_reminder_days_check CHECK ((days >= 0))
);


ALTER TABLE public.charter_reminder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_reminder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_resumelink (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    to_contact boolean NOT NULL,
    signature_id bigint NOT NULL
);


ALTER TABLE public.charter_resumelink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_resumelink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_schedule (
    id bigint NOT NULL,
    deliverable character varying(20) NOT NULL,
    months smallint NOT NULL,
    CONSTRAINT charter_schedule_months_check CHECK ((months >= 0)),
    CONSTRAINT schedule_is_of_one_month_to_ten_years CHECK (((months >= 1) AND (months <= 120)))
);


ALTER TABLE public.charter_schedule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_schedule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_signatory (
    signature_id bigint NOT NULL,
    number integer NOT NULL,
    status character varying(20) NOT NULL,
    ad_referendum boolean NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    kind character varying(20) NOT NULL,
    section character varying(30) NOT NULL,
    country character varying(2) NOT NULL,
    cell smallint NOT NULL,
    latitude numeric(5,2),
    longitude numeric(5,2),
    words tsvector NOT NULL,
    government_id bigint NOT NULL,
    CONSTRAINT charter_signatory_number_check CHECK ((number >= 0)),
    CONSTRAINT charter_signatory_version_check CHECK ((version >= 0))
);


CREATE TABLE public.charter_signature (
    id bigint NOT NULL,
    state character varying(20) NOT NULL,
    verification_code character varying(14) NOT NULL,
    number integer,
    language character varying(10) NOT NULL,
    text_digest character varying(64) NOT NULL,
    proposed_name character varying(200) NOT NULL,
    proposed_country character varying(2) NOT NULL,
    proposed_kind character varying(20) NOT NULL,
    signatory_name character varying(200) NOT NULL,
    signatory_role character varying(200) NOT NULL,
    official_email character varying(254) NOT NULL,
    mailbox_verified_at timestamp with time zone,
    mandate_ends_on date,
    contact_name character varying(200) NOT NULL,
    contact_email character varying(254) NOT NULL,
    contact_confirmed_at timestamp with time zone,
    salt character varying(64) NOT NULL,
    act_body character varying(200) NOT NULL,
    act_number character varying(100) NOT NULL,
    act_date date,
    act_file character varying(100) NOT NULL,
    act_file_name character varying(200) NOT NULL,
    act_file_sha256 character varying(64) NOT NULL,
    act_file_sent_sha256 character varying(64) NOT NULL,
    ad_referendum_until date,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    checked_at timestamp with time zone,
    checklist jsonb NOT NULL,
    decided_at timestamp with time zone,
    reason text NOT NULL,
    signed_at timestamp with time zone,
    checked_by_id bigint,
    decided_by_id bigint,
    government_id bigint,
    version_id bigint,
    delegation_date date,
    delegation_number character varying(100) DEFAULT ''::character varying NOT NULL,
    reminder_id bigint,
    CONSTRAINT authority_is_checked_by_somebody CHECK (((NOT ((state)::text = ANY (ARRAY[('authority_checked'::character varying)::text, ('signed'::character varying)::text, ('on_hold'::character varying)::text, ('withdrawn'::character varying)::text, ('superseded'::character varying)::text]))) OR ((checked_at IS NOT NULL) AND (checked_by_id IS NOT NULL)))),
    CONSTRAINT charter_signature_number_check CHECK ((number >= 0)),
    CONSTRAINT decided_signature_has_its_time CHECK (((NOT ((state)::text = ANY (ARRAY[('signed'::character varying)::text, ('on_hold'::character varying)::text, ('withdrawn'::character varying)::text, ('superseded'::character varying)::text, ('rejected'::character varying)::text]))) OR (decided_at IS NOT NULL))),
    CONSTRAINT live_signature_is_bound CHECK (((NOT ((state)::text = ANY (ARRAY[('submitted'::character varying)::text, ('authority_checked'::character varying)::text, ('signed'::character varying)::text, ('on_hold'::character varying)::text, ('withdrawn'::character varying)::text, ('superseded'::character varying)::text]))) OR ((government_id IS NOT NULL) AND (mailbox_verified_at IS NOT NULL) AND (submitted_at IS NOT NULL) AND (version_id IS NOT NULL) AND (NOT ((text_digest)::text = ''::text))))),
    CONSTRAINT published_signature_has_number_and_time CHECK ((((number IS NOT NULL) AND (signed_at IS NOT NULL) AND ((state)::text = ANY (ARRAY[('signed'::character varying)::text, ('on_hold'::character varying)::text, ('withdrawn'::character varying)::text, ('superseded'::character varying)::text]))) OR ((NOT ((state)::text = ANY (ARRAY[('signed'::character varying)::text, ('on_hold'::character varying)::text, ('withdrawn'::character varying)::text, ('superseded'::character varying)::text]))) AND (number IS NULL) AND (signed_at IS NULL)))),
    CONSTRAINT signature_without_act_is_ad_referendum CHECK (((NOT ((state)::text = ANY (ARRAY[('signed'::character varying)::text, ('on_hold'::character varying)::text, ('withdrawn'::character varying)::text, ('superseded'::character varying)::text]))) OR (NOT ((act_file_sha256)::text = ''::text)) OR (ad_referendum_until IS NOT NULL))),
    CONSTRAINT two_people_check_and_publish CHECK (((NOT ((state)::text = ANY (ARRAY[('signed'::character varying)::text, ('on_hold'::character varying)::text, ('withdrawn'::character varying)::text, ('superseded'::character varying)::text]))) OR ((decided_by_id IS NOT NULL) AND (NOT ((decided_by_id = checked_by_id) AND (decided_by_id IS NOT NULL) AND (checked_by_id IS NOT NULL))))))
);


ALTER TABLE public.charter_signature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_signature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.charter_desklink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_signaturelink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_statuschange (
    id bigint NOT NULL,
    effective_on date NOT NULL,
    act_body character varying(200) NOT NULL,
    act_number character varying(100) NOT NULL,
    act_date date,
    reason text NOT NULL,
    reason_salt character varying(64) NOT NULL,
    cause character varying(20) NOT NULL,
    act_file character varying(100) NOT NULL,
    act_file_sha256 character varying(64) NOT NULL,
    entry_id bigint NOT NULL,
    signature_id bigint NOT NULL
);


ALTER TABLE public.charter_statuschange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_statuschange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_statusproposal (
    id bigint NOT NULL,
    action character varying(10) NOT NULL,
    effective_on date NOT NULL,
    act_body character varying(200) NOT NULL,
    act_number character varying(100) NOT NULL,
    act_date date NOT NULL,
    reason text NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    proposed_by_id bigint NOT NULL,
    signature_id bigint NOT NULL
);


ALTER TABLE public.charter_statusproposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_statusproposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_townhallrequest (
    id bigint NOT NULL,
    action character varying(10) NOT NULL,
    answers jsonb NOT NULL,
    file character varying(100) NOT NULL,
    file_name character varying(200) NOT NULL,
    file_sent_sha256 character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    takes_effect_on date,
    checked_at timestamp with time zone,
    file_sha256 character varying(64) NOT NULL,
    ended_at timestamp with time zone,
    outcome character varying(10) NOT NULL,
    ended_by character varying(10) NOT NULL,
    checked_by_id bigint,
    link_id bigint,
    reviewer_id bigint,
    signature_id bigint NOT NULL,
    started_by_id bigint,
    objected_at timestamp with time zone,
    overruled_at timestamp with time zone,
    overruled_by_id bigint,
    reconfirmed_at timestamp with time zone,
    CONSTRAINT a_letter_is_read_by_two_people CHECK (((started_by_id IS NULL) OR (checked_by_id IS NULL) OR (NOT ((started_by_id = checked_by_id) AND (started_by_id IS NOT NULL) AND (checked_by_id IS NOT NULL))))),
    CONSTRAINT asked_change_has_its_act CHECK (((NOT ((action)::text = ANY (ARRAY[('hold'::character varying)::text, ('withdraw'::character varying)::text, ('reinstate'::character varying)::text, ('correct'::character varying)::text]))) OR (confirmed_at IS NULL) OR (NOT ((outcome)::text = ''::text)) OR (NOT ((file)::text = ''::text)))),
    CONSTRAINT change_is_checked_before_it_is_done CHECK (((NOT (((action)::text = ANY (ARRAY[('hold'::character varying)::text, ('withdraw'::character varying)::text, ('reinstate'::character varying)::text, ('correct'::character varying)::text])) AND ((outcome)::text = 'done'::text))) OR ((checked_at IS NOT NULL) AND (checked_by_id IS NOT NULL)))),
    CONSTRAINT change_is_done_after_its_cooling_off CHECK (((NOT (((action)::text = ANY (ARRAY[('hold'::character varying)::text, ('withdraw'::character varying)::text, ('successor'::character varying)::text, ('correct'::character varying)::text])) AND ((outcome)::text = 'done'::text))) OR ((((ended_at AT TIME ZONE 'Europe/Paris'::text))::date >= takes_effect_on) AND (takes_effect_on IS NOT NULL)))),
    CONSTRAINT objected_change_is_proven_or_decided CHECK (((NOT ((outcome)::text = 'done'::text)) OR (objected_at IS NULL) OR (reconfirmed_at IS NOT NULL) OR ((overruled_at IS NOT NULL) AND (overruled_by_id IS NOT NULL)))),
    CONSTRAINT objection_to_a_letter_is_decided_by_another CHECK (((started_by_id IS NULL) OR (overruled_by_id IS NULL) OR (NOT ((started_by_id = overruled_by_id) AND (started_by_id IS NOT NULL) AND (overruled_by_id IS NOT NULL))))),
    CONSTRAINT request_ends_with_an_outcome CHECK ((((ended_at IS NULL) AND ((outcome)::text = ''::text)) OR ((NOT ((outcome)::text = ''::text)) AND (ended_at IS NOT NULL))))
);


ALTER TABLE public.charter_townhallrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_townhallrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.charter_trustedtime (
    id bigint NOT NULL,
    token bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    entry_id bigint NOT NULL
);


ALTER TABLE public.charter_trustedtime ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charter_trustedtime_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);


ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);


ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);


CREATE TABLE public.events_calendarreading (
    calendar_id bigint NOT NULL,
    etag character varying(200) NOT NULL,
    last_modified character varying(200) NOT NULL,
    digest character varying(64) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    asked_at timestamp with time zone,
    good_at timestamp with time zone,
    failed_at timestamp with time zone,
    failures integer NOT NULL,
    cause character varying(20) NOT NULL,
    left_out jsonb NOT NULL,
    CONSTRAINT a_reading_that_failed_says_why CHECK (((((cause)::text = ''::text) AND (failed_at IS NULL)) OR ((failed_at IS NOT NULL) AND (NOT ((cause)::text = ''::text))))),
    CONSTRAINT events_calendarreading_failures_check CHECK ((failures >= 0))
);


CREATE TABLE public.events_change (
    id bigint NOT NULL,
    before jsonb NOT NULL,
    words jsonb NOT NULL,
    last_registration bigint NOT NULL,
    told_to bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    event_id bigint NOT NULL
);


ALTER TABLE public.events_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_channel (
    id bigint NOT NULL,
    language character varying(10) NOT NULL,
    name character varying(80) NOT NULL,
    address character varying(500) NOT NULL,
    room_id bigint NOT NULL,
    CONSTRAINT channel_can_be_found CHECK ((NOT (((address)::text = ''::text) AND ((name)::text = ''::text))))
);


ALTER TABLE public.events_channel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_channel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_checkin (
    id bigint NOT NULL,
    number uuid NOT NULL,
    device uuid NOT NULL,
    device_name character varying(40) NOT NULL,
    moment timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    undoes uuid,
    by_id bigint,
    door_id bigint NOT NULL,
    registration_id bigint NOT NULL
);


ALTER TABLE public.events_checkin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_checkin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_door (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    kind character varying(10) NOT NULL,
    session uuid,
    shows_names boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT door_kind_is_known CHECK (((kind)::text = ANY (ARRAY[('entrance'::character varying)::text, ('session'::character varying)::text]))),
    CONSTRAINT door_of_a_session_is_no_entrance CHECK (((session IS NULL) OR ((kind)::text = 'session'::text)))
);


ALTER TABLE public.events_door ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_door_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_event (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    name character varying(200) NOT NULL,
    kind character varying(20) NOT NULL,
    audience character varying(20) DEFAULT 'all'::character varying NOT NULL,
    themes character varying(60)[] DEFAULT '{}'::character varying[] NOT NULL,
    wall_start timestamp without time zone NOT NULL,
    wall_end timestamp without time zone NOT NULL,
    start_fold boolean NOT NULL,
    end_fold boolean NOT NULL,
    start timestamp with time zone NOT NULL,
    "end" timestamp with time zone NOT NULL,
    zone character varying(50) NOT NULL,
    all_day boolean NOT NULL,
    mode character varying(10) NOT NULL,
    place jsonb NOT NULL,
    country character varying(2) NOT NULL,
    spoken character varying(10)[] NOT NULL,
    interpreted character varying(10)[] NOT NULL,
    signed character varying(10)[] NOT NULL,
    state character varying(10) NOT NULL,
    closed boolean NOT NULL,
    neutral_address boolean NOT NULL,
    series uuid,
    short_id character varying(12) NOT NULL,
    registration_opens timestamp with time zone,
    registration_closes timestamp with time zone,
    retention_days smallint NOT NULL,
    approval boolean NOT NULL,
    by_invitation boolean NOT NULL,
    claim_within smallint,
    reminders character varying(4)[] NOT NULL,
    thanks boolean NOT NULL,
    recording_url character varying(500) DEFAULT ''::character varying NOT NULL,
    sequence integer NOT NULL,
    revised_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    host_id bigint,
    latest_revision_id integer,
    recording_path character varying(20) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT event_all_day_is_whole_days CHECK (((NOT all_day) OR ((wall_start = date_trunc('day'::text, wall_start)) AND (wall_end = date_trunc('day'::text, wall_end))))),
    CONSTRAINT event_audience_is_known CHECK (((audience)::text = ANY (ARRAY[('all'::character varying)::text, ('professionals'::character varying)::text, ('associations'::character varying)::text]))),
    CONSTRAINT event_ends_after_it_starts CHECK (("end" > start)),
    CONSTRAINT event_forgets_people_in_time CHECK (((retention_days >= 1) AND (retention_days <= 90))),
    CONSTRAINT event_is_of_our_time CHECK ((("end" <= '2100-01-01 00:00:00+00'::timestamp with time zone) AND (start >= '2000-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT event_kind_is_known CHECK (((kind)::text = ANY (ARRAY[('femmes-du-monde'::character varying)::text, ('seminar'::character varying)::text, ('training'::character varying)::text, ('uclg-meeting'::character varying)::text, ('partner-meeting'::character varying)::text, ('webinar'::character varying)::text]))),
    CONSTRAINT event_mode_is_known CHECK (((mode)::text = ANY (ARRAY[('on-site'::character varying)::text, ('online'::character varying)::text, ('hybrid'::character varying)::text]))),
    CONSTRAINT event_registration_closes_after_it_opens CHECK (((registration_opens IS NULL) OR (registration_closes IS NULL) OR (registration_closes > registration_opens))),
    CONSTRAINT event_registration_is_of_our_time CHECK ((((registration_opens IS NULL) OR ((registration_opens >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (registration_opens <= '2100-01-01 00:00:00+00'::timestamp with time zone))) AND ((registration_closes IS NULL) OR ((registration_closes >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (registration_closes <= '2100-01-01 00:00:00+00'::timestamp with time zone))))),
    CONSTRAINT event_state_is_known CHECK (((state)::text = ANY (ARRAY[('scheduled'::character varying)::text, ('postponed'::character varying)::text, ('cancelled'::character varying)::text]))),
    CONSTRAINT events_event_claim_within_check CHECK ((claim_within >= 0)),
    CONSTRAINT events_event_retention_days_check CHECK ((retention_days >= 0)),
    CONSTRAINT events_event_sequence_check CHECK ((sequence >= 0))
);


ALTER TABLE public.events_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_eventday (
    id bigint NOT NULL,
    day date NOT NULL,
    begins time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT day_ends_after_it_begins CHECK ((ends > begins))
);


ALTER TABLE public.events_eventday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_eventday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_eventpage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    picture_alt character varying(200) NOT NULL,
    picture_decorative boolean NOT NULL,
    picture_credit character varying(200) NOT NULL,
    summary character varying(300) NOT NULL,
    body jsonb NOT NULL,
    event_id bigint NOT NULL,
    language_id integer,
    picture_id integer,
    CONSTRAINT eventpage_picture_has_words_or_decorates CHECK (((picture_id IS NULL) OR (((picture_alt)::text = ''::text) AND picture_decorative) OR ((NOT picture_decorative) AND (NOT ((picture_alt)::text = ''::text)))))
);


CREATE TABLE public.events_eventsindexpage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    introduction text NOT NULL
);


CREATE TABLE public.events_feedstate (
    id bigint NOT NULL,
    version bigint NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT events_feedstate_version_check CHECK ((version >= 0))
);


ALTER TABLE public.events_feedstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_feedstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_held (
    id bigint NOT NULL,
    calendar_id bigint NOT NULL,
    registration_id bigint NOT NULL
);


ALTER TABLE public.events_held ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_held_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_joining (
    id bigint NOT NULL,
    part uuid,
    joined_at timestamp with time zone NOT NULL,
    registration_id bigint NOT NULL
);


ALTER TABLE public.events_joining ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_joining_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_joinlink (
    id bigint NOT NULL,
    nonce character varying(32) NOT NULL,
    token_digest character varying(64) NOT NULL,
    registration_id bigint NOT NULL
);


ALTER TABLE public.events_joinlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_joinlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_letter (
    id bigint NOT NULL,
    states character varying(10)[] NOT NULL,
    categories bigint[] NOT NULL,
    languages character varying(10)[] NOT NULL,
    subject jsonb NOT NULL,
    text jsonb NOT NULL,
    written_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    last_registration bigint NOT NULL,
    told_to bigint NOT NULL,
    told jsonb NOT NULL,
    event_id bigint NOT NULL,
    sent_by_id bigint,
    written_by_id bigint,
    CONSTRAINT letter_has_words CHECK (((NOT (subject = '{}'::jsonb)) AND (NOT (text = '{}'::jsonb)))),
    CONSTRAINT letter_is_for_somebody CHECK (((NOT (states = '{}'::character varying(10)[])) AND (NOT (categories = '{}'::bigint[])) AND (NOT (languages = '{}'::character varying(10)[])))),
    CONSTRAINT letter_is_sent_before_it_is_told CHECK (((sent_at IS NOT NULL) OR ((last_registration = 0) AND (told = '{}'::jsonb) AND (told_to = 0))))
);


ALTER TABLE public.events_letter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_lettercopy (
    id bigint NOT NULL,
    letter_id bigint NOT NULL,
    registration_id bigint NOT NULL
);


ALTER TABLE public.events_lettercopy ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_lettercopy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_meetingreport (
    id bigint NOT NULL,
    language character varying(10) NOT NULL,
    decided text NOT NULL,
    next_steps text NOT NULL,
    by_whom text NOT NULL,
    event_id bigint NOT NULL,
    partner_id bigint NOT NULL
);


ALTER TABLE public.events_meetingreport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_meetingreport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_namedperson (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    name character varying(120) NOT NULL,
    email character varying(254) NOT NULL,
    email_digest character varying(64) NOT NULL,
    answer character varying(6) NOT NULL,
    leader_id bigint NOT NULL,
    registration_id bigint NOT NULL,
    CONSTRAINT named_person_answer_is_known CHECK (((answer)::text = ANY (ARRAY[('none'::character varying)::text, ('taken'::character varying)::text, ('closed'::character varying)::text]))),
    CONSTRAINT named_person_is_written_to_until_they_answer CHECK ((((answer)::text = 'none'::text) OR ((email)::text = ''::text)))
);


ALTER TABLE public.events_namedperson ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_namedperson_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_onlineroom (
    id bigint NOT NULL,
    part uuid,
    address character varying(500) NOT NULL,
    captions character varying(500) DEFAULT ''::character varying NOT NULL,
    opens_before smallint NOT NULL,
    event_id bigint NOT NULL,
    closes_after_minutes smallint DEFAULT 30 NOT NULL,
    CONSTRAINT events_onlineroom_closes_after_minutes_check CHECK ((closes_after_minutes >= 0)),
    CONSTRAINT events_onlineroom_opens_before_check CHECK ((opens_before >= 0)),
    CONSTRAINT room_closes_within_a_day CHECK ((closes_after_minutes <= 1440)),
    CONSTRAINT room_opens_within_a_day CHECK ((opens_before <= 1440))
);


ALTER TABLE public.events_onlineroom ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_onlineroom_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_outsidecalendar (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    address character varying(1000) NOT NULL,
    home character varying(500) NOT NULL,
    kind character varying(20) NOT NULL,
    region character varying(30) NOT NULL,
    language character varying(10) NOT NULL,
    zone character varying(50) NOT NULL,
    with_texts boolean NOT NULL,
    active boolean NOT NULL
);


ALTER TABLE public.events_outsidecalendar ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_outsidecalendar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_outsidecalendar_team (
    id bigint NOT NULL,
    outsidecalendar_id bigint NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.events_outsidecalendar_team ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_outsidecalendar_team_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_outsideevent (
    id bigint NOT NULL,
    uid character varying(255) NOT NULL,
    key character varying(16) NOT NULL,
    start timestamp with time zone NOT NULL,
    "end" timestamp with time zone NOT NULL,
    zone character varying(50) NOT NULL,
    all_day boolean NOT NULL,
    title character varying(200) NOT NULL,
    text text NOT NULL,
    place character varying(200) NOT NULL,
    url character varying(500) NOT NULL,
    state character varying(10) NOT NULL,
    gone_at timestamp with time zone,
    calendar_id bigint NOT NULL,
    CONSTRAINT outside_event_ends_after_it_starts CHECK (("end" >= start))
);


ALTER TABLE public.events_outsideevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_outsideevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_owncalendar (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    shows_titles boolean DEFAULT false NOT NULL
);


ALTER TABLE public.events_owncalendar ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_owncalendar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_personalinvitation (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    email character varying(254) NOT NULL,
    email_digest character varying(64) NOT NULL,
    language character varying(10) NOT NULL,
    withdrawn_at timestamp with time zone,
    used_at timestamp with time zone,
    event_id bigint NOT NULL,
    invited_by_id bigint,
    registration_id bigint,
    category_id bigint,
    CONSTRAINT invitation_admits_when_it_is_used CHECK (((used_at IS NOT NULL) OR (registration_id IS NULL))),
    CONSTRAINT invitation_is_used_or_withdrawn CHECK (((used_at IS NULL) OR (withdrawn_at IS NULL)))
);


ALTER TABLE public.events_personalinvitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_personalinvitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_programme (
    id bigint NOT NULL,
    languages_asked_until date,
    documents_to character varying(200) DEFAULT ''::character varying NOT NULL,
    event_id bigint NOT NULL
);


ALTER TABLE public.events_programme ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_programme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_programmeversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    content jsonb NOT NULL,
    changes jsonb NOT NULL,
    released_at timestamp with time zone NOT NULL,
    programme_id bigint NOT NULL,
    released_by_id bigint,
    CONSTRAINT events_programmeversion_number_check CHECK ((number >= 0))
);


ALTER TABLE public.events_programmeversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_programmeversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_question (
    id bigint NOT NULL,
    sort_order integer,
    text jsonb NOT NULL,
    kind character varying(10) NOT NULL,
    options jsonb NOT NULL,
    keys jsonb DEFAULT '[]'::jsonb NOT NULL,
    required boolean NOT NULL,
    asked character varying(10) DEFAULT 'afterwards'::character varying NOT NULL,
    seats character varying(10) NOT NULL,
    is_need boolean NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT question_is_asked_at_a_known_time CHECK (((asked)::text = ANY (ARRAY[('afterwards'::character varying)::text, ('first'::character varying)::text]))),
    CONSTRAINT question_kind_is_known CHECK (((kind)::text = ANY (ARRAY[('text'::character varying)::text, ('choice'::character varying)::text, ('several'::character varying)::text]))),
    CONSTRAINT question_seats_are_known CHECK (((seats)::text = ANY (ARRAY[(''::character varying)::text, ('on-site'::character varying)::text, ('online'::character varying)::text, ('delegation'::character varying)::text, ('press'::character varying)::text]))),
    CONSTRAINT question_to_choose_has_answers CHECK ((((kind)::text = 'text'::text) OR (NOT (options = '{}'::jsonb))))
);


ALTER TABLE public.events_question ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_question_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_quota (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    region character varying(25) NOT NULL,
    at_most integer,
    reserved integer NOT NULL,
    released_before smallint,
    event_id bigint NOT NULL,
    CONSTRAINT events_quota_at_most_check CHECK ((at_most >= 0)),
    CONSTRAINT events_quota_released_before_check CHECK ((released_before >= 0)),
    CONSTRAINT events_quota_reserved_check CHECK ((reserved >= 0)),
    CONSTRAINT quota_keeps_no_more_than_its_limit CHECK (((at_most IS NULL) OR (reserved <= at_most))),
    CONSTRAINT quota_keeps_seats_for_somebody CHECK (((reserved = 0) OR (NOT (((kind)::text = ''::text) AND ((region)::text = ''::text))))),
    CONSTRAINT quota_kind_is_known CHECK (((kind)::text = ANY (ARRAY[(''::character varying)::text, ('on-site'::character varying)::text, ('online'::character varying)::text, ('delegation'::character varying)::text, ('press'::character varying)::text]))),
    CONSTRAINT quota_limits_or_keeps CHECK ((((at_most >= 1) AND (at_most IS NOT NULL)) OR (reserved >= 1))),
    CONSTRAINT quota_region_is_known CHECK (((region)::text = ANY (ARRAY[(''::character varying)::text, ('africa'::character varying)::text, ('asia-pacific'::character varying)::text, ('eurasia'::character varying)::text, ('europe'::character varying)::text, ('latin-america'::character varying)::text, ('middle-east-west-asia'::character varying)::text, ('north-america'::character varying)::text, ('metropolitan'::character varying)::text])))
);


ALTER TABLE public.events_quota ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_quota_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_refusedaddress (
    id bigint NOT NULL,
    email_digest character varying(64) NOT NULL,
    refused_at timestamp with time zone NOT NULL,
    programme_id bigint NOT NULL
);


ALTER TABLE public.events_refusedaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_refusedaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_registration (
    id bigint NOT NULL,
    nonce character varying(32) NOT NULL,
    token_digest character varying(64) NOT NULL,
    region character varying(25) NOT NULL,
    told jsonb NOT NULL,
    needs jsonb NOT NULL,
    name character varying(120) NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(10) NOT NULL,
    access_needs character varying(500) NOT NULL,
    discreet boolean NOT NULL,
    email_digest character varying(64) NOT NULL,
    state character varying(10) NOT NULL,
    unproven boolean DEFAULT false NOT NULL,
    cancel_reason character varying(500) NOT NULL,
    ticket_code character varying(20) NOT NULL,
    calendar_id character varying(16) NOT NULL,
    invited boolean NOT NULL,
    own_revisions integer NOT NULL,
    mailed_sequence integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    claim_by timestamp with time zone,
    changed_at timestamp with time zone NOT NULL,
    cancelled_by_id bigint,
    event_id bigint NOT NULL,
    category_id bigint NOT NULL,
    calendar_reply jsonb,
    languages_needed character varying(10)[] DEFAULT '{}'::character varying[] NOT NULL,
    mails_off character varying(6)[] DEFAULT '{}'::character varying[] NOT NULL,
    CONSTRAINT events_registration_mailed_sequence_check CHECK ((mailed_sequence >= 0)),
    CONSTRAINT events_registration_own_revisions_check CHECK ((own_revisions >= 0)),
    CONSTRAINT only_a_cancelled_registration_says_why CHECK ((((state)::text = 'cancelled'::text) OR (((cancel_reason)::text = ''::text) AND (cancelled_by_id IS NULL)))),
    CONSTRAINT only_an_offered_seat_has_a_deadline CHECK ((((claim_by IS NOT NULL) AND ((state)::text = 'offered'::text)) OR ((NOT ((state)::text = 'offered'::text)) AND (claim_by IS NULL)))),
    CONSTRAINT registration_state_is_known CHECK (((state)::text = ANY (ARRAY[('confirmed'::character varying)::text, ('waiting'::character varying)::text, ('offered'::character varying)::text, ('applied'::character varying)::text, ('cancelled'::character varying)::text])))
);


ALTER TABLE public.events_registration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_registration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_registrationrequest (
    id bigint NOT NULL,
    nonce character varying(32) NOT NULL,
    token_digest character varying(64) NOT NULL,
    region character varying(25) NOT NULL,
    told jsonb NOT NULL,
    needs jsonb NOT NULL,
    name character varying(120) NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(10) NOT NULL,
    access_needs character varying(500) NOT NULL,
    discreet boolean NOT NULL,
    email_digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    event_id bigint NOT NULL,
    category_id bigint NOT NULL,
    invitation_id bigint,
    also bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    sessions bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    languages_needed character varying(10)[] DEFAULT '{}'::character varying[] NOT NULL
);


ALTER TABLE public.events_registrationrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_registrationrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_reportrelease (
    id bigint NOT NULL,
    words jsonb,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    government_id bigint NOT NULL,
    report_id bigint NOT NULL
);


ALTER TABLE public.events_reportrelease ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_reportrelease_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_room (
    id bigint NOT NULL,
    guid uuid NOT NULL,
    names jsonb NOT NULL,
    capacity integer,
    programme_id bigint NOT NULL,
    CONSTRAINT events_room_capacity_check CHECK ((capacity >= 0))
);


ALTER TABLE public.events_room ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_room_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_seatcategory (
    id bigint NOT NULL,
    names jsonb NOT NULL,
    kind character varying(10) NOT NULL,
    capacity integer,
    brings smallint,
    peak integer NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT events_seatcategory_brings_check CHECK ((brings >= 0)),
    CONSTRAINT events_seatcategory_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT events_seatcategory_peak_check CHECK ((peak >= 0)),
    CONSTRAINT seat_category_brings_a_delegation CHECK (((brings IS NULL) OR ((brings >= 1) AND (brings <= 50)))),
    CONSTRAINT seat_category_has_seats CHECK ((capacity >= 1)),
    CONSTRAINT seat_category_kind_is_known CHECK (((kind)::text = ANY (ARRAY[(''::character varying)::text, ('on-site'::character varying)::text, ('online'::character varying)::text, ('delegation'::character varying)::text, ('press'::character varying)::text])))
);


ALTER TABLE public.events_seatcategory ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_seatcategory_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_seatmove (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    passed integer NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    category_id bigint NOT NULL,
    event_id bigint NOT NULL,
    registration_id bigint NOT NULL,
    CONSTRAINT events_seatmove_passed_check CHECK ((passed >= 0)),
    CONSTRAINT seat_move_kind_is_known CHECK (((kind)::text = ANY (ARRAY[('promoted'::character varying)::text, ('offered'::character varying)::text, ('claimed'::character varying)::text, ('expired'::character varying)::text, ('withdrawn'::character varying)::text, ('swapped'::character varying)::text, ('approved'::character varying)::text, ('declined'::character varying)::text, ('added'::character varying)::text])))
);


ALTER TABLE public.events_seatmove ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_seatmove_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_session (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    guid uuid NOT NULL,
    kind character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    titles jsonb NOT NULL,
    summaries jsonb NOT NULL,
    day date NOT NULL,
    begins time without time zone NOT NULL,
    minutes smallint NOT NULL,
    capacity integer,
    programme_id bigint NOT NULL,
    room_id bigint,
    track_id bigint,
    CONSTRAINT events_session_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT events_session_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT session_has_seats CHECK (((capacity IS NULL) OR (capacity >= 1))),
    CONSTRAINT session_kind_is_known CHECK (((kind)::text = ANY (ARRAY[('plenary'::character varying)::text, ('talk'::character varying)::text, ('panel'::character varying)::text, ('workshop'::character varying)::text, ('visit'::character varying)::text, ('break'::character varying)::text]))),
    CONSTRAINT session_lasts_within_a_day CHECK (((minutes >= 5) AND (minutes <= 1440))),
    CONSTRAINT session_state_is_known CHECK (((state)::text = ANY (ARRAY[('scheduled'::character varying)::text, ('cancelled'::character varying)::text])))
);


ALTER TABLE public.events_session ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_session_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_sessionchoice (
    id bigint NOT NULL,
    kind character varying(5) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    registration_id bigint NOT NULL,
    session_id bigint NOT NULL,
    known_version integer DEFAULT 0 NOT NULL,
    CONSTRAINT events_sessionchoice_known_version_check CHECK ((known_version >= 0)),
    CONSTRAINT session_choice_kind_is_known CHECK (((kind)::text = ANY (ARRAY[('star'::character varying)::text, ('place'::character varying)::text])))
);


ALTER TABLE public.events_sessionchoice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_sessionchoice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_sessiondocument (
    id bigint NOT NULL,
    titles jsonb NOT NULL,
    document_id integer NOT NULL,
    session_id bigint NOT NULL
);


ALTER TABLE public.events_sessiondocument ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_sessiondocument_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_sessionlanguage (
    id bigint NOT NULL,
    language character varying(10) NOT NULL,
    way character varying(12) NOT NULL,
    booked boolean NOT NULL,
    session_id bigint NOT NULL,
    CONSTRAINT session_language_way_is_known CHECK (((way)::text = ANY (ARRAY[('floor'::character varying)::text, ('interpreted'::character varying)::text, ('signed'::character varying)::text, ('captioned'::character varying)::text])))
);


ALTER TABLE public.events_sessionlanguage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_sessionlanguage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_sessionspeaker (
    id bigint NOT NULL,
    moderates boolean NOT NULL,
    session_id bigint NOT NULL,
    speaker_id bigint NOT NULL
);


ALTER TABLE public.events_sessionspeaker ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_sessionspeaker_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_speaker (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    guid uuid NOT NULL,
    name character varying(120) NOT NULL,
    offices jsonb NOT NULL,
    biographies jsonb NOT NULL,
    portrait_id integer,
    programme_id bigint NOT NULL
);


ALTER TABLE public.events_speaker ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_speaker_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_speakercontact (
    id bigint NOT NULL,
    nonce character varying(32) NOT NULL,
    token_digest character varying(64) NOT NULL,
    email character varying(254) NOT NULL,
    email_digest character varying(64) NOT NULL,
    language character varying(10) NOT NULL,
    discreet boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    told jsonb,
    told_at timestamp with time zone,
    mails integer NOT NULL,
    reminded_of timestamp with time zone,
    speaker_id bigint NOT NULL,
    CONSTRAINT events_speakercontact_mails_check CHECK ((mails >= 0))
);


ALTER TABLE public.events_speakercontact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_speakercontact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_teammember (
    id bigint NOT NULL,
    event_id bigint NOT NULL,
    user_id bigint,
    acts_for_id bigint
);


ALTER TABLE public.events_teammember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_teammember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_track (
    id bigint NOT NULL,
    names jsonb NOT NULL,
    programme_id bigint NOT NULL
);


ALTER TABLE public.events_track ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_track_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_zonetables (
    id bigint NOT NULL,
    version character varying(10) NOT NULL
);


ALTER TABLE public.events_zonetables ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_zonetables_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.figures_entry (
    id bigint NOT NULL,
    year smallint NOT NULL,
    language character varying(10) NOT NULL,
    answers jsonb NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    given_at timestamp with time zone,
    checked_at timestamp with time zone,
    reason text NOT NULL,
    link_digest character varying(64),
    link_until timestamp with time zone,
    checked_by_id bigint,
    government_id bigint NOT NULL,
    invited_by bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    CONSTRAINT checked_entry_was_given_and_says_by_whom CHECK ((((checked_at IS NULL) AND (checked_by_id IS NULL)) OR ((checked_at IS NOT NULL) AND (checked_by_id IS NOT NULL) AND (given_at IS NOT NULL)))),
    CONSTRAINT entry_year_is_plausible CHECK (((year >= 1950) AND (year <= 2100))),
    CONSTRAINT figures_entry_year_check CHECK ((year >= 0))
);


ALTER TABLE public.figures_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.figures_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.figures_figure (
    id bigint NOT NULL,
    year smallint NOT NULL,
    part character varying(20) NOT NULL,
    value numeric(14,4) NOT NULL,
    base bigint,
    quality character varying(20) NOT NULL,
    source character varying(200) DEFAULT ''::character varying NOT NULL,
    note character varying(300) DEFAULT ''::character varying NOT NULL,
    government_id bigint NOT NULL,
    indicator_id bigint NOT NULL,
    checked_by_id bigint,
    source_date date,
    decided_by bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    CONSTRAINT figure_value_is_plausible CHECK (((value >= (0)::numeric) AND (value <= (1000000000)::numeric))),
    CONSTRAINT figure_year_is_plausible CHECK (((year >= 1950) AND (year <= 2100))),
    CONSTRAINT figures_figure_base_check CHECK ((base >= 0)),
    CONSTRAINT figures_figure_year_check CHECK ((year >= 0))
);


ALTER TABLE public.figures_figure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.figures_figure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.figures_indicator (
    id bigint NOT NULL,
    slug character varying(80) NOT NULL,
    measure character varying(20) DEFAULT 'count'::character varying NOT NULL,
    counts_persons boolean NOT NULL,
    other_persons boolean NOT NULL,
    breakdown character varying(20) NOT NULL,
    source character varying(200) NOT NULL,
    source_url character varying(200) NOT NULL,
    latest_revision_id integer,
    asked boolean DEFAULT true NOT NULL,
    CONSTRAINT indicator_names_its_source CHECK ((NOT ((source)::text = ''::text)))
);


ALTER TABLE public.figures_indicator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.figures_indicator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.figures_indicatorwords (
    id bigint NOT NULL,
    language character varying(10) NOT NULL,
    name character varying(150) NOT NULL,
    unit character varying(60) NOT NULL,
    definition text NOT NULL,
    method text NOT NULL,
    comparability text NOT NULL,
    indicator_id bigint NOT NULL
);


ALTER TABLE public.figures_indicatorwords ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.figures_indicatorwords_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.figures_release (
    id bigint NOT NULL,
    number integer NOT NULL,
    released_at timestamp with time zone NOT NULL,
    cells jsonb NOT NULL,
    places jsonb NOT NULL,
    wording jsonb NOT NULL,
    sums jsonb NOT NULL,
    withheld jsonb NOT NULL,
    indicator_id bigint NOT NULL,
    released_by_id bigint,
    decided_by bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    withdrawn jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT another_person_releases CHECK (((released_by_id IS NULL) OR (NOT (decided_by @> ARRAY[released_by_id])))),
    CONSTRAINT figures_release_number_check CHECK ((number >= 0))
);


ALTER TABLE public.figures_release ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.figures_release_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.figures_territory (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    names jsonb NOT NULL,
    CONSTRAINT territory_has_a_name CHECK ((NOT (names = '{}'::jsonb)))
);


CREATE TABLE public.figures_territory_governments (
    id bigint NOT NULL,
    territory_id bigint NOT NULL,
    localgovernment_id bigint NOT NULL
);


ALTER TABLE public.figures_territory_governments ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.figures_territory_governments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.figures_territory ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.figures_territory_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.home_action (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    state character varying(10) NOT NULL,
    first_year smallint,
    last_year smallint,
    latest_revision_id integer,
    goal_id bigint NOT NULL,
    titles jsonb NOT NULL,
    texts jsonb NOT NULL,
    CONSTRAINT action_ends_after_it_begins CHECK (((last_year IS NULL) OR ((first_year IS NOT NULL) AND (last_year >= first_year)))),
    CONSTRAINT home_action_first_year_check CHECK ((first_year >= 0)),
    CONSTRAINT home_action_last_year_check CHECK ((last_year >= 0)),
    CONSTRAINT home_action_position_check CHECK (("position" >= 0))
);


ALTER TABLE public.home_action ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.home_action_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.home_actionlink (
    id bigint NOT NULL,
    action_id bigint NOT NULL,
    event_id bigint,
    government_id bigint,
    resource_id bigint,
    CONSTRAINT action_link_leads_to_one_thing CHECK ((((event_id IS NOT NULL) AND (government_id IS NULL) AND (resource_id IS NULL)) OR ((event_id IS NULL) AND (government_id IS NULL) AND (resource_id IS NOT NULL)) OR ((event_id IS NULL) AND (government_id IS NOT NULL) AND (resource_id IS NULL))))
);


ALTER TABLE public.home_actionlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.home_actionlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.home_contactmessage (
    id bigint NOT NULL,
    reference character varying(8) NOT NULL,
    topic character varying(12) NOT NULL,
    text text NOT NULL,
    name character varying(120) NOT NULL,
    email character varying(254) NOT NULL,
    email_digest character varying(64) NOT NULL,
    safely character varying(300) NOT NULL,
    language character varying(10) NOT NULL,
    written_at timestamp with time zone NOT NULL,
    answer_by date NOT NULL,
    answered_at timestamp with time zone
);


ALTER TABLE public.home_contactmessage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.home_contactmessage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.home_contacttopic (
    id bigint NOT NULL,
    topic character varying(12) NOT NULL,
    mailbox character varying(254) NOT NULL,
    language character varying(10) NOT NULL,
    days smallint NOT NULL,
    latest_revision_id integer,
    CONSTRAINT contact_days_are_few CHECK (((days >= 1) AND (days <= 30))),
    CONSTRAINT home_contacttopic_days_check CHECK ((days >= 0))
);


ALTER TABLE public.home_contacttopic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.home_contacttopic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.home_goal (
    id bigint NOT NULL,
    number smallint NOT NULL,
    latest_revision_id integer,
    titles jsonb NOT NULL,
    texts jsonb NOT NULL,
    CONSTRAINT home_goal_number_check CHECK ((number >= 0))
);


ALTER TABLE public.home_goal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.home_goal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.home_homepage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    hero_title character varying(160) NOT NULL,
    lead text NOT NULL,
    body jsonb NOT NULL
);


CREATE TABLE public.home_standardpage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    introduction text NOT NULL,
    body jsonb NOT NULL
);


CREATE TABLE public.home_territorydeliverable (
    id bigint NOT NULL,
    deliverable character varying(20) NOT NULL,
    state character varying(10) NOT NULL,
    year smallint,
    month smallint,
    updated smallint,
    until smallint,
    event_id bigint,
    page_id integer,
    resource_id bigint,
    work_id bigint NOT NULL,
    CONSTRAINT deliverable_leads_to_one_thing CHECK ((((event_id IS NULL) AND (page_id IS NULL) AND (resource_id IS NULL)) OR ((event_id IS NOT NULL) AND (page_id IS NULL) AND (resource_id IS NULL)) OR ((event_id IS NULL) AND (page_id IS NULL) AND (resource_id IS NOT NULL)) OR ((event_id IS NULL) AND (page_id IS NOT NULL) AND (resource_id IS NULL)))),
    CONSTRAINT deliverable_month_has_its_year CHECK (((month IS NULL) OR ((month >= 1) AND (month <= 12) AND (year IS NOT NULL)))),
    CONSTRAINT home_territorydeliverable_month_check CHECK ((month >= 0)),
    CONSTRAINT home_territorydeliverable_until_check CHECK ((until >= 0)),
    CONSTRAINT home_territorydeliverable_updated_check CHECK ((updated >= 0)),
    CONSTRAINT home_territorydeliverable_year_check CHECK ((year >= 0))
);


ALTER TABLE public.home_territorydeliverable ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.home_territorydeliverable_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.home_territorywork (
    id bigint NOT NULL,
    government_id bigint NOT NULL,
    latest_revision_id integer
);


ALTER TABLE public.home_territorywork ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.home_territorywork_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.mail_bouncereport (
    id bigint NOT NULL,
    ledger character varying(1) NOT NULL,
    "row" bigint NOT NULL,
    address_digest character varying(64) NOT NULL,
    verdict character varying(9) NOT NULL,
    status character varying(12) NOT NULL,
    source character varying(6) NOT NULL,
    received_at timestamp with time zone NOT NULL
);


ALTER TABLE public.mail_bouncereport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mail_bouncereport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.mail_epoch (
    id bigint NOT NULL,
    key uuid NOT NULL,
    begun_by character varying(5) NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    cluster character varying(20) NOT NULL,
    database bigint NOT NULL,
    mark bigint NOT NULL,
    held_since timestamp with time zone,
    held_because character varying(5) NOT NULL,
    CONSTRAINT held_mail_has_its_reason CHECK (((((held_because)::text = ''::text) AND (held_since IS NULL)) OR ((held_since IS NOT NULL) AND (NOT ((held_because)::text = ''::text)))))
);


ALTER TABLE public.mail_epoch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mail_epoch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.mail_message (
    id bigint NOT NULL,
    attempts smallint NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    last_error character varying(300) NOT NULL,
    sent_at timestamp with time zone,
    key character varying(200) NOT NULL,
    template character varying(100) NOT NULL,
    context jsonb NOT NULL,
    language character varying(10) NOT NULL,
    "to" character varying(254) NOT NULL,
    to_digest character varying(64) NOT NULL,
    mailbox_digest character varying(64) NOT NULL,
    unasked boolean NOT NULL,
    reply_to character varying(254) NOT NULL,
    about character varying(40) DEFAULT ''::character varying NOT NULL,
    discreet boolean NOT NULL,
    sensitive boolean NOT NULL,
    attachments jsonb NOT NULL,
    subject character varying(300) NOT NULL,
    text text NOT NULL,
    html text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    state character varying(12) NOT NULL,
    CONSTRAINT mail_message_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT sent_mail_has_its_time CHECK (((NOT ((state)::text = 'sent'::text)) OR (sent_at IS NOT NULL)))
);


ALTER TABLE public.mail_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mail_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.mail_received (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    received_at timestamp with time zone NOT NULL
);


ALTER TABLE public.mail_received ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mail_received_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.mail_suppression (
    id bigint NOT NULL,
    address_digest character varying(64) NOT NULL,
    reason character varying(12) NOT NULL,
    status character varying(12) NOT NULL,
    created_at timestamp with time zone NOT NULL
);


ALTER TABLE public.mail_suppression ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mail_suppression_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.members_contact (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    role character varying(200) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(40) NOT NULL,
    language character varying(10) NOT NULL,
    mandate_start date,
    mandate_end date,
    government_id bigint NOT NULL,
    CONSTRAINT contact_mandate_ends_after_it_begins CHECK (((mandate_start IS NULL) OR (mandate_end IS NULL) OR (mandate_end >= mandate_start)))
);


ALTER TABLE public.members_contact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.members_contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.members_governmentmerge (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    slug character varying(100) NOT NULL,
    names jsonb NOT NULL,
    merged_at timestamp with time zone NOT NULL,
    merged_by_id bigint NOT NULL,
    into_id bigint NOT NULL,
    proposed_by_id bigint,
    CONSTRAINT a_proposed_merge_is_of_two_people CHECK (((proposed_by_id IS NULL) OR (NOT ((proposed_by_id = merged_by_id) AND (proposed_by_id IS NOT NULL)))))
);


ALTER TABLE public.members_governmentmerge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.members_governmentmerge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.members_localgovernment (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    slug character varying(100) NOT NULL,
    names jsonb NOT NULL,
    search_text text NOT NULL,
    sort_keys jsonb NOT NULL,
    kind character varying(20) NOT NULL,
    country character varying(2) NOT NULL,
    section character varying(30) NOT NULL,
    member boolean NOT NULL,
    proposed boolean NOT NULL,
    fictional boolean NOT NULL,
    latitude numeric(5,2),
    longitude numeric(5,2),
    population integer,
    population_year smallint,
    population_source character varying(200) NOT NULL,
    website character varying(200) NOT NULL,
    official_domains character varying(100)[] NOT NULL,
    languages character varying(10)[] NOT NULL,
    pilot boolean NOT NULL,
    observatory_since smallint,
    at_risk boolean DEFAULT false NOT NULL,
    crest_id integer,
    latest_revision_id integer,
    portrait_id integer,
    CONSTRAINT government_country_is_iso CHECK (((country)::text ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT government_has_a_name CHECK ((NOT (names = '{}'::jsonb))),
    CONSTRAINT government_population_has_source CHECK (((population IS NULL) OR ((population IS NOT NULL) AND (population_year IS NOT NULL) AND (NOT ((population_source)::text = ''::text))))),
    CONSTRAINT government_proposed_is_no_member CHECK ((NOT (member AND proposed))),
    CONSTRAINT government_seat_is_on_earth CHECK ((((latitude IS NULL) AND (longitude IS NULL)) OR ((latitude IS NOT NULL) AND ((latitude >= ('-90'::integer)::numeric) AND (latitude <= (90)::numeric)) AND (longitude IS NOT NULL) AND ((longitude >= ('-180'::integer)::numeric) AND (longitude <= (180)::numeric))))),
    CONSTRAINT members_localgovernment_observatory_since_check CHECK ((observatory_since >= 0)),
    CONSTRAINT members_localgovernment_population_check CHECK ((population >= 0)),
    CONSTRAINT members_localgovernment_population_year_check CHECK ((population_year >= 0))
);


ALTER TABLE public.members_localgovernment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.members_localgovernment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.members_memberprofile (
    id bigint NOT NULL,
    picture_alt character varying(200) NOT NULL,
    picture_decorative boolean NOT NULL,
    picture_credit character varying(200) NOT NULL,
    language character varying(10) NOT NULL,
    summary text NOT NULL,
    body text NOT NULL,
    government_id bigint NOT NULL,
    picture_id integer,
    head character varying(100) DEFAULT ''::character varying NOT NULL,
    head_office character varying(150) DEFAULT ''::character varying NOT NULL,
    head_words character varying(300) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT memberprofile_picture_has_words_or_decorates CHECK (((picture_id IS NULL) OR (((picture_alt)::text = ''::text) AND picture_decorative) OR ((NOT picture_decorative) AND (NOT ((picture_alt)::text = ''::text)))))
);


ALTER TABLE public.members_memberprofile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.members_memberprofile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.members_membersindexpage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    intro text NOT NULL
);


CREATE TABLE public.members_office (
    id bigint NOT NULL,
    role character varying(20) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(40) NOT NULL,
    government_id bigint NOT NULL,
    CONSTRAINT office_can_be_reached CHECK (((NOT ((email)::text = ''::text)) OR (NOT ((phone)::text = ''::text))))
);


ALTER TABLE public.members_office ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.members_office_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);


ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.news_newsindexpage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    intro text NOT NULL
);


CREATE TABLE public.news_newspage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    picture_alt character varying(200) NOT NULL,
    picture_decorative boolean NOT NULL,
    picture_credit character varying(200) NOT NULL,
    date date NOT NULL,
    office character varying(120) NOT NULL,
    summary character varying(300) NOT NULL,
    body jsonb NOT NULL,
    picture_id integer,
    CONSTRAINT newspage_picture_has_words_or_decorates CHECK (((picture_id IS NULL) OR (((picture_alt)::text = ''::text) AND picture_decorative) OR ((NOT picture_decorative) AND (NOT ((picture_alt)::text = ''::text)))))
);


CREATE TABLE public.newsletters_consenttext (
    id bigint NOT NULL,
    language character varying(10) NOT NULL,
    text text NOT NULL,
    version character varying(20) NOT NULL,
    latest_revision_id integer
);


ALTER TABLE public.newsletters_consenttext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsletters_consenttext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.newsletters_delivery (
    id bigint NOT NULL,
    attempts smallint NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    last_error character varying(300) NOT NULL,
    sent_at timestamp with time zone,
    discreet boolean NOT NULL,
    state character varying(12) NOT NULL,
    bounce character varying(9) DEFAULT ''::character varying NOT NULL,
    bounced_at timestamp with time zone,
    edition_id bigint NOT NULL,
    text_id bigint NOT NULL,
    reader_id bigint,
    CONSTRAINT newsletters_delivery_attempts_check CHECK ((attempts >= 0))
);


ALTER TABLE public.newsletters_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsletters_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.newsletters_edition (
    id bigint NOT NULL,
    translation_key uuid NOT NULL,
    title character varying(255) NOT NULL,
    state character varying(10) NOT NULL,
    digest character varying(64) DEFAULT ''::character varying NOT NULL,
    fallbacks jsonb DEFAULT '{}'::jsonb NOT NULL,
    asked_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    approved_at timestamp with time zone,
    canary boolean DEFAULT false NOT NULL,
    canary_until timestamp with time zone,
    scheduled_for timestamp with time zone,
    zone character varying(64) DEFAULT ''::character varying NOT NULL,
    started_at timestamp with time zone,
    moving_since timestamp with time zone,
    judged_from timestamp with time zone,
    stopped_because character varying(10) DEFAULT ''::character varying NOT NULL,
    finished_at timestamp with time zone,
    approved_by_id bigint,
    sent_by_id bigint,
    figures jsonb NOT NULL,
    CONSTRAINT approved_by_another_person CHECK ((NOT ((approved_by_id = sent_by_id) AND (approved_by_id IS NOT NULL) AND (sent_by_id IS NOT NULL)))),
    CONSTRAINT begun_edition_has_its_time CHECK ((((started_at IS NULL) AND ((state)::text = ANY (ARRAY[('asked'::character varying)::text, ('scheduled'::character varying)::text, ('late'::character varying)::text]))) OR ((NOT ((state)::text = ANY (ARRAY[('asked'::character varying)::text, ('scheduled'::character varying)::text, ('late'::character varying)::text]))) AND (started_at IS NOT NULL)))),
    CONSTRAINT halted_edition_has_its_reason CHECK (((NOT ((state)::text = 'halted'::text)) OR (NOT ((stopped_because)::text = ''::text)))),
    CONSTRAINT scheduled_edition_has_its_time CHECK (((NOT ((state)::text = ANY (ARRAY[('scheduled'::character varying)::text, ('late'::character varying)::text]))) OR ((scheduled_for IS NOT NULL) AND (NOT ((zone)::text = ''::text))))),
    CONSTRAINT sent_edition_has_its_time CHECK (((NOT ((state)::text = ANY (ARRAY[('sent'::character varying)::text, ('cancelled'::character varying)::text]))) OR (finished_at IS NOT NULL)))
);


ALTER TABLE public.newsletters_edition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsletters_edition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.newsletters_editiontext (
    id bigint NOT NULL,
    language character varying(10) NOT NULL,
    subject character varying(300) NOT NULL,
    date date NOT NULL,
    summary character varying(200) NOT NULL,
    html text NOT NULL,
    text text NOT NULL,
    discreet_subject character varying(300) NOT NULL,
    discreet_html text NOT NULL,
    discreet_text text NOT NULL,
    web_html text NOT NULL,
    edition_id bigint NOT NULL
);


ALTER TABLE public.newsletters_editiontext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsletters_editiontext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.newsletters_importedaddress (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    email_digest character varying(64) NOT NULL,
    language character varying(10) NOT NULL,
    themes character varying(60)[] NOT NULL,
    batch_id bigint NOT NULL
);


ALTER TABLE public.newsletters_importedaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsletters_importedaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.newsletters_newsletterarchivepage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    starting_body jsonb NOT NULL
);


CREATE TABLE public.newsletters_newsletterindexpage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    introduction text NOT NULL
);


CREATE TABLE public.newsletters_newsletterpage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    date date NOT NULL,
    summary character varying(200) NOT NULL,
    body jsonb NOT NULL
);


CREATE TABLE public.newsletters_reader (
    id bigint NOT NULL,
    nonce character varying(32) NOT NULL,
    token_digest character varying(64) NOT NULL,
    themes character varying(60)[] DEFAULT '{}'::character varying[] NOT NULL,
    frequency character varying(8) DEFAULT 'each'::character varying NOT NULL,
    email character varying(254) NOT NULL,
    email_digest character varying(64) NOT NULL,
    language character varying(10) NOT NULL,
    discreet boolean NOT NULL,
    state character varying(12) NOT NULL,
    confirmed_at timestamp with time zone NOT NULL,
    unsubscribed_at timestamp with time zone,
    CONSTRAINT reader_wishes_a_known_frequency CHECK (((frequency)::text = ANY (ARRAY[('each'::character varying)::text, ('monthly'::character varying)::text]))),
    CONSTRAINT unsubscribed_reader_has_its_time CHECK (((NOT ((state)::text = 'unsubscribed'::text)) OR (unsubscribed_at IS NOT NULL)))
);


ALTER TABLE public.newsletters_reader ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsletters_reader_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.newsletters_readerimport (
    id bigint NOT NULL,
    source text NOT NULL,
    direct boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    joined integer NOT NULL,
    asked integer NOT NULL,
    passed_over integer NOT NULL,
    by_id bigint,
    CONSTRAINT newsletters_readerimport_asked_check CHECK ((asked >= 0)),
    CONSTRAINT newsletters_readerimport_joined_check CHECK ((joined >= 0)),
    CONSTRAINT newsletters_readerimport_passed_over_check CHECK ((passed_over >= 0))
);


ALTER TABLE public.newsletters_readerimport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsletters_readerimport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.newsletters_recipients (
    id bigint NOT NULL,
    themes character varying(60)[] DEFAULT '{}'::character varying[] NOT NULL,
    frequency character varying(8) DEFAULT 'each'::character varying NOT NULL,
    translation_key uuid NOT NULL,
    fallbacks jsonb NOT NULL
);


ALTER TABLE public.newsletters_recipients ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsletters_recipients_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.newsletters_sentfile (
    id bigint CONSTRAINT newsletters_sentpicture_id_not_null NOT NULL,
    edition_id bigint CONSTRAINT newsletters_sentpicture_edition_id_not_null NOT NULL,
    image_id integer,
    document_id integer,
    CONSTRAINT sent_file_is_a_picture_or_a_document CHECK ((((document_id IS NOT NULL) AND (image_id IS NULL)) OR ((document_id IS NULL) AND (image_id IS NOT NULL))))
);


ALTER TABLE public.newsletters_sentfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsletters_sentpicture_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.newsletters_subscriptionrequest (
    id bigint NOT NULL,
    themes character varying(60)[] DEFAULT '{}'::character varying[] NOT NULL,
    frequency character varying(8) DEFAULT 'each'::character varying NOT NULL,
    email character varying(254) NOT NULL,
    email_digest character varying(64) NOT NULL,
    language character varying(10) NOT NULL,
    discreet boolean NOT NULL,
    consent_text text NOT NULL,
    consent_version character varying(20) NOT NULL,
    consent_language character varying(10) NOT NULL,
    handle_digest character varying(64) NOT NULL,
    link_digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    brought_in boolean DEFAULT false NOT NULL
);


ALTER TABLE public.newsletters_subscriptionrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.newsletters_subscriptionrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pages_helpline (
    id bigint NOT NULL,
    country character varying(2) NOT NULL,
    number character varying(30) NOT NULL,
    name character varying(120) NOT NULL,
    what_en character varying(300) NOT NULL,
    what_fr character varying(300) NOT NULL,
    what_es character varying(300) NOT NULL,
    what_ar character varying(300) NOT NULL,
    hours_en character varying(120) NOT NULL,
    hours_fr character varying(120) NOT NULL,
    hours_es character varying(120) NOT NULL,
    hours_ar character varying(120) NOT NULL,
    languages character varying(10)[] NOT NULL,
    source character varying(300) NOT NULL,
    source_url character varying(200) NOT NULL,
    latest_revision_id integer,
    chat_url character varying(200) NOT NULL,
    confirmed_by_id bigint,
    confirmed_how character varying(6) NOT NULL,
    confirmed_on date,
    cost character varying(8) NOT NULL,
    doubts character varying(300) NOT NULL,
    grade character varying(1) NOT NULL,
    kind character varying(9) NOT NULL,
    text_number character varying(30) NOT NULL,
    whatsapp character varying(30) NOT NULL,
    CONSTRAINT confirmation_is_whole CHECK (((((confirmed_how)::text = ''::text) AND (confirmed_on IS NULL)) OR ((confirmed_on IS NOT NULL) AND (NOT ((confirmed_how)::text = ''::text))))),
    CONSTRAINT helpline_says_who_answers CHECK ((((kind)::text = 'emergency'::text) OR (NOT ((name)::text = ''::text))))
);


ALTER TABLE public.pages_helpline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pages_helpline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pages_menuitem (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    section character varying(20) NOT NULL,
    label_en character varying(40) NOT NULL,
    label_fr character varying(40) NOT NULL,
    label_es character varying(40) NOT NULL,
    label_ar character varying(40) NOT NULL,
    latest_revision_id integer,
    page_id integer,
    CONSTRAINT menu_item_leads_to_one_thing CHECK ((((page_id IS NOT NULL) AND ((section)::text = ''::text)) OR ((NOT ((section)::text = ''::text)) AND (page_id IS NULL)))),
    CONSTRAINT pages_menuitem_position_check CHECK (("position" >= 0))
);


ALTER TABLE public.pages_menuitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pages_menuitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pages_partner (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    name_en character varying(120) NOT NULL,
    name_fr character varying(120) NOT NULL,
    name_es character varying(120) NOT NULL,
    name_ar character varying(120) NOT NULL,
    url character varying(200) NOT NULL,
    latest_revision_id integer,
    logo_id integer,
    CONSTRAINT pages_partner_position_check CHECK (("position" >= 0))
);


ALTER TABLE public.pages_partner ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pages_partner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pages_sitewords (
    id bigint NOT NULL,
    language character varying(10) NOT NULL,
    site_name character varying(80) NOT NULL,
    footer_about character varying(300) NOT NULL,
    sender_name character varying(60) NOT NULL,
    discreet_name character varying(40) NOT NULL,
    latest_revision_id integer,
    leave_url character varying(200) NOT NULL,
    CONSTRAINT leaving_is_encrypted CHECK ((((leave_url)::text = ''::text) OR ((leave_url)::text ~~ 'https://%'::text)))
);


ALTER TABLE public.pages_sitewords ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pages_sitewords_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pages_withdrawnfile (
    id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    reason character varying(300) NOT NULL,
    document_id integer NOT NULL
);


ALTER TABLE public.pages_withdrawnfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pages_withdrawnfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.privacy_cacheentry (
    cache_key character varying(255) NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);


CREATE TABLE public.privacy_consent (
    id bigint NOT NULL,
    purpose character varying(40) NOT NULL,
    subject_digest character varying(64) NOT NULL,
    text text NOT NULL,
    version character varying(20) NOT NULL,
    language character varying(10) NOT NULL,
    given_at timestamp with time zone NOT NULL,
    kind character varying(9) DEFAULT 'given'::character varying NOT NULL,
    recorded_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    CONSTRAINT consent_is_of_a_known_kind CHECK (((kind)::text = ANY (ARRAY[('given'::character varying)::text, ('imported'::character varying)::text, ('changed'::character varying)::text, ('withdrawn'::character varying)::text])))
);


ALTER TABLE public.privacy_consent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_consent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.privacy_discreetaddress (
    id bigint NOT NULL,
    mailbox_digest character varying(64) NOT NULL,
    source character varying(40) NOT NULL
);


ALTER TABLE public.privacy_discreetaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_discreetaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.privacy_inquiry (
    id bigint NOT NULL,
    kind character varying(40) NOT NULL,
    typed jsonb NOT NULL,
    attempts smallint NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    last_error character varying(100) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT a_settled_inquiry_keeps_nothing CHECK (((settled_at IS NULL) OR (typed = '{}'::jsonb))),
    CONSTRAINT privacy_inquiry_attempts_check CHECK ((attempts >= 0))
);


ALTER TABLE public.privacy_inquiry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_inquiry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.privacy_onetimecode (
    id bigint NOT NULL,
    purpose character varying(40) NOT NULL,
    subject_id character varying(64) NOT NULL,
    address_digest character varying(64) NOT NULL,
    code_digest character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    used_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT privacy_onetimecode_attempts_check CHECK ((attempts >= 0))
);


ALTER TABLE public.privacy_onetimecode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_onetimecode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.privacy_personrequest (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    channel character varying(10) NOT NULL,
    identity_check character varying(10) NOT NULL,
    address_digest character varying(64) NOT NULL,
    received_on date NOT NULL,
    due_on date NOT NULL,
    state character varying(10) NOT NULL,
    counts jsonb NOT NULL,
    kept jsonb NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    answered_by_id bigint,
    recorded_by_id bigint,
    CONSTRAINT answered_person_request_says_when CHECK ((((answered_at IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (answered_at IS NOT NULL)))),
    CONSTRAINT person_request_is_due_after_it_came CHECK ((due_on > received_on))
);


ALTER TABLE public.privacy_personrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_personrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.privacy_ratecounter (
    id bigint NOT NULL,
    scope character varying(40) NOT NULL,
    key_digest character varying(64) NOT NULL,
    "window" timestamp with time zone NOT NULL,
    count integer NOT NULL,
    CONSTRAINT privacy_ratecounter_count_check CHECK ((count >= 0))
);


ALTER TABLE public.privacy_ratecounter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_ratecounter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);


CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;


CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;


CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);


CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;


CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);


ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.resources_documenttext (
    id bigint NOT NULL,
    digest character varying(40) NOT NULL,
    text text NOT NULL,
    cause character varying(20) NOT NULL,
    document_id integer NOT NULL
);


ALTER TABLE public.resources_documenttext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resources_documenttext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.resources_documentversion (
    id bigint NOT NULL,
    dated date NOT NULL,
    changes character varying(300) NOT NULL,
    place character varying(10) DEFAULT 'main'::character varying NOT NULL,
    label character varying(150) DEFAULT ''::character varying NOT NULL,
    shown boolean DEFAULT false NOT NULL,
    document_id integer NOT NULL,
    page_id integer NOT NULL
);


ALTER TABLE public.resources_documentversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resources_documentversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.resources_initiativepage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    picture_alt character varying(200) NOT NULL,
    picture_decorative boolean NOT NULL,
    picture_credit character varying(200) NOT NULL,
    association character varying(200) NOT NULL,
    country character varying(2) NOT NULL,
    summary text NOT NULL,
    body jsonb NOT NULL,
    website character varying(200) NOT NULL,
    picture_id integer,
    CONSTRAINT initiativepage_picture_has_words_or_decorates CHECK (((picture_id IS NULL) OR (((picture_alt)::text = ''::text) AND picture_decorative) OR ((NOT picture_decorative) AND (NOT ((picture_alt)::text = ''::text)))))
);


CREATE TABLE public.resources_mechanismpage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    summary text NOT NULL,
    problems character varying(60)[] NOT NULL,
    actors character varying(60)[] NOT NULL,
    what text NOT NULL,
    runs text NOT NULL,
    law text NOT NULL,
    places jsonb NOT NULL,
    measured text NOT NULL,
    begin text NOT NULL,
    sources jsonb NOT NULL
);


CREATE TABLE public.resources_mechanismsindexpage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    intro text NOT NULL
);


CREATE TABLE public.resources_resource (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    kind character varying(20) NOT NULL,
    year smallint NOT NULL,
    themes character varying(60)[] DEFAULT '{}'::character varying[] NOT NULL,
    authors text DEFAULT ''::text NOT NULL,
    bodies text DEFAULT ''::text NOT NULL,
    publisher character varying(200) DEFAULT ''::character varying NOT NULL,
    country character varying(2) NOT NULL,
    member_code character varying(40) NOT NULL,
    languages character varying(10)[] NOT NULL,
    url character varying(200) NOT NULL,
    doi character varying(200) DEFAULT ''::character varying NOT NULL,
    licence character varying(30) DEFAULT ''::character varying NOT NULL,
    illustrative boolean NOT NULL,
    latest_revision_id integer,
    CONSTRAINT resource_country_is_iso CHECK ((((country)::text = ''::text) OR ((country)::text ~ '^[A-Z]{2}$'::text))),
    CONSTRAINT resource_year_is_plausible CHECK (((year >= 1945) AND (year <= 2100))),
    CONSTRAINT resources_resource_year_check CHECK ((year >= 0))
);


ALTER TABLE public.resources_resource ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resources_resource_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.resources_resourcefile (
    id bigint NOT NULL,
    translation_key uuid NOT NULL,
    sort_order integer,
    label character varying(150) NOT NULL,
    language character varying(10) NOT NULL,
    document_id integer NOT NULL,
    locale_id integer NOT NULL,
    page_id integer NOT NULL
);


ALTER TABLE public.resources_resourcefile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resources_resourcefile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.resources_resourcepage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    picture_alt character varying(200) NOT NULL,
    picture_decorative boolean NOT NULL,
    picture_credit character varying(200) NOT NULL,
    summary text NOT NULL,
    body jsonb NOT NULL,
    changes character varying(300) DEFAULT ''::character varying NOT NULL,
    document_id integer,
    picture_id integer,
    resource_id bigint NOT NULL,
    CONSTRAINT resourcepage_picture_has_words_or_decorates CHECK (((picture_id IS NULL) OR (((picture_alt)::text = ''::text) AND picture_decorative) OR ((NOT picture_decorative) AND (NOT ((picture_alt)::text = ''::text)))))
);


CREATE TABLE public.resources_resourcesindexpage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    intro text NOT NULL
);


CREATE TABLE public.resources_theme (
    id bigint NOT NULL,
    slug character varying(60) NOT NULL,
    name_en character varying(80) NOT NULL,
    name_fr character varying(80) NOT NULL,
    name_es character varying(80) NOT NULL,
    name_ar character varying(80) NOT NULL,
    latest_revision_id integer
);


ALTER TABLE public.resources_theme ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resources_theme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.taggit_tag (
    id integer NOT NULL,
    name character varying(100) NOT NULL,
    slug character varying(100) NOT NULL
);


ALTER TABLE public.taggit_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.taggit_tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.taggit_taggeditem (
    id integer NOT NULL,
    object_id integer NOT NULL,
    content_type_id integer NOT NULL,
    tag_id integer NOT NULL
);


ALTER TABLE public.taggit_taggeditem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.taggit_taggeditem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.upkeep_alarm (
    condition character varying(20) NOT NULL,
    text character varying(200) NOT NULL,
    "values" jsonb NOT NULL,
    began_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    is_told boolean NOT NULL
);


CREATE TABLE public.users_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL
);


CREATE TABLE public.users_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id integer NOT NULL
);


ALTER TABLE public.users_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.users_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.users_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.users_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.users_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id integer NOT NULL
);


ALTER TABLE public.users_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.users_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtail_localize_localesynchronization (
    id integer NOT NULL,
    locale_id integer NOT NULL,
    sync_from_id integer NOT NULL
);


ALTER TABLE public.wagtail_localize_localesynchronization ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_localesynchronization_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtail_localize_overridablesegment (
    id integer NOT NULL,
    "order" integer NOT NULL,
    data_json text NOT NULL,
    context_id integer NOT NULL,
    source_id integer NOT NULL,
    CONSTRAINT wagtail_localize_overridablesegment_order_check CHECK (("order" >= 0))
);


ALTER TABLE public.wagtail_localize_overridablesegment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_overridablesegment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtail_localize_relatedobjectsegment (
    id integer NOT NULL,
    "order" integer NOT NULL,
    context_id integer NOT NULL,
    object_id uuid NOT NULL,
    source_id integer NOT NULL,
    CONSTRAINT wagtail_localize_relatedobjectsegment_order_check CHECK (("order" >= 0))
);


ALTER TABLE public.wagtail_localize_relatedobjectsegment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_relatedobjectsegment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtail_localize_segmentoverride (
    id integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    data_json text NOT NULL,
    has_error boolean NOT NULL,
    field_error text NOT NULL,
    context_id integer,
    last_translated_by_id bigint,
    locale_id integer NOT NULL
);


ALTER TABLE public.wagtail_localize_segmentoverride ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_segmentoverride_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtail_localize_string (
    id integer NOT NULL,
    data_hash uuid NOT NULL,
    data text NOT NULL,
    locale_id integer NOT NULL
);


ALTER TABLE public.wagtail_localize_string ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_string_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtail_localize_stringsegment (
    id integer NOT NULL,
    "order" integer NOT NULL,
    attrs text NOT NULL,
    context_id integer NOT NULL,
    source_id integer NOT NULL,
    string_id integer NOT NULL,
    CONSTRAINT wagtail_localize_stringsegment_order_check CHECK (("order" >= 0))
);


ALTER TABLE public.wagtail_localize_stringsegment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_stringsegment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtail_localize_stringtranslation (
    id integer NOT NULL,
    data text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    context_id integer,
    locale_id integer NOT NULL,
    translation_of_id integer NOT NULL,
    tool_name character varying(255) NOT NULL,
    translation_type character varying(20) NOT NULL,
    last_translated_by_id bigint,
    field_error text NOT NULL,
    has_error boolean NOT NULL
);


ALTER TABLE public.wagtail_localize_stringtranslation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_stringtranslation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtail_localize_template (
    id integer NOT NULL,
    uuid uuid NOT NULL,
    template text NOT NULL,
    template_format character varying(100) NOT NULL,
    string_count integer NOT NULL,
    CONSTRAINT wagtail_localize_template_string_count_check CHECK ((string_count >= 0))
);


ALTER TABLE public.wagtail_localize_template ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_template_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtail_localize_templatesegment (
    id integer NOT NULL,
    "order" integer NOT NULL,
    context_id integer NOT NULL,
    source_id integer NOT NULL,
    template_id integer NOT NULL,
    CONSTRAINT wagtail_localize_templatesegment_order_check CHECK (("order" >= 0))
);


ALTER TABLE public.wagtail_localize_templatesegment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_templatesegment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtail_localize_translatableobject (
    translation_key uuid NOT NULL,
    content_type_id integer NOT NULL
);


CREATE TABLE public.wagtail_localize_translation (
    id integer NOT NULL,
    uuid uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    translations_last_updated_at timestamp with time zone,
    destination_last_updated_at timestamp with time zone,
    enabled boolean NOT NULL,
    source_id integer NOT NULL,
    target_locale_id integer NOT NULL
);


ALTER TABLE public.wagtail_localize_translation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_translation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtail_localize_translationcontext (
    id integer NOT NULL,
    path_id uuid NOT NULL,
    path text NOT NULL,
    object_id uuid NOT NULL,
    field_path text NOT NULL
);


ALTER TABLE public.wagtail_localize_translationcontext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_translationcontext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtail_localize_translationlog (
    id integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    locale_id integer NOT NULL,
    revision_id integer,
    source_id integer NOT NULL
);


ALTER TABLE public.wagtail_localize_translationlog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_translationlog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtail_localize_translationsource (
    id integer NOT NULL,
    object_repr text NOT NULL,
    content_json text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    locale_id integer NOT NULL,
    object_id uuid NOT NULL,
    specific_content_type_id integer CONSTRAINT wagtail_localize_translations_specific_content_type_id_not_null NOT NULL,
    last_updated_at timestamp with time zone NOT NULL,
    schema_version character varying(255) NOT NULL
);


ALTER TABLE public.wagtail_localize_translationsource ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtail_localize_translationsource_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailadmin_admin (
    id integer NOT NULL
);


ALTER TABLE public.wagtailadmin_admin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailadmin_admin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailadmin_editingsession (
    id integer NOT NULL,
    object_id character varying(255) NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    content_type_id integer NOT NULL,
    user_id bigint NOT NULL,
    is_editing boolean NOT NULL
);


ALTER TABLE public.wagtailadmin_editingsession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailadmin_editingsession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailadmin_formstate (
    id integer NOT NULL,
    data text NOT NULL,
    object_id character varying(255) NOT NULL,
    parent_object_id character varying(255) NOT NULL,
    last_updated_at timestamp with time zone NOT NULL,
    content_type_id integer NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.wagtailadmin_formstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailadmin_formstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_apitoken (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    key_hash character varying(64) NOT NULL,
    prefix character varying(16) NOT NULL,
    created timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    user_id bigint NOT NULL
);


ALTER TABLE public.wagtailcore_apitoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_apitoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_collection (
    id integer NOT NULL,
    path character varying(255) NOT NULL COLLATE pg_catalog."C",
    depth integer NOT NULL,
    numchild integer NOT NULL,
    name character varying(255) NOT NULL,
    CONSTRAINT wagtailcore_collection_depth_check CHECK ((depth >= 0)),
    CONSTRAINT wagtailcore_collection_numchild_check CHECK ((numchild >= 0))
);


ALTER TABLE public.wagtailcore_collection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_collectionviewrestriction (
    id integer NOT NULL,
    restriction_type character varying(20) NOT NULL,
    password character varying(255) NOT NULL,
    collection_id integer NOT NULL
);


CREATE TABLE public.wagtailcore_collectionviewrestriction_groups (
    id bigint NOT NULL,
    collectionviewrestriction_id integer CONSTRAINT wagtailcore_collectionviewr_collectionviewrestriction__not_null NOT NULL,
    group_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_collectionviewrestriction_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collectionviewrestriction_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.wagtailcore_collectionviewrestriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collectionviewrestriction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_comment (
    id integer NOT NULL,
    text text NOT NULL,
    contentpath text NOT NULL,
    "position" text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    resolved_at timestamp with time zone,
    page_id integer NOT NULL,
    resolved_by_id bigint,
    revision_created_id integer,
    user_id bigint NOT NULL
);


ALTER TABLE public.wagtailcore_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_commentreply (
    id integer NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    comment_id integer NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.wagtailcore_commentreply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_commentreply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_groupapprovaltask (
    task_ptr_id integer NOT NULL
);


CREATE TABLE public.wagtailcore_groupapprovaltask_groups (
    id bigint NOT NULL,
    groupapprovaltask_id integer CONSTRAINT wagtailcore_groupapprovaltask_gro_groupapprovaltask_id_not_null NOT NULL,
    group_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_groupapprovaltask_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupapprovaltask_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_groupcollectionpermission (
    id integer NOT NULL,
    collection_id integer NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_groupcollectionpermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupcollectionpermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_grouppagepermission (
    id integer NOT NULL,
    group_id integer NOT NULL,
    page_id integer NOT NULL,
    permission_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_grouppagepermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_grouppagepermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_groupsitepermission (
    id integer NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL,
    site_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_groupsitepermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupsitepermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_locale (
    id integer NOT NULL,
    language_code character varying(100) NOT NULL
);


ALTER TABLE public.wagtailcore_locale ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_locale_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_modellogentry (
    id integer NOT NULL,
    label text NOT NULL,
    action character varying(255) NOT NULL,
    data jsonb CONSTRAINT wagtailcore_modellogentry_data_json_not_null NOT NULL,
    "timestamp" timestamp with time zone NOT NULL,
    content_changed boolean NOT NULL,
    deleted boolean NOT NULL,
    object_id character varying(255) NOT NULL,
    content_type_id integer,
    user_id bigint,
    uuid uuid,
    revision_id integer
);


ALTER TABLE public.wagtailcore_modellogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_modellogentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_page (
    id integer NOT NULL,
    path character varying(255) NOT NULL COLLATE pg_catalog."C",
    depth integer NOT NULL,
    numchild integer NOT NULL,
    title character varying(255) NOT NULL,
    slug character varying(255) NOT NULL,
    live boolean NOT NULL,
    has_unpublished_changes boolean NOT NULL,
    url_path text NOT NULL,
    seo_title character varying(255) NOT NULL,
    show_in_menus boolean NOT NULL,
    search_description text NOT NULL,
    go_live_at timestamp with time zone,
    expire_at timestamp with time zone,
    expired boolean NOT NULL,
    content_type_id integer NOT NULL,
    owner_id bigint,
    locked boolean NOT NULL,
    latest_revision_created_at timestamp with time zone,
    first_published_at timestamp with time zone,
    live_revision_id integer,
    last_published_at timestamp with time zone,
    draft_title character varying(255) NOT NULL,
    locked_at timestamp with time zone,
    locked_by_id bigint,
    translation_key uuid NOT NULL,
    locale_id integer NOT NULL,
    alias_of_id integer,
    latest_revision_id integer,
    CONSTRAINT wagtailcore_page_depth_check CHECK ((depth >= 0)),
    CONSTRAINT wagtailcore_page_numchild_check CHECK ((numchild >= 0))
);


ALTER TABLE public.wagtailcore_page ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_page_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_pagelogentry (
    id integer NOT NULL,
    label text NOT NULL,
    action character varying(255) NOT NULL,
    data jsonb CONSTRAINT wagtailcore_pagelogentry_data_json_not_null NOT NULL,
    "timestamp" timestamp with time zone NOT NULL,
    content_changed boolean NOT NULL,
    deleted boolean NOT NULL,
    content_type_id integer,
    page_id integer NOT NULL,
    revision_id integer,
    user_id bigint,
    uuid uuid
);


ALTER TABLE public.wagtailcore_pagelogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagelogentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_revision (
    id integer CONSTRAINT wagtailcore_pagerevision_id_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT wagtailcore_pagerevision_created_at_not_null NOT NULL,
    content jsonb CONSTRAINT wagtailcore_pagerevision_content_json_not_null NOT NULL,
    approved_go_live_at timestamp with time zone,
    object_id character varying(255) CONSTRAINT wagtailcore_pagerevision_page_id_not_null NOT NULL,
    user_id bigint,
    content_type_id integer NOT NULL,
    base_content_type_id integer NOT NULL,
    object_str text NOT NULL
);


ALTER TABLE public.wagtailcore_revision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagerevision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_pagesubscription (
    id integer NOT NULL,
    comment_notifications boolean NOT NULL,
    page_id integer NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.wagtailcore_pagesubscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagesubscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_pageviewrestriction (
    id integer NOT NULL,
    password character varying(255) NOT NULL,
    page_id integer NOT NULL,
    restriction_type character varying(20) NOT NULL
);


CREATE TABLE public.wagtailcore_pageviewrestriction_groups (
    id bigint NOT NULL,
    pageviewrestriction_id integer CONSTRAINT wagtailcore_pageviewrestriction_pageviewrestriction_id_not_null NOT NULL,
    group_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_pageviewrestriction_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pageviewrestriction_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.wagtailcore_pageviewrestriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pageviewrestriction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_referenceindex (
    id integer NOT NULL,
    object_id character varying(255) NOT NULL,
    to_object_id character varying(255) NOT NULL,
    model_path text NOT NULL,
    content_path text NOT NULL,
    content_path_hash uuid NOT NULL,
    base_content_type_id integer NOT NULL,
    content_type_id integer NOT NULL,
    to_content_type_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_referenceindex ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_referenceindex_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_site (
    id integer NOT NULL,
    hostname character varying(255) NOT NULL,
    port integer NOT NULL,
    is_default_site boolean NOT NULL,
    root_page_id integer NOT NULL,
    site_name character varying(255) NOT NULL
);


ALTER TABLE public.wagtailcore_site ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_site_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_task (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    active boolean NOT NULL,
    content_type_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_taskstate (
    id integer NOT NULL,
    status character varying(50) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    content_type_id integer NOT NULL,
    revision_id integer CONSTRAINT wagtailcore_taskstate_page_revision_id_not_null NOT NULL,
    task_id integer NOT NULL,
    workflow_state_id integer NOT NULL,
    finished_by_id bigint,
    comment text NOT NULL
);


ALTER TABLE public.wagtailcore_taskstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_taskstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_uploadedfile (
    id integer NOT NULL,
    file character varying(200) NOT NULL,
    for_content_type_id integer,
    uploaded_by_user_id bigint
);


ALTER TABLE public.wagtailcore_uploadedfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_uploadedfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_workflow (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    active boolean NOT NULL
);


ALTER TABLE public.wagtailcore_workflow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_workflowcontenttype (
    content_type_id integer NOT NULL,
    workflow_id integer NOT NULL
);


CREATE TABLE public.wagtailcore_workflowpage (
    page_id integer NOT NULL,
    workflow_id integer NOT NULL
);


CREATE TABLE public.wagtailcore_workflowstate (
    id integer NOT NULL,
    status character varying(50) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    current_task_state_id integer,
    object_id character varying(255) CONSTRAINT wagtailcore_workflowstate_page_id_not_null NOT NULL,
    requested_by_id bigint,
    workflow_id integer NOT NULL,
    content_type_id integer NOT NULL,
    base_content_type_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_workflowstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflowstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_workflowtask (
    id integer NOT NULL,
    sort_order integer,
    task_id integer NOT NULL,
    workflow_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_workflowtask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflowtask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtaildocs_document (
    id integer NOT NULL,
    title character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    uploaded_by_user_id bigint,
    collection_id integer NOT NULL,
    file_size bigint,
    file_hash character varying(40) NOT NULL,
    CONSTRAINT wagtaildocs_document_file_size_check CHECK ((file_size >= 0))
);


ALTER TABLE public.wagtaildocs_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtaildocs_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailembeds_embed (
    id integer NOT NULL,
    url text NOT NULL,
    max_width smallint,
    type character varying(10) NOT NULL,
    html text NOT NULL,
    title text NOT NULL,
    author_name text NOT NULL,
    provider_name text NOT NULL,
    thumbnail_url text NOT NULL,
    width integer,
    height integer,
    last_updated timestamp with time zone NOT NULL,
    hash character varying(32) NOT NULL,
    cache_until timestamp with time zone
);


ALTER TABLE public.wagtailembeds_embed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailembeds_embed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailforms_formsubmission (
    id integer NOT NULL,
    form_data jsonb NOT NULL,
    submit_time timestamp with time zone NOT NULL,
    page_id integer NOT NULL
);


ALTER TABLE public.wagtailforms_formsubmission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailforms_formsubmission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailimages_image (
    id integer NOT NULL,
    title character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    focal_point_x integer,
    focal_point_y integer,
    focal_point_width integer,
    focal_point_height integer,
    uploaded_by_user_id bigint,
    file_size integer,
    collection_id integer NOT NULL,
    file_hash character varying(40) NOT NULL,
    description character varying(255) NOT NULL,
    CONSTRAINT wagtailimages_image_file_size_check CHECK ((file_size >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_height_check CHECK ((focal_point_height >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_width_check CHECK ((focal_point_width >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_x_check CHECK ((focal_point_x >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_y_check CHECK ((focal_point_y >= 0))
);


ALTER TABLE public.wagtailimages_image ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailimages_image_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailimages_rendition (
    id integer NOT NULL,
    file character varying(100) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    focal_point_key character varying(16) NOT NULL,
    filter_spec character varying(255) NOT NULL,
    image_id integer NOT NULL
);


ALTER TABLE public.wagtailimages_rendition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailimages_rendition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailredirects_redirect (
    id integer NOT NULL,
    old_path character varying(255) NOT NULL,
    is_permanent boolean NOT NULL,
    redirect_link character varying(255) NOT NULL,
    redirect_page_id integer,
    site_id integer,
    automatically_created boolean NOT NULL,
    created_at timestamp with time zone,
    redirect_page_route_path character varying(255) NOT NULL
);


ALTER TABLE public.wagtailredirects_redirect ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailredirects_redirect_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailsearch_indexentry (
    id integer NOT NULL,
    object_id character varying(50) NOT NULL,
    title_norm double precision NOT NULL,
    content_type_id integer NOT NULL,
    autocomplete tsvector NOT NULL,
    title tsvector NOT NULL,
    body tsvector NOT NULL,
    title_text text NOT NULL,
    body_text text NOT NULL
);


ALTER TABLE public.wagtailsearch_indexentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailsearch_indexentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailusers_userprofile (
    id integer NOT NULL,
    submitted_notifications boolean NOT NULL,
    approved_notifications boolean NOT NULL,
    rejected_notifications boolean NOT NULL,
    user_id bigint NOT NULL,
    preferred_language character varying(10) NOT NULL,
    current_time_zone character varying(40) NOT NULL,
    avatar character varying(100) NOT NULL,
    updated_comments_notifications boolean CONSTRAINT wagtailusers_userprofile_updated_comments_notification_not_null NOT NULL,
    dismissibles jsonb NOT NULL,
    theme character varying(40) NOT NULL,
    density character varying(40) NOT NULL,
    contrast character varying(40) NOT NULL,
    keyboard_shortcuts boolean NOT NULL
);


ALTER TABLE public.wagtailusers_userprofile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailusers_userprofile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.webinars_addressrequest (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    email character varying(254) NOT NULL,
    email_digest character varying(64) NOT NULL,
    language character varying(10) NOT NULL,
    discreet boolean NOT NULL,
    course_id bigint
);


ALTER TABLE public.webinars_addressrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webinars_addressrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.webinars_completion (
    id bigint NOT NULL,
    done_at timestamp with time zone NOT NULL,
    enrolment_id bigint NOT NULL,
    lesson_id bigint NOT NULL
);


ALTER TABLE public.webinars_completion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webinars_completion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.webinars_course (
    id bigint NOT NULL,
    key character varying(60) NOT NULL,
    pass_mark smallint NOT NULL,
    is_open boolean NOT NULL,
    CONSTRAINT course_pass_mark_is_a_percentage CHECK (((pass_mark >= 1) AND (pass_mark <= 100))),
    CONSTRAINT webinars_course_pass_mark_check CHECK ((pass_mark >= 0))
);


ALTER TABLE public.webinars_course ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webinars_course_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.webinars_coursepage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    summary character varying(300) NOT NULL,
    body jsonb NOT NULL,
    course_id bigint NOT NULL,
    language_id integer NOT NULL
);


CREATE TABLE public.webinars_enrolment (
    id bigint NOT NULL,
    nonce character varying(32) NOT NULL,
    token_digest character varying(64) NOT NULL,
    code_digest character varying(64) NOT NULL,
    email character varying(254) NOT NULL,
    email_digest character varying(64) NOT NULL,
    language character varying(10) NOT NULL,
    discreet boolean NOT NULL,
    started_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    course_id bigint NOT NULL,
    hand_ins uuid[] NOT NULL,
    drafts jsonb DEFAULT '{}'::jsonb NOT NULL
);


ALTER TABLE public.webinars_enrolment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webinars_enrolment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.webinars_lesson (
    id bigint NOT NULL,
    sort_order integer,
    key character varying(60) NOT NULL,
    minutes smallint NOT NULL,
    module_id bigint NOT NULL,
    replay_id bigint,
    CONSTRAINT webinars_lesson_minutes_check CHECK ((minutes >= 0))
);


ALTER TABLE public.webinars_lesson ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webinars_lesson_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.webinars_lessonpage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    summary character varying(300) NOT NULL,
    body jsonb NOT NULL,
    reflection text NOT NULL,
    sources jsonb NOT NULL,
    language_id integer NOT NULL,
    lesson_id bigint NOT NULL
);


CREATE TABLE public.webinars_mediafile (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    kind character varying(10) NOT NULL,
    media_type character varying(20) NOT NULL,
    height smallint NOT NULL,
    file character varying(100) NOT NULL,
    size bigint NOT NULL,
    digest character varying(64) NOT NULL,
    replay_id bigint NOT NULL,
    CONSTRAINT webinars_mediafile_height_check CHECK ((height >= 0)),
    CONSTRAINT webinars_mediafile_size_check CHECK ((size >= 0))
);


ALTER TABLE public.webinars_mediafile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webinars_mediafile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.webinars_module (
    id bigint NOT NULL,
    sort_order integer,
    key character varying(60) NOT NULL,
    names jsonb NOT NULL,
    summaries jsonb NOT NULL,
    course_id bigint NOT NULL
);


ALTER TABLE public.webinars_module ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webinars_module_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.webinars_passage (
    id bigint NOT NULL,
    start integer NOT NULL,
    words tsvector NOT NULL,
    transcript_id bigint NOT NULL,
    rows jsonb NOT NULL,
    CONSTRAINT webinars_passage_start_check CHECK ((start >= 0))
);


ALTER TABLE public.webinars_passage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webinars_passage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.webinars_quizanswer (
    id bigint NOT NULL,
    given jsonb NOT NULL,
    is_right boolean NOT NULL,
    tries smallint NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    enrolment_id bigint NOT NULL,
    question_id bigint NOT NULL,
    CONSTRAINT webinars_quizanswer_tries_check CHECK ((tries >= 0))
);


ALTER TABLE public.webinars_quizanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webinars_quizanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.webinars_quizoption (
    id bigint NOT NULL,
    sort_order integer,
    text jsonb NOT NULL,
    is_right boolean NOT NULL,
    match jsonb NOT NULL,
    question_id bigint NOT NULL
);


ALTER TABLE public.webinars_quizoption ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webinars_quizoption_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.webinars_quizquestion (
    id bigint NOT NULL,
    sort_order integer,
    key character varying(60) NOT NULL,
    kind character varying(10) NOT NULL,
    text jsonb NOT NULL,
    why jsonb NOT NULL,
    is_true boolean NOT NULL,
    lesson_id bigint NOT NULL,
    CONSTRAINT quiz_question_kind_is_known CHECK (((kind)::text = ANY (ARRAY[('one'::character varying)::text, ('several'::character varying)::text, ('truth'::character varying)::text, ('order'::character varying)::text, ('matching'::character varying)::text])))
);


ALTER TABLE public.webinars_quizquestion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webinars_quizquestion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.webinars_replay (
    id bigint NOT NULL,
    published boolean NOT NULL,
    themes character varying(60)[] DEFAULT '{}'::character varying[] NOT NULL,
    event_id bigint NOT NULL,
    chapters jsonb NOT NULL
);


ALTER TABLE public.webinars_replay ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webinars_replay_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.webinars_replaydocument (
    id bigint NOT NULL,
    document_id integer NOT NULL,
    replay_id bigint NOT NULL
);


ALTER TABLE public.webinars_replaydocument ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webinars_replaydocument_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.webinars_transcript (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    language character varying(10) NOT NULL,
    replay_id bigint NOT NULL
);


ALTER TABLE public.webinars_transcript ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webinars_transcript_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.webinars_webinarsindexpage (
    page_ptr_id integer NOT NULL,
    neutral_title boolean NOT NULL,
    introduction text NOT NULL
);


ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);


ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);


ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);


INSERT INTO public.auth_group VALUES
	(1, 'Committee editors'),
	(2, 'Charter reviewers'),
	(3, 'Event hosts'),
	(4, 'Newsletter editors'),
	(5, 'Data protection'),
	(8, 'Jury');


INSERT INTO public.auth_group_permissions VALUES
	(21, 1, 120),
	(22, 1, 121),
	(23, 1, 122),
	(24, 1, 119),
	(25, 1, 123),
	(26, 1, 124),
	(27, 1, 125),
	(28, 1, 126),
	(29, 1, 128),
	(30, 1, 129),
	(31, 1, 130),
	(32, 1, 127),
	(33, 1, 131),
	(34, 1, 132),
	(35, 1, 133),
	(36, 8, 112),
	(37, 8, 132),
	(38, 8, 133),
	(39, 2, 134),
	(40, 1, 136),
	(41, 1, 137),
	(42, 1, 138),
	(43, 1, 135),
	(44, 1, 139),
	(45, 1, 140),
	(46, 1, 141),
	(47, 1, 134),
	(48, 1, 142),
	(49, 1, 144),
	(50, 1, 145),
	(51, 1, 143),
	(52, 1, 146),
	(53, 1, 147),
	(54, 1, 148),
	(55, 1, 149),
	(56, 1, 150),
	(57, 1, 151),
	(58, 1, 152),
	(59, 1, 153),
	(60, 1, 154),
	(61, 1, 155),
	(62, 1, 156),
	(63, 1, 157),
	(64, 1, 158),
	(65, 1, 159),
	(66, 3, 142),
	(67, 3, 144),
	(68, 3, 145),
	(69, 3, 160),
	(70, 3, 143),
	(71, 3, 161),
	(72, 3, 146),
	(73, 3, 147),
	(74, 3, 148),
	(75, 3, 162),
	(76, 3, 149),
	(77, 3, 150),
	(78, 3, 151),
	(79, 3, 152),
	(80, 3, 163),
	(81, 3, 164),
	(82, 3, 165),
	(83, 3, 153),
	(84, 3, 154),
	(85, 3, 155),
	(86, 3, 166),
	(87, 3, 156),
	(88, 3, 157),
	(89, 3, 158),
	(90, 3, 167),
	(91, 1, 168),
	(92, 1, 169),
	(93, 1, 170),
	(94, 1, 171),
	(95, 1, 172),
	(96, 1, 173),
	(97, 1, 174),
	(98, 1, 175),
	(106, 2, 180),
	(107, 1, 180),
	(108, 1, 181),
	(109, 1, 182),
	(110, 1, 183),
	(111, 3, 180),
	(112, 4, 180),
	(113, 1, 184),
	(114, 1, 185),
	(115, 1, 186),
	(116, 1, 187),
	(117, 1, 188),
	(118, 1, 189),
	(119, 1, 190),
	(120, 1, 191),
	(121, 1, 192),
	(122, 1, 193),
	(123, 1, 194),
	(124, 1, 195),
	(125, 1, 196),
	(126, 1, 197),
	(127, 1, 198);
INSERT INTO public.auth_group_permissions VALUES
	(128, 2, 200),
	(129, 2, 201),
	(130, 2, 202),
	(131, 2, 199),
	(132, 2, 203),
	(133, 2, 204),
	(134, 2, 205),
	(135, 2, 206),
	(136, 2, 208),
	(137, 2, 207),
	(138, 2, 209),
	(139, 2, 210),
	(140, 1, 202),
	(141, 1, 203),
	(142, 1, 204),
	(143, 1, 205),
	(144, 1, 206),
	(145, 1, 208),
	(146, 1, 207),
	(147, 1, 210),
	(148, 1, 211),
	(149, 1, 212),
	(150, 1, 213),
	(151, 1, 214),
	(152, 1, 216),
	(153, 1, 215),
	(154, 1, 217),
	(155, 1, 218),
	(156, 1, 219),
	(157, 1, 220),
	(158, 1, 221),
	(159, 1, 222),
	(160, 1, 224),
	(161, 1, 225),
	(162, 1, 226),
	(163, 1, 223),
	(164, 1, 227),
	(165, 1, 228),
	(166, 1, 229),
	(167, 1, 230),
	(168, 1, 232),
	(169, 1, 231),
	(170, 1, 233),
	(171, 1, 234),
	(172, 1, 235),
	(173, 1, 236),
	(174, 1, 237),
	(175, 1, 238),
	(176, 1, 239),
	(177, 1, 240),
	(178, 1, 241),
	(187, 4, 232),
	(188, 4, 233),
	(189, 4, 234),
	(190, 4, 235),
	(191, 4, 236),
	(192, 4, 240),
	(193, 4, 241),
	(194, 4, 239),
	(203, 1, 112),
	(204, 2, 112),
	(205, 3, 112),
	(206, 4, 112),
	(207, 5, 112),
	(208, 1, 118),
	(209, 3, 118),
	(210, 4, 118),
	(211, 1, 250),
	(212, 1, 251),
	(213, 1, 252),
	(214, 1, 253),
	(215, 1, 256),
	(216, 1, 257),
	(217, 1, 254),
	(218, 1, 255),
	(219, 1, 258),
	(220, 1, 259),
	(221, 1, 260),
	(222, 1, 261),
	(223, 1, 262),
	(224, 1, 263),
	(225, 1, 264),
	(226, 1, 265),
	(227, 1, 266),
	(228, 5, 267),
	(229, 2, 122);


INSERT INTO public.auth_permission VALUES
	(1, 'Can add locale', 11, 'add_locale'),
	(2, 'Can change locale', 11, 'change_locale'),
	(3, 'Can delete locale', 11, 'delete_locale'),
	(4, 'Can view locale', 11, 'view_locale'),
	(5, 'Can add site', 18, 'add_site'),
	(6, 'Can change site', 18, 'change_site'),
	(7, 'Can delete site', 18, 'delete_site'),
	(8, 'Can view site', 18, 'view_site'),
	(9, 'Can add group site permission', 10, 'add_groupsitepermission'),
	(10, 'Can change group site permission', 10, 'change_groupsitepermission'),
	(11, 'Can delete group site permission', 10, 'delete_groupsitepermission'),
	(12, 'Can view group site permission', 10, 'view_groupsitepermission'),
	(13, 'Can add API token', 3, 'add_apitoken'),
	(14, 'Can change API token', 3, 'change_apitoken'),
	(15, 'Can delete API token', 3, 'delete_apitoken'),
	(16, 'Can view API token', 3, 'view_apitoken'),
	(17, 'Can add model log entry', 12, 'add_modellogentry'),
	(18, 'Can change model log entry', 12, 'change_modellogentry'),
	(19, 'Can delete model log entry', 12, 'delete_modellogentry'),
	(20, 'Can view model log entry', 12, 'view_modellogentry'),
	(21, 'Can add revision', 17, 'add_revision'),
	(22, 'Can change revision', 17, 'change_revision'),
	(23, 'Can delete revision', 17, 'delete_revision'),
	(24, 'Can view revision', 17, 'view_revision'),
	(25, 'Can add collection view restriction', 5, 'add_collectionviewrestriction'),
	(26, 'Can change collection view restriction', 5, 'change_collectionviewrestriction'),
	(27, 'Can delete collection view restriction', 5, 'delete_collectionviewrestriction'),
	(28, 'Can view collection view restriction', 5, 'view_collectionviewrestriction'),
	(29, 'Can add collection', 4, 'add_collection'),
	(30, 'Can change collection', 4, 'change_collection'),
	(31, 'Can delete collection', 4, 'delete_collection'),
	(32, 'Can view collection', 4, 'view_collection'),
	(33, 'Can add group collection permission', 8, 'add_groupcollectionpermission'),
	(34, 'Can change group collection permission', 8, 'change_groupcollectionpermission'),
	(35, 'Can delete group collection permission', 8, 'delete_groupcollectionpermission'),
	(36, 'Can view group collection permission', 8, 'view_groupcollectionpermission'),
	(37, 'Can add uploaded file', 21, 'add_uploadedfile'),
	(38, 'Can change uploaded file', 21, 'change_uploadedfile'),
	(39, 'Can delete uploaded file', 21, 'delete_uploadedfile'),
	(40, 'Can view uploaded file', 21, 'view_uploadedfile'),
	(41, 'Can add workflow content type', 23, 'add_workflowcontenttype'),
	(42, 'Can change workflow content type', 23, 'change_workflowcontenttype'),
	(43, 'Can delete workflow content type', 23, 'delete_workflowcontenttype'),
	(44, 'Can view workflow content type', 23, 'view_workflowcontenttype'),
	(45, 'Can add Workflow state', 25, 'add_workflowstate'),
	(46, 'Can change Workflow state', 25, 'change_workflowstate'),
	(47, 'Can delete Workflow state', 25, 'delete_workflowstate'),
	(48, 'Can view Workflow state', 25, 'view_workflowstate'),
	(49, 'Can add workflow', 22, 'add_workflow'),
	(50, 'Can change workflow', 22, 'change_workflow'),
	(51, 'Can delete workflow', 22, 'delete_workflow'),
	(52, 'Can view workflow', 22, 'view_workflow'),
	(53, 'Can add workflow task order', 26, 'add_workflowtask'),
	(54, 'Can change workflow task order', 26, 'change_workflowtask'),
	(55, 'Can delete workflow task order', 26, 'delete_workflowtask'),
	(56, 'Can view workflow task order', 26, 'view_workflowtask'),
	(57, 'Can add task', 19, 'add_task'),
	(58, 'Can change task', 19, 'change_task'),
	(59, 'Can delete task', 19, 'delete_task'),
	(60, 'Can view task', 19, 'view_task'),
	(61, 'Can add Group approval task', 2, 'add_groupapprovaltask'),
	(62, 'Can change Group approval task', 2, 'change_groupapprovaltask'),
	(63, 'Can delete Group approval task', 2, 'delete_groupapprovaltask'),
	(64, 'Can view Group approval task', 2, 'view_groupapprovaltask'),
	(65, 'Can add Task state', 20, 'add_taskstate'),
	(66, 'Can change Task state', 20, 'change_taskstate'),
	(67, 'Can delete Task state', 20, 'delete_taskstate'),
	(68, 'Can view Task state', 20, 'view_taskstate'),
	(69, 'Can add page', 1, 'add_page'),
	(70, 'Can change page', 1, 'change_page'),
	(71, 'Can delete page', 1, 'delete_page'),
	(72, 'Can view page', 1, 'view_page'),
	(73, 'Delete pages with children', 1, 'bulk_delete_page'),
	(74, 'Lock/unlock pages you''ve locked', 1, 'lock_page'),
	(75, 'Publish any page', 1, 'publish_page'),
	(76, 'Unlock any page', 1, 'unlock_page'),
	(77, 'Can add group page permission', 9, 'add_grouppagepermission'),
	(78, 'Can change group page permission', 9, 'change_grouppagepermission'),
	(79, 'Can delete group page permission', 9, 'delete_grouppagepermission'),
	(80, 'Can view group page permission', 9, 'view_grouppagepermission'),
	(81, 'Can add page view restriction', 15, 'add_pageviewrestriction'),
	(82, 'Can change page view restriction', 15, 'change_pageviewrestriction'),
	(83, 'Can delete page view restriction', 15, 'delete_pageviewrestriction'),
	(84, 'Can view page view restriction', 15, 'view_pageviewrestriction'),
	(85, 'Can add workflow page', 24, 'add_workflowpage'),
	(86, 'Can change workflow page', 24, 'change_workflowpage'),
	(87, 'Can delete workflow page', 24, 'delete_workflowpage'),
	(88, 'Can view workflow page', 24, 'view_workflowpage'),
	(89, 'Can add page log entry', 13, 'add_pagelogentry'),
	(90, 'Can change page log entry', 13, 'change_pagelogentry'),
	(91, 'Can delete page log entry', 13, 'delete_pagelogentry'),
	(92, 'Can view page log entry', 13, 'view_pagelogentry'),
	(93, 'Can add comment', 6, 'add_comment'),
	(94, 'Can change comment', 6, 'change_comment'),
	(95, 'Can delete comment', 6, 'delete_comment'),
	(96, 'Can view comment', 6, 'view_comment'),
	(97, 'Can add comment reply', 7, 'add_commentreply'),
	(98, 'Can change comment reply', 7, 'change_commentreply'),
	(99, 'Can delete comment reply', 7, 'delete_commentreply'),
	(100, 'Can view comment reply', 7, 'view_commentreply');
INSERT INTO public.auth_permission VALUES
	(101, 'Can add page subscription', 14, 'add_pagesubscription'),
	(102, 'Can change page subscription', 14, 'change_pagesubscription'),
	(103, 'Can delete page subscription', 14, 'delete_pagesubscription'),
	(104, 'Can view page subscription', 14, 'view_pagesubscription'),
	(105, 'Can add reference index', 16, 'add_referenceindex'),
	(106, 'Can change reference index', 16, 'change_referenceindex'),
	(107, 'Can delete reference index', 16, 'delete_referenceindex'),
	(108, 'Can view reference index', 16, 'view_referenceindex'),
	(109, 'Can add document', 27, 'add_document'),
	(110, 'Can change document', 27, 'change_document'),
	(111, 'Can delete document', 27, 'delete_document'),
	(112, 'Can access Wagtail admin', 28, 'access_admin'),
	(113, 'Can choose document', 27, 'choose_document'),
	(114, 'Can add image', 29, 'add_image'),
	(115, 'Can change image', 29, 'change_image'),
	(116, 'Can delete image', 29, 'delete_image'),
	(117, 'Can choose image', 29, 'choose_image'),
	(118, 'Can submit translations', 30, 'submit_translation'),
	(119, 'Can add resource', 31, 'add_resource'),
	(120, 'Can change resource', 31, 'change_resource'),
	(121, 'Can delete resource', 31, 'delete_resource'),
	(122, 'Can view resource', 31, 'view_resource'),
	(123, 'Can add theme', 32, 'add_theme'),
	(124, 'Can change theme', 32, 'change_theme'),
	(125, 'Can delete theme', 32, 'delete_theme'),
	(126, 'Can view theme', 32, 'view_theme'),
	(127, 'Can add call', 33, 'add_call'),
	(128, 'Can change call', 33, 'change_call'),
	(129, 'Can delete call', 33, 'delete_call'),
	(130, 'Can view call', 33, 'view_call'),
	(131, 'Can decide proposal', 34, 'decide_proposal'),
	(132, 'Can read proposal', 34, 'read_proposal'),
	(133, 'Can view proposal', 34, 'view_proposal'),
	(134, 'Can view localgovernment', 35, 'view_localgovernment'),
	(135, 'Can add contact', 36, 'add_contact'),
	(136, 'Can change contact', 36, 'change_contact'),
	(137, 'Can delete contact', 36, 'delete_contact'),
	(138, 'Can view contact', 36, 'view_contact'),
	(139, 'Can add localgovernment', 35, 'add_localgovernment'),
	(140, 'Can change localgovernment', 35, 'change_localgovernment'),
	(141, 'Can delete localgovernment', 35, 'delete_localgovernment'),
	(142, 'Can check in door', 37, 'check_in_door'),
	(143, 'Can add event', 38, 'add_event'),
	(144, 'Can change event', 38, 'change_event'),
	(145, 'Can view event', 38, 'view_event'),
	(146, 'Can add outsidecalendar', 39, 'add_outsidecalendar'),
	(147, 'Can change outsidecalendar', 39, 'change_outsidecalendar'),
	(148, 'Can view outsidecalendar', 39, 'view_outsidecalendar'),
	(149, 'Can add programme', 40, 'add_programme'),
	(150, 'Can change programme', 40, 'change_programme'),
	(151, 'Can view programme', 40, 'view_programme'),
	(152, 'Can view registration', 41, 'view_registration'),
	(153, 'Can add session', 42, 'add_session'),
	(154, 'Can change session', 42, 'change_session'),
	(155, 'Can view session', 42, 'view_session'),
	(156, 'Can add speaker', 43, 'add_speaker'),
	(157, 'Can change speaker', 43, 'change_speaker'),
	(158, 'Can view speaker', 43, 'view_speaker'),
	(159, 'Can see every event', 44, 'see_every_event'),
	(160, 'Can delete event', 38, 'delete_event'),
	(161, 'Can delete outsidecalendar', 39, 'delete_outsidecalendar'),
	(162, 'Can delete programme', 40, 'delete_programme'),
	(163, 'Can cancel registration', 41, 'cancel_registration'),
	(164, 'Can change registration', 41, 'change_registration'),
	(165, 'Can export registration', 41, 'export_registration'),
	(166, 'Can delete session', 42, 'delete_session'),
	(167, 'Can delete speaker', 43, 'delete_speaker'),
	(168, 'Can add course', 45, 'add_course'),
	(169, 'Can change course', 45, 'change_course'),
	(170, 'Can delete course', 45, 'delete_course'),
	(171, 'Can view course', 45, 'view_course'),
	(172, 'Can add quizquestion', 46, 'add_quizquestion'),
	(173, 'Can change quizquestion', 46, 'change_quizquestion'),
	(174, 'Can delete quizquestion', 46, 'delete_quizquestion'),
	(175, 'Can view quizquestion', 46, 'view_quizquestion'),
	(180, 'Can view message', 48, 'view_message'),
	(181, 'Can resend message', 48, 'resend_message'),
	(182, 'Can lift suppression', 49, 'lift_suppression'),
	(183, 'Can view suppression', 49, 'view_suppression'),
	(184, 'Can add figure', 50, 'add_figure'),
	(185, 'Can change figure', 50, 'change_figure'),
	(186, 'Can delete figure', 50, 'delete_figure'),
	(187, 'Can view figure', 50, 'view_figure'),
	(188, 'Can add indicator', 51, 'add_indicator'),
	(189, 'Can change indicator', 51, 'change_indicator'),
	(190, 'Can delete indicator', 51, 'delete_indicator'),
	(191, 'Can view indicator', 51, 'view_indicator'),
	(192, 'Can add release', 52, 'add_release'),
	(193, 'Can view release', 52, 'view_release'),
	(194, 'Can add territory', 53, 'add_territory'),
	(195, 'Can change territory', 53, 'change_territory'),
	(196, 'Can delete territory', 53, 'delete_territory'),
	(197, 'Can view territory', 53, 'view_territory'),
	(198, 'Can view entry', 54, 'view_entry'),
	(199, 'Can add charterversion', 55, 'add_charterversion'),
	(200, 'Can change charterversion', 55, 'change_charterversion'),
	(201, 'Can publish charterversion', 55, 'publish_charterversion'),
	(202, 'Can view charterversion', 55, 'view_charterversion'),
	(203, 'Can review commitment', 56, 'review_commitment'),
	(204, 'Can view commitment', 56, 'view_commitment');
INSERT INTO public.auth_permission VALUES
	(205, 'Can review report', 57, 'review_report'),
	(206, 'Can view report', 57, 'view_report'),
	(207, 'Can change schedule', 58, 'change_schedule'),
	(208, 'Can view schedule', 58, 'view_schedule'),
	(209, 'Can review signature', 59, 'review_signature'),
	(210, 'Can view signature', 59, 'view_signature'),
	(211, 'Can add action', 60, 'add_action'),
	(212, 'Can change action', 60, 'change_action'),
	(213, 'Can delete action', 60, 'delete_action'),
	(214, 'Can view action', 60, 'view_action'),
	(215, 'Can answer contactmessage', 61, 'answer_contactmessage'),
	(216, 'Can view contactmessage', 61, 'view_contactmessage'),
	(217, 'Can change contacttopic', 62, 'change_contacttopic'),
	(218, 'Can view contacttopic', 62, 'view_contacttopic'),
	(219, 'Can add goal', 63, 'add_goal'),
	(220, 'Can change goal', 63, 'change_goal'),
	(221, 'Can delete goal', 63, 'delete_goal'),
	(222, 'Can view goal', 63, 'view_goal'),
	(223, 'Can add searchsynonyms', 64, 'add_searchsynonyms'),
	(224, 'Can change searchsynonyms', 64, 'change_searchsynonyms'),
	(225, 'Can delete searchsynonyms', 64, 'delete_searchsynonyms'),
	(226, 'Can view searchsynonyms', 64, 'view_searchsynonyms'),
	(227, 'Can add territorywork', 65, 'add_territorywork'),
	(228, 'Can change territorywork', 65, 'change_territorywork'),
	(229, 'Can delete territorywork', 65, 'delete_territorywork'),
	(230, 'Can view territorywork', 65, 'view_territorywork'),
	(231, 'Can change consenttext', 66, 'change_consenttext'),
	(232, 'Can view consenttext', 66, 'view_consenttext'),
	(233, 'Can view delivery', 67, 'view_delivery'),
	(234, 'Can approve edition', 68, 'approve_edition'),
	(235, 'Can send edition', 68, 'send_edition'),
	(236, 'Can view edition', 68, 'view_edition'),
	(237, 'Can export reader', 69, 'export_reader'),
	(238, 'Can import proven reader', 69, 'import_proven_reader'),
	(239, 'Can import reader', 69, 'import_reader'),
	(240, 'Can unsubscribe reader', 69, 'unsubscribe_reader'),
	(241, 'Can view reader', 69, 'view_reader'),
	(250, 'Can add helpline', 72, 'add_helpline'),
	(251, 'Can change helpline', 72, 'change_helpline'),
	(252, 'Can delete helpline', 72, 'delete_helpline'),
	(253, 'Can view helpline', 72, 'view_helpline'),
	(254, 'Can add menuitem', 73, 'add_menuitem'),
	(255, 'Can change menuitem', 73, 'change_menuitem'),
	(256, 'Can delete menuitem', 73, 'delete_menuitem'),
	(257, 'Can view menuitem', 73, 'view_menuitem'),
	(258, 'Can add partner', 74, 'add_partner'),
	(259, 'Can change partner', 74, 'change_partner'),
	(260, 'Can delete partner', 74, 'delete_partner'),
	(261, 'Can view partner', 74, 'view_partner'),
	(262, 'Can change sitefacts', 75, 'change_sitefacts'),
	(263, 'Can view sitefacts', 75, 'view_sitefacts'),
	(264, 'Can change sitewords', 76, 'change_sitewords'),
	(265, 'Can view sitewords', 76, 'view_sitewords'),
	(266, 'Can add withdrawnfile', 77, 'add_withdrawnfile'),
	(267, 'Can handle personrequest', 78, 'handle_personrequest'),
	(268, 'Can add home page', 80, 'add_homepage'),
	(269, 'Can change home page', 80, 'change_homepage'),
	(270, 'Can delete home page', 80, 'delete_homepage'),
	(271, 'Can view home page', 80, 'view_homepage'),
	(272, 'Can add standard page', 81, 'add_standardpage'),
	(273, 'Can change standard page', 81, 'change_standardpage'),
	(274, 'Can delete standard page', 81, 'delete_standardpage'),
	(275, 'Can view standard page', 81, 'view_standardpage'),
	(276, 'Can add deliverable of a territory', 82, 'add_territorydeliverable'),
	(277, 'Can change deliverable of a territory', 82, 'change_territorydeliverable'),
	(278, 'Can delete deliverable of a territory', 82, 'delete_territorydeliverable'),
	(279, 'Can view deliverable of a territory', 82, 'view_territorydeliverable'),
	(280, 'Can add link of an action', 79, 'add_actionlink'),
	(281, 'Can change link of an action', 79, 'change_actionlink'),
	(282, 'Can delete link of an action', 79, 'delete_actionlink'),
	(283, 'Can view link of an action', 79, 'view_actionlink'),
	(284, 'Can add contact topic', 62, 'add_contacttopic'),
	(285, 'Can delete contact topic', 62, 'delete_contacttopic'),
	(286, 'Can add newsletter archive', 85, 'add_newsletterarchivepage'),
	(287, 'Can change newsletter archive', 85, 'change_newsletterarchivepage'),
	(288, 'Can delete newsletter archive', 85, 'delete_newsletterarchivepage'),
	(289, 'Can view newsletter archive', 85, 'view_newsletterarchivepage'),
	(290, 'Can add newsletter section', 86, 'add_newsletterindexpage'),
	(291, 'Can change newsletter section', 86, 'change_newsletterindexpage'),
	(292, 'Can delete newsletter section', 86, 'delete_newsletterindexpage'),
	(293, 'Can view newsletter section', 86, 'view_newsletterindexpage'),
	(294, 'Can add newsletter edition', 87, 'add_newsletterpage'),
	(295, 'Can change newsletter edition', 87, 'change_newsletterpage'),
	(296, 'Can delete newsletter edition', 87, 'delete_newsletterpage'),
	(297, 'Can view newsletter edition', 87, 'view_newsletterpage'),
	(298, 'Can add subscription request', 91, 'add_subscriptionrequest'),
	(299, 'Can change subscription request', 91, 'change_subscriptionrequest'),
	(300, 'Can delete subscription request', 91, 'delete_subscriptionrequest'),
	(301, 'Can view subscription request', 91, 'view_subscriptionrequest'),
	(302, 'Can add consent to the newsletter', 66, 'add_consenttext'),
	(303, 'Can delete consent to the newsletter', 66, 'delete_consenttext'),
	(304, 'Can add edition text', 83, 'add_editiontext'),
	(305, 'Can change edition text', 83, 'change_editiontext'),
	(306, 'Can delete edition text', 83, 'delete_editiontext'),
	(307, 'Can view edition text', 83, 'view_editiontext'),
	(308, 'Can add reader', 69, 'add_reader'),
	(309, 'Can change reader', 69, 'change_reader'),
	(310, 'Can delete reader', 69, 'delete_reader'),
	(311, 'Can add delivery', 67, 'add_delivery'),
	(312, 'Can change delivery', 67, 'change_delivery');
INSERT INTO public.auth_permission VALUES
	(313, 'Can delete delivery', 67, 'delete_delivery'),
	(314, 'Can add lesson', 96, 'add_lesson'),
	(315, 'Can change lesson', 96, 'change_lesson'),
	(316, 'Can delete lesson', 96, 'delete_lesson'),
	(317, 'Can view lesson', 96, 'view_lesson'),
	(318, 'Can add webinars index page', 106, 'add_webinarsindexpage'),
	(319, 'Can change webinars index page', 106, 'change_webinarsindexpage'),
	(320, 'Can delete webinars index page', 106, 'delete_webinarsindexpage'),
	(321, 'Can view webinars index page', 106, 'view_webinarsindexpage'),
	(322, 'Can add page of a lesson', 97, 'add_lessonpage'),
	(323, 'Can change page of a lesson', 97, 'change_lessonpage'),
	(324, 'Can delete page of a lesson', 97, 'delete_lessonpage'),
	(325, 'Can view page of a lesson', 97, 'view_lessonpage'),
	(326, 'Can add module', 99, 'add_module'),
	(327, 'Can change module', 99, 'change_module'),
	(328, 'Can delete module', 99, 'delete_module'),
	(329, 'Can view module', 99, 'view_module'),
	(330, 'Can add answer to choose from', 102, 'add_quizoption'),
	(331, 'Can change answer to choose from', 102, 'change_quizoption'),
	(332, 'Can delete answer to choose from', 102, 'delete_quizoption'),
	(333, 'Can view answer to choose from', 102, 'view_quizoption'),
	(334, 'Can add page of a course', 94, 'add_coursepage'),
	(335, 'Can change page of a course', 94, 'change_coursepage'),
	(336, 'Can delete page of a course', 94, 'delete_coursepage'),
	(337, 'Can view page of a course', 94, 'view_coursepage'),
	(338, 'Can add certificate', 107, 'add_certificate'),
	(339, 'Can change certificate', 107, 'change_certificate'),
	(340, 'Can delete certificate', 107, 'delete_certificate'),
	(341, 'Can view certificate', 107, 'view_certificate'),
	(342, 'Can add charter page', 108, 'add_charterindexpage'),
	(343, 'Can change charter page', 108, 'change_charterindexpage'),
	(344, 'Can delete charter page', 108, 'delete_charterindexpage'),
	(345, 'Can view charter page', 108, 'view_charterindexpage'),
	(346, 'Can add commitment', 56, 'add_commitment'),
	(347, 'Can change commitment', 56, 'change_commitment'),
	(348, 'Can delete commitment', 56, 'delete_commitment'),
	(349, 'Can add change of a due date', 112, 'add_duedatechange'),
	(350, 'Can change change of a due date', 112, 'change_duedatechange'),
	(351, 'Can delete change of a due date', 112, 'delete_duedatechange'),
	(352, 'Can view change of a due date', 112, 'view_duedatechange'),
	(353, 'Can add evidence', 113, 'add_evidence'),
	(354, 'Can change evidence', 113, 'change_evidence'),
	(355, 'Can delete evidence', 113, 'delete_evidence'),
	(356, 'Can view evidence', 113, 'view_evidence'),
	(357, 'Can add ledger entry', 116, 'add_ledgerentry'),
	(358, 'Can change ledger entry', 116, 'change_ledgerentry'),
	(359, 'Can delete ledger entry', 116, 'delete_ledgerentry'),
	(360, 'Can view ledger entry', 116, 'view_ledgerentry'),
	(361, 'Can add ledger head', 117, 'add_ledgerhead'),
	(362, 'Can change ledger head', 117, 'change_ledgerhead'),
	(363, 'Can delete ledger head', 117, 'delete_ledgerhead'),
	(364, 'Can view ledger head', 117, 'view_ledgerhead'),
	(365, 'Can add reminder', 123, 'add_reminder'),
	(366, 'Can change reminder', 123, 'change_reminder'),
	(367, 'Can delete reminder', 123, 'delete_reminder'),
	(368, 'Can view reminder', 123, 'view_reminder'),
	(369, 'Can add resume link', 124, 'add_resumelink'),
	(370, 'Can change resume link', 124, 'change_resumelink'),
	(371, 'Can delete resume link', 124, 'delete_resumelink'),
	(372, 'Can view resume link', 124, 'view_resumelink'),
	(373, 'Can add due date', 58, 'add_schedule'),
	(374, 'Can delete due date', 58, 'delete_schedule'),
	(375, 'Can add signature', 59, 'add_signature'),
	(376, 'Can change signature', 59, 'change_signature'),
	(377, 'Can delete signature', 59, 'delete_signature'),
	(378, 'Can add change of status', 126, 'add_statuschange'),
	(379, 'Can change change of status', 126, 'change_statuschange'),
	(380, 'Can delete change of status', 126, 'delete_statuschange'),
	(381, 'Can view change of status', 126, 'view_statuschange'),
	(382, 'Can add trusted time', 129, 'add_trustedtime'),
	(383, 'Can change trusted time', 129, 'change_trustedtime'),
	(384, 'Can delete trusted time', 129, 'delete_trustedtime'),
	(385, 'Can view trusted time', 129, 'view_trustedtime'),
	(386, 'Can delete charter version', 55, 'delete_charterversion'),
	(387, 'Can add charter text', 109, 'add_chartertext'),
	(388, 'Can change charter text', 109, 'change_chartertext'),
	(389, 'Can delete charter text', 109, 'delete_chartertext'),
	(390, 'Can view charter text', 109, 'view_chartertext'),
	(391, 'Can add events index page', 136, 'add_eventsindexpage'),
	(392, 'Can change events index page', 136, 'change_eventsindexpage'),
	(393, 'Can delete events index page', 136, 'delete_eventsindexpage'),
	(394, 'Can view events index page', 136, 'view_eventsindexpage'),
	(395, 'Can add state of the feeds', 137, 'add_feedstate'),
	(396, 'Can change state of the feeds', 137, 'change_feedstate'),
	(397, 'Can delete state of the feeds', 137, 'delete_feedstate'),
	(398, 'Can view state of the feeds', 137, 'view_feedstate'),
	(399, 'Can add event page', 135, 'add_eventpage'),
	(400, 'Can change event page', 135, 'change_eventpage'),
	(401, 'Can delete event page', 135, 'delete_eventpage'),
	(402, 'Can view event page', 135, 'view_eventpage'),
	(403, 'Can add question', 150, 'add_question'),
	(404, 'Can change question', 150, 'change_question'),
	(405, 'Can delete question', 150, 'delete_question'),
	(406, 'Can view question', 150, 'view_question'),
	(407, 'Can add quota', 151, 'add_quota'),
	(408, 'Can change quota', 151, 'change_quota'),
	(409, 'Can delete quota', 151, 'delete_quota'),
	(410, 'Can view quota', 151, 'view_quota'),
	(411, 'Can add registration', 41, 'add_registration'),
	(412, 'Can delete registration', 41, 'delete_registration');
INSERT INTO public.auth_permission VALUES
	(413, 'Can add room', 155, 'add_room'),
	(414, 'Can change room', 155, 'change_room'),
	(415, 'Can delete room', 155, 'delete_room'),
	(416, 'Can view room', 155, 'view_room'),
	(417, 'Can add seat category', 156, 'add_seatcategory'),
	(418, 'Can change seat category', 156, 'change_seatcategory'),
	(419, 'Can delete seat category', 156, 'delete_seatcategory'),
	(420, 'Can view seat category', 156, 'view_seatcategory'),
	(421, 'Can add document', 159, 'add_sessiondocument'),
	(422, 'Can change document', 159, 'change_sessiondocument'),
	(423, 'Can delete document', 159, 'delete_sessiondocument'),
	(424, 'Can view document', 159, 'view_sessiondocument'),
	(425, 'Can add language', 160, 'add_sessionlanguage'),
	(426, 'Can change language', 160, 'change_sessionlanguage'),
	(427, 'Can delete language', 160, 'delete_sessionlanguage'),
	(428, 'Can view language', 160, 'view_sessionlanguage'),
	(429, 'Can add speaker', 161, 'add_sessionspeaker'),
	(430, 'Can change speaker', 161, 'change_sessionspeaker'),
	(431, 'Can delete speaker', 161, 'delete_sessionspeaker'),
	(432, 'Can view speaker', 161, 'view_sessionspeaker'),
	(433, 'Can add track', 163, 'add_track'),
	(434, 'Can change track', 163, 'change_track'),
	(435, 'Can delete track', 163, 'delete_track'),
	(436, 'Can view track', 163, 'view_track'),
	(437, 'Can add words of an indicator', 165, 'add_indicatorwords'),
	(438, 'Can change words of an indicator', 165, 'change_indicatorwords'),
	(439, 'Can delete words of an indicator', 165, 'delete_indicatorwords'),
	(440, 'Can view words of an indicator', 165, 'view_indicatorwords'),
	(441, 'Can change release of figures', 52, 'change_release'),
	(442, 'Can delete release of figures', 52, 'delete_release'),
	(443, 'Can add page of a call', 166, 'add_callpage'),
	(444, 'Can change page of a call', 166, 'change_callpage'),
	(445, 'Can delete page of a call', 166, 'delete_callpage'),
	(446, 'Can view page of a call', 166, 'view_callpage'),
	(447, 'Can add criterion', 167, 'add_criterion'),
	(448, 'Can change criterion', 167, 'change_criterion'),
	(449, 'Can delete criterion', 167, 'delete_criterion'),
	(450, 'Can view criterion', 167, 'view_criterion'),
	(451, 'Can add members page', 174, 'add_membersindexpage'),
	(452, 'Can change members page', 174, 'change_membersindexpage'),
	(453, 'Can delete members page', 174, 'delete_membersindexpage'),
	(454, 'Can view members page', 174, 'view_membersindexpage'),
	(455, 'Can add profile', 173, 'add_memberprofile'),
	(456, 'Can change profile', 173, 'change_memberprofile'),
	(457, 'Can delete profile', 173, 'delete_memberprofile'),
	(458, 'Can view profile', 173, 'view_memberprofile'),
	(459, 'Can add public office', 175, 'add_office'),
	(460, 'Can change public office', 175, 'change_office'),
	(461, 'Can delete public office', 175, 'delete_office'),
	(462, 'Can view public office', 175, 'view_office'),
	(463, 'Can add resources page', 183, 'add_resourcesindexpage'),
	(464, 'Can change resources page', 183, 'change_resourcesindexpage'),
	(465, 'Can delete resources page', 183, 'delete_resourcesindexpage'),
	(466, 'Can view resources page', 183, 'view_resourcesindexpage'),
	(467, 'Can add resource page', 182, 'add_resourcepage'),
	(468, 'Can change resource page', 182, 'change_resourcepage'),
	(469, 'Can delete resource page', 182, 'delete_resourcepage'),
	(470, 'Can view resource page', 182, 'view_resourcepage'),
	(471, 'Can add further file', 181, 'add_resourcefile'),
	(472, 'Can change further file', 181, 'change_resourcefile'),
	(473, 'Can delete further file', 181, 'delete_resourcefile'),
	(474, 'Can view further file', 181, 'view_resourcefile'),
	(475, 'Can add initiative', 178, 'add_initiativepage'),
	(476, 'Can change initiative', 178, 'change_initiativepage'),
	(477, 'Can delete initiative', 178, 'delete_initiativepage'),
	(478, 'Can view initiative', 178, 'view_initiativepage'),
	(479, 'Can add protection mechanism', 179, 'add_mechanismpage'),
	(480, 'Can change protection mechanism', 179, 'change_mechanismpage'),
	(481, 'Can delete protection mechanism', 179, 'delete_mechanismpage'),
	(482, 'Can view protection mechanism', 179, 'view_mechanismpage'),
	(483, 'Can add page of the mechanisms', 180, 'add_mechanismsindexpage'),
	(484, 'Can change page of the mechanisms', 180, 'change_mechanismsindexpage'),
	(485, 'Can delete page of the mechanisms', 180, 'delete_mechanismsindexpage'),
	(486, 'Can view page of the mechanisms', 180, 'view_mechanismsindexpage'),
	(487, 'Can add news index', 184, 'add_newsindexpage'),
	(488, 'Can change news index', 184, 'change_newsindexpage'),
	(489, 'Can delete news index', 184, 'delete_newsindexpage'),
	(490, 'Can view news index', 184, 'view_newsindexpage'),
	(491, 'Can add news page', 185, 'add_newspage'),
	(492, 'Can change news page', 185, 'change_newspage'),
	(493, 'Can delete news page', 185, 'delete_newspage'),
	(494, 'Can view news page', 185, 'view_newspage'),
	(495, 'Can add name and words of the site', 76, 'add_sitewords'),
	(496, 'Can delete name and words of the site', 76, 'delete_sitewords'),
	(497, 'Can add suppressed address', 49, 'add_suppression'),
	(498, 'Can change suppressed address', 49, 'change_suppression'),
	(499, 'Can delete suppressed address', 49, 'delete_suppression'),
	(500, 'Can add mail', 48, 'add_message'),
	(501, 'Can change mail', 48, 'change_message'),
	(502, 'Can delete mail', 48, 'delete_message'),
	(503, 'Can add cache entry', 191, 'add_cacheentry'),
	(504, 'Can change cache entry', 191, 'change_cacheentry'),
	(505, 'Can delete cache entry', 191, 'delete_cacheentry'),
	(506, 'Can view cache entry', 191, 'view_cacheentry'),
	(507, 'Can add discreet address', 193, 'add_discreetaddress'),
	(508, 'Can change discreet address', 193, 'change_discreetaddress'),
	(509, 'Can delete discreet address', 193, 'delete_discreetaddress'),
	(510, 'Can view discreet address', 193, 'view_discreetaddress'),
	(511, 'Can add inquiry', 194, 'add_inquiry'),
	(512, 'Can change inquiry', 194, 'change_inquiry');
INSERT INTO public.auth_permission VALUES
	(513, 'Can delete inquiry', 194, 'delete_inquiry'),
	(514, 'Can view inquiry', 194, 'view_inquiry'),
	(515, 'Can add one time code', 195, 'add_onetimecode'),
	(516, 'Can change one time code', 195, 'change_onetimecode'),
	(517, 'Can delete one time code', 195, 'delete_onetimecode'),
	(518, 'Can view one time code', 195, 'view_onetimecode'),
	(519, 'Can add rate counter', 196, 'add_ratecounter'),
	(520, 'Can change rate counter', 196, 'change_ratecounter'),
	(521, 'Can delete rate counter', 196, 'delete_ratecounter'),
	(522, 'Can view rate counter', 196, 'view_ratecounter'),
	(523, 'Can add consent', 192, 'add_consent'),
	(524, 'Can change consent', 192, 'change_consent'),
	(525, 'Can delete consent', 192, 'delete_consent'),
	(526, 'Can view consent', 192, 'view_consent'),
	(527, 'Can add user', 197, 'add_user'),
	(528, 'Can change user', 197, 'change_user'),
	(529, 'Can delete user', 197, 'delete_user'),
	(530, 'Can view user', 197, 'view_user'),
	(531, 'Can add last done', 198, 'add_lastdone'),
	(532, 'Can change last done', 198, 'change_lastdone'),
	(533, 'Can delete last done', 198, 'delete_lastdone'),
	(534, 'Can view last done', 198, 'view_lastdone'),
	(535, 'Can add alarm', 199, 'add_alarm'),
	(536, 'Can change alarm', 199, 'change_alarm'),
	(537, 'Can delete alarm', 199, 'delete_alarm'),
	(538, 'Can view alarm', 199, 'view_alarm'),
	(539, 'Can add string', 204, 'add_string'),
	(540, 'Can change string', 204, 'change_string'),
	(541, 'Can delete string', 204, 'delete_string'),
	(542, 'Can view string', 204, 'view_string'),
	(543, 'Can add template', 207, 'add_template'),
	(544, 'Can change template', 207, 'change_template'),
	(545, 'Can delete template', 207, 'delete_template'),
	(546, 'Can view template', 207, 'view_template'),
	(547, 'Can add translatable object', 209, 'add_translatableobject'),
	(548, 'Can change translatable object', 209, 'change_translatableobject'),
	(549, 'Can delete translatable object', 209, 'delete_translatableobject'),
	(550, 'Can view translatable object', 209, 'view_translatableobject'),
	(551, 'Can add translation source', 212, 'add_translationsource'),
	(552, 'Can change translation source', 212, 'change_translationsource'),
	(553, 'Can delete translation source', 212, 'delete_translationsource'),
	(554, 'Can view translation source', 212, 'view_translationsource'),
	(555, 'Can add translation log', 211, 'add_translationlog'),
	(556, 'Can change translation log', 211, 'change_translationlog'),
	(557, 'Can delete translation log', 211, 'delete_translationlog'),
	(558, 'Can view translation log', 211, 'view_translationlog'),
	(559, 'Can add translation context', 210, 'add_translationcontext'),
	(560, 'Can change translation context', 210, 'change_translationcontext'),
	(561, 'Can delete translation context', 210, 'delete_translationcontext'),
	(562, 'Can view translation context', 210, 'view_translationcontext'),
	(563, 'Can add template segment', 208, 'add_templatesegment'),
	(564, 'Can change template segment', 208, 'change_templatesegment'),
	(565, 'Can delete template segment', 208, 'delete_templatesegment'),
	(566, 'Can view template segment', 208, 'view_templatesegment'),
	(567, 'Can add string segment', 205, 'add_stringsegment'),
	(568, 'Can change string segment', 205, 'change_stringsegment'),
	(569, 'Can delete string segment', 205, 'delete_stringsegment'),
	(570, 'Can view string segment', 205, 'view_stringsegment'),
	(571, 'Can add related object segment', 202, 'add_relatedobjectsegment'),
	(572, 'Can change related object segment', 202, 'change_relatedobjectsegment'),
	(573, 'Can delete related object segment', 202, 'delete_relatedobjectsegment'),
	(574, 'Can view related object segment', 202, 'view_relatedobjectsegment'),
	(575, 'Can add string translation', 206, 'add_stringtranslation'),
	(576, 'Can change string translation', 206, 'change_stringtranslation'),
	(577, 'Can delete string translation', 206, 'delete_stringtranslation'),
	(578, 'Can view string translation', 206, 'view_stringtranslation'),
	(579, 'Can add translation', 30, 'add_translation'),
	(580, 'Can change translation', 30, 'change_translation'),
	(581, 'Can delete translation', 30, 'delete_translation'),
	(582, 'Can view translation', 30, 'view_translation'),
	(583, 'Can add overridable segment', 201, 'add_overridablesegment'),
	(584, 'Can change overridable segment', 201, 'change_overridablesegment'),
	(585, 'Can delete overridable segment', 201, 'delete_overridablesegment'),
	(586, 'Can view overridable segment', 201, 'view_overridablesegment'),
	(587, 'Can add segment override', 203, 'add_segmentoverride'),
	(588, 'Can change segment override', 203, 'change_segmentoverride'),
	(589, 'Can delete segment override', 203, 'delete_segmentoverride'),
	(590, 'Can view segment override', 203, 'view_segmentoverride'),
	(591, 'Can add locale synchronization', 200, 'add_localesynchronization'),
	(592, 'Can change locale synchronization', 200, 'change_localesynchronization'),
	(593, 'Can delete locale synchronization', 200, 'delete_localesynchronization'),
	(594, 'Can view locale synchronization', 200, 'view_localesynchronization'),
	(595, 'Can add form submission', 213, 'add_formsubmission'),
	(596, 'Can change form submission', 213, 'change_formsubmission'),
	(597, 'Can delete form submission', 213, 'delete_formsubmission'),
	(598, 'Can view form submission', 213, 'view_formsubmission'),
	(599, 'Can add redirect', 214, 'add_redirect'),
	(600, 'Can change redirect', 214, 'change_redirect'),
	(601, 'Can delete redirect', 214, 'delete_redirect'),
	(602, 'Can view redirect', 214, 'view_redirect'),
	(603, 'Can add embed', 215, 'add_embed'),
	(604, 'Can change embed', 215, 'change_embed'),
	(605, 'Can delete embed', 215, 'delete_embed'),
	(606, 'Can view embed', 215, 'view_embed'),
	(607, 'Can add user profile', 216, 'add_userprofile'),
	(608, 'Can change user profile', 216, 'change_userprofile'),
	(609, 'Can delete user profile', 216, 'delete_userprofile'),
	(610, 'Can view user profile', 216, 'view_userprofile'),
	(611, 'Can view document', 27, 'view_document'),
	(612, 'Can view image', 29, 'view_image');
INSERT INTO public.auth_permission VALUES
	(613, 'Can add rendition', 217, 'add_rendition'),
	(614, 'Can change rendition', 217, 'change_rendition'),
	(615, 'Can delete rendition', 217, 'delete_rendition'),
	(616, 'Can view rendition', 217, 'view_rendition'),
	(617, 'Can add index entry', 218, 'add_indexentry'),
	(618, 'Can change index entry', 218, 'change_indexentry'),
	(619, 'Can delete index entry', 218, 'delete_indexentry'),
	(620, 'Can view index entry', 218, 'view_indexentry'),
	(621, 'Can add editing session', 219, 'add_editingsession'),
	(622, 'Can change editing session', 219, 'change_editingsession'),
	(623, 'Can delete editing session', 219, 'delete_editingsession'),
	(624, 'Can view editing session', 219, 'view_editingsession'),
	(625, 'Can add form state', 220, 'add_formstate'),
	(626, 'Can change form state', 220, 'change_formstate'),
	(627, 'Can delete form state', 220, 'delete_formstate'),
	(628, 'Can view form state', 220, 'view_formstate'),
	(629, 'Can add tag', 221, 'add_tag'),
	(630, 'Can change tag', 221, 'change_tag'),
	(631, 'Can delete tag', 221, 'delete_tag'),
	(632, 'Can view tag', 221, 'view_tag'),
	(633, 'Can add tagged item', 222, 'add_taggeditem'),
	(634, 'Can change tagged item', 222, 'change_taggeditem'),
	(635, 'Can delete tagged item', 222, 'delete_taggeditem'),
	(636, 'Can view tagged item', 222, 'view_taggeditem'),
	(637, 'Can add procrastinate event', 223, 'add_procrastinateevent'),
	(638, 'Can change procrastinate event', 223, 'change_procrastinateevent'),
	(639, 'Can delete procrastinate event', 223, 'delete_procrastinateevent'),
	(640, 'Can view procrastinate event', 223, 'view_procrastinateevent'),
	(641, 'Can add procrastinate job', 224, 'add_procrastinatejob'),
	(642, 'Can change procrastinate job', 224, 'change_procrastinatejob'),
	(643, 'Can delete procrastinate job', 224, 'delete_procrastinatejob'),
	(644, 'Can view procrastinate job', 224, 'view_procrastinatejob'),
	(645, 'Can add procrastinate periodic defer', 225, 'add_procrastinateperiodicdefer'),
	(646, 'Can change procrastinate periodic defer', 225, 'change_procrastinateperiodicdefer'),
	(647, 'Can delete procrastinate periodic defer', 225, 'delete_procrastinateperiodicdefer'),
	(648, 'Can view procrastinate periodic defer', 225, 'view_procrastinateperiodicdefer'),
	(649, 'Can add procrastinate worker', 226, 'add_procrastinateworker'),
	(650, 'Can change procrastinate worker', 226, 'change_procrastinateworker'),
	(651, 'Can delete procrastinate worker', 226, 'delete_procrastinateworker'),
	(652, 'Can view procrastinate worker', 226, 'view_procrastinateworker'),
	(653, 'Can add email address', 227, 'add_emailaddress'),
	(654, 'Can change email address', 227, 'change_emailaddress'),
	(655, 'Can delete email address', 227, 'delete_emailaddress'),
	(656, 'Can view email address', 227, 'view_emailaddress'),
	(657, 'Can add email confirmation', 228, 'add_emailconfirmation'),
	(658, 'Can change email confirmation', 228, 'change_emailconfirmation'),
	(659, 'Can delete email confirmation', 228, 'delete_emailconfirmation'),
	(660, 'Can view email confirmation', 228, 'view_emailconfirmation'),
	(661, 'Can add authenticator', 229, 'add_authenticator'),
	(662, 'Can change authenticator', 229, 'change_authenticator'),
	(663, 'Can delete authenticator', 229, 'delete_authenticator'),
	(664, 'Can view authenticator', 229, 'view_authenticator'),
	(665, 'Can add permission', 231, 'add_permission'),
	(666, 'Can change permission', 231, 'change_permission'),
	(667, 'Can delete permission', 231, 'delete_permission'),
	(668, 'Can view permission', 231, 'view_permission'),
	(669, 'Can add group', 230, 'add_group'),
	(670, 'Can change group', 230, 'change_group'),
	(671, 'Can delete group', 230, 'delete_group'),
	(672, 'Can view group', 230, 'view_group'),
	(673, 'Can add content type', 232, 'add_contenttype'),
	(674, 'Can change content type', 232, 'change_contenttype'),
	(675, 'Can delete content type', 232, 'delete_contenttype'),
	(676, 'Can view content type', 232, 'view_contenttype'),
	(677, 'Can add session', 233, 'add_session'),
	(678, 'Can change session', 233, 'change_session'),
	(679, 'Can delete session', 233, 'delete_session'),
	(680, 'Can view session', 233, 'view_session');


INSERT INTO public.charter_schedule VALUES
	(1, 'diagnosis', 12),
	(2, 'action-plan', 18),
	(3, 'training', 24),
	(4, 'guide', 30),
	(5, 'seminar', 36);


INSERT INTO public.django_content_type VALUES
	(1, 'wagtailcore', 'page'),
	(2, 'wagtailcore', 'groupapprovaltask'),
	(3, 'wagtailcore', 'apitoken'),
	(4, 'wagtailcore', 'collection'),
	(5, 'wagtailcore', 'collectionviewrestriction'),
	(6, 'wagtailcore', 'comment'),
	(7, 'wagtailcore', 'commentreply'),
	(8, 'wagtailcore', 'groupcollectionpermission'),
	(9, 'wagtailcore', 'grouppagepermission'),
	(10, 'wagtailcore', 'groupsitepermission'),
	(11, 'wagtailcore', 'locale'),
	(12, 'wagtailcore', 'modellogentry'),
	(13, 'wagtailcore', 'pagelogentry'),
	(14, 'wagtailcore', 'pagesubscription'),
	(15, 'wagtailcore', 'pageviewrestriction'),
	(16, 'wagtailcore', 'referenceindex'),
	(17, 'wagtailcore', 'revision'),
	(18, 'wagtailcore', 'site'),
	(19, 'wagtailcore', 'task'),
	(20, 'wagtailcore', 'taskstate'),
	(21, 'wagtailcore', 'uploadedfile'),
	(22, 'wagtailcore', 'workflow'),
	(23, 'wagtailcore', 'workflowcontenttype'),
	(24, 'wagtailcore', 'workflowpage'),
	(25, 'wagtailcore', 'workflowstate'),
	(26, 'wagtailcore', 'workflowtask'),
	(27, 'wagtaildocs', 'document'),
	(28, 'wagtailadmin', 'admin'),
	(29, 'wagtailimages', 'image'),
	(30, 'wagtail_localize', 'translation'),
	(31, 'resources', 'resource'),
	(32, 'resources', 'theme'),
	(33, 'calls', 'call'),
	(34, 'calls', 'proposal'),
	(35, 'members', 'localgovernment'),
	(36, 'members', 'contact'),
	(37, 'events', 'door'),
	(38, 'events', 'event'),
	(39, 'events', 'outsidecalendar'),
	(40, 'events', 'programme'),
	(41, 'events', 'registration'),
	(42, 'events', 'session'),
	(43, 'events', 'speaker'),
	(44, 'events', 'teammember'),
	(45, 'webinars', 'course'),
	(46, 'webinars', 'quizquestion'),
	(48, 'mail', 'message'),
	(49, 'mail', 'suppression'),
	(50, 'figures', 'figure'),
	(51, 'figures', 'indicator'),
	(52, 'figures', 'release'),
	(53, 'figures', 'territory'),
	(54, 'figures', 'entry'),
	(55, 'charter', 'charterversion'),
	(56, 'charter', 'commitment'),
	(57, 'charter', 'report'),
	(58, 'charter', 'schedule'),
	(59, 'charter', 'signature'),
	(60, 'home', 'action'),
	(61, 'home', 'contactmessage'),
	(62, 'home', 'contacttopic'),
	(63, 'home', 'goal'),
	(64, 'home', 'searchsynonyms'),
	(65, 'home', 'territorywork'),
	(66, 'newsletters', 'consenttext'),
	(67, 'newsletters', 'delivery'),
	(68, 'newsletters', 'edition'),
	(69, 'newsletters', 'reader'),
	(72, 'pages', 'helpline'),
	(73, 'pages', 'menuitem'),
	(74, 'pages', 'partner'),
	(75, 'pages', 'sitefacts'),
	(76, 'pages', 'sitewords'),
	(77, 'pages', 'withdrawnfile'),
	(78, 'privacy', 'personrequest'),
	(79, 'home', 'actionlink'),
	(80, 'home', 'homepage'),
	(81, 'home', 'standardpage'),
	(82, 'home', 'territorydeliverable'),
	(83, 'newsletters', 'editiontext'),
	(84, 'newsletters', 'importedaddress'),
	(85, 'newsletters', 'newsletterarchivepage'),
	(86, 'newsletters', 'newsletterindexpage'),
	(87, 'newsletters', 'newsletterpage'),
	(88, 'newsletters', 'readerimport'),
	(89, 'newsletters', 'recipients'),
	(90, 'newsletters', 'sentfile'),
	(91, 'newsletters', 'subscriptionrequest'),
	(92, 'webinars', 'addressrequest'),
	(93, 'webinars', 'completion'),
	(94, 'webinars', 'coursepage'),
	(95, 'webinars', 'enrolment'),
	(96, 'webinars', 'lesson'),
	(97, 'webinars', 'lessonpage'),
	(98, 'webinars', 'mediafile'),
	(99, 'webinars', 'module'),
	(100, 'webinars', 'passage'),
	(101, 'webinars', 'quizanswer'),
	(102, 'webinars', 'quizoption'),
	(103, 'webinars', 'replay');
INSERT INTO public.django_content_type VALUES
	(104, 'webinars', 'replaydocument'),
	(105, 'webinars', 'transcript'),
	(106, 'webinars', 'webinarsindexpage'),
	(107, 'charter', 'certificate'),
	(108, 'charter', 'charterindexpage'),
	(109, 'charter', 'chartertext'),
	(110, 'charter', 'checkpoint'),
	(111, 'charter', 'desklink'),
	(112, 'charter', 'duedatechange'),
	(113, 'charter', 'evidence'),
	(114, 'charter', 'groupmember'),
	(115, 'charter', 'leaf'),
	(116, 'charter', 'ledgerentry'),
	(117, 'charter', 'ledgerhead'),
	(118, 'charter', 'listedsignature'),
	(119, 'charter', 'loggedfact'),
	(120, 'charter', 'logsize'),
	(121, 'charter', 'mergeproposal'),
	(122, 'charter', 'redaction'),
	(123, 'charter', 'reminder'),
	(124, 'charter', 'resumelink'),
	(125, 'charter', 'signatory'),
	(126, 'charter', 'statuschange'),
	(127, 'charter', 'statusproposal'),
	(128, 'charter', 'townhallrequest'),
	(129, 'charter', 'trustedtime'),
	(130, 'events', 'calendarreading'),
	(131, 'events', 'change'),
	(132, 'events', 'channel'),
	(133, 'events', 'checkin'),
	(134, 'events', 'eventday'),
	(135, 'events', 'eventpage'),
	(136, 'events', 'eventsindexpage'),
	(137, 'events', 'feedstate'),
	(138, 'events', 'held'),
	(139, 'events', 'joining'),
	(140, 'events', 'joinlink'),
	(141, 'events', 'letter'),
	(142, 'events', 'lettercopy'),
	(143, 'events', 'meetingreport'),
	(144, 'events', 'namedperson'),
	(145, 'events', 'onlineroom'),
	(146, 'events', 'outsideevent'),
	(147, 'events', 'owncalendar'),
	(148, 'events', 'personalinvitation'),
	(149, 'events', 'programmeversion'),
	(150, 'events', 'question'),
	(151, 'events', 'quota'),
	(152, 'events', 'refusedaddress'),
	(153, 'events', 'registrationrequest'),
	(154, 'events', 'reportrelease'),
	(155, 'events', 'room'),
	(156, 'events', 'seatcategory'),
	(157, 'events', 'seatmove'),
	(158, 'events', 'sessionchoice'),
	(159, 'events', 'sessiondocument'),
	(160, 'events', 'sessionlanguage'),
	(161, 'events', 'sessionspeaker'),
	(162, 'events', 'speakercontact'),
	(163, 'events', 'track'),
	(164, 'events', 'zonetables'),
	(165, 'figures', 'indicatorwords'),
	(166, 'calls', 'callpage'),
	(167, 'calls', 'criterion'),
	(168, 'calls', 'mark'),
	(169, 'calls', 'proposalfile'),
	(170, 'calls', 'proposallink'),
	(171, 'calls', 'reading'),
	(172, 'members', 'governmentmerge'),
	(173, 'members', 'memberprofile'),
	(174, 'members', 'membersindexpage'),
	(175, 'members', 'office'),
	(176, 'resources', 'documenttext'),
	(177, 'resources', 'documentversion'),
	(178, 'resources', 'initiativepage'),
	(179, 'resources', 'mechanismpage'),
	(180, 'resources', 'mechanismsindexpage'),
	(181, 'resources', 'resourcefile'),
	(182, 'resources', 'resourcepage'),
	(183, 'resources', 'resourcesindexpage'),
	(184, 'news', 'newsindexpage'),
	(185, 'news', 'newspage'),
	(186, 'certificates', 'issuedcertificate'),
	(187, 'certificates', 'issuedfile'),
	(188, 'mail', 'bouncereport'),
	(189, 'mail', 'epoch'),
	(190, 'mail', 'received'),
	(191, 'privacy', 'cacheentry'),
	(192, 'privacy', 'consent'),
	(193, 'privacy', 'discreetaddress'),
	(194, 'privacy', 'inquiry'),
	(195, 'privacy', 'onetimecode'),
	(196, 'privacy', 'ratecounter'),
	(197, 'users', 'user'),
	(198, 'backups', 'lastdone'),
	(199, 'upkeep', 'alarm'),
	(200, 'wagtail_localize', 'localesynchronization'),
	(201, 'wagtail_localize', 'overridablesegment'),
	(202, 'wagtail_localize', 'relatedobjectsegment'),
	(203, 'wagtail_localize', 'segmentoverride');
INSERT INTO public.django_content_type VALUES
	(204, 'wagtail_localize', 'string'),
	(205, 'wagtail_localize', 'stringsegment'),
	(206, 'wagtail_localize', 'stringtranslation'),
	(207, 'wagtail_localize', 'template'),
	(208, 'wagtail_localize', 'templatesegment'),
	(209, 'wagtail_localize', 'translatableobject'),
	(210, 'wagtail_localize', 'translationcontext'),
	(211, 'wagtail_localize', 'translationlog'),
	(212, 'wagtail_localize', 'translationsource'),
	(213, 'wagtailforms', 'formsubmission'),
	(214, 'wagtailredirects', 'redirect'),
	(215, 'wagtailembeds', 'embed'),
	(216, 'wagtailusers', 'userprofile'),
	(217, 'wagtailimages', 'rendition'),
	(218, 'wagtailsearch', 'indexentry'),
	(219, 'wagtailadmin', 'editingsession'),
	(220, 'wagtailadmin', 'formstate'),
	(221, 'taggit', 'tag'),
	(222, 'taggit', 'taggeditem'),
	(223, 'procrastinate', 'procrastinateevent'),
	(224, 'procrastinate', 'procrastinatejob'),
	(225, 'procrastinate', 'procrastinateperiodicdefer'),
	(226, 'procrastinate', 'procrastinateworker'),
	(227, 'account', 'emailaddress'),
	(228, 'account', 'emailconfirmation'),
	(229, 'mfa', 'authenticator'),
	(230, 'auth', 'group'),
	(231, 'auth', 'permission'),
	(232, 'contenttypes', 'contenttype'),
	(233, 'sessions', 'session');


INSERT INTO public.django_migrations VALUES
	(1, 'account', '0001_initial', now()),
	(2, 'account', '0002_email_max_length', now()),
	(3, 'account', '0003_alter_emailaddress_create_unique_verified_email', now()),
	(4, 'account', '0004_alter_emailaddress_drop_unique_email', now()),
	(5, 'account', '0005_emailaddress_idx_upper_email', now()),
	(6, 'account', '0006_emailaddress_lower', now()),
	(7, 'account', '0007_emailaddress_idx_email', now()),
	(8, 'account', '0008_emailaddress_unique_primary_email_fixup', now()),
	(9, 'account', '0009_emailaddress_unique_primary_email', now()),
	(10, 'auth', '0001_initial', now()),
	(11, 'auth', '0002_alter_permission_name_max_length', now()),
	(12, 'auth', '0003_alter_user_email_max_length', now()),
	(13, 'auth', '0004_alter_user_username_opts', now()),
	(14, 'auth', '0005_alter_user_last_login_null', now()),
	(15, 'auth', '0006_require_contenttypes_0002', now()),
	(16, 'auth', '0007_alter_validators_add_error_messages', now()),
	(17, 'auth', '0008_alter_user_username_max_length', now()),
	(18, 'auth', '0009_alter_user_last_name_max_length', now()),
	(19, 'auth', '0010_alter_group_name_max_length', now()),
	(20, 'auth', '0011_update_proxy_permissions', now()),
	(21, 'auth', '0012_alter_user_first_name_max_length', now()),
	(22, 'backups', '0001_initial', now()),
	(23, 'backups', '0002_lastdone_begun', now()),
	(24, 'calls', '0001_initial', now()),
	(25, 'calls', '0002_roles', now()),
	(26, 'calls', '0002_two_readers', now()),
	(27, 'calls', '0002_version_0_4', now()),
	(28, 'calls', '0003_conflicts_without_a_table_of_their_own', now()),
	(29, 'calls', '0003_documents_in_the_text', now()),
	(30, 'calls', '0003_readings', now()),
	(31, 'calls', '0004_jury_and_most_euros', now()),
	(32, 'calls', '0004_readers', now()),
	(33, 'certificates', '0001_initial', now()),
	(34, 'certificates', '0002_take_certificates_of_events_and_courses_along', now()),
	(35, 'charter', '0001_initial', now()),
	(36, 'charter', '0001_squashed_0022_members_reminded', now()),
	(37, 'charter', '0002_drop_what_nobody_reads', now()),
	(38, 'charter', '0002_roles', now()),
	(39, 'charter', '0002_version_0_4', now()),
	(40, 'charter', '0003_certificate', now()),
	(41, 'charter', '0003_drop_review_preference', now()),
	(42, 'charter', '0004_authentic_languages', now()),
	(43, 'charter', '0004_one_desk', now()),
	(44, 'charter', '0005_association_lists', now()),
	(45, 'charter', '0005_signatories', now()),
	(46, 'charter', '0006_commitments', now()),
	(47, 'charter', '0006_it_is_done', now()),
	(48, 'charter', '0007_corrections', now()),
	(49, 'charter', '0007_saved_filters_and_readhesion', now()),
	(50, 'charter', '0008_life_of_an_adhesion', now()),
	(51, 'charter', '0008_log_what_is_public', now()),
	(52, 'charter', '0009_fewer_mails_of_a_signature', now()),
	(53, 'charter', '0009_group_adhesions', now()),
	(54, 'charter', '0010_proposed_merges', now()),
	(55, 'charter', '0010_yearly_reports', now()),
	(56, 'charter', '0011_entries', now()),
	(57, 'charter', '0011_what_was_signed_is_frozen', now()),
	(58, 'charter', '0012_relay', now()),
	(59, 'charter', '0012_status_changes_by_two', now()),
	(60, 'charter', '0013_both_digests_of_the_act', now()),
	(61, 'charter', '0013_requested_links', now()),
	(62, 'charter', '0014_objections', now()),
	(63, 'charter', '0014_two_people_publish_a_version', now()),
	(64, 'charter', '0015_what_two_people_do', now()),
	(65, 'charter', '0016_triggers_of_the_list', now()),
	(66, 'charter', '0017_one_word_for_a_signature', now()),
	(67, 'charter', '0018_seven_days_to_stop_a_change', now()),
	(68, 'charter', '0019_two_mailboxes', now()),
	(69, 'charter', '0020_words', now()),
	(70, 'charter', '0021_members_say_yes', now()),
	(71, 'charter', '0022_members_reminded', now()),
	(72, 'charter', '0023_plainer_words', now()),
	(73, 'charter', '0024_what_is_awaited', now()),
	(74, 'charter', '0025_the_log', now()),
	(75, 'charter', '0026_what_is_in_the_log', now()),
	(76, 'charter', '0027_what_no_entry_tells', now()),
	(77, 'charter', '0028_queue', now()),
	(78, 'charter', '0029_last_entry', now()),
	(79, 'charter', '0030_what_is_public_is_in_the_log', now()),
	(80, 'charter', '0031_names_of_many', now()),
	(81, 'charter', '0032_each_part_is_founded_once', now()),
	(82, 'contenttypes', '0001_initial', now()),
	(83, 'contenttypes', '0002_remove_content_type_name', now()),
	(84, 'events', '0001_initial', now()),
	(85, 'events', '0001_squashed_0039_invitations', now()),
	(86, 'events', '0002_no_column_without_a_field', now()),
	(87, 'events', '0002_permissions', now()),
	(88, 'events', '0002_version_0_4', now()),
	(89, 'events', '0003_cancelled_by_a_host', now()),
	(90, 'events', '0003_seats_by_region_and_jobs_of_bulk_actions', now()),
	(91, 'events', '0003_sessions_and_other_dates_of_a_form', now()),
	(92, 'events', '0004_confirm_then_count', now()),
	(93, 'events', '0004_one_secret_calendar', now()),
	(94, 'events', '0004_reports_of_meetings', now()),
	(95, 'events', '0005_certificates_are_of_one_room', now()),
	(96, 'events', '0005_fewer_parts', now()),
	(97, 'events', '0005_known_values', now()),
	(98, 'events', '0006_discreet_registrations', now()),
	(99, 'events', '0006_plain_words', now()),
	(100, 'events', '0006_programmes_without_hours_of_pairs', now());
INSERT INTO public.django_migrations VALUES
	(101, 'events', '0007_join_links', now()),
	(102, 'events', '0007_recording_columns', now()),
	(103, 'events', '0007_wall_time', now()),
	(104, 'events', '0008_closing_times', now()),
	(105, 'events', '0008_columns_in_place_of_tables', now()),
	(106, 'events', '0008_wall_time_is_the_fact', now()),
	(107, 'events', '0009_known_version_of_places', now()),
	(108, 'events', '0009_one_page_per_language', now()),
	(109, 'events', '0010_editors_hear_of_each_other', now()),
	(110, 'events', '0010_outside_calendars_have_teams', now()),
	(111, 'events', '0011_one_declaration_of_answers', now()),
	(112, 'events', '0012_blocks', now()),
	(113, 'events', '0013_pictures', now()),
	(114, 'events', '0014_words', now()),
	(115, 'events', '0015_hosts', now()),
	(116, 'events', '0016_ticket_codes', now()),
	(117, 'events', '0017_nested_quotas', now()),
	(118, 'events', '0018_programme', now()),
	(119, 'events', '0019_programme_permissions', now()),
	(120, 'events', '0020_online_rooms', now()),
	(121, 'events', '0021_doors_and_teams', now()),
	(122, 'events', '0022_door_permissions', now()),
	(123, 'events', '0023_retention', now()),
	(124, 'events', '0024_calendar_replies', now()),
	(125, 'events', '0025_offers_and_approval', now()),
	(126, 'events', '0026_agendas', now()),
	(127, 'events', '0027_questions', now()),
	(128, 'events', '0028_hours_of_days', now()),
	(129, 'events', '0029_links_again', now()),
	(130, 'events', '0030_certificates_of_attendance', now()),
	(131, 'events', '0031_own_entries', now()),
	(132, 'events', '0032_changes', now()),
	(133, 'events', '0033_hosts_change_registrations', now()),
	(134, 'events', '0034_reminders', now()),
	(135, 'events', '0035_words', now()),
	(136, 'events', '0036_thanks', now()),
	(137, 'events', '0037_files_of_certificates', now()),
	(138, 'events', '0038_letters', now()),
	(139, 'events', '0039_invitations', now()),
	(140, 'events', '0040_added_by_hosts', now()),
	(141, 'events', '0041_invited_seats_stay', now()),
	(142, 'events', '0042_names_of_certificates', now()),
	(143, 'events', '0043_offers_that_end', now()),
	(144, 'events', '0044_delegations', now()),
	(145, 'events', '0045_plainer_words', now()),
	(146, 'events', '0046_doors_of_sessions', now()),
	(147, 'events', '0047_named_plainly', now()),
	(148, 'events', '0048_plain_words_again', now()),
	(149, 'events', '0049_mailed_sequence', now()),
	(150, 'events', '0050_keys_of_answers', now()),
	(151, 'events', '0051_recordings', now()),
	(152, 'events', '0052_room_for_everybody', now()),
	(153, 'events', '0053_what_was_mailed', now()),
	(154, 'events', '0054_invited_requests', now()),
	(155, 'events', '0055_hosts_add_and_ask_later', now()),
	(156, 'events', '0056_live_page', now()),
	(157, 'events', '0057_emails_of_speakers', now()),
	(158, 'events', '0058_rooms_that_failed', now()),
	(159, 'events', '0059_audiences', now()),
	(160, 'events', '0060_speakers_calendars_and_refusals', now()),
	(161, 'events', '0061_marks_of_feeds', now()),
	(162, 'events', '0062_private_calendars', now()),
	(163, 'events', '0063_outside_calendars', now()),
	(164, 'events', '0064_series', now()),
	(165, 'events', '0065_themes', now()),
	(166, 'events', '0066_marks_of_themes_and_series', now()),
	(167, 'events', '0067_newest_registrations', now()),
	(168, 'figures', '0001_initial', now()),
	(169, 'figures', '0001_squashed_0003_same_persons', now()),
	(170, 'figures', '0002_entries', now()),
	(171, 'figures', '0002_roles', now()),
	(172, 'figures', '0003_everybody_who_decided', now()),
	(173, 'figures', '0003_same_persons', now()),
	(174, 'figures', '0004_wording_of_releases', now()),
	(175, 'figures', '0005_plainer_words', now()),
	(176, 'figures', '0006_shares_sources_notes', now()),
	(177, 'home', '0001_initial', now()),
	(178, 'home', '0001_squashed_0009_partners_on_the_front_page', now()),
	(179, 'home', '0002_roles_of_pages', now()),
	(180, 'home', '0002_search_synonyms_are_a_file', now()),
	(181, 'home', '0002_version_0_4', now()),
	(182, 'home', '0003_contact', now()),
	(183, 'home', '0003_words_of_the_agenda_and_addresses_of_pages', now()),
	(184, 'home', '0004_contact_topics', now()),
	(185, 'home', '0004_how_to_sign_is_where_one_signs', now()),
	(186, 'home', '0005_about_and_how_to_sign', now()),
	(187, 'home', '0006_blocks', now()),
	(188, 'home', '0007_parts_of_front_pages', now()),
	(189, 'home', '0008_search_synonyms', now()),
	(190, 'home', '0009_partners_on_the_front_page', now()),
	(191, 'home', '0010_plainer_words', now()),
	(192, 'home', '0011_agenda', now()),
	(193, 'home', '0012_roles_of_the_agenda', now()),
	(194, 'home', '0013_deliverables_of_territories', now()),
	(195, 'home', '0014_roles_of_territories', now()),
	(196, 'mail', '0001_initial', now()),
	(197, 'mail', '0001_squashed_0007_received', now()),
	(198, 'mail', '0002_one_pace_and_fewer_kinds', now()),
	(199, 'mail', '0002_roles', now()),
	(200, 'mail', '0002_version_0_4', now());
INSERT INTO public.django_migrations VALUES
	(201, 'mail', '0003_handing_over', now()),
	(202, 'mail', '0003_what_nobody_reads', now()),
	(203, 'mail', '0004_mail_budget', now()),
	(204, 'mail', '0005_read_by_area', now()),
	(205, 'mail', '0006_epochs', now()),
	(206, 'mail', '0007_received', now()),
	(207, 'mail', '0008_plainer_words', now()),
	(208, 'mail', '0009_bounces', now()),
	(209, 'mail', '0010_held_by', now()),
	(210, 'mail', '0011_pace', now()),
	(211, 'mail', '0012_told_by_a_provider', now()),
	(212, 'mail', '0013_about', now()),
	(213, 'mail', '0014_counted_by_state', now()),
	(214, 'mail', '0015_newest_first', now()),
	(215, 'mail', '0016_names_of_many', now()),
	(216, 'members', '0001_initial', now()),
	(217, 'members', '0001_squashed_0012_public_offices', now()),
	(218, 'members', '0002_merges_of_two_people', now()),
	(219, 'members', '0002_seat_needs_both_coordinates', now()),
	(220, 'members', '0003_roles', now()),
	(221, 'members', '0003_who_leads_it', now()),
	(222, 'members', '0004_domains_in_any_case', now()),
	(223, 'members', '0005_sort_keys', now()),
	(224, 'members', '0006_merges_and_associations', now()),
	(225, 'members', '0007_members_index', now()),
	(226, 'members', '0008_merges_may_repeat', now()),
	(227, 'members', '0009_chosen_languages', now()),
	(228, 'members', '0010_pictures', now()),
	(229, 'members', '0011_words', now()),
	(230, 'members', '0012_public_offices', now()),
	(231, 'members', '0013_plainer_words', now()),
	(232, 'members', '0014_crest', now()),
	(233, 'mfa', '0001_initial', now()),
	(234, 'mfa', '0002_authenticator_timestamps', now()),
	(235, 'mfa', '0003_authenticator_type_uniq', now()),
	(236, 'news', '0001_initial', now()),
	(237, 'news', '0001_squashed_0003_pictures', now()),
	(238, 'news', '0002_blocks', now()),
	(239, 'news', '0003_pictures', now()),
	(240, 'news', '0004_plainer_words', now()),
	(241, 'newsletters', '0001_initial', now()),
	(242, 'newsletters', '0001_squashed_0016_consent_rows', now()),
	(243, 'newsletters', '0002_fewer_machines', now()),
	(244, 'newsletters', '0002_roles', now()),
	(245, 'newsletters', '0002_version_0_4', now()),
	(246, 'newsletters', '0003_delivery_in_doubt', now()),
	(247, 'newsletters', '0003_links_in_the_cache', now()),
	(248, 'newsletters', '0003_no_worker_on_a_copy', now()),
	(249, 'newsletters', '0004_consent_as_shown', now()),
	(250, 'newsletters', '0004_no_change_of_address', now()),
	(251, 'newsletters', '0004_say_when_an_edition_comes', now()),
	(252, 'newsletters', '0005_archive_as_sent', now()),
	(253, 'newsletters', '0005_fewer_tables_of_an_edition', now()),
	(254, 'newsletters', '0006_discreet_readers', now()),
	(255, 'newsletters', '0007_encoded_domains', now()),
	(256, 'newsletters', '0008_holders_of_discreet_addresses', now()),
	(257, 'newsletters', '0009_one_engine', now()),
	(258, 'newsletters', '0010_what_was_sent_stays', now()),
	(259, 'newsletters', '0011_editions', now()),
	(260, 'newsletters', '0012_readers', now()),
	(261, 'newsletters', '0013_news', now()),
	(262, 'newsletters', '0014_words', now()),
	(263, 'newsletters', '0015_consent_text', now()),
	(264, 'newsletters', '0016_consent_rows', now()),
	(265, 'newsletters', '0017_plainer_words', now()),
	(266, 'newsletters', '0018_nonce_by_default', now()),
	(267, 'newsletters', '0019_what_came_back', now()),
	(268, 'newsletters', '0020_held_by', now()),
	(269, 'newsletters', '0021_wishes', now()),
	(270, 'newsletters', '0022_change_of_address', now()),
	(271, 'newsletters', '0023_bringing_in', now()),
	(272, 'newsletters', '0024_roles_of_readers', now()),
	(273, 'newsletters', '0025_gate', now()),
	(274, 'newsletters', '0026_segments', now()),
	(275, 'newsletters', '0027_workflow', now()),
	(276, 'newsletters', '0028_approval', now()),
	(277, 'newsletters', '0029_blocks', now()),
	(278, 'newsletters', '0030_reader_joined', now()),
	(279, 'newsletters', '0031_written_by_old_processes', now()),
	(280, 'newsletters', '0032_counted_by_steps', now()),
	(281, 'newsletters', '0033_indexes_of_counts', now()),
	(282, 'newsletters', '0034_put_off', now()),
	(283, 'newsletters', '0035_mornings', now()),
	(284, 'newsletters', '0036_seeds', now()),
	(285, 'newsletters', '0037_event_themes', now()),
	(286, 'newsletters', '0038_newest_readers', now()),
	(287, 'newsletters', '0039_names_of_many', now()),
	(288, 'pages', '0001_initial', now()),
	(289, 'pages', '0001_locales', now()),
	(290, 'pages', '0001_squashed_0005_words', now()),
	(291, 'pages', '0002_no_approval_by_nobody', now()),
	(292, 'pages', '0002_sender_in_its_language', now()),
	(293, 'pages', '0003_five_sections', now()),
	(294, 'pages', '0003_identity', now()),
	(295, 'pages', '0004_identity_rows', now()),
	(296, 'pages', '0004_numbers_are_confirmed', now()),
	(297, 'pages', '0005_plain_words', now()),
	(298, 'pages', '0005_words', now()),
	(299, 'pages', '0006_no_footer_promise', now()),
	(300, 'pages', '0006_plainer_words', now());
INSERT INTO public.django_migrations VALUES
	(301, 'pages', '0007_withdrawn_files', now()),
	(302, 'privacy', '0001_initial', now()),
	(303, 'privacy', '0001_squashed_0010_words', now()),
	(304, 'privacy', '0002_consents_only_grow', now()),
	(305, 'privacy', '0002_proxy_contradiction', now()),
	(306, 'privacy', '0003_discreet_addresses', now()),
	(307, 'privacy', '0003_tables_of_axes', now()),
	(308, 'privacy', '0004_spent_proofs', now()),
	(309, 'privacy', '0005_inquiries', now()),
	(310, 'privacy', '0006_login_delays', now()),
	(311, 'privacy', '0007_cache_entry', now()),
	(312, 'privacy', '0008_requests_of_persons', now()),
	(313, 'privacy', '0009_data_protection', now()),
	(314, 'privacy', '0010_words', now()),
	(315, 'privacy', '0011_plainer_words', now()),
	(316, 'privacy', '0012_consents_only_grow', now()),
	(317, 'privacy', '0013_what_stays_of_a_request', now()),
	(318, 'procrastinate', '0001_initial', now()),
	(319, 'procrastinate', '0002_drop_started_at_column', now()),
	(320, 'procrastinate', '0003_drop_started_at_column', now()),
	(321, 'procrastinate', '0004_drop_procrastinate_version_table', now()),
	(322, 'procrastinate', '0005_fix_procrastinate_fetch_job', now()),
	(323, 'procrastinate', '0006_fix_trigger_status_events_insert', now()),
	(324, 'procrastinate', '0007_add_queueing_lock_column', now()),
	(325, 'procrastinate', '0008_close_fetch_job_race_condition', now()),
	(326, 'procrastinate', '0009_add_defer_job_function', now()),
	(327, 'procrastinate', '0010_add_procrastinate_periodic_defers', now()),
	(328, 'procrastinate', '0011_add_foreign_key_index', now()),
	(329, 'procrastinate', '0012_add_locks_to_periodic_defer', now()),
	(330, 'procrastinate', '0013_fix_procrastinate_defer_periodic_job', now()),
	(331, 'procrastinate', '0014_add_finish_job_and_retry_job_functions', now()),
	(332, 'procrastinate', '0015_add_trigger_on_job_deletion', now()),
	(333, 'procrastinate', '0016_delete_finished_jobs', now()),
	(334, 'procrastinate', '0017_add_checks_to_finish_job', now()),
	(335, 'procrastinate', '0018_add_checks_to_retry_job', now()),
	(336, 'procrastinate', '0019_fix_finish_job_compat_issue', now()),
	(337, 'procrastinate', '0020_add_index_on_procrastinate_jobs', now()),
	(338, 'procrastinate', '0021_add_kwargs_to_defer_periodic_job', now()),
	(339, 'procrastinate', '0022_null_locks_excluded', now()),
	(340, 'procrastinate', '0023_remove_old_finish_job_function', now()),
	(341, 'procrastinate', '0024_job_id_bigint', now()),
	(342, 'procrastinate', '0025_add_models', now()),
	(343, 'procrastinate', '0026_add_job_priority', now()),
	(344, 'procrastinate', '0027_add_periodic_job_priority', now()),
	(345, 'procrastinate', '0028_add_cancel_states', now()),
	(346, 'procrastinate', '0029_add_additional_params_to_retry_job', now()),
	(347, 'procrastinate', '0030_alter_procrastinateevent_options', now()),
	(348, 'procrastinate', '0031_add_indexes_for_fetch_job', now()),
	(349, 'procrastinate', '0032_pre_cancel_notification', now()),
	(350, 'procrastinate', '0033_post_cancel_notification', now()),
	(351, 'procrastinate', '0034_pre_add_heartbeat', now()),
	(352, 'procrastinate', '0035_post_add_heartbeat', now()),
	(353, 'procrastinate', '0036_add_worker_model', now()),
	(354, 'procrastinate', '0037_pre_batch_defer_jobs', now()),
	(355, 'procrastinate', '0038_post_batch_defer_jobs', now()),
	(356, 'procrastinate', '0039_pre_priority_lock_fetch_job', now()),
	(357, 'procrastinate', '0040_pre_retry_failed_job', now()),
	(358, 'procrastinate', '0041_post_retry_failed_job', now()),
	(359, 'resources', '0001_initial', now()),
	(360, 'resources', '0001_squashed_0007_words', now()),
	(361, 'resources', '0002_harvest_records_go', now()),
	(362, 'resources', '0002_roles', now()),
	(363, 'resources', '0002_version_0_4', now()),
	(364, 'resources', '0003_chosen_languages', now()),
	(365, 'resources', '0003_downloads_are_not_counted', now()),
	(366, 'resources', '0003_reviewers_look', now()),
	(367, 'resources', '0004_editors_hear_of_each_other', now()),
	(368, 'resources', '0004_mechanisms', now()),
	(369, 'resources', '0005_blocks', now()),
	(370, 'resources', '0006_pictures', now()),
	(371, 'resources', '0007_words', now()),
	(372, 'resources', '0008_plainer_words', now()),
	(373, 'resources', '0009_plain_words_again', now()),
	(374, 'resources', '0010_library_facts', now()),
	(375, 'resources', '0011_first_themes', now()),
	(376, 'resources', '0012_versions_and_downloads', now()),
	(377, 'resources', '0013_first_versions', now()),
	(378, 'resources', '0014_texts_of_documents', now()),
	(379, 'resources', '0015_records_for_harvesters', now()),
	(380, 'resources', '0016_further_files', now()),
	(381, 'sessions', '0001_initial', now()),
	(382, 'taggit', '0001_initial', now()),
	(383, 'taggit', '0002_auto_20150616_2121', now()),
	(384, 'taggit', '0003_taggeditem_add_unique_index', now()),
	(385, 'taggit', '0004_alter_taggeditem_content_type_alter_taggeditem_tag', now()),
	(386, 'taggit', '0005_auto_20220424_2025', now()),
	(387, 'taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx', now()),
	(388, 'upkeep', '0001_initial', now()),
	(389, 'users', '0001_initial', now()),
	(390, 'users', '0002_roles', now()),
	(391, 'users', '0002_squashed_0003_data_protection', now()),
	(392, 'users', '0003_data_protection', now()),
	(393, 'wagtail_localize', '0001_initial', now()),
	(394, 'wagtail_localize', '0002_translation', now()),
	(395, 'wagtail_localize', '0003_delete_translation_sources', now()),
	(396, 'wagtail_localize', '0004_one_source_per_objectlocale', now()),
	(397, 'wagtail_localize', '0005_remove_translationsource_object', now()),
	(398, 'wagtail_localize', '0006_create_submit_translation_permission', now()),
	(399, 'wagtail_localize', '0007_stringtranslation_type_and_tool_name', now()),
	(400, 'wagtail_localize', '0008_stringtranslation_last_translated_by', now());
INSERT INTO public.django_migrations VALUES
	(401, 'wagtail_localize', '0009_stringtranslation_errors', now()),
	(402, 'wagtail_localize', '0010_overridablesegment', now()),
	(403, 'wagtail_localize', '0011_segmentoverride', now()),
	(404, 'wagtail_localize', '0012_localesynchronization', now()),
	(405, 'wagtail_localize', '0013_translationsource_schema_version', now()),
	(406, 'wagtail_localize', '0014_remove_translation_source_last_updated_at', now()),
	(407, 'wagtail_localize', '0015_translationcontext_field_path', now()),
	(408, 'wagtail_localize', '0016_rename_page_revision_translationlog_revision', now()),
	(409, 'wagtailadmin', '0001_create_admin_access_permissions', now()),
	(410, 'wagtailadmin', '0002_admin', now()),
	(411, 'wagtailadmin', '0003_admin_managed', now()),
	(412, 'wagtailadmin', '0004_editingsession', now()),
	(413, 'wagtailadmin', '0005_editingsession_is_editing', now()),
	(414, 'wagtailadmin', '0006_formstate', now()),
	(415, 'wagtailcore', '0001_initial', now()),
	(416, 'wagtailcore', '0001_squashed_0016_change_page_url_path_to_text_field', now()),
	(417, 'wagtailcore', '0002_initial_data', now()),
	(418, 'wagtailcore', '0003_add_uniqueness_constraint_on_group_page_permission', now()),
	(419, 'wagtailcore', '0004_page_locked', now()),
	(420, 'wagtailcore', '0005_add_page_lock_permission_to_moderators', now()),
	(421, 'wagtailcore', '0006_add_lock_page_permission', now()),
	(422, 'wagtailcore', '0007_page_latest_revision_created_at', now()),
	(423, 'wagtailcore', '0008_populate_latest_revision_created_at', now()),
	(424, 'wagtailcore', '0009_remove_auto_now_add_from_pagerevision_created_at', now()),
	(425, 'wagtailcore', '0010_change_page_owner_to_null_on_delete', now()),
	(426, 'wagtailcore', '0011_page_first_published_at', now()),
	(427, 'wagtailcore', '0012_extend_page_slug_field', now()),
	(428, 'wagtailcore', '0013_update_golive_expire_help_text', now()),
	(429, 'wagtailcore', '0014_add_verbose_name', now()),
	(430, 'wagtailcore', '0015_add_more_verbose_names', now()),
	(431, 'wagtailcore', '0016_change_page_url_path_to_text_field', now()),
	(432, 'wagtailcore', '0017_change_edit_page_permission_description', now()),
	(433, 'wagtailcore', '0018_pagerevision_submitted_for_moderation_index', now()),
	(434, 'wagtailcore', '0019_verbose_names_cleanup', now()),
	(435, 'wagtailcore', '0020_add_index_on_page_first_published_at', now()),
	(436, 'wagtailcore', '0021_capitalizeverbose', now()),
	(437, 'wagtailcore', '0022_add_site_name', now()),
	(438, 'wagtailcore', '0023_alter_page_revision_on_delete_behaviour', now()),
	(439, 'wagtailcore', '0024_alter_page_content_type_on_delete_behaviour', now()),
	(440, 'wagtailcore', '0024_collection', now()),
	(441, 'wagtailcore', '0025_collection_initial_data', now()),
	(442, 'wagtailcore', '0026_group_collection_permission', now()),
	(443, 'wagtailcore', '0027_fix_collection_path_collation', now()),
	(444, 'wagtailcore', '0028_merge', now()),
	(445, 'wagtailcore', '0029_unicode_slugfield_dj19', now()),
	(446, 'wagtailcore', '0030_index_on_pagerevision_created_at', now()),
	(447, 'wagtailcore', '0031_add_page_view_restriction_types', now()),
	(448, 'wagtailcore', '0032_add_bulk_delete_page_permission', now()),
	(449, 'wagtailcore', '0033_remove_golive_expiry_help_text', now()),
	(450, 'wagtailcore', '0034_page_live_revision', now()),
	(451, 'wagtailcore', '0035_page_last_published_at', now()),
	(452, 'wagtailcore', '0036_populate_page_last_published_at', now()),
	(453, 'wagtailcore', '0037_set_page_owner_editable', now()),
	(454, 'wagtailcore', '0038_make_first_published_at_editable', now()),
	(455, 'wagtailcore', '0039_collectionviewrestriction', now()),
	(456, 'wagtailcore', '0040_page_draft_title', now()),
	(457, 'wagtailcore', '0041_group_collection_permissions_verbose_name_plural', now()),
	(458, 'wagtailcore', '0042_index_on_pagerevision_approved_go_live_at', now()),
	(459, 'wagtailcore', '0043_lock_fields', now()),
	(460, 'wagtailcore', '0044_add_unlock_grouppagepermission', now()),
	(461, 'wagtailcore', '0045_assign_unlock_grouppagepermission', now()),
	(462, 'wagtailcore', '0046_site_name_remove_null', now()),
	(463, 'wagtailcore', '0047_add_workflow_models', now()),
	(464, 'wagtailcore', '0048_add_default_workflows', now()),
	(465, 'wagtailcore', '0049_taskstate_finished_by', now()),
	(466, 'wagtailcore', '0050_workflow_rejected_to_needs_changes', now()),
	(467, 'wagtailcore', '0051_taskstate_comment', now()),
	(468, 'wagtailcore', '0052_pagelogentry', now()),
	(469, 'wagtailcore', '0053_locale_model', now()),
	(470, 'wagtailcore', '0054_initial_locale', now()),
	(471, 'wagtailcore', '0055_page_locale_fields', now()),
	(472, 'wagtailcore', '0056_page_locale_fields_populate', now()),
	(473, 'wagtailcore', '0057_page_locale_fields_notnull', now()),
	(474, 'wagtailcore', '0058_page_alias_of', now()),
	(475, 'wagtailcore', '0059_apply_collection_ordering', now()),
	(476, 'wagtailcore', '0060_fix_workflow_unique_constraint', now()),
	(477, 'wagtailcore', '0061_change_promote_tab_helpt_text_and_verbose_names', now()),
	(478, 'wagtailcore', '0062_comment_models_and_pagesubscription', now()),
	(479, 'wagtailcore', '0063_modellogentry', now()),
	(480, 'wagtailcore', '0064_log_timestamp_indexes', now()),
	(481, 'wagtailcore', '0065_log_entry_uuid', now()),
	(482, 'wagtailcore', '0066_collection_management_permissions', now()),
	(483, 'wagtailcore', '0067_alter_pagerevision_content_json', now()),
	(484, 'wagtailcore', '0068_log_entry_empty_object', now()),
	(485, 'wagtailcore', '0069_log_entry_jsonfield', now()),
	(486, 'wagtailcore', '0070_rename_pagerevision_revision', now()),
	(487, 'wagtailcore', '0071_populate_revision_content_type', now()),
	(488, 'wagtailcore', '0072_alter_revision_content_type_notnull', now()),
	(489, 'wagtailcore', '0073_page_latest_revision', now()),
	(490, 'wagtailcore', '0074_revision_object_str', now()),
	(491, 'wagtailcore', '0075_populate_latest_revision_and_revision_object_str', now()),
	(492, 'wagtailcore', '0076_modellogentry_revision', now()),
	(493, 'wagtailcore', '0077_alter_revision_user', now()),
	(494, 'wagtailcore', '0078_referenceindex', now()),
	(495, 'wagtailcore', '0079_rename_taskstate_page_revision', now()),
	(496, 'wagtailcore', '0080_generic_workflowstate', now()),
	(497, 'wagtailcore', '0081_populate_workflowstate_content_type', now()),
	(498, 'wagtailcore', '0082_alter_workflowstate_content_type_notnull', now()),
	(499, 'wagtailcore', '0083_workflowcontenttype', now()),
	(500, 'wagtailcore', '0084_add_default_page_permissions', now());
INSERT INTO public.django_migrations VALUES
	(501, 'wagtailcore', '0085_add_grouppagepermission_permission', now()),
	(502, 'wagtailcore', '0086_populate_grouppagepermission_permission', now()),
	(503, 'wagtailcore', '0087_alter_grouppagepermission_unique_together_and_more', now()),
	(504, 'wagtailcore', '0088_fix_log_entry_json_timestamps', now()),
	(505, 'wagtailcore', '0089_log_entry_data_json_null_to_object', now()),
	(506, 'wagtailcore', '0090_remove_grouppagepermission_permission_type', now()),
	(507, 'wagtailcore', '0091_remove_revision_submitted_for_moderation', now()),
	(508, 'wagtailcore', '0092_alter_collectionviewrestriction_password_and_more', now()),
	(509, 'wagtailcore', '0093_uploadedfile', now()),
	(510, 'wagtailcore', '0094_alter_page_locale', now()),
	(511, 'wagtailcore', '0095_groupsitepermission', now()),
	(512, 'wagtailcore', '0096_referenceindex_referenceindex_source_object_and_more', now()),
	(513, 'wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes', now()),
	(514, 'wagtailcore', '0098_apitoken', now()),
	(515, 'wagtaildocs', '0001_initial', now()),
	(516, 'wagtaildocs', '0002_initial_data', now()),
	(517, 'wagtaildocs', '0003_add_verbose_names', now()),
	(518, 'wagtaildocs', '0004_capitalizeverbose', now()),
	(519, 'wagtaildocs', '0005_alter_uploaded_by_user_on_delete_action', now()),
	(520, 'wagtaildocs', '0005_document_collection', now()),
	(521, 'wagtaildocs', '0006_copy_document_permissions_to_collections', now()),
	(522, 'wagtaildocs', '0007_merge', now()),
	(523, 'wagtaildocs', '0008_document_file_size', now()),
	(524, 'wagtaildocs', '0009_document_verbose_name_plural', now()),
	(525, 'wagtaildocs', '0010_document_file_hash', now()),
	(526, 'wagtaildocs', '0011_add_choose_permissions', now()),
	(527, 'wagtaildocs', '0012_uploadeddocument', now()),
	(528, 'wagtaildocs', '0013_delete_uploadeddocument', now()),
	(529, 'wagtaildocs', '0014_alter_document_file_size', now()),
	(530, 'wagtailembeds', '0001_initial', now()),
	(531, 'wagtailembeds', '0002_add_verbose_names', now()),
	(532, 'wagtailembeds', '0003_capitalizeverbose', now()),
	(533, 'wagtailembeds', '0004_embed_verbose_name_plural', now()),
	(534, 'wagtailembeds', '0005_specify_thumbnail_url_max_length', now()),
	(535, 'wagtailembeds', '0006_add_embed_hash', now()),
	(536, 'wagtailembeds', '0007_populate_hash', now()),
	(537, 'wagtailembeds', '0008_allow_long_urls', now()),
	(538, 'wagtailembeds', '0009_embed_cache_until', now()),
	(539, 'wagtailforms', '0001_initial', now()),
	(540, 'wagtailforms', '0002_add_verbose_names', now()),
	(541, 'wagtailforms', '0003_capitalizeverbose', now()),
	(542, 'wagtailforms', '0004_add_verbose_name_plural', now()),
	(543, 'wagtailforms', '0005_alter_formsubmission_form_data', now()),
	(544, 'wagtailimages', '0001_initial', now()),
	(545, 'wagtailimages', '0001_squashed_0021', now()),
	(546, 'wagtailimages', '0002_initial_data', now()),
	(547, 'wagtailimages', '0003_fix_focal_point_fields', now()),
	(548, 'wagtailimages', '0004_make_focal_point_key_not_nullable', now()),
	(549, 'wagtailimages', '0005_make_filter_spec_unique', now()),
	(550, 'wagtailimages', '0006_add_verbose_names', now()),
	(551, 'wagtailimages', '0007_image_file_size', now()),
	(552, 'wagtailimages', '0008_image_created_at_index', now()),
	(553, 'wagtailimages', '0009_capitalizeverbose', now()),
	(554, 'wagtailimages', '0010_change_on_delete_behaviour', now()),
	(555, 'wagtailimages', '0011_image_collection', now()),
	(556, 'wagtailimages', '0012_copy_image_permissions_to_collections', now()),
	(557, 'wagtailimages', '0013_make_rendition_upload_callable', now()),
	(558, 'wagtailimages', '0014_add_filter_spec_field', now()),
	(559, 'wagtailimages', '0015_fill_filter_spec_field', now()),
	(560, 'wagtailimages', '0016_deprecate_rendition_filter_relation', now()),
	(561, 'wagtailimages', '0017_reduce_focal_point_key_max_length', now()),
	(562, 'wagtailimages', '0018_remove_rendition_filter', now()),
	(563, 'wagtailimages', '0019_delete_filter', now()),
	(564, 'wagtailimages', '0020_add-verbose-name', now()),
	(565, 'wagtailimages', '0021_image_file_hash', now()),
	(566, 'wagtailimages', '0022_uploadedimage', now()),
	(567, 'wagtailimages', '0023_add_choose_permissions', now()),
	(568, 'wagtailimages', '0024_index_image_file_hash', now()),
	(569, 'wagtailimages', '0025_alter_image_file_alter_rendition_file', now()),
	(570, 'wagtailimages', '0026_delete_uploadedimage', now()),
	(571, 'wagtailimages', '0027_image_description', now()),
	(572, 'wagtailredirects', '0001_initial', now()),
	(573, 'wagtailredirects', '0002_add_verbose_names', now()),
	(574, 'wagtailredirects', '0003_make_site_field_editable', now()),
	(575, 'wagtailredirects', '0004_set_unique_on_path_and_site', now()),
	(576, 'wagtailredirects', '0005_capitalizeverbose', now()),
	(577, 'wagtailredirects', '0006_redirect_increase_max_length', now()),
	(578, 'wagtailredirects', '0007_add_autocreate_fields', now()),
	(579, 'wagtailredirects', '0008_add_verbose_name_plural', now()),
	(580, 'wagtailsearch', '0001_initial', now()),
	(581, 'wagtailsearch', '0002_add_verbose_names', now()),
	(582, 'wagtailsearch', '0003_remove_editors_pick', now()),
	(583, 'wagtailsearch', '0004_querydailyhits_verbose_name_plural', now()),
	(584, 'wagtailsearch', '0005_create_indexentry', now()),
	(585, 'wagtailsearch', '0006_customise_indexentry', now()),
	(586, 'wagtailsearch', '0007_delete_editorspick', now()),
	(587, 'wagtailsearch', '0008_remove_query_and_querydailyhits_models', now()),
	(588, 'wagtailsearch', '0009_remove_ngram_autocomplete', now()),
	(589, 'wagtailsearch', '0010_add_text_fields', now()),
	(590, 'wagtailusers', '0001_initial', now()),
	(591, 'wagtailusers', '0002_add_verbose_name_on_userprofile', now()),
	(592, 'wagtailusers', '0003_add_verbose_names', now()),
	(593, 'wagtailusers', '0004_capitalizeverbose', now()),
	(594, 'wagtailusers', '0005_make_related_name_wagtail_specific', now()),
	(595, 'wagtailusers', '0006_userprofile_prefered_language', now()),
	(596, 'wagtailusers', '0007_userprofile_current_time_zone', now()),
	(597, 'wagtailusers', '0008_userprofile_avatar', now()),
	(598, 'wagtailusers', '0009_userprofile_verbose_name_plural', now()),
	(599, 'wagtailusers', '0010_userprofile_updated_comments_notifications', now()),
	(600, 'wagtailusers', '0011_userprofile_dismissibles', now());
INSERT INTO public.django_migrations VALUES
	(601, 'wagtailusers', '0012_userprofile_theme', now()),
	(602, 'wagtailusers', '0013_userprofile_density', now()),
	(603, 'wagtailusers', '0014_userprofile_contrast', now()),
	(604, 'wagtailusers', '0015_userprofile_keyboard_shortcuts', now()),
	(605, 'webinars', '0001_initial', now()),
	(606, 'webinars', '0001_squashed_0003_rooms_of_events', now()),
	(607, 'webinars', '0002_no_column_without_a_field', now()),
	(608, 'webinars', '0002_permissions', now()),
	(609, 'webinars', '0002_version_0_4', now()),
	(610, 'webinars', '0003_a_webinar_is_a_kind_of_event', now()),
	(611, 'webinars', '0003_plain_words', now()),
	(612, 'webinars', '0003_rooms_of_events', now()),
	(613, 'webinars', '0004_drafts_of_lessons', now()),
	(614, 'webinars', '0004_recordings_of_events', now()),
	(615, 'webinars', '0004_short_names_may_be_left_empty', now()),
	(616, 'webinars', '0005_certificates_are_of_one_room', now()),
	(617, 'webinars', '0005_take_recordings_along', now()),
	(618, 'webinars', '0006_recordings_are_named_on_their_events', now()),
	(619, 'webinars', '0006_replays', now()),
	(620, 'webinars', '0007_courses', now()),
	(621, 'webinars', '0007_fewer_tables_of_a_recording', now()),
	(622, 'webinars', '0008_course_pages', now()),
	(623, 'webinars', '0009_learning', now()),
	(624, 'webinars', '0010_course_certificates', now()),
	(625, 'webinars', '0011_language_of_sources', now()),
	(626, 'webinars', '0012_captions_in_more_languages', now()),
	(627, 'webinars', '0013_themes_of_recordings', now());


INSERT INTO public.home_contacttopic VALUES
	(1, 'signing', '', 'en', 5, NULL),
	(2, 'members', '', 'en', 5, NULL),
	(3, 'events', '', 'en', 5, NULL),
	(4, 'newsletter', '', 'en', 5, NULL),
	(5, 'press', '', 'en', 2, NULL),
	(6, 'site', '', 'en', 5, NULL),
	(7, 'privacy', '', 'en', 5, NULL),
	(8, 'other', '', 'en', 5, NULL);


INSERT INTO public.newsletters_consenttext VALUES
	(1, 'en', 'I agree that my email address is used to send me this newsletter. Nothing I open or click is recorded, the address is given to nobody, and I can unsubscribe with one click in any edition.', '2026-11-26', NULL),
	(2, 'fr', 'J’accepte que mon adresse électronique serve à m’envoyer cette lettre d’information. Ni mes ouvertures ni mes clics ne sont suivis, l’adresse n’est donnée à personne, et je peux me désabonner d’un clic dans chaque numéro.', '2026-11-26', NULL),
	(3, 'es', 'Acepto que se use mi dirección de correo para enviarme este boletín. No se registra qué correos abro ni qué enlaces sigo, la dirección no se da a nadie y puedo darme de baja con un clic en cualquier edición.', '2026-11-26', NULL),
	(4, 'ar', 'أوافق على استعمال عنوان بريدي الإلكتروني لإرسال هذه الرسالة الإخبارية إليّ. لا يُسجَّل ما أفتحه أو أضغط عليه، ولا يُعطى العنوان لأحد، ويمكنني إلغاء الاشتراك بضغطة واحدة في أي عدد.', '2026-11-26', NULL);


INSERT INTO public.pages_menuitem VALUES
	(6, 1, 'charter/sign', '', '', '', '', NULL, NULL),
	(7, 2, 'members', '', '', '', '', NULL, NULL),
	(8, 3, 'events', '', '', '', '', NULL, NULL),
	(9, 4, 'learn', '', '', '', '', NULL, NULL),
	(10, 5, 'about', '', '', '', '', NULL, NULL);


INSERT INTO public.pages_sitewords VALUES
	(1, 'en', 'Coalition of local governments', 'Local governments that commit together, with a signed charter and work that anyone can follow.', '', '', NULL, ''),
	(2, 'fr', 'Coalition des gouvernements locaux', 'Des gouvernements locaux qui s’engagent ensemble, avec une charte signée et un travail que chacune et chacun peut suivre.', '', '', NULL, ''),
	(3, 'es', 'Coalición de gobiernos locales', 'Gobiernos locales que se comprometen juntos, con una Carta firmada y un trabajo que cualquiera puede seguir.', '', '', NULL, ''),
	(4, 'ar', 'تحالف الحكومات المحلية', 'حكومات محلية تلتزم معًا، بميثاق موقَّع وعمل يستطيع الجميع متابعته.', '', '', NULL, '');


INSERT INTO public.resources_theme VALUES
	(1, 'support', 'Support for women', 'Accompagnement des femmes', 'Acompañamiento de las mujeres', 'مرافقة النساء', NULL),
	(2, 'shelter', 'Shelter and housing', 'Hébergement et logement', 'Refugio y vivienda', 'المأوى والسكن', NULL),
	(3, 'health', 'Health', 'Santé', 'Salud', 'الصحة', NULL),
	(4, 'justice', 'Police and justice', 'Police et justice', 'Policía y justicia', 'الشرطة والقضاء', NULL),
	(5, 'children', 'Children', 'Enfants', 'Infancia', 'الأطفال', NULL),
	(6, 'prevention', 'Prevention and education', 'Prévention et éducation', 'Prevención y educación', 'الوقاية والتربية', NULL),
	(7, 'training', 'Training of professionals', 'Formation des professionnelles et professionnels', 'Formación de profesionales', 'تدريب المهنيين', NULL),
	(8, 'observation', 'Data and observatories', 'Données et observatoires', 'Datos y observatorios', 'البيانات والمراصد', NULL),
	(9, 'public-space', 'Public space and transport', 'Espace public et transports', 'Espacio público y transporte', 'الفضاء العام والنقل', NULL),
	(10, 'work', 'Work and income', 'Travail et ressources', 'Trabajo e ingresos', 'العمل والدخل', NULL),
	(11, 'digital', 'Digital violence', 'Violences numériques', 'Violencia digital', 'العنف الرقمي', NULL),
	(12, 'sexual-violence', 'Sexual violence', 'Violences sexuelles', 'Violencia sexual', 'العنف الجنسي', NULL),
	(13, 'local-policy', 'Local policies and budgets', 'Politiques locales et budgets', 'Políticas locales y presupuestos', 'السياسات المحلية والميزانيات', NULL),
	(14, 'associations', 'Women’s associations', 'Associations de femmes', 'Asociaciones de mujeres', 'الجمعيات النسائية', NULL);


INSERT INTO public.wagtailcore_collection VALUES
	(1, '0001', 1, 0, 'Root');


INSERT INTO public.wagtailcore_groupapprovaltask VALUES
	(1);


INSERT INTO public.wagtailcore_groupcollectionpermission VALUES
	(13, 1, 1, 114),
	(14, 1, 1, 117),
	(15, 1, 1, 109),
	(16, 1, 1, 113),
	(17, 1, 3, 114),
	(18, 1, 3, 117),
	(19, 1, 3, 109),
	(20, 1, 3, 113),
	(21, 1, 4, 114),
	(22, 1, 4, 117),
	(23, 1, 4, 109),
	(24, 1, 4, 113);


INSERT INTO public.wagtailcore_grouppagepermission VALUES
	(8, 1, 1, 69),
	(9, 1, 1, 70),
	(10, 1, 1, 75);


INSERT INTO public.wagtailcore_locale VALUES
	(1, 'en'),
	(2, 'fr'),
	(3, 'es'),
	(4, 'ar');


INSERT INTO public.wagtailcore_page VALUES
	(1, '0001', 1, 1, 'Root', 'root', true, false, '/', '', false, '', NULL, NULL, false, 1, NULL, false, NULL, NULL, NULL, NULL, 'Root', NULL, NULL, gen_random_uuid(), 1, NULL, NULL),
	(2, '00010001', 2, 0, 'Welcome to your new Wagtail site!', 'home', true, false, '/home/', '', false, '', NULL, NULL, false, 1, NULL, false, NULL, NULL, NULL, NULL, 'Welcome to your new Wagtail site!', NULL, NULL, gen_random_uuid(), 1, NULL, NULL);


INSERT INTO public.wagtailcore_site VALUES
	(1, 'localhost', 80, true, 2, '');


INSERT INTO public.wagtailcore_task VALUES
	(1, 'Moderators approval', false, 2);


INSERT INTO public.wagtailcore_workflow VALUES
	(1, 'Moderators approval', false);


INSERT INTO public.wagtailcore_workflowtask VALUES
	(1, 0, 1, 1);


SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);


SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);


SELECT pg_catalog.setval('public.auth_group_id_seq', 8, true);


SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 229, true);


SELECT pg_catalog.setval('public.auth_permission_id_seq', 680, true);


SELECT pg_catalog.setval('public.calls_call_id_seq', 1, false);


SELECT pg_catalog.setval('public.calls_criterion_id_seq', 1, false);


SELECT pg_catalog.setval('public.calls_mark_id_seq', 1, false);


SELECT pg_catalog.setval('public.calls_proposal_conflicts_id_seq', 1, false);


SELECT pg_catalog.setval('public.calls_proposal_id_seq', 1, false);


SELECT pg_catalog.setval('public.calls_proposalfile_id_seq', 1, false);


SELECT pg_catalog.setval('public.calls_proposallink_id_seq', 1, false);


SELECT pg_catalog.setval('public.calls_reading_id_seq', 1, false);


SELECT pg_catalog.setval('public.certificates_issuedcertificate_id_seq', 1, false);


SELECT pg_catalog.setval('public.certificates_issuedfile_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_certificate_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_chartertext_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_charterversion_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_checkpoint_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_commitment_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_duedatechange_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_evidence_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_groupmember_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_ledgerentry_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_ledgerhead_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_loggedfact_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_logsize_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_mergeproposal_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_redaction_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_reminder_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_resumelink_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_schedule_id_seq', 5, true);


SELECT pg_catalog.setval('public.charter_signature_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_signaturelink_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_statuschange_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_statusproposal_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_townhallrequest_id_seq', 1, false);


SELECT pg_catalog.setval('public.charter_trustedtime_id_seq', 1, false);


SELECT pg_catalog.setval('public.django_content_type_id_seq', 233, true);


SELECT pg_catalog.setval('public.django_migrations_id_seq', 627, true);


SELECT pg_catalog.setval('public.events_change_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_channel_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_checkin_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_door_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_event_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_eventday_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_feedstate_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_held_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_joining_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_joinlink_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_letter_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_lettercopy_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_meetingreport_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_namedperson_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_onlineroom_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_outsidecalendar_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_outsidecalendar_team_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_outsideevent_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_owncalendar_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_personalinvitation_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_programme_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_programmeversion_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_question_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_quota_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_refusedaddress_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_registration_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_registrationrequest_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_reportrelease_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_room_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_seatcategory_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_seatmove_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_session_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_sessionchoice_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_sessiondocument_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_sessionlanguage_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_sessionspeaker_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_speaker_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_speakercontact_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_teammember_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_track_id_seq', 1, false);


SELECT pg_catalog.setval('public.events_zonetables_id_seq', 1, false);


SELECT pg_catalog.setval('public.figures_entry_id_seq', 1, false);


SELECT pg_catalog.setval('public.figures_figure_id_seq', 1, false);


SELECT pg_catalog.setval('public.figures_indicator_id_seq', 1, false);


SELECT pg_catalog.setval('public.figures_indicatorwords_id_seq', 1, false);


SELECT pg_catalog.setval('public.figures_release_id_seq', 1, false);


SELECT pg_catalog.setval('public.figures_territory_governments_id_seq', 1, false);


SELECT pg_catalog.setval('public.figures_territory_id_seq', 1, false);


SELECT pg_catalog.setval('public.home_action_id_seq', 1, false);


SELECT pg_catalog.setval('public.home_actionlink_id_seq', 1, false);


SELECT pg_catalog.setval('public.home_contactmessage_id_seq', 1, false);


SELECT pg_catalog.setval('public.home_contacttopic_id_seq', 8, true);


SELECT pg_catalog.setval('public.home_goal_id_seq', 1, false);


SELECT pg_catalog.setval('public.home_territorydeliverable_id_seq', 1, false);


SELECT pg_catalog.setval('public.home_territorywork_id_seq', 1, false);


SELECT pg_catalog.setval('public.mail_bouncereport_id_seq', 1, false);


SELECT pg_catalog.setval('public.mail_epoch_id_seq', 1, false);


SELECT pg_catalog.setval('public.mail_message_id_seq', 1, false);


SELECT pg_catalog.setval('public.mail_received_id_seq', 1, false);


SELECT pg_catalog.setval('public.mail_suppression_id_seq', 1, false);


SELECT pg_catalog.setval('public.members_contact_id_seq', 1, false);


SELECT pg_catalog.setval('public.members_governmentmerge_id_seq', 1, false);


SELECT pg_catalog.setval('public.members_localgovernment_id_seq', 1, false);


SELECT pg_catalog.setval('public.members_memberprofile_id_seq', 1, false);


SELECT pg_catalog.setval('public.members_office_id_seq', 1, false);


SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);


SELECT pg_catalog.setval('public.newsletters_consenttext_id_seq', 4, true);


SELECT pg_catalog.setval('public.newsletters_delivery_id_seq', 1, false);


SELECT pg_catalog.setval('public.newsletters_edition_id_seq', 1, false);


SELECT pg_catalog.setval('public.newsletters_editiontext_id_seq', 1, false);


SELECT pg_catalog.setval('public.newsletters_importedaddress_id_seq', 1, false);


SELECT pg_catalog.setval('public.newsletters_reader_id_seq', 1, false);


SELECT pg_catalog.setval('public.newsletters_readerimport_id_seq', 1, false);


SELECT pg_catalog.setval('public.newsletters_recipients_id_seq', 1, false);


SELECT pg_catalog.setval('public.newsletters_sentpicture_id_seq', 1, false);


SELECT pg_catalog.setval('public.newsletters_subscriptionrequest_id_seq', 1, false);


SELECT pg_catalog.setval('public.pages_helpline_id_seq', 1, false);


SELECT pg_catalog.setval('public.pages_menuitem_id_seq', 10, true);


SELECT pg_catalog.setval('public.pages_partner_id_seq', 1, false);


SELECT pg_catalog.setval('public.pages_sitewords_id_seq', 4, true);


SELECT pg_catalog.setval('public.pages_withdrawnfile_id_seq', 1, false);


SELECT pg_catalog.setval('public.privacy_consent_id_seq', 1, false);


SELECT pg_catalog.setval('public.privacy_discreetaddress_id_seq', 1, false);


SELECT pg_catalog.setval('public.privacy_inquiry_id_seq', 1, false);


SELECT pg_catalog.setval('public.privacy_onetimecode_id_seq', 1, false);


SELECT pg_catalog.setval('public.privacy_personrequest_id_seq', 1, false);


SELECT pg_catalog.setval('public.privacy_ratecounter_id_seq', 1, false);


SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 1, false);


SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 1, false);


SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);


SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);


SELECT pg_catalog.setval('public.resources_documenttext_id_seq', 1, false);


SELECT pg_catalog.setval('public.resources_documentversion_id_seq', 1, false);


SELECT pg_catalog.setval('public.resources_resource_id_seq', 1, false);


SELECT pg_catalog.setval('public.resources_resourcefile_id_seq', 1, false);


SELECT pg_catalog.setval('public.resources_theme_id_seq', 14, true);


SELECT pg_catalog.setval('public.taggit_tag_id_seq', 1, false);


SELECT pg_catalog.setval('public.taggit_taggeditem_id_seq', 1, false);


SELECT pg_catalog.setval('public.users_user_groups_id_seq', 1, false);


SELECT pg_catalog.setval('public.users_user_id_seq', 1, false);


SELECT pg_catalog.setval('public.users_user_user_permissions_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtail_localize_localesynchronization_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtail_localize_overridablesegment_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtail_localize_relatedobjectsegment_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtail_localize_segmentoverride_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtail_localize_string_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtail_localize_stringsegment_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtail_localize_stringtranslation_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtail_localize_template_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtail_localize_templatesegment_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtail_localize_translation_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtail_localize_translationcontext_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtail_localize_translationlog_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtail_localize_translationsource_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailadmin_admin_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailadmin_editingsession_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailadmin_formstate_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_apitoken_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_collection_id_seq', 1, true);


SELECT pg_catalog.setval('public.wagtailcore_collectionviewrestriction_groups_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_collectionviewrestriction_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_comment_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_commentreply_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_groupapprovaltask_groups_id_seq', 1, true);


SELECT pg_catalog.setval('public.wagtailcore_groupcollectionpermission_id_seq', 24, true);


SELECT pg_catalog.setval('public.wagtailcore_grouppagepermission_id_seq', 10, true);


SELECT pg_catalog.setval('public.wagtailcore_groupsitepermission_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_locale_id_seq', 4, true);


SELECT pg_catalog.setval('public.wagtailcore_modellogentry_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_page_id_seq', 2, true);


SELECT pg_catalog.setval('public.wagtailcore_pagelogentry_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_pagerevision_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_pagesubscription_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_pageviewrestriction_groups_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_pageviewrestriction_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_referenceindex_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_site_id_seq', 1, true);


SELECT pg_catalog.setval('public.wagtailcore_task_id_seq', 1, true);


SELECT pg_catalog.setval('public.wagtailcore_taskstate_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_uploadedfile_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_workflow_id_seq', 1, true);


SELECT pg_catalog.setval('public.wagtailcore_workflowstate_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailcore_workflowtask_id_seq', 1, true);


SELECT pg_catalog.setval('public.wagtaildocs_document_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailembeds_embed_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailforms_formsubmission_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailimages_image_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailimages_rendition_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailredirects_redirect_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailsearch_indexentry_id_seq', 1, false);


SELECT pg_catalog.setval('public.wagtailusers_userprofile_id_seq', 1, false);


SELECT pg_catalog.setval('public.webinars_addressrequest_id_seq', 1, false);


SELECT pg_catalog.setval('public.webinars_completion_id_seq', 1, false);


SELECT pg_catalog.setval('public.webinars_course_id_seq', 1, false);


SELECT pg_catalog.setval('public.webinars_enrolment_id_seq', 1, false);


SELECT pg_catalog.setval('public.webinars_lesson_id_seq', 1, false);


SELECT pg_catalog.setval('public.webinars_mediafile_id_seq', 1, false);


SELECT pg_catalog.setval('public.webinars_module_id_seq', 1, false);


SELECT pg_catalog.setval('public.webinars_passage_id_seq', 1, false);


SELECT pg_catalog.setval('public.webinars_quizanswer_id_seq', 1, false);


SELECT pg_catalog.setval('public.webinars_quizoption_id_seq', 1, false);


SELECT pg_catalog.setval('public.webinars_quizquestion_id_seq', 1, false);


SELECT pg_catalog.setval('public.webinars_replay_id_seq', 1, false);


SELECT pg_catalog.setval('public.webinars_replaydocument_id_seq', 1, false);


SELECT pg_catalog.setval('public.webinars_transcript_id_seq', 1, false);


ALTER TABLE ONLY public.charter_leaf
    ADD CONSTRAINT a_record_has_one_leaf UNIQUE (kind, about);


ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);


ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);


ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_refusedaddress
    ADD CONSTRAINT an_address_is_refused_once_at_an_event UNIQUE (programme_id, email_digest);


ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);


ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);


ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);


ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.backups_lastdone
    ADD CONSTRAINT backups_lastdone_pkey PRIMARY KEY (what);


ALTER TABLE ONLY public.calls_call
    ADD CONSTRAINT calls_call_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.calls_callpage
    ADD CONSTRAINT calls_callpage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.calls_criterion
    ADD CONSTRAINT calls_criterion_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.calls_mark
    ADD CONSTRAINT calls_mark_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.calls_proposal_conflicts
    ADD CONSTRAINT calls_proposal_conflicts_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.calls_proposal_conflicts
    ADD CONSTRAINT calls_proposal_conflicts_proposal_id_user_id_d861d03e_uniq UNIQUE (proposal_id, user_id);


ALTER TABLE ONLY public.calls_proposal
    ADD CONSTRAINT calls_proposal_page_id_key UNIQUE (page_id);


ALTER TABLE ONLY public.calls_proposal
    ADD CONSTRAINT calls_proposal_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.calls_proposal
    ADD CONSTRAINT calls_proposal_reference_key UNIQUE (reference);


ALTER TABLE ONLY public.calls_proposalfile
    ADD CONSTRAINT calls_proposalfile_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.calls_proposallink
    ADD CONSTRAINT calls_proposallink_digest_key UNIQUE (digest);


ALTER TABLE ONLY public.calls_proposallink
    ADD CONSTRAINT calls_proposallink_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.calls_reading
    ADD CONSTRAINT calls_reading_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.certificates_issuedcertificate
    ADD CONSTRAINT certificates_issuedcertificate_code_key UNIQUE (code);


ALTER TABLE ONLY public.certificates_issuedcertificate
    ADD CONSTRAINT certificates_issuedcertificate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.certificates_issuedfile
    ADD CONSTRAINT certificates_issuedfile_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.certificates_issuedfile
    ADD CONSTRAINT certificates_issuedfile_sha256_key UNIQUE (sha256);


ALTER TABLE ONLY public.charter_certificate
    ADD CONSTRAINT charter_certificate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_charterindexpage
    ADD CONSTRAINT charter_charterindexpage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.charter_chartertext
    ADD CONSTRAINT charter_chartertext_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_charterversion
    ADD CONSTRAINT charter_charterversion_number_key UNIQUE (number);


ALTER TABLE ONLY public.charter_charterversion
    ADD CONSTRAINT charter_charterversion_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_checkpoint
    ADD CONSTRAINT charter_checkpoint_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_commitment
    ADD CONSTRAINT charter_commitment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_duedatechange
    ADD CONSTRAINT charter_duedatechange_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_evidence
    ADD CONSTRAINT charter_evidence_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_groupmember
    ADD CONSTRAINT charter_groupmember_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_leaf
    ADD CONSTRAINT charter_leaf_pkey PRIMARY KEY (index);


ALTER TABLE ONLY public.charter_ledgerentry
    ADD CONSTRAINT charter_ledgerentry_hash_key UNIQUE (hash);


ALTER TABLE ONLY public.charter_ledgerentry
    ADD CONSTRAINT charter_ledgerentry_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_ledgerentry
    ADD CONSTRAINT charter_ledgerentry_sequence_key UNIQUE (sequence);


ALTER TABLE ONLY public.charter_ledgerhead
    ADD CONSTRAINT charter_ledgerhead_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_loggedfact
    ADD CONSTRAINT charter_loggedfact_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_logsize
    ADD CONSTRAINT charter_logsize_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_mergeproposal
    ADD CONSTRAINT charter_mergeproposal_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_mergeproposal
    ADD CONSTRAINT charter_mergeproposal_source_id_key UNIQUE (source_id);


ALTER TABLE ONLY public.charter_redaction
    ADD CONSTRAINT charter_redaction_change_id_key UNIQUE (change_id);


ALTER TABLE ONLY public.charter_redaction
    ADD CONSTRAINT charter_redaction_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_reminder
    ADD CONSTRAINT charter_reminder_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_resumelink
    ADD CONSTRAINT charter_resumelink_digest_key UNIQUE (digest);


ALTER TABLE ONLY public.charter_resumelink
    ADD CONSTRAINT charter_resumelink_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_schedule
    ADD CONSTRAINT charter_schedule_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_signatory
    ADD CONSTRAINT charter_signatory_number_key UNIQUE (number);


ALTER TABLE ONLY public.charter_signatory
    ADD CONSTRAINT charter_signatory_pkey PRIMARY KEY (signature_id);


ALTER TABLE ONLY public.charter_signature
    ADD CONSTRAINT charter_signature_number_key UNIQUE (number);


ALTER TABLE ONLY public.charter_signature
    ADD CONSTRAINT charter_signature_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_signature
    ADD CONSTRAINT charter_signature_verification_code_key UNIQUE (verification_code);


ALTER TABLE ONLY public.charter_desklink
    ADD CONSTRAINT charter_signaturelink_digest_key UNIQUE (digest);


ALTER TABLE ONLY public.charter_desklink
    ADD CONSTRAINT charter_signaturelink_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_statuschange
    ADD CONSTRAINT charter_statuschange_entry_id_key UNIQUE (entry_id);


ALTER TABLE ONLY public.charter_statuschange
    ADD CONSTRAINT charter_statuschange_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_statusproposal
    ADD CONSTRAINT charter_statusproposal_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_statusproposal
    ADD CONSTRAINT charter_statusproposal_signature_id_key UNIQUE (signature_id);


ALTER TABLE ONLY public.charter_townhallrequest
    ADD CONSTRAINT charter_townhallrequest_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.charter_trustedtime
    ADD CONSTRAINT charter_trustedtime_entry_id_key UNIQUE (entry_id);


ALTER TABLE ONLY public.charter_trustedtime
    ADD CONSTRAINT charter_trustedtime_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);


ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);


ALTER TABLE ONLY public.resources_documentversion
    ADD CONSTRAINT each_document_once_among_versions UNIQUE (page_id, document_id);


ALTER TABLE ONLY public.webinars_replaydocument
    ADD CONSTRAINT each_document_once_in_a_replay UNIQUE (replay_id, document_id);


ALTER TABLE ONLY public.webinars_mediafile
    ADD CONSTRAINT each_file_once_in_a_replay UNIQUE (replay_id, digest);


ALTER TABLE ONLY public.webinars_lesson
    ADD CONSTRAINT each_lesson_once_in_a_module UNIQUE (module_id, key);


ALTER TABLE ONLY public.webinars_module
    ADD CONSTRAINT each_module_once_in_a_course UNIQUE (course_id, key);


ALTER TABLE ONLY public.webinars_quizquestion
    ADD CONSTRAINT each_quiz_question_once_in_a_lesson UNIQUE (lesson_id, key);


ALTER TABLE ONLY public.events_calendarreading
    ADD CONSTRAINT events_calendarreading_pkey PRIMARY KEY (calendar_id);


ALTER TABLE ONLY public.events_change
    ADD CONSTRAINT events_change_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_channel
    ADD CONSTRAINT events_channel_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_checkin
    ADD CONSTRAINT events_checkin_number_key UNIQUE (number);


ALTER TABLE ONLY public.events_checkin
    ADD CONSTRAINT events_checkin_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_door
    ADD CONSTRAINT events_door_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_short_id_key UNIQUE (short_id);


ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_uid_key UNIQUE (uid);


ALTER TABLE ONLY public.events_eventday
    ADD CONSTRAINT events_eventday_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_eventpage
    ADD CONSTRAINT events_eventpage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.events_eventsindexpage
    ADD CONSTRAINT events_eventsindexpage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.events_feedstate
    ADD CONSTRAINT events_feedstate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_held
    ADD CONSTRAINT events_held_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_joining
    ADD CONSTRAINT events_joining_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_joinlink
    ADD CONSTRAINT events_joinlink_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_joinlink
    ADD CONSTRAINT events_joinlink_registration_id_key UNIQUE (registration_id);


ALTER TABLE ONLY public.events_joinlink
    ADD CONSTRAINT events_joinlink_token_digest_key UNIQUE (token_digest);


ALTER TABLE ONLY public.events_letter
    ADD CONSTRAINT events_letter_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_lettercopy
    ADD CONSTRAINT events_lettercopy_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_meetingreport
    ADD CONSTRAINT events_meetingreport_event_id_key UNIQUE (event_id);


ALTER TABLE ONLY public.events_meetingreport
    ADD CONSTRAINT events_meetingreport_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_namedperson
    ADD CONSTRAINT events_namedperson_digest_key UNIQUE (digest);


ALTER TABLE ONLY public.events_namedperson
    ADD CONSTRAINT events_namedperson_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_onlineroom
    ADD CONSTRAINT events_onlineroom_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_outsidecalendar
    ADD CONSTRAINT events_outsidecalendar_address_key UNIQUE (address);


ALTER TABLE ONLY public.events_outsidecalendar
    ADD CONSTRAINT events_outsidecalendar_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_outsidecalendar_team
    ADD CONSTRAINT events_outsidecalendar_t_outsidecalendar_id_user__820129e0_uniq UNIQUE (outsidecalendar_id, user_id);


ALTER TABLE ONLY public.events_outsidecalendar_team
    ADD CONSTRAINT events_outsidecalendar_team_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_outsideevent
    ADD CONSTRAINT events_outsideevent_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_owncalendar
    ADD CONSTRAINT events_owncalendar_digest_key UNIQUE (digest);


ALTER TABLE ONLY public.events_owncalendar
    ADD CONSTRAINT events_owncalendar_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_personalinvitation
    ADD CONSTRAINT events_personalinvitation_digest_key UNIQUE (digest);


ALTER TABLE ONLY public.events_personalinvitation
    ADD CONSTRAINT events_personalinvitation_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_personalinvitation
    ADD CONSTRAINT events_personalinvitation_registration_id_key UNIQUE (registration_id);


ALTER TABLE ONLY public.events_programme
    ADD CONSTRAINT events_programme_event_id_key UNIQUE (event_id);


ALTER TABLE ONLY public.events_programme
    ADD CONSTRAINT events_programme_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_programmeversion
    ADD CONSTRAINT events_programmeversion_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_question
    ADD CONSTRAINT events_question_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_quota
    ADD CONSTRAINT events_quota_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_refusedaddress
    ADD CONSTRAINT events_refusedaddress_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_registration
    ADD CONSTRAINT events_registration_calendar_id_key UNIQUE (calendar_id);


ALTER TABLE ONLY public.events_registration
    ADD CONSTRAINT events_registration_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_registration
    ADD CONSTRAINT events_registration_ticket_code_key UNIQUE (ticket_code);


ALTER TABLE ONLY public.events_registration
    ADD CONSTRAINT events_registration_token_digest_key UNIQUE (token_digest);


ALTER TABLE ONLY public.events_registrationrequest
    ADD CONSTRAINT events_registrationrequest_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_registrationrequest
    ADD CONSTRAINT events_registrationrequest_token_digest_key UNIQUE (token_digest);


ALTER TABLE ONLY public.events_reportrelease
    ADD CONSTRAINT events_reportrelease_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_room
    ADD CONSTRAINT events_room_guid_key UNIQUE (guid);


ALTER TABLE ONLY public.events_room
    ADD CONSTRAINT events_room_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_seatcategory
    ADD CONSTRAINT events_seatcategory_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_seatmove
    ADD CONSTRAINT events_seatmove_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_session
    ADD CONSTRAINT events_session_guid_key UNIQUE (guid);


ALTER TABLE ONLY public.events_session
    ADD CONSTRAINT events_session_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_sessionchoice
    ADD CONSTRAINT events_sessionchoice_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_sessiondocument
    ADD CONSTRAINT events_sessiondocument_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_sessionlanguage
    ADD CONSTRAINT events_sessionlanguage_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_sessionspeaker
    ADD CONSTRAINT events_sessionspeaker_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_speaker
    ADD CONSTRAINT events_speaker_guid_key UNIQUE (guid);


ALTER TABLE ONLY public.events_speaker
    ADD CONSTRAINT events_speaker_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_speakercontact
    ADD CONSTRAINT events_speakercontact_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_speakercontact
    ADD CONSTRAINT events_speakercontact_speaker_id_key UNIQUE (speaker_id);


ALTER TABLE ONLY public.events_speakercontact
    ADD CONSTRAINT events_speakercontact_token_digest_key UNIQUE (token_digest);


ALTER TABLE ONLY public.events_teammember
    ADD CONSTRAINT events_teammember_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_track
    ADD CONSTRAINT events_track_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_zonetables
    ADD CONSTRAINT events_zonetables_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.figures_entry
    ADD CONSTRAINT figures_entry_link_digest_key UNIQUE (link_digest);


ALTER TABLE ONLY public.figures_entry
    ADD CONSTRAINT figures_entry_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.figures_figure
    ADD CONSTRAINT figures_figure_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.figures_indicator
    ADD CONSTRAINT figures_indicator_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.figures_indicatorwords
    ADD CONSTRAINT figures_indicatorwords_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.figures_release
    ADD CONSTRAINT figures_release_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.figures_territory_governments
    ADD CONSTRAINT figures_territory_govern_territory_id_localgovern_c4320f45_uniq UNIQUE (territory_id, localgovernment_id);


ALTER TABLE ONLY public.figures_territory_governments
    ADD CONSTRAINT figures_territory_governments_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.figures_territory
    ADD CONSTRAINT figures_territory_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.home_action
    ADD CONSTRAINT home_action_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.home_actionlink
    ADD CONSTRAINT home_actionlink_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.home_contactmessage
    ADD CONSTRAINT home_contactmessage_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.home_contactmessage
    ADD CONSTRAINT home_contactmessage_reference_key UNIQUE (reference);


ALTER TABLE ONLY public.home_contacttopic
    ADD CONSTRAINT home_contacttopic_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.home_contacttopic
    ADD CONSTRAINT home_contacttopic_topic_key UNIQUE (topic);


ALTER TABLE ONLY public.home_goal
    ADD CONSTRAINT home_goal_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.home_homepage
    ADD CONSTRAINT home_homepage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.home_standardpage
    ADD CONSTRAINT home_standardpage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.home_territorydeliverable
    ADD CONSTRAINT home_territorydeliverable_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.home_territorywork
    ADD CONSTRAINT home_territorywork_government_id_key UNIQUE (government_id);


ALTER TABLE ONLY public.home_territorywork
    ADD CONSTRAINT home_territorywork_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_eventday
    ADD CONSTRAINT hours_of_a_day_once UNIQUE (event_id, day);


ALTER TABLE ONLY public.events_joining
    ADD CONSTRAINT joined_once UNIQUE NULLS NOT DISTINCT (registration_id, part);


ALTER TABLE ONLY public.events_sessionlanguage
    ADD CONSTRAINT language_once_and_one_way_in_a_session UNIQUE (session_id, language, way);


ALTER TABLE ONLY public.mail_bouncereport
    ADD CONSTRAINT mail_bouncereport_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.mail_epoch
    ADD CONSTRAINT mail_epoch_key_key UNIQUE (key);


ALTER TABLE ONLY public.mail_epoch
    ADD CONSTRAINT mail_epoch_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.mail_message
    ADD CONSTRAINT mail_message_key_key UNIQUE (key);


ALTER TABLE ONLY public.mail_message
    ADD CONSTRAINT mail_message_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.mail_received
    ADD CONSTRAINT mail_received_digest_key UNIQUE (digest);


ALTER TABLE ONLY public.mail_received
    ADD CONSTRAINT mail_received_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.mail_suppression
    ADD CONSTRAINT mail_suppression_address_digest_key UNIQUE (address_digest);


ALTER TABLE ONLY public.mail_suppression
    ADD CONSTRAINT mail_suppression_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.members_contact
    ADD CONSTRAINT members_contact_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.members_governmentmerge
    ADD CONSTRAINT members_governmentmerge_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.members_localgovernment
    ADD CONSTRAINT members_localgovernment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.members_memberprofile
    ADD CONSTRAINT members_memberprofile_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.members_membersindexpage
    ADD CONSTRAINT members_membersindexpage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.members_office
    ADD CONSTRAINT members_office_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.news_newsindexpage
    ADD CONSTRAINT news_newsindexpage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.news_newspage
    ADD CONSTRAINT news_newspage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.newsletters_consenttext
    ADD CONSTRAINT newsletters_consenttext_language_key UNIQUE (language);


ALTER TABLE ONLY public.newsletters_consenttext
    ADD CONSTRAINT newsletters_consenttext_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.newsletters_delivery
    ADD CONSTRAINT newsletters_delivery_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.newsletters_edition
    ADD CONSTRAINT newsletters_edition_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.newsletters_editiontext
    ADD CONSTRAINT newsletters_editiontext_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.newsletters_importedaddress
    ADD CONSTRAINT newsletters_importedaddress_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.newsletters_newsletterarchivepage
    ADD CONSTRAINT newsletters_newsletterarchivepage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.newsletters_newsletterindexpage
    ADD CONSTRAINT newsletters_newsletterindexpage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.newsletters_newsletterpage
    ADD CONSTRAINT newsletters_newsletterpage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.newsletters_reader
    ADD CONSTRAINT newsletters_reader_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.newsletters_reader
    ADD CONSTRAINT newsletters_reader_token_digest_key UNIQUE (token_digest);


ALTER TABLE ONLY public.newsletters_readerimport
    ADD CONSTRAINT newsletters_readerimport_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.newsletters_recipients
    ADD CONSTRAINT newsletters_recipients_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.newsletters_recipients
    ADD CONSTRAINT newsletters_recipients_translation_key_key UNIQUE (translation_key);


ALTER TABLE ONLY public.newsletters_sentfile
    ADD CONSTRAINT newsletters_sentpicture_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.newsletters_subscriptionrequest
    ADD CONSTRAINT newsletters_subscriptionrequest_handle_digest_key UNIQUE (handle_digest);


ALTER TABLE ONLY public.newsletters_subscriptionrequest
    ADD CONSTRAINT newsletters_subscriptionrequest_link_digest_key UNIQUE (link_digest);


ALTER TABLE ONLY public.newsletters_subscriptionrequest
    ADD CONSTRAINT newsletters_subscriptionrequest_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_held
    ADD CONSTRAINT once_in_a_private_calendar UNIQUE (calendar_id, registration_id);


ALTER TABLE ONLY public.events_teammember
    ADD CONSTRAINT once_in_a_team UNIQUE (event_id, user_id);


ALTER TABLE ONLY public.webinars_quizanswer
    ADD CONSTRAINT one_answer_per_question UNIQUE (enrolment_id, question_id);


ALTER TABLE ONLY public.calls_call
    ADD CONSTRAINT one_call_per_key UNIQUE (key);


ALTER TABLE ONLY public.charter_certificate
    ADD CONSTRAINT one_certificate_per_edition_and_language UNIQUE (signature_id, edition, language);


ALTER TABLE ONLY public.events_channel
    ADD CONSTRAINT one_channel_per_language_of_a_room UNIQUE (room_id, language);


ALTER TABLE ONLY public.charter_chartertext
    ADD CONSTRAINT one_charter_text_per_language UNIQUE (version_id, language);


ALTER TABLE ONLY public.charter_commitment
    ADD CONSTRAINT one_commitment_per_government_and_deliverable UNIQUE (government_id, deliverable);


ALTER TABLE ONLY public.webinars_completion
    ADD CONSTRAINT one_completion_per_lesson UNIQUE (enrolment_id, lesson_id);


ALTER TABLE ONLY public.events_lettercopy
    ADD CONSTRAINT one_copy_of_a_letter UNIQUE (letter_id, registration_id);


ALTER TABLE ONLY public.newsletters_delivery
    ADD CONSTRAINT one_delivery_per_edition_and_reader UNIQUE (edition_id, reader_id);


ALTER TABLE ONLY public.privacy_discreetaddress
    ADD CONSTRAINT one_discreet_choice_per_source UNIQUE (mailbox_digest, source);


ALTER TABLE ONLY public.events_door
    ADD CONSTRAINT one_door_of_a_name UNIQUE (event_id, name);


ALTER TABLE ONLY public.newsletters_edition
    ADD CONSTRAINT one_edition_per_newsletter UNIQUE (translation_key);


ALTER TABLE ONLY public.figures_entry
    ADD CONSTRAINT one_entry_per_government_and_year UNIQUE (government_id, year);


ALTER TABLE ONLY public.figures_figure
    ADD CONSTRAINT one_figure_per_cell UNIQUE (indicator_id, government_id, year, part);


ALTER TABLE ONLY public.home_goal
    ADD CONSTRAINT one_goal_per_number UNIQUE (number);


ALTER TABLE ONLY public.members_localgovernment
    ADD CONSTRAINT one_government_per_code UNIQUE (code);


ALTER TABLE ONLY public.members_localgovernment
    ADD CONSTRAINT one_government_per_slug UNIQUE (slug);


ALTER TABLE ONLY public.pages_helpline
    ADD CONSTRAINT one_helpline_per_number UNIQUE (country, number);


ALTER TABLE ONLY public.figures_indicator
    ADD CONSTRAINT one_indicator_per_slug UNIQUE (slug);


ALTER TABLE ONLY public.certificates_issuedcertificate
    ADD CONSTRAINT one_issued_certificate_of_a_row UNIQUE (kind, key);


ALTER TABLE ONLY public.newsletters_importedaddress
    ADD CONSTRAINT one_line_per_import_and_address UNIQUE (batch_id, email_digest);


ALTER TABLE ONLY public.calls_mark
    ADD CONSTRAINT one_mark_per_reading_and_criterion UNIQUE (reading_id, criterion_id);


ALTER TABLE ONLY public.members_office
    ADD CONSTRAINT one_office_per_role UNIQUE (government_id, role);


ALTER TABLE ONLY public.events_outsideevent
    ADD CONSTRAINT one_outside_event_per_time UNIQUE (calendar_id, uid, key);


ALTER TABLE ONLY public.webinars_coursepage
    ADD CONSTRAINT one_page_per_course_and_language UNIQUE (course_id, language_id);


ALTER TABLE ONLY public.events_eventpage
    ADD CONSTRAINT one_page_per_event_and_language UNIQUE (event_id, language_id);


ALTER TABLE ONLY public.webinars_lessonpage
    ADD CONSTRAINT one_page_per_lesson_and_language UNIQUE (lesson_id, language_id);


ALTER TABLE ONLY public.members_memberprofile
    ADD CONSTRAINT one_profile_per_language UNIQUE (government_id, language);


ALTER TABLE ONLY public.events_quota
    ADD CONSTRAINT one_quota_per_group UNIQUE (event_id, kind, region);


ALTER TABLE ONLY public.privacy_ratecounter
    ADD CONSTRAINT one_rate_counter_per_window UNIQUE (scope, key_digest, "window");


ALTER TABLE ONLY public.newsletters_reader
    ADD CONSTRAINT one_reader_per_address UNIQUE (email_digest);


ALTER TABLE ONLY public.calls_reading
    ADD CONSTRAINT one_reading_per_proposal_and_reader UNIQUE (proposal_id, reader_id);


ALTER TABLE ONLY public.figures_release
    ADD CONSTRAINT one_release_per_number UNIQUE (indicator_id, number);


ALTER TABLE ONLY public.charter_reminder
    ADD CONSTRAINT one_reminder_per_due_date_and_threshold UNIQUE (commitment_id, due_on, days);


ALTER TABLE ONLY public.resources_resource
    ADD CONSTRAINT one_resource_per_key UNIQUE (key);


ALTER TABLE ONLY public.events_onlineroom
    ADD CONSTRAINT one_room_per_event_and_part UNIQUE NULLS NOT DISTINCT (event_id, part);


ALTER TABLE ONLY public.charter_groupmember
    ADD CONSTRAINT one_row_per_member_of_a_group UNIQUE (signature_id, government_id);


ALTER TABLE ONLY public.charter_schedule
    ADD CONSTRAINT one_schedule_per_deliverable UNIQUE (deliverable);


ALTER TABLE ONLY public.events_sessionchoice
    ADD CONSTRAINT one_star_and_one_place_in_a_session UNIQUE (registration_id, session_id, kind);


ALTER TABLE ONLY public.home_territorydeliverable
    ADD CONSTRAINT one_state_per_deliverable_of_a_territory UNIQUE (work_id, deliverable);


ALTER TABLE ONLY public.figures_territory
    ADD CONSTRAINT one_territory_per_code UNIQUE (code);


ALTER TABLE ONLY public.newsletters_editiontext
    ADD CONSTRAINT one_text_per_edition_and_language UNIQUE (edition_id, language);


ALTER TABLE ONLY public.figures_indicatorwords
    ADD CONSTRAINT one_text_per_indicator_and_language UNIQUE (indicator_id, language);


ALTER TABLE ONLY public.resources_theme
    ADD CONSTRAINT one_theme_per_slug UNIQUE (slug);


ALTER TABLE ONLY public.webinars_transcript
    ADD CONSTRAINT one_transcript_per_language UNIQUE (replay_id, language);


ALTER TABLE ONLY public.mail_bouncereport
    ADD CONSTRAINT one_verdict_of_a_copy UNIQUE (ledger, "row", verdict);


ALTER TABLE ONLY public.pages_helpline
    ADD CONSTRAINT pages_helpline_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.pages_menuitem
    ADD CONSTRAINT pages_menuitem_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.pages_partner
    ADD CONSTRAINT pages_partner_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.pages_sitewords
    ADD CONSTRAINT pages_sitewords_language_key UNIQUE (language);


ALTER TABLE ONLY public.pages_sitewords
    ADD CONSTRAINT pages_sitewords_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.pages_withdrawnfile
    ADD CONSTRAINT pages_withdrawnfile_document_id_key UNIQUE (document_id);


ALTER TABLE ONLY public.pages_withdrawnfile
    ADD CONSTRAINT pages_withdrawnfile_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.privacy_cacheentry
    ADD CONSTRAINT privacy_cacheentry_pkey PRIMARY KEY (cache_key);


ALTER TABLE ONLY public.privacy_consent
    ADD CONSTRAINT privacy_consent_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.privacy_discreetaddress
    ADD CONSTRAINT privacy_discreetaddress_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.privacy_inquiry
    ADD CONSTRAINT privacy_inquiry_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.privacy_onetimecode
    ADD CONSTRAINT privacy_onetimecode_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.privacy_personrequest
    ADD CONSTRAINT privacy_personrequest_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.privacy_ratecounter
    ADD CONSTRAINT privacy_ratecounter_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);


ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_programmeversion
    ADD CONSTRAINT programme_version_number_once UNIQUE (programme_id, number);


ALTER TABLE ONLY public.resources_documenttext
    ADD CONSTRAINT resources_documenttext_document_id_key UNIQUE (document_id);


ALTER TABLE ONLY public.resources_documenttext
    ADD CONSTRAINT resources_documenttext_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.resources_documentversion
    ADD CONSTRAINT resources_documentversion_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.resources_initiativepage
    ADD CONSTRAINT resources_initiativepage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.resources_mechanismpage
    ADD CONSTRAINT resources_mechanismpage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.resources_mechanismsindexpage
    ADD CONSTRAINT resources_mechanismsindexpage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.resources_resource
    ADD CONSTRAINT resources_resource_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.resources_resourcefile
    ADD CONSTRAINT resources_resourcefile_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.resources_resourcefile
    ADD CONSTRAINT resources_resourcefile_translation_key_locale_id_6e0e9420_uniq UNIQUE (translation_key, locale_id);


ALTER TABLE ONLY public.resources_resourcepage
    ADD CONSTRAINT resources_resourcepage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.resources_resourcesindexpage
    ADD CONSTRAINT resources_resourcesindexpage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.resources_theme
    ADD CONSTRAINT resources_theme_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.newsletters_sentfile
    ADD CONSTRAINT sent_document_once UNIQUE (edition_id, document_id);


ALTER TABLE ONLY public.newsletters_sentfile
    ADD CONSTRAINT sent_picture_once UNIQUE (edition_id, image_id);


ALTER TABLE ONLY public.events_session
    ADD CONSTRAINT session_code_is_the_programmes_own UNIQUE (programme_id, code);


ALTER TABLE ONLY public.events_speaker
    ADD CONSTRAINT speaker_code_is_the_programmes_own UNIQUE (programme_id, code);


ALTER TABLE ONLY public.events_sessionspeaker
    ADD CONSTRAINT speaker_once_in_a_session UNIQUE (session_id, speaker_id);


ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_name_key UNIQUE (name);


ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_slug_key UNIQUE (slug);


ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_content_type_id_object_id_tag_id_4bb97a8e_uni UNIQUE (content_type_id, object_id, tag_id);


ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT unique_permission UNIQUE (group_id, page_id, permission_id);


ALTER TABLE ONLY public.upkeep_alarm
    ADD CONSTRAINT upkeep_alarm_pkey PRIMARY KEY (condition);


ALTER TABLE ONLY public.users_user_groups
    ADD CONSTRAINT users_user_groups_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.users_user_groups
    ADD CONSTRAINT users_user_groups_user_id_group_id_b88eab82_uniq UNIQUE (user_id, group_id);


ALTER TABLE ONLY public.users_user
    ADD CONSTRAINT users_user_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.users_user_user_permissions
    ADD CONSTRAINT users_user_user_permissions_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.users_user_user_permissions
    ADD CONSTRAINT users_user_user_permissions_user_id_permission_id_43338c45_uniq UNIQUE (user_id, permission_id);


ALTER TABLE ONLY public.users_user
    ADD CONSTRAINT users_user_username_key UNIQUE (username);


ALTER TABLE ONLY public.wagtail_localize_localesynchronization
    ADD CONSTRAINT wagtail_localize_localesynchronization_locale_id_key UNIQUE (locale_id);


ALTER TABLE ONLY public.wagtail_localize_localesynchronization
    ADD CONSTRAINT wagtail_localize_localesynchronization_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtail_localize_overridablesegment
    ADD CONSTRAINT wagtail_localize_overridablesegment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtail_localize_relatedobjectsegment
    ADD CONSTRAINT wagtail_localize_relatedobjectsegment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtail_localize_segmentoverride
    ADD CONSTRAINT wagtail_localize_segmentoverride_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtail_localize_string
    ADD CONSTRAINT wagtail_localize_string_locale_id_data_hash_bae71852_uniq UNIQUE (locale_id, data_hash);


ALTER TABLE ONLY public.wagtail_localize_string
    ADD CONSTRAINT wagtail_localize_string_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtail_localize_stringsegment
    ADD CONSTRAINT wagtail_localize_stringsegment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtail_localize_stringtranslation
    ADD CONSTRAINT wagtail_localize_stringt_locale_id_translation_of_d2d59359_uniq UNIQUE (locale_id, translation_of_id, context_id);


ALTER TABLE ONLY public.wagtail_localize_stringtranslation
    ADD CONSTRAINT wagtail_localize_stringtranslation_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtail_localize_template
    ADD CONSTRAINT wagtail_localize_template_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtail_localize_template
    ADD CONSTRAINT wagtail_localize_template_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.wagtail_localize_templatesegment
    ADD CONSTRAINT wagtail_localize_templatesegment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtail_localize_translatableobject
    ADD CONSTRAINT wagtail_localize_transla_content_type_id_translat_de875339_uniq UNIQUE (content_type_id, translation_key);


ALTER TABLE ONLY public.wagtail_localize_translationsource
    ADD CONSTRAINT wagtail_localize_transla_object_id_locale_id_fb6a8d8e_uniq UNIQUE (object_id, locale_id);


ALTER TABLE ONLY public.wagtail_localize_translationcontext
    ADD CONSTRAINT wagtail_localize_transla_object_id_path_id_c7f5d707_uniq UNIQUE (object_id, path_id);


ALTER TABLE ONLY public.wagtail_localize_translation
    ADD CONSTRAINT wagtail_localize_transla_source_id_target_locale__7e943cf8_uniq UNIQUE (source_id, target_locale_id);


ALTER TABLE ONLY public.wagtail_localize_translatableobject
    ADD CONSTRAINT wagtail_localize_translatableobject_pkey PRIMARY KEY (translation_key);


ALTER TABLE ONLY public.wagtail_localize_translation
    ADD CONSTRAINT wagtail_localize_translation_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtail_localize_translation
    ADD CONSTRAINT wagtail_localize_translation_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.wagtail_localize_translationcontext
    ADD CONSTRAINT wagtail_localize_translationcontext_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtail_localize_translationlog
    ADD CONSTRAINT wagtail_localize_translationlog_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtail_localize_translationsource
    ADD CONSTRAINT wagtail_localize_translationsource_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailadmin_admin
    ADD CONSTRAINT wagtailadmin_admin_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailadmin_editingsession
    ADD CONSTRAINT wagtailadmin_editingsession_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailadmin_formstate
    ADD CONSTRAINT wagtailadmin_formstate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_apitoken
    ADD CONSTRAINT wagtailcore_apitoken_key_hash_key UNIQUE (key_hash);


ALTER TABLE ONLY public.wagtailcore_apitoken
    ADD CONSTRAINT wagtailcore_apitoken_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_collection
    ADD CONSTRAINT wagtailcore_collection_path_key UNIQUE (path);


ALTER TABLE ONLY public.wagtailcore_collection
    ADD CONSTRAINT wagtailcore_collection_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collectionvi_collectionviewrestrictio_988995ae_uniq UNIQUE (collectionviewrestriction_id, group_id);


ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collectionviewrestriction_groups_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction
    ADD CONSTRAINT wagtailcore_collectionviewrestriction_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentreply_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapprova_groupapprovaltask_id_gro_bb5ee7eb_uniq UNIQUE (groupapprovaltask_id, group_id);


ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapprovaltask_groups_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_groupapprovaltask
    ADD CONSTRAINT wagtailcore_groupapprovaltask_pkey PRIMARY KEY (task_ptr_id);


ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcollect_group_id_collection_id_p_a21cefe9_uniq UNIQUE (group_id, collection_id, permission_id);


ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcollectionpermission_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppagepermission_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsiteper_group_id_site_id_permiss_a58ee30d_uniq UNIQUE (group_id, site_id, permission_id);


ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsitepermission_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_locale
    ADD CONSTRAINT wagtailcore_locale_language_code_key UNIQUE (language_code);


ALTER TABLE ONLY public.wagtailcore_locale
    ADD CONSTRAINT wagtailcore_locale_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_modellogentry
    ADD CONSTRAINT wagtailcore_modellogentry_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_path_key UNIQUE (path);


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_translation_key_locale_id_9b041bad_uniq UNIQUE (translation_key, locale_id);


ALTER TABLE ONLY public.wagtailcore_pagelogentry
    ADD CONSTRAINT wagtailcore_pagelogentry_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_pagerevision_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubscription_page_id_user_id_0cef73ed_uniq UNIQUE (page_id, user_id);


ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubscription_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageviewrest_pageviewrestriction_id_g_d23f80bb_uniq UNIQUE (pageviewrestriction_id, group_id);


ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageviewrestriction_groups_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_pageviewrestriction
    ADD CONSTRAINT wagtailcore_pageviewrestriction_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenceind_base_content_type_id_obj_9e6ccd6a_uniq UNIQUE (base_content_type_id, object_id, to_content_type_id, to_object_id, content_path_hash);


ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenceindex_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_hostname_port_2c626d70_uniq UNIQUE (hostname, port);


ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_task
    ADD CONSTRAINT wagtailcore_task_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploadedfile_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_workflow
    ADD CONSTRAINT wagtailcore_workflow_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflowcontenttype_pkey PRIMARY KEY (content_type_id);


ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflowpage_pkey PRIMARY KEY (page_id);


ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflowstate_current_task_state_id_key UNIQUE (current_task_state_id);


ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflowstate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflowtask_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflowtask_workflow_id_task_id_4ec7a62b_uniq UNIQUE (workflow_id, task_id);


ALTER TABLE ONLY public.wagtaildocs_document
    ADD CONSTRAINT wagtaildocs_document_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailembeds_embed
    ADD CONSTRAINT wagtailembeds_embed_hash_c9bd8c9a_uniq UNIQUE (hash);


ALTER TABLE ONLY public.wagtailembeds_embed
    ADD CONSTRAINT wagtailembeds_embed_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailforms_formsubmission
    ADD CONSTRAINT wagtailforms_formsubmission_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailimages_image
    ADD CONSTRAINT wagtailimages_image_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailimages_rendition
    ADD CONSTRAINT wagtailimages_rendition_image_id_filter_spec_foc_323c8fe0_uniq UNIQUE (image_id, filter_spec, focal_point_key);


ALTER TABLE ONLY public.wagtailimages_rendition
    ADD CONSTRAINT wagtailimages_rendition_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailredirects_redirect
    ADD CONSTRAINT wagtailredirects_redirect_old_path_site_id_783622d7_uniq UNIQUE (old_path, site_id);


ALTER TABLE ONLY public.wagtailredirects_redirect
    ADD CONSTRAINT wagtailredirects_redirect_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexentry_content_type_id_object_i_bcd7ba73_uniq UNIQUE (content_type_id, object_id);


ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexentry_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailusers_userprofile
    ADD CONSTRAINT wagtailusers_userprofile_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailusers_userprofile
    ADD CONSTRAINT wagtailusers_userprofile_user_id_key UNIQUE (user_id);


ALTER TABLE ONLY public.webinars_addressrequest
    ADD CONSTRAINT webinars_addressrequest_digest_key UNIQUE (digest);


ALTER TABLE ONLY public.webinars_addressrequest
    ADD CONSTRAINT webinars_addressrequest_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.webinars_completion
    ADD CONSTRAINT webinars_completion_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.webinars_course
    ADD CONSTRAINT webinars_course_key_key UNIQUE (key);


ALTER TABLE ONLY public.webinars_course
    ADD CONSTRAINT webinars_course_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.webinars_coursepage
    ADD CONSTRAINT webinars_coursepage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.webinars_enrolment
    ADD CONSTRAINT webinars_enrolment_code_digest_key UNIQUE (code_digest);


ALTER TABLE ONLY public.webinars_enrolment
    ADD CONSTRAINT webinars_enrolment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.webinars_enrolment
    ADD CONSTRAINT webinars_enrolment_token_digest_key UNIQUE (token_digest);


ALTER TABLE ONLY public.webinars_lesson
    ADD CONSTRAINT webinars_lesson_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.webinars_lessonpage
    ADD CONSTRAINT webinars_lessonpage_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.webinars_mediafile
    ADD CONSTRAINT webinars_mediafile_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.webinars_mediafile
    ADD CONSTRAINT webinars_mediafile_uid_key UNIQUE (uid);


ALTER TABLE ONLY public.webinars_module
    ADD CONSTRAINT webinars_module_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.webinars_passage
    ADD CONSTRAINT webinars_passage_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.webinars_quizanswer
    ADD CONSTRAINT webinars_quizanswer_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.webinars_quizoption
    ADD CONSTRAINT webinars_quizoption_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.webinars_quizquestion
    ADD CONSTRAINT webinars_quizquestion_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.webinars_replay
    ADD CONSTRAINT webinars_replay_event_id_key UNIQUE (event_id);


ALTER TABLE ONLY public.webinars_replay
    ADD CONSTRAINT webinars_replay_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.webinars_replaydocument
    ADD CONSTRAINT webinars_replaydocument_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.webinars_transcript
    ADD CONSTRAINT webinars_transcript_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.webinars_transcript
    ADD CONSTRAINT webinars_transcript_uid_key UNIQUE (uid);


ALTER TABLE ONLY public.webinars_webinarsindexpage
    ADD CONSTRAINT webinars_webinarsindexpage_pkey PRIMARY KEY (page_ptr_id);


CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);


CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);


CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);


CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);


CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);


CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);


CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);


CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);


CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);


CREATE INDEX backups_lastdone_what_c7997776_like ON public.backups_lastdone USING btree (what varchar_pattern_ops);


CREATE INDEX base_content_object_idx ON public.wagtailcore_revision USING btree (base_content_type_id, object_id);


CREATE INDEX bounce_of_address ON public.mail_bouncereport USING btree (address_digest, received_at);


CREATE INDEX calls_call_key_1518c48b ON public.calls_call USING btree (key);


CREATE INDEX calls_call_key_1518c48b_like ON public.calls_call USING btree (key varchar_pattern_ops);


CREATE INDEX calls_call_latest_revision_id_3f0cc60a ON public.calls_call USING btree (latest_revision_id);


CREATE INDEX calls_callpage_call_id_2eb36a31 ON public.calls_callpage USING btree (call_id);


CREATE INDEX calls_criterion_call_id_f1c1bea6 ON public.calls_criterion USING btree (call_id);


CREATE INDEX calls_mark_criterion_id_d03fe82e ON public.calls_mark USING btree (criterion_id);


CREATE INDEX calls_mark_reading_id_ea155126 ON public.calls_mark USING btree (reading_id);


CREATE INDEX calls_proposal_call_id_dc44d05a ON public.calls_proposal USING btree (call_id);


CREATE INDEX calls_proposal_conflicts_proposal_id_0f466be1 ON public.calls_proposal_conflicts USING btree (proposal_id);


CREATE INDEX calls_proposal_conflicts_user_id_e52a1dd4 ON public.calls_proposal_conflicts USING btree (user_id);


CREATE INDEX calls_proposal_decided_by_id_cf87f87a ON public.calls_proposal USING btree (decided_by_id);


CREATE INDEX calls_proposal_reference_c641d8aa_like ON public.calls_proposal USING btree (reference varchar_pattern_ops);


CREATE INDEX calls_proposalfile_proposal_id_db24c1f3 ON public.calls_proposalfile USING btree (proposal_id);


CREATE INDEX calls_proposallink_digest_e855993c_like ON public.calls_proposallink USING btree (digest varchar_pattern_ops);


CREATE INDEX calls_proposallink_proposal_id_ee8000e1 ON public.calls_proposallink USING btree (proposal_id);


CREATE INDEX calls_reading_proposal_id_3d19df05 ON public.calls_reading USING btree (proposal_id);


CREATE INDEX calls_reading_reader_id_8734d343 ON public.calls_reading USING btree (reader_id);


CREATE INDEX certificate_owed ON public.charter_certificate USING btree (id) WHERE (issued_at IS NULL);


CREATE INDEX certificates_issuedcertificate_code_6b285b4f_like ON public.certificates_issuedcertificate USING btree (code varchar_pattern_ops);


CREATE INDEX certificates_issuedfile_certificate_id_c7eb8323 ON public.certificates_issuedfile USING btree (certificate_id);


CREATE INDEX certificates_issuedfile_sha256_410de849_like ON public.certificates_issuedfile USING btree (sha256 varchar_pattern_ops);


CREATE INDEX charter_certificate_entry_id_d75e7df7 ON public.charter_certificate USING btree (entry_id);


CREATE INDEX charter_certificate_signature_id_f9b3ae7b ON public.charter_certificate USING btree (signature_id);


CREATE INDEX charter_chartertext_version_id_8e405e25 ON public.charter_chartertext USING btree (version_id);


CREATE INDEX charter_charterversion_proposed_by_id_9bd725da ON public.charter_charterversion USING btree (proposed_by_id);


CREATE INDEX charter_charterversion_published_by_id_63fc75dc ON public.charter_charterversion USING btree (published_by_id);


CREATE INDEX charter_commitment_government_id_f227b269 ON public.charter_commitment USING btree (government_id);


CREATE INDEX charter_commitment_signature_id_1c874699 ON public.charter_commitment USING btree (signature_id);


CREATE INDEX charter_desklink_change_id_c97d63a8 ON public.charter_desklink USING btree (change_id);


CREATE INDEX charter_desklink_member_id_1cbf2bb3 ON public.charter_desklink USING btree (member_id);


CREATE INDEX charter_duedatechange_changed_by_id_4b43528d ON public.charter_duedatechange USING btree (changed_by_id);


CREATE INDEX charter_duedatechange_commitment_id_551e1c99 ON public.charter_duedatechange USING btree (commitment_id);


CREATE INDEX charter_evidence_commitment_id_b867ca18 ON public.charter_evidence USING btree (commitment_id);


CREATE INDEX charter_evidence_decided_by_id_12f49d3a ON public.charter_evidence USING btree (decided_by_id);


CREATE INDEX charter_evidence_resource_id_7710bc81 ON public.charter_evidence USING btree (resource_id);


CREATE INDEX charter_groupmember_accepted_by_id_ad54fd06 ON public.charter_groupmember USING btree (accepted_by_id);


CREATE INDEX charter_groupmember_government_id_f4571640 ON public.charter_groupmember USING btree (government_id);


CREATE INDEX charter_groupmember_signature_id_523eae0c ON public.charter_groupmember USING btree (signature_id);


CREATE INDEX charter_ledgerentry_actor_id_05087621 ON public.charter_ledgerentry USING btree (actor_id);


CREATE INDEX charter_ledgerentry_hash_a290b1e2_like ON public.charter_ledgerentry USING btree (hash varchar_pattern_ops);


CREATE INDEX charter_ledgerentry_signature_id_6f8eb979 ON public.charter_ledgerentry USING btree (signature_id);


CREATE INDEX charter_mergeproposal_into_id_e13afb20 ON public.charter_mergeproposal USING btree (into_id);


CREATE INDEX charter_mergeproposal_proposed_by_id_b7306eb6 ON public.charter_mergeproposal USING btree (proposed_by_id);


CREATE INDEX charter_redaction_confirmed_by_id_e9db80ec ON public.charter_redaction USING btree (confirmed_by_id);


CREATE INDEX charter_redaction_proposed_by_id_f2b1dd68 ON public.charter_redaction USING btree (proposed_by_id);


CREATE INDEX charter_reminder_commitment_id_66c1a7fb ON public.charter_reminder USING btree (commitment_id);


CREATE INDEX charter_resumelink_digest_f0399f3f_like ON public.charter_resumelink USING btree (digest varchar_pattern_ops);


CREATE INDEX charter_resumelink_signature_id_d7179c5e ON public.charter_resumelink USING btree (signature_id);


CREATE INDEX charter_signatory_government_id_0d16e5b2 ON public.charter_signatory USING btree (government_id);


CREATE INDEX charter_signature_checked_by_id_10986913 ON public.charter_signature USING btree (checked_by_id);


CREATE INDEX charter_signature_decided_by_id_b67f20b2 ON public.charter_signature USING btree (decided_by_id);


CREATE INDEX charter_signature_government_id_e0185148 ON public.charter_signature USING btree (government_id);


CREATE INDEX charter_signature_reminder_id_d0fb4f14 ON public.charter_signature USING btree (reminder_id);


CREATE INDEX charter_signature_verification_code_0db50763_like ON public.charter_signature USING btree (verification_code varchar_pattern_ops);


CREATE INDEX charter_signature_version_id_f3eef33c ON public.charter_signature USING btree (version_id);


CREATE INDEX charter_signaturelink_digest_5e564e4a_like ON public.charter_desklink USING btree (digest varchar_pattern_ops);


CREATE INDEX charter_signaturelink_signature_id_83c9be69 ON public.charter_desklink USING btree (signature_id);


CREATE INDEX charter_statuschange_signature_id_1799edd1 ON public.charter_statuschange USING btree (signature_id);


CREATE INDEX charter_statusproposal_proposed_by_id_fdd50376 ON public.charter_statusproposal USING btree (proposed_by_id);


CREATE INDEX charter_townhallrequest_checked_by_id_8d951951 ON public.charter_townhallrequest USING btree (checked_by_id);


CREATE INDEX charter_townhallrequest_link_id_0e9261ea ON public.charter_townhallrequest USING btree (link_id);


CREATE INDEX charter_townhallrequest_overruled_by_id_501c6a5f ON public.charter_townhallrequest USING btree (overruled_by_id);


CREATE INDEX charter_townhallrequest_reviewer_id_e8b468fc ON public.charter_townhallrequest USING btree (reviewer_id);


CREATE INDEX charter_townhallrequest_signature_id_c18a98e4 ON public.charter_townhallrequest USING btree (signature_id);


CREATE INDEX charter_townhallrequest_started_by_id_c96f7708 ON public.charter_townhallrequest USING btree (started_by_id);


CREATE INDEX check_in_undone ON public.events_checkin USING btree (undoes) WHERE (undoes IS NOT NULL);


CREATE INDEX commitment_due ON public.charter_commitment USING btree (due_on);


CREATE INDEX content_object_idx ON public.wagtailcore_revision USING btree (content_type_id, object_id);


CREATE INDEX delivery_came_back ON public.newsletters_delivery USING btree (edition_id) WHERE (NOT ((bounce)::text = ''::text));


CREATE INDEX delivery_doubted ON public.newsletters_delivery USING btree (next_attempt_at) WHERE ((state)::text = 'uncertain'::text);


CREATE INDEX delivery_held_back ON public.newsletters_delivery USING btree (edition_id) WHERE ((state)::text = 'held'::text);


CREATE INDEX delivery_put_off ON public.newsletters_delivery USING btree (edition_id) WHERE (((state)::text = 'queued'::text) AND (NOT ((last_error)::text = ''::text)));


CREATE INDEX delivery_to_do ON public.newsletters_delivery USING btree (next_attempt_at, id) WHERE ((state)::text = ANY (ARRAY[('queued'::character varying)::text, ('sending'::character varying)::text, ('handing_over'::character varying)::text]));


CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);


CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);


CREATE INDEX event_by_end ON public.events_event USING btree ("end");


CREATE INDEX event_newest ON public.events_event USING btree (start DESC, id DESC);


CREATE INDEX events_change_event_id_2ceb6c6c ON public.events_change USING btree (event_id);


CREATE INDEX events_channel_room_id_f2e55d40 ON public.events_channel USING btree (room_id);


CREATE INDEX events_checkin_by_id_e4cbc93d ON public.events_checkin USING btree (by_id);


CREATE INDEX events_checkin_door_id_51306955 ON public.events_checkin USING btree (door_id);


CREATE INDEX events_checkin_registration_id_65f3cc00 ON public.events_checkin USING btree (registration_id);


CREATE INDEX events_door_event_id_27ea1ecf ON public.events_door USING btree (event_id);


CREATE INDEX events_event_host_id_522ba98e ON public.events_event USING btree (host_id);


CREATE INDEX events_event_latest_revision_id_f8cbabbe ON public.events_event USING btree (latest_revision_id);


CREATE INDEX events_event_series_3431cc31 ON public.events_event USING btree (series);


CREATE INDEX events_event_short_id_cabb4884_like ON public.events_event USING btree (short_id varchar_pattern_ops);


CREATE INDEX events_eventday_event_id_ab3176a4 ON public.events_eventday USING btree (event_id);


CREATE INDEX events_eventpage_event_id_4ff3b92f ON public.events_eventpage USING btree (event_id);


CREATE INDEX events_eventpage_picture_id_2d878413 ON public.events_eventpage USING btree (picture_id);


CREATE INDEX events_held_calendar_id_8243e12a ON public.events_held USING btree (calendar_id);


CREATE INDEX events_held_registration_id_9c88a1f7 ON public.events_held USING btree (registration_id);


CREATE INDEX events_joining_registration_id_b247b957 ON public.events_joining USING btree (registration_id);


CREATE INDEX events_joinlink_token_digest_700f01ec_like ON public.events_joinlink USING btree (token_digest varchar_pattern_ops);


CREATE INDEX events_letter_event_id_efa9c2af ON public.events_letter USING btree (event_id);


CREATE INDEX events_letter_sent_by_id_5cd86ed3 ON public.events_letter USING btree (sent_by_id);


CREATE INDEX events_letter_written_by_id_0c9b4ad2 ON public.events_letter USING btree (written_by_id);


CREATE INDEX events_lettercopy_letter_id_dd8e3844 ON public.events_lettercopy USING btree (letter_id);


CREATE INDEX events_lettercopy_registration_id_10664de7 ON public.events_lettercopy USING btree (registration_id);


CREATE INDEX events_meetingreport_partner_id_fded1f32 ON public.events_meetingreport USING btree (partner_id);


CREATE INDEX events_namedperson_digest_0acc2355_like ON public.events_namedperson USING btree (digest varchar_pattern_ops);


CREATE INDEX events_namedperson_email_digest_28f51d55 ON public.events_namedperson USING btree (email_digest);


CREATE INDEX events_namedperson_email_digest_28f51d55_like ON public.events_namedperson USING btree (email_digest varchar_pattern_ops);


CREATE INDEX events_namedperson_leader_id_3d5e5482 ON public.events_namedperson USING btree (leader_id);


CREATE INDEX events_namedperson_registration_id_d8abdaec ON public.events_namedperson USING btree (registration_id);


CREATE INDEX events_onlineroom_event_id_d7c031c3 ON public.events_onlineroom USING btree (event_id);


CREATE INDEX events_outsidecalendar_address_d6879677_like ON public.events_outsidecalendar USING btree (address varchar_pattern_ops);


CREATE INDEX events_outsidecalendar_team_outsidecalendar_id_9e9e9cd5 ON public.events_outsidecalendar_team USING btree (outsidecalendar_id);


CREATE INDEX events_outsidecalendar_team_user_id_4ae534d7 ON public.events_outsidecalendar_team USING btree (user_id);


CREATE INDEX events_outsideevent_calendar_id_c1157ff9 ON public.events_outsideevent USING btree (calendar_id);


CREATE INDEX events_owncalendar_digest_18a38082_like ON public.events_owncalendar USING btree (digest varchar_pattern_ops);


CREATE INDEX events_personalinvitation_category_id_9d20507f ON public.events_personalinvitation USING btree (category_id);


CREATE INDEX events_personalinvitation_digest_c04b8595_like ON public.events_personalinvitation USING btree (digest varchar_pattern_ops);


CREATE INDEX events_personalinvitation_email_digest_f9f583ea ON public.events_personalinvitation USING btree (email_digest);


CREATE INDEX events_personalinvitation_email_digest_f9f583ea_like ON public.events_personalinvitation USING btree (email_digest varchar_pattern_ops);


CREATE INDEX events_personalinvitation_event_id_454202c5 ON public.events_personalinvitation USING btree (event_id);


CREATE INDEX events_personalinvitation_invited_by_id_489bef4d ON public.events_personalinvitation USING btree (invited_by_id);


CREATE INDEX events_programmeversion_programme_id_c3e29a52 ON public.events_programmeversion USING btree (programme_id);


CREATE INDEX events_programmeversion_released_by_id_83799a38 ON public.events_programmeversion USING btree (released_by_id);


CREATE INDEX events_question_event_id_3edfdfe3 ON public.events_question USING btree (event_id);


CREATE INDEX events_quota_event_id_66b0249f ON public.events_quota USING btree (event_id);


CREATE INDEX events_refusedaddress_email_digest_f8f59955 ON public.events_refusedaddress USING btree (email_digest);


CREATE INDEX events_refusedaddress_email_digest_f8f59955_like ON public.events_refusedaddress USING btree (email_digest varchar_pattern_ops);


CREATE INDEX events_refusedaddress_programme_id_41c79c09 ON public.events_refusedaddress USING btree (programme_id);


CREATE INDEX events_registration_calendar_id_9a1cf4c8_like ON public.events_registration USING btree (calendar_id varchar_pattern_ops);


CREATE INDEX events_registration_cancelled_by_id_75940508 ON public.events_registration USING btree (cancelled_by_id);


CREATE INDEX events_registration_category_id_2242c8ae ON public.events_registration USING btree (category_id);


CREATE INDEX events_registration_event_id_75b6f198 ON public.events_registration USING btree (event_id);


CREATE INDEX events_registration_ticket_code_13dab972_like ON public.events_registration USING btree (ticket_code varchar_pattern_ops);


CREATE INDEX events_registration_token_digest_3b5c0ffe_like ON public.events_registration USING btree (token_digest varchar_pattern_ops);


CREATE INDEX events_registrationrequest_category_id_49687595 ON public.events_registrationrequest USING btree (category_id);


CREATE INDEX events_registrationrequest_event_id_364803db ON public.events_registrationrequest USING btree (event_id);


CREATE INDEX events_registrationrequest_invitation_id_cdda0d2f ON public.events_registrationrequest USING btree (invitation_id);


CREATE INDEX events_registrationrequest_token_digest_85789f24_like ON public.events_registrationrequest USING btree (token_digest varchar_pattern_ops);


CREATE INDEX events_reportrelease_by_id_e01cd046 ON public.events_reportrelease USING btree (by_id);


CREATE INDEX events_reportrelease_government_id_839729dd ON public.events_reportrelease USING btree (government_id);


CREATE INDEX events_reportrelease_report_id_e15aa23d ON public.events_reportrelease USING btree (report_id);


CREATE INDEX events_room_programme_id_ab5e1a18 ON public.events_room USING btree (programme_id);


CREATE INDEX events_seatcategory_event_id_ede29aa3 ON public.events_seatcategory USING btree (event_id);


CREATE INDEX events_seatmove_by_id_0202834b ON public.events_seatmove USING btree (by_id);


CREATE INDEX events_seatmove_category_id_1fb6b1a6 ON public.events_seatmove USING btree (category_id);


CREATE INDEX events_seatmove_event_id_4287250e ON public.events_seatmove USING btree (event_id);


CREATE INDEX events_seatmove_registration_id_7d70609a ON public.events_seatmove USING btree (registration_id);


CREATE INDEX events_session_code_87be6315 ON public.events_session USING btree (code);


CREATE INDEX events_session_code_87be6315_like ON public.events_session USING btree (code varchar_pattern_ops);


CREATE INDEX events_session_programme_id_4dbc8cda ON public.events_session USING btree (programme_id);


CREATE INDEX events_session_room_id_b4763d54 ON public.events_session USING btree (room_id);


CREATE INDEX events_session_track_id_cf5516cf ON public.events_session USING btree (track_id);


CREATE INDEX events_sessionchoice_registration_id_6d61be2f ON public.events_sessionchoice USING btree (registration_id);


CREATE INDEX events_sessionchoice_session_id_717650f2 ON public.events_sessionchoice USING btree (session_id);


CREATE INDEX events_sessiondocument_document_id_e23c953e ON public.events_sessiondocument USING btree (document_id);


CREATE INDEX events_sessiondocument_session_id_31ed4e76 ON public.events_sessiondocument USING btree (session_id);


CREATE INDEX events_sessionlanguage_session_id_a10f3afe ON public.events_sessionlanguage USING btree (session_id);


CREATE INDEX events_sessionspeaker_session_id_18a45982 ON public.events_sessionspeaker USING btree (session_id);


CREATE INDEX events_sessionspeaker_speaker_id_b7666d84 ON public.events_sessionspeaker USING btree (speaker_id);


CREATE INDEX events_speaker_code_559db5b4 ON public.events_speaker USING btree (code);


CREATE INDEX events_speaker_code_559db5b4_like ON public.events_speaker USING btree (code varchar_pattern_ops);


CREATE INDEX events_speaker_portrait_id_9bef2a04 ON public.events_speaker USING btree (portrait_id);


CREATE INDEX events_speaker_programme_id_2b13fb77 ON public.events_speaker USING btree (programme_id);


CREATE INDEX events_speakercontact_email_digest_2e931bab ON public.events_speakercontact USING btree (email_digest);


CREATE INDEX events_speakercontact_email_digest_2e931bab_like ON public.events_speakercontact USING btree (email_digest varchar_pattern_ops);


CREATE INDEX events_speakercontact_token_digest_406a8297_like ON public.events_speakercontact USING btree (token_digest varchar_pattern_ops);


CREATE INDEX events_teammember_acts_for_id_ecd2a02d ON public.events_teammember USING btree (acts_for_id);


CREATE INDEX events_teammember_event_id_f6adc315 ON public.events_teammember USING btree (event_id);


CREATE INDEX events_teammember_user_id_d91dd3a5 ON public.events_teammember USING btree (user_id);


CREATE INDEX events_track_programme_id_b04f3678 ON public.events_track USING btree (programme_id);


CREATE INDEX evidence_accepted ON public.charter_evidence USING btree (commitment_id, dated) WHERE ((state)::text = 'accepted'::text);


CREATE INDEX facts_by_subject ON public.charter_loggedfact USING btree (kind, subject);


CREATE INDEX figures_entry_checked_by_id_ed3849c8 ON public.figures_entry USING btree (checked_by_id);


CREATE INDEX figures_entry_government_id_cd86815f ON public.figures_entry USING btree (government_id);


CREATE INDEX figures_entry_link_digest_0f204307_like ON public.figures_entry USING btree (link_digest varchar_pattern_ops);


CREATE INDEX figures_figure_checked_by_id_5a6ac009 ON public.figures_figure USING btree (checked_by_id);


CREATE INDEX figures_figure_government_id_529d29cd ON public.figures_figure USING btree (government_id);


CREATE INDEX figures_figure_indicator_id_d817a1bc ON public.figures_figure USING btree (indicator_id);


CREATE INDEX figures_indicator_latest_revision_id_52394d65 ON public.figures_indicator USING btree (latest_revision_id);


CREATE INDEX figures_indicator_slug_e781f0cb ON public.figures_indicator USING btree (slug);


CREATE INDEX figures_indicator_slug_e781f0cb_like ON public.figures_indicator USING btree (slug varchar_pattern_ops);


CREATE INDEX figures_indicatorwords_indicator_id_1da9fce5 ON public.figures_indicatorwords USING btree (indicator_id);


CREATE INDEX figures_release_indicator_id_58aba208 ON public.figures_release USING btree (indicator_id);


CREATE INDEX figures_release_released_by_id_81534730 ON public.figures_release USING btree (released_by_id);


CREATE INDEX figures_territory_governments_localgovernment_id_20bae254 ON public.figures_territory_governments USING btree (localgovernment_id);


CREATE INDEX figures_territory_governments_territory_id_0c8f2f34 ON public.figures_territory_governments USING btree (territory_id);


CREATE INDEX formstate_user_object ON public.wagtailadmin_formstate USING btree (user_id, content_type_id, object_id, parent_object_id);


CREATE INDEX government_members ON public.members_localgovernment USING btree (code) WHERE member;


CREATE INDEX government_words ON public.members_localgovernment USING gin (to_tsvector('simple'::regconfig, COALESCE(search_text, ''::text)));


CREATE INDEX home_action_goal_id_86aa3d8d ON public.home_action USING btree (goal_id);


CREATE INDEX home_action_latest_revision_id_0ad63b43 ON public.home_action USING btree (latest_revision_id);


CREATE INDEX home_actionlink_action_id_631c123f ON public.home_actionlink USING btree (action_id);


CREATE INDEX home_actionlink_event_id_7e9c2f95 ON public.home_actionlink USING btree (event_id);


CREATE INDEX home_actionlink_government_id_82a681c1 ON public.home_actionlink USING btree (government_id);


CREATE INDEX home_actionlink_resource_id_6c538d06 ON public.home_actionlink USING btree (resource_id);


CREATE INDEX home_contactmessage_email_digest_1cfbd991 ON public.home_contactmessage USING btree (email_digest);


CREATE INDEX home_contactmessage_email_digest_1cfbd991_like ON public.home_contactmessage USING btree (email_digest varchar_pattern_ops);


CREATE INDEX home_contactmessage_reference_2e5209ab_like ON public.home_contactmessage USING btree (reference varchar_pattern_ops);


CREATE INDEX home_contacttopic_latest_revision_id_700c21de ON public.home_contacttopic USING btree (latest_revision_id);


CREATE INDEX home_contacttopic_topic_c21ba4f4_like ON public.home_contacttopic USING btree (topic varchar_pattern_ops);


CREATE INDEX home_goal_latest_revision_id_534a999e ON public.home_goal USING btree (latest_revision_id);


CREATE INDEX home_territorydeliverable_event_id_933f9123 ON public.home_territorydeliverable USING btree (event_id);


CREATE INDEX home_territorydeliverable_page_id_51373863 ON public.home_territorydeliverable USING btree (page_id);


CREATE INDEX home_territorydeliverable_resource_id_0dd7a153 ON public.home_territorydeliverable USING btree (resource_id);


CREATE INDEX home_territorydeliverable_work_id_257d0466 ON public.home_territorydeliverable USING btree (work_id);


CREATE INDEX home_territorywork_latest_revision_id_2a93e420 ON public.home_territorywork USING btree (latest_revision_id);


CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));


CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);


CREATE INDEX inquiry_to_answer ON public.privacy_inquiry USING btree (next_attempt_at) WHERE (settled_at IS NULL);


CREATE INDEX ledger_by_signature ON public.charter_ledgerentry USING btree (signature_id, sequence DESC);


CREATE INDEX mail_about ON public.mail_message USING btree (about, created_at DESC) WHERE (NOT ((about)::text = ''::text));


CREATE INDEX mail_bouncereport_received_at_75c2473f ON public.mail_bouncereport USING btree (received_at);


CREATE INDEX mail_in_doubt ON public.mail_message USING btree (created_at) WHERE ((state)::text = 'uncertain'::text);


CREATE INDEX mail_message_key_f07a533d_like ON public.mail_message USING btree (key varchar_pattern_ops);


CREATE INDEX mail_message_to_digest_44d0158d ON public.mail_message USING btree (to_digest);


CREATE INDEX mail_message_to_digest_44d0158d_like ON public.mail_message USING btree (to_digest varchar_pattern_ops);


CREATE INDEX mail_newest ON public.mail_message USING btree (created_at DESC, id DESC);


CREATE INDEX mail_not_sent ON public.mail_message USING btree (state) WHERE (NOT ((state)::text = 'sent'::text));


CREATE INDEX mail_received_digest_ff9b5a66_like ON public.mail_received USING btree (digest varchar_pattern_ops);


CREATE INDEX mail_received_received_at_04755a31 ON public.mail_received USING btree (received_at);


CREATE INDEX mail_sent ON public.mail_message USING btree (sent_at) WHERE ((state)::text = 'sent'::text);


CREATE INDEX mail_suppression_address_digest_135a9bd6_like ON public.mail_suppression USING btree (address_digest varchar_pattern_ops);


CREATE INDEX mail_to_do ON public.mail_message USING btree (next_attempt_at) WHERE ((state)::text = ANY (ARRAY[('queued'::character varying)::text, ('sending'::character varying)::text, ('handing_over'::character varying)::text]));


CREATE INDEX mail_unasked ON public.mail_message USING btree (mailbox_digest, created_at) WHERE unasked;


CREATE INDEX members_contact_government_id_37d3dfa0 ON public.members_contact USING btree (government_id);


CREATE INDEX members_governmentmerge_code_844e4ff4 ON public.members_governmentmerge USING btree (code);


CREATE INDEX members_governmentmerge_code_844e4ff4_like ON public.members_governmentmerge USING btree (code varchar_pattern_ops);


CREATE INDEX members_governmentmerge_into_id_76c1ee0a ON public.members_governmentmerge USING btree (into_id);


CREATE INDEX members_governmentmerge_merged_by_id_5857ca47 ON public.members_governmentmerge USING btree (merged_by_id);


CREATE INDEX members_governmentmerge_proposed_by_id_d891e939 ON public.members_governmentmerge USING btree (proposed_by_id);


CREATE INDEX members_governmentmerge_slug_0231fc17 ON public.members_governmentmerge USING btree (slug);


CREATE INDEX members_governmentmerge_slug_0231fc17_like ON public.members_governmentmerge USING btree (slug varchar_pattern_ops);


CREATE INDEX members_localgovernment_crest_id_3e74e5f1 ON public.members_localgovernment USING btree (crest_id);


CREATE INDEX members_localgovernment_latest_revision_id_e9273bfa ON public.members_localgovernment USING btree (latest_revision_id);


CREATE INDEX members_localgovernment_portrait_id_daa49bcb ON public.members_localgovernment USING btree (portrait_id);


CREATE INDEX members_localgovernment_slug_398dadeb ON public.members_localgovernment USING btree (slug);


CREATE INDEX members_localgovernment_slug_398dadeb_like ON public.members_localgovernment USING btree (slug varchar_pattern_ops);


CREATE INDEX members_memberprofile_government_id_93c071a8 ON public.members_memberprofile USING btree (government_id);


CREATE INDEX members_memberprofile_picture_id_e67081a4 ON public.members_memberprofile USING btree (picture_id);


CREATE INDEX members_office_government_id_c93cc646 ON public.members_office USING btree (government_id);


CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);


CREATE INDEX news_newspage_picture_id_16aead41 ON public.news_newspage USING btree (picture_id);


CREATE INDEX newsletters_consenttext_language_814a1fc0_like ON public.newsletters_consenttext USING btree (language varchar_pattern_ops);


CREATE INDEX newsletters_consenttext_latest_revision_id_521d79a4 ON public.newsletters_consenttext USING btree (latest_revision_id);


CREATE INDEX newsletters_delivery_edition_id_cedf1474 ON public.newsletters_delivery USING btree (edition_id);


CREATE INDEX newsletters_delivery_reader_id_3b819d8c ON public.newsletters_delivery USING btree (reader_id);


CREATE INDEX newsletters_delivery_text_id_814ac7f7 ON public.newsletters_delivery USING btree (text_id);


CREATE INDEX newsletters_edition_approved_by_id_41d8b565 ON public.newsletters_edition USING btree (approved_by_id);


CREATE INDEX newsletters_edition_sent_by_id_9bbd4448 ON public.newsletters_edition USING btree (sent_by_id);


CREATE INDEX newsletters_editiontext_edition_id_d3522c5c ON public.newsletters_editiontext USING btree (edition_id);


CREATE INDEX newsletters_importedaddress_batch_id_ae690507 ON public.newsletters_importedaddress USING btree (batch_id);


CREATE INDEX newsletters_importedaddress_email_digest_10a8c508 ON public.newsletters_importedaddress USING btree (email_digest);


CREATE INDEX newsletters_importedaddress_email_digest_10a8c508_like ON public.newsletters_importedaddress USING btree (email_digest varchar_pattern_ops);


CREATE INDEX newsletters_reader_token_digest_7df11d0d_like ON public.newsletters_reader USING btree (token_digest varchar_pattern_ops);


CREATE INDEX newsletters_readerimport_by_id_8e82519f ON public.newsletters_readerimport USING btree (by_id);


CREATE INDEX newsletters_sentfile_document_id_315dad3e ON public.newsletters_sentfile USING btree (document_id);


CREATE INDEX newsletters_sentpicture_edition_id_d90af5c1 ON public.newsletters_sentfile USING btree (edition_id);


CREATE INDEX newsletters_sentpicture_image_id_9d60e74d ON public.newsletters_sentfile USING btree (image_id);


CREATE INDEX newsletters_subscriptionrequest_created_at_0c5e4de7 ON public.newsletters_subscriptionrequest USING btree (created_at);


CREATE INDEX newsletters_subscriptionrequest_email_digest_1e347650 ON public.newsletters_subscriptionrequest USING btree (email_digest);


CREATE INDEX newsletters_subscriptionrequest_email_digest_1e347650_like ON public.newsletters_subscriptionrequest USING btree (email_digest varchar_pattern_ops);


CREATE INDEX newsletters_subscriptionrequest_handle_digest_a1106d18_like ON public.newsletters_subscriptionrequest USING btree (handle_digest varchar_pattern_ops);


CREATE INDEX newsletters_subscriptionrequest_link_digest_14253f2e_like ON public.newsletters_subscriptionrequest USING btree (link_digest varchar_pattern_ops);


CREATE UNIQUE INDEX one_act_to_confirm_per_signature ON public.charter_townhallrequest USING btree (signature_id) WHERE (((action)::text = 'act'::text) AND (confirmed_at IS NOT NULL));


CREATE UNIQUE INDEX one_active_registration_per_address ON public.events_registration USING btree (event_id, email_digest) WHERE (NOT ((state)::text = 'cancelled'::text));


CREATE UNIQUE INDEX one_certificate_per_file ON public.charter_certificate USING btree (sha256) WHERE (NOT ((sha256)::text = ''::text));


CREATE UNIQUE INDEX one_change_to_check_per_signature ON public.charter_townhallrequest USING btree (signature_id) WHERE (((action)::text = ANY (ARRAY[('hold'::character varying)::text, ('withdraw'::character varying)::text, ('reinstate'::character varying)::text, ('correct'::character varying)::text, ('successor'::character varying)::text])) AND (confirmed_at IS NOT NULL) AND ((outcome)::text = ''::text));


CREATE UNIQUE INDEX one_enrolment_per_address_and_course ON public.webinars_enrolment USING btree (course_id, email_digest) WHERE (NOT ((email)::text = ''::text));


CREATE UNIQUE INDEX one_line_per_member_of_a_group ON public.charter_groupmember USING btree (signature_id, listed_name, listed_country) WHERE (NOT ((listed_name)::text = ''::text));


CREATE UNIQUE INDEX one_live_code_per_subject ON public.privacy_onetimecode USING btree (purpose, subject_id) WHERE (used_at IS NULL);


CREATE UNIQUE INDEX one_live_signature_per_government_and_version ON public.charter_signature USING btree (government_id, version_id) WHERE ((state)::text = ANY (ARRAY[('submitted'::character varying)::text, ('authority_checked'::character varying)::text, ('signed'::character varying)::text, ('on_hold'::character varying)::text]));


CREATE UNIQUE INDEX one_menu_item_per_section ON public.pages_menuitem USING btree (section) WHERE (NOT ((section)::text = ''::text));


CREATE UNIQUE INDEX one_open_request_per_signature_link ON public.charter_townhallrequest USING btree (link_id) WHERE (confirmed_at IS NULL);


CREATE UNIQUE INDEX one_poster_per_replay ON public.webinars_mediafile USING btree (replay_id) WHERE ((kind)::text = 'poster'::text);


CREATE UNIQUE INDEX one_row_for_a_delay_or_a_proof ON public.privacy_ratecounter USING btree (scope, key_digest) WHERE ((scope)::text = ANY (ARRAY[('delay'::character varying)::text, ('proof'::character varying)::text]));


CREATE UNIQUE INDEX one_signature_link_per_occasion ON public.charter_desklink USING btree (signature_id, occasion) WHERE (NOT ((occasion)::text = ''::text));


CREATE UNIQUE INDEX one_signature_under_review_per_government ON public.charter_signature USING btree (government_id) WHERE ((state)::text = ANY (ARRAY[('submitted'::character varying)::text, ('authority_checked'::character varying)::text]));


CREATE UNIQUE INDEX one_standing_signature_per_government ON public.charter_signature USING btree (government_id) WHERE ((state)::text = ANY (ARRAY[('signed'::character varying)::text, ('on_hold'::character varying)::text]));


CREATE INDEX outside_event_by_time ON public.events_outsideevent USING btree ("end", start);


CREATE INDEX pages_helpline_confirmed_by_id_b2fb4239 ON public.pages_helpline USING btree (confirmed_by_id);


CREATE INDEX pages_helpline_latest_revision_id_b419dc38 ON public.pages_helpline USING btree (latest_revision_id);


CREATE INDEX pages_menuitem_latest_revision_id_829154db ON public.pages_menuitem USING btree (latest_revision_id);


CREATE INDEX pages_menuitem_page_id_cfef1432 ON public.pages_menuitem USING btree (page_id);


CREATE INDEX pages_menuitem_position_44a81e95 ON public.pages_menuitem USING btree ("position");


CREATE INDEX pages_partner_latest_revision_id_29c4d63f ON public.pages_partner USING btree (latest_revision_id);


CREATE INDEX pages_partner_logo_id_c67d49a8 ON public.pages_partner USING btree (logo_id);


CREATE INDEX pages_partner_position_5ea73dd8 ON public.pages_partner USING btree ("position");


CREATE INDEX pages_sitewords_language_64672b2c_like ON public.pages_sitewords USING btree (language varchar_pattern_ops);


CREATE INDEX pages_sitewords_latest_revision_id_66d3c203 ON public.pages_sitewords USING btree (latest_revision_id);


CREATE INDEX passage_words ON public.webinars_passage USING gin (words);


CREATE INDEX privacy_cacheentry_cache_key_682f9c8b_like ON public.privacy_cacheentry USING btree (cache_key varchar_pattern_ops);


CREATE INDEX privacy_cacheentry_expires_0fc7f207 ON public.privacy_cacheentry USING btree (expires);


CREATE INDEX privacy_consent_subject_digest_52e48e8d ON public.privacy_consent USING btree (subject_digest);


CREATE INDEX privacy_consent_subject_digest_52e48e8d_like ON public.privacy_consent USING btree (subject_digest varchar_pattern_ops);


CREATE INDEX privacy_discreetaddress_source_f18296bb ON public.privacy_discreetaddress USING btree (source);


CREATE INDEX privacy_discreetaddress_source_f18296bb_like ON public.privacy_discreetaddress USING btree (source varchar_pattern_ops);


CREATE INDEX privacy_personrequest_address_digest_94a58b54 ON public.privacy_personrequest USING btree (address_digest);


CREATE INDEX privacy_personrequest_address_digest_94a58b54_like ON public.privacy_personrequest USING btree (address_digest varchar_pattern_ops);


CREATE INDEX privacy_personrequest_answered_by_id_b70ef414 ON public.privacy_personrequest USING btree (answered_by_id);


CREATE INDEX privacy_personrequest_recorded_by_id_270fac7a ON public.privacy_personrequest USING btree (recorded_by_id);


CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);


CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));


CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);


CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);


CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);


CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);


CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);


CREATE INDEX reader_newest ON public.newsletters_reader USING btree (confirmed_at DESC, id DESC);


CREATE INDEX reader_to_write_to ON public.newsletters_reader USING btree (language) WHERE ((state)::text = 'confirmed'::text);


CREATE INDEX referenceindex_source_object ON public.wagtailcore_referenceindex USING btree (base_content_type_id, object_id);


CREATE INDEX referenceindex_target_object ON public.wagtailcore_referenceindex USING btree (to_content_type_id, to_object_id);


CREATE INDEX registration_by_address ON public.events_registration USING btree (email_digest);


CREATE INDEX registration_by_state ON public.events_registration USING btree (category_id, state, queued_at);


CREATE INDEX registration_claims ON public.events_registration USING btree (event_id, state, category_id, region, claim_by) WHERE (NOT ((state)::text = 'cancelled'::text));


CREATE INDEX registration_newest ON public.events_registration USING btree (created_at DESC, id DESC);


CREATE INDEX request_by_address ON public.events_registrationrequest USING btree (email_digest);


CREATE INDEX request_by_time ON public.events_registrationrequest USING btree (created_at);


CREATE INDEX resources_documentversion_document_id_5d0540d8 ON public.resources_documentversion USING btree (document_id);


CREATE INDEX resources_documentversion_page_id_a6f874a4 ON public.resources_documentversion USING btree (page_id);


CREATE INDEX resources_initiativepage_picture_id_fe446f3f ON public.resources_initiativepage USING btree (picture_id);


CREATE INDEX resources_resource_key_eccc8475 ON public.resources_resource USING btree (key);


CREATE INDEX resources_resource_key_eccc8475_like ON public.resources_resource USING btree (key varchar_pattern_ops);


CREATE INDEX resources_resource_latest_revision_id_9cf35386 ON public.resources_resource USING btree (latest_revision_id);


CREATE INDEX resources_resourcefile_document_id_6cfc4ac3 ON public.resources_resourcefile USING btree (document_id);


CREATE INDEX resources_resourcefile_locale_id_7e99ca5b ON public.resources_resourcefile USING btree (locale_id);


CREATE INDEX resources_resourcefile_page_id_31298a3f ON public.resources_resourcefile USING btree (page_id);


CREATE INDEX resources_resourcepage_document_id_4397dc5e ON public.resources_resourcepage USING btree (document_id);


CREATE INDEX resources_resourcepage_picture_id_56ff05c6 ON public.resources_resourcepage USING btree (picture_id);


CREATE INDEX resources_resourcepage_resource_id_635b2262 ON public.resources_resourcepage USING btree (resource_id);


CREATE INDEX resources_theme_latest_revision_id_f1885a4b ON public.resources_theme USING btree (latest_revision_id);


CREATE INDEX resources_theme_slug_5dd43fa4 ON public.resources_theme USING btree (slug);


CREATE INDEX resources_theme_slug_5dd43fa4_like ON public.resources_theme USING btree (slug varchar_pattern_ops);


CREATE INDEX signatory_date ON public.charter_signatory USING btree (signed_at, number);


CREATE INDEX signature_queue ON public.charter_signature USING btree ((
CASE
    WHEN ((state)::text = ANY (ARRAY[('submitted'::character varying)::text, ('authority_checked'::character varying)::text])) THEN 0
    ELSE 1
END), submitted_at, id);


CREATE INDEX signature_signed ON public.charter_signature USING btree (signed_at DESC) WHERE ((state)::text = 'signed'::text);


CREATE INDEX signature_waiting ON public.charter_signature USING btree (submitted_at) WHERE ((state)::text = ANY (ARRAY[('submitted'::character varying)::text, ('authority_checked'::character varying)::text]));


CREATE INDEX taggit_tag_name_58eb2ed9_like ON public.taggit_tag USING btree (name varchar_pattern_ops);


CREATE INDEX taggit_tag_slug_6be58b2c_like ON public.taggit_tag USING btree (slug varchar_pattern_ops);


CREATE INDEX taggit_tagg_content_8fc721_idx ON public.taggit_taggeditem USING btree (content_type_id, object_id);


CREATE INDEX taggit_taggeditem_content_type_id_9957a03c ON public.taggit_taggeditem USING btree (content_type_id);


CREATE INDEX taggit_taggeditem_object_id_e2d7d1df ON public.taggit_taggeditem USING btree (object_id);


CREATE INDEX taggit_taggeditem_tag_id_f4f5b767 ON public.taggit_taggeditem USING btree (tag_id);


CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY (ARRAY[('totp'::character varying)::text, ('recovery_codes'::character varying)::text]));


CREATE UNIQUE INDEX unique_in_progress_workflow ON public.wagtailcore_workflowstate USING btree (base_content_type_id, object_id) WHERE ((status)::text = ANY (ARRAY[('in_progress'::character varying)::text, ('needs_changes'::character varying)::text]));


CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";


CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;


CREATE INDEX upkeep_alarm_condition_f043e5d6_like ON public.upkeep_alarm USING btree (condition varchar_pattern_ops);


CREATE INDEX users_user_groups_group_id_9afc8d0e ON public.users_user_groups USING btree (group_id);


CREATE INDEX users_user_groups_user_id_5f6f5a90 ON public.users_user_groups USING btree (user_id);


CREATE INDEX users_user_user_permissions_permission_id_0b93982e ON public.users_user_user_permissions USING btree (permission_id);


CREATE INDEX users_user_user_permissions_user_id_20aca447 ON public.users_user_user_permissions USING btree (user_id);


CREATE INDEX users_user_username_06e46fe6_like ON public.users_user USING btree (username varchar_pattern_ops);


CREATE INDEX wagtail_localize_localesynchronization_sync_from_id_1bc4c2eb ON public.wagtail_localize_localesynchronization USING btree (sync_from_id);


CREATE INDEX wagtail_localize_overridablesegment_context_id_eed8c388 ON public.wagtail_localize_overridablesegment USING btree (context_id);


CREATE INDEX wagtail_localize_overridablesegment_source_id_5720ac20 ON public.wagtail_localize_overridablesegment USING btree (source_id);


CREATE INDEX wagtail_localize_relatedobjectsegment_context_id_c0a725be ON public.wagtail_localize_relatedobjectsegment USING btree (context_id);


CREATE INDEX wagtail_localize_relatedobjectsegment_object_id_6c7b58df ON public.wagtail_localize_relatedobjectsegment USING btree (object_id);


CREATE INDEX wagtail_localize_relatedobjectsegment_source_id_9a3b1373 ON public.wagtail_localize_relatedobjectsegment USING btree (source_id);


CREATE INDEX wagtail_localize_segmentoverride_context_id_f827efe0 ON public.wagtail_localize_segmentoverride USING btree (context_id);


CREATE INDEX wagtail_localize_segmentoverride_last_translated_by_id_a86448fc ON public.wagtail_localize_segmentoverride USING btree (last_translated_by_id);


CREATE INDEX wagtail_localize_segmentoverride_locale_id_b1673d41 ON public.wagtail_localize_segmentoverride USING btree (locale_id);


CREATE INDEX wagtail_localize_string_locale_id_2cded126 ON public.wagtail_localize_string USING btree (locale_id);


CREATE INDEX wagtail_localize_stringsegment_context_id_63235539 ON public.wagtail_localize_stringsegment USING btree (context_id);


CREATE INDEX wagtail_localize_stringsegment_source_id_5804129f ON public.wagtail_localize_stringsegment USING btree (source_id);


CREATE INDEX wagtail_localize_stringsegment_string_id_6356d5ec ON public.wagtail_localize_stringsegment USING btree (string_id);


CREATE INDEX wagtail_localize_stringtra_last_translated_by_id_764c7a3f ON public.wagtail_localize_stringtranslation USING btree (last_translated_by_id);


CREATE INDEX wagtail_localize_stringtranslation_context_id_3cc13049 ON public.wagtail_localize_stringtranslation USING btree (context_id);


CREATE INDEX wagtail_localize_stringtranslation_locale_id_b9e3730d ON public.wagtail_localize_stringtranslation USING btree (locale_id);


CREATE INDEX wagtail_localize_stringtranslation_translation_of_id_8eef01d0 ON public.wagtail_localize_stringtranslation USING btree (translation_of_id);


CREATE INDEX wagtail_localize_templatesegment_context_id_81456b25 ON public.wagtail_localize_templatesegment USING btree (context_id);


CREATE INDEX wagtail_localize_templatesegment_source_id_26b89dc6 ON public.wagtail_localize_templatesegment USING btree (source_id);


CREATE INDEX wagtail_localize_templatesegment_template_id_c370b3c8 ON public.wagtail_localize_templatesegment USING btree (template_id);


CREATE INDEX wagtail_localize_translatableobject_content_type_id_0d6c5139 ON public.wagtail_localize_translatableobject USING btree (content_type_id);


CREATE INDEX wagtail_localize_translati_specific_content_type_id_3095eb76 ON public.wagtail_localize_translationsource USING btree (specific_content_type_id);


CREATE INDEX wagtail_localize_translation_source_id_e326e1e3 ON public.wagtail_localize_translation USING btree (source_id);


CREATE INDEX wagtail_localize_translation_target_locale_id_8c524f73 ON public.wagtail_localize_translation USING btree (target_locale_id);


CREATE INDEX wagtail_localize_translationcontext_object_id_86263ce7 ON public.wagtail_localize_translationcontext USING btree (object_id);


CREATE INDEX wagtail_localize_translationlog_locale_id_37619cb4 ON public.wagtail_localize_translationlog USING btree (locale_id);


CREATE INDEX wagtail_localize_translationlog_page_revision_id_b036eea6 ON public.wagtail_localize_translationlog USING btree (revision_id);


CREATE INDEX wagtail_localize_translationlog_source_id_7228923e ON public.wagtail_localize_translationlog USING btree (source_id);


CREATE INDEX wagtail_localize_translationsource_locale_id_0ac264c0 ON public.wagtail_localize_translationsource USING btree (locale_id);


CREATE INDEX wagtail_localize_translationsource_object_id_6a078fd2 ON public.wagtail_localize_translationsource USING btree (object_id);


CREATE INDEX wagtailadmi_content_717955_idx ON public.wagtailadmin_editingsession USING btree (content_type_id, object_id);


CREATE INDEX wagtailadmin_editingsession_content_type_id_4df7730e ON public.wagtailadmin_editingsession USING btree (content_type_id);


CREATE INDEX wagtailadmin_editingsession_user_id_6e1a9b70 ON public.wagtailadmin_editingsession USING btree (user_id);


CREATE INDEX wagtailadmin_formstate_content_type_id_e32438b3 ON public.wagtailadmin_formstate USING btree (content_type_id);


CREATE INDEX wagtailadmin_formstate_user_id_b910adc2 ON public.wagtailadmin_formstate USING btree (user_id);


CREATE INDEX wagtailcore_apitoken_key_hash_65979b78_like ON public.wagtailcore_apitoken USING btree (key_hash varchar_pattern_ops);


CREATE INDEX wagtailcore_apitoken_user_id_49b1141b ON public.wagtailcore_apitoken USING btree (user_id);


CREATE INDEX wagtailcore_collection_path_d848dc19_like ON public.wagtailcore_collection USING btree (path varchar_pattern_ops);


CREATE INDEX wagtailcore_collectionview_collectionviewrestriction__47320efd ON public.wagtailcore_collectionviewrestriction_groups USING btree (collectionviewrestriction_id);


CREATE INDEX wagtailcore_collectionviewrestriction_collection_id_761908ec ON public.wagtailcore_collectionviewrestriction USING btree (collection_id);


CREATE INDEX wagtailcore_collectionviewrestriction_groups_group_id_1823f2a3 ON public.wagtailcore_collectionviewrestriction_groups USING btree (group_id);


CREATE INDEX wagtailcore_comment_page_id_108444b5 ON public.wagtailcore_comment USING btree (page_id);


CREATE INDEX wagtailcore_comment_resolved_by_id_a282aa0e ON public.wagtailcore_comment USING btree (resolved_by_id);


CREATE INDEX wagtailcore_comment_revision_created_id_1d058279 ON public.wagtailcore_comment USING btree (revision_created_id);


CREATE INDEX wagtailcore_comment_user_id_0c577ca6 ON public.wagtailcore_comment USING btree (user_id);


CREATE INDEX wagtailcore_commentreply_comment_id_afc7e027 ON public.wagtailcore_commentreply USING btree (comment_id);


CREATE INDEX wagtailcore_commentreply_user_id_d0b3b9c3 ON public.wagtailcore_commentreply USING btree (user_id);


CREATE INDEX wagtailcore_groupapprovalt_groupapprovaltask_id_9a9255ea ON public.wagtailcore_groupapprovaltask_groups USING btree (groupapprovaltask_id);


CREATE INDEX wagtailcore_groupapprovaltask_groups_group_id_2e64b61f ON public.wagtailcore_groupapprovaltask_groups USING btree (group_id);


CREATE INDEX wagtailcore_groupcollectionpermission_collection_id_5423575a ON public.wagtailcore_groupcollectionpermission USING btree (collection_id);


CREATE INDEX wagtailcore_groupcollectionpermission_group_id_05d61460 ON public.wagtailcore_groupcollectionpermission USING btree (group_id);


CREATE INDEX wagtailcore_groupcollectionpermission_permission_id_1b626275 ON public.wagtailcore_groupcollectionpermission USING btree (permission_id);


CREATE INDEX wagtailcore_grouppagepermission_group_id_fc07e671 ON public.wagtailcore_grouppagepermission USING btree (group_id);


CREATE INDEX wagtailcore_grouppagepermission_page_id_710b114a ON public.wagtailcore_grouppagepermission USING btree (page_id);


CREATE INDEX wagtailcore_grouppagepermission_permission_id_05acb22e ON public.wagtailcore_grouppagepermission USING btree (permission_id);


CREATE INDEX wagtailcore_groupsitepermission_group_id_e5cdbee4 ON public.wagtailcore_groupsitepermission USING btree (group_id);


CREATE INDEX wagtailcore_groupsitepermission_permission_id_459b1f38 ON public.wagtailcore_groupsitepermission USING btree (permission_id);


CREATE INDEX wagtailcore_groupsitepermission_site_id_245de488 ON public.wagtailcore_groupsitepermission USING btree (site_id);


CREATE INDEX wagtailcore_locale_language_code_03149338_like ON public.wagtailcore_locale USING btree (language_code varchar_pattern_ops);


CREATE INDEX wagtailcore_modellogentry_action_d2d856ee ON public.wagtailcore_modellogentry USING btree (action);


CREATE INDEX wagtailcore_modellogentry_action_d2d856ee_like ON public.wagtailcore_modellogentry USING btree (action varchar_pattern_ops);


CREATE INDEX wagtailcore_modellogentry_content_changed_8bc39742 ON public.wagtailcore_modellogentry USING btree (content_changed);


CREATE INDEX wagtailcore_modellogentry_content_type_id_68849e77 ON public.wagtailcore_modellogentry USING btree (content_type_id);


CREATE INDEX wagtailcore_modellogentry_object_id_e0e7d4ef ON public.wagtailcore_modellogentry USING btree (object_id);


CREATE INDEX wagtailcore_modellogentry_object_id_e0e7d4ef_like ON public.wagtailcore_modellogentry USING btree (object_id varchar_pattern_ops);


CREATE INDEX wagtailcore_modellogentry_revision_id_df6ca33a ON public.wagtailcore_modellogentry USING btree (revision_id);


CREATE INDEX wagtailcore_modellogentry_timestamp_9694521b ON public.wagtailcore_modellogentry USING btree ("timestamp");


CREATE INDEX wagtailcore_modellogentry_user_id_0278d1bf ON public.wagtailcore_modellogentry USING btree (user_id);


CREATE INDEX wagtailcore_page_alias_of_id_12945502 ON public.wagtailcore_page USING btree (alias_of_id);


CREATE INDEX wagtailcore_page_content_type_id_c28424df ON public.wagtailcore_page USING btree (content_type_id);


CREATE INDEX wagtailcore_page_first_published_at_2b5dd637 ON public.wagtailcore_page USING btree (first_published_at);


CREATE INDEX wagtailcore_page_latest_revision_id_e60fef51 ON public.wagtailcore_page USING btree (latest_revision_id);


CREATE INDEX wagtailcore_page_live_revision_id_930bd822 ON public.wagtailcore_page USING btree (live_revision_id);


CREATE INDEX wagtailcore_page_locale_id_3c7e30a6 ON public.wagtailcore_page USING btree (locale_id);


CREATE INDEX wagtailcore_page_locked_by_id_bcb86245 ON public.wagtailcore_page USING btree (locked_by_id);


CREATE INDEX wagtailcore_page_owner_id_fbf7c332 ON public.wagtailcore_page USING btree (owner_id);


CREATE INDEX wagtailcore_page_path_98eba2c8_like ON public.wagtailcore_page USING btree (path varchar_pattern_ops);


CREATE INDEX wagtailcore_page_slug_e7c11b8f ON public.wagtailcore_page USING btree (slug);


CREATE INDEX wagtailcore_page_slug_e7c11b8f_like ON public.wagtailcore_page USING btree (slug varchar_pattern_ops);


CREATE INDEX wagtailcore_pagelogentry_action_c2408198 ON public.wagtailcore_pagelogentry USING btree (action);


CREATE INDEX wagtailcore_pagelogentry_action_c2408198_like ON public.wagtailcore_pagelogentry USING btree (action varchar_pattern_ops);


CREATE INDEX wagtailcore_pagelogentry_content_changed_99f27ade ON public.wagtailcore_pagelogentry USING btree (content_changed);


CREATE INDEX wagtailcore_pagelogentry_content_type_id_74e7708a ON public.wagtailcore_pagelogentry USING btree (content_type_id);


CREATE INDEX wagtailcore_pagelogentry_page_id_8464e327 ON public.wagtailcore_pagelogentry USING btree (page_id);


CREATE INDEX wagtailcore_pagelogentry_revision_id_8043d103 ON public.wagtailcore_pagelogentry USING btree (revision_id);


CREATE INDEX wagtailcore_pagelogentry_timestamp_deb774c4 ON public.wagtailcore_pagelogentry USING btree ("timestamp");


CREATE INDEX wagtailcore_pagelogentry_user_id_604ccfd8 ON public.wagtailcore_pagelogentry USING btree (user_id);


CREATE INDEX wagtailcore_pagerevision_approved_go_live_at_e56afc67 ON public.wagtailcore_revision USING btree (approved_go_live_at);


CREATE INDEX wagtailcore_pagerevision_created_at_66954e3b ON public.wagtailcore_revision USING btree (created_at);


CREATE INDEX wagtailcore_pagerevision_user_id_2409d2f4 ON public.wagtailcore_revision USING btree (user_id);


CREATE INDEX wagtailcore_pagesubscription_page_id_a085e7a6 ON public.wagtailcore_pagesubscription USING btree (page_id);


CREATE INDEX wagtailcore_pagesubscription_user_id_89d7def9 ON public.wagtailcore_pagesubscription USING btree (user_id);


CREATE INDEX wagtailcore_pageviewrestri_pageviewrestriction_id_f147a99a ON public.wagtailcore_pageviewrestriction_groups USING btree (pageviewrestriction_id);


CREATE INDEX wagtailcore_pageviewrestriction_groups_group_id_6460f223 ON public.wagtailcore_pageviewrestriction_groups USING btree (group_id);


CREATE INDEX wagtailcore_pageviewrestriction_page_id_15a8bea6 ON public.wagtailcore_pageviewrestriction USING btree (page_id);


CREATE INDEX wagtailcore_referenceindex_base_content_type_id_313cf40f ON public.wagtailcore_referenceindex USING btree (base_content_type_id);


CREATE INDEX wagtailcore_referenceindex_content_type_id_766e0336 ON public.wagtailcore_referenceindex USING btree (content_type_id);


CREATE INDEX wagtailcore_referenceindex_to_content_type_id_93690bbd ON public.wagtailcore_referenceindex USING btree (to_content_type_id);


CREATE INDEX wagtailcore_revision_base_content_type_id_5b4ef7bd ON public.wagtailcore_revision USING btree (base_content_type_id);


CREATE INDEX wagtailcore_revision_content_type_id_c8cb69c0 ON public.wagtailcore_revision USING btree (content_type_id);


CREATE INDEX wagtailcore_site_hostname_96b20b46 ON public.wagtailcore_site USING btree (hostname);


CREATE INDEX wagtailcore_site_hostname_96b20b46_like ON public.wagtailcore_site USING btree (hostname varchar_pattern_ops);


CREATE INDEX wagtailcore_site_root_page_id_e02fb95c ON public.wagtailcore_site USING btree (root_page_id);


CREATE INDEX wagtailcore_task_content_type_id_249ab8ba ON public.wagtailcore_task USING btree (content_type_id);


CREATE INDEX wagtailcore_taskstate_content_type_id_0a758fdc ON public.wagtailcore_taskstate USING btree (content_type_id);


CREATE INDEX wagtailcore_taskstate_finished_by_id_13f98229 ON public.wagtailcore_taskstate USING btree (finished_by_id);


CREATE INDEX wagtailcore_taskstate_page_revision_id_9f52c88e ON public.wagtailcore_taskstate USING btree (revision_id);


CREATE INDEX wagtailcore_taskstate_task_id_c3677c34 ON public.wagtailcore_taskstate USING btree (task_id);


CREATE INDEX wagtailcore_taskstate_workflow_state_id_9239a775 ON public.wagtailcore_taskstate USING btree (workflow_state_id);


CREATE INDEX wagtailcore_uploadedfile_for_content_type_id_b0fc87b2 ON public.wagtailcore_uploadedfile USING btree (for_content_type_id);


CREATE INDEX wagtailcore_uploadedfile_uploaded_by_user_id_c7580fe8 ON public.wagtailcore_uploadedfile USING btree (uploaded_by_user_id);


CREATE INDEX wagtailcore_uuid_06a44d_idx ON public.wagtailcore_pagelogentry USING btree (uuid, action, "timestamp" DESC);


CREATE INDEX wagtailcore_uuid_d6363b_idx ON public.wagtailcore_modellogentry USING btree (uuid, action, "timestamp" DESC);


CREATE INDEX wagtailcore_workflowcontenttype_workflow_id_9aad7cd2 ON public.wagtailcore_workflowcontenttype USING btree (workflow_id);


CREATE INDEX wagtailcore_workflowpage_workflow_id_56f56ff6 ON public.wagtailcore_workflowpage USING btree (workflow_id);


CREATE INDEX wagtailcore_workflowstate_base_content_type_id_a30dc576 ON public.wagtailcore_workflowstate USING btree (base_content_type_id);


CREATE INDEX wagtailcore_workflowstate_content_type_id_2bb78ce1 ON public.wagtailcore_workflowstate USING btree (content_type_id);


CREATE INDEX wagtailcore_workflowstate_requested_by_id_4090bca3 ON public.wagtailcore_workflowstate USING btree (requested_by_id);


CREATE INDEX wagtailcore_workflowstate_workflow_id_1f18378f ON public.wagtailcore_workflowstate USING btree (workflow_id);


CREATE INDEX wagtailcore_workflowtask_task_id_ce7716fe ON public.wagtailcore_workflowtask USING btree (task_id);


CREATE INDEX wagtailcore_workflowtask_workflow_id_b9717175 ON public.wagtailcore_workflowtask USING btree (workflow_id);


CREATE INDEX wagtaildocs_document_collection_id_23881625 ON public.wagtaildocs_document USING btree (collection_id);


CREATE INDEX wagtaildocs_document_uploaded_by_user_id_17258b41 ON public.wagtaildocs_document USING btree (uploaded_by_user_id);


CREATE INDEX wagtailembeds_embed_cache_until_26c94bb0 ON public.wagtailembeds_embed USING btree (cache_until);


CREATE INDEX wagtailembeds_embed_hash_c9bd8c9a_like ON public.wagtailembeds_embed USING btree (hash varchar_pattern_ops);


CREATE INDEX wagtailforms_formsubmission_page_id_e48e93e7 ON public.wagtailforms_formsubmission USING btree (page_id);


CREATE INDEX wagtailimages_image_collection_id_c2f8af7e ON public.wagtailimages_image USING btree (collection_id);


CREATE INDEX wagtailimages_image_created_at_86fa6cd4 ON public.wagtailimages_image USING btree (created_at);


CREATE INDEX wagtailimages_image_file_hash_fb5bbb23 ON public.wagtailimages_image USING btree (file_hash);


CREATE INDEX wagtailimages_image_file_hash_fb5bbb23_like ON public.wagtailimages_image USING btree (file_hash varchar_pattern_ops);


CREATE INDEX wagtailimages_image_uploaded_by_user_id_5d73dc75 ON public.wagtailimages_image USING btree (uploaded_by_user_id);


CREATE INDEX wagtailimages_rendition_filter_spec_1cba3201 ON public.wagtailimages_rendition USING btree (filter_spec);


CREATE INDEX wagtailimages_rendition_filter_spec_1cba3201_like ON public.wagtailimages_rendition USING btree (filter_spec varchar_pattern_ops);


CREATE INDEX wagtailimages_rendition_image_id_3e1fd774 ON public.wagtailimages_rendition USING btree (image_id);


CREATE INDEX wagtailredirects_redirect_old_path_bb35247b ON public.wagtailredirects_redirect USING btree (old_path);


CREATE INDEX wagtailredirects_redirect_old_path_bb35247b_like ON public.wagtailredirects_redirect USING btree (old_path varchar_pattern_ops);


CREATE INDEX wagtailredirects_redirect_redirect_page_id_b5728a8f ON public.wagtailredirects_redirect USING btree (redirect_page_id);


CREATE INDEX wagtailredirects_redirect_site_id_780a0e1e ON public.wagtailredirects_redirect USING btree (site_id);


CREATE INDEX wagtailsear_autocom_476c89_gin ON public.wagtailsearch_indexentry USING gin (autocomplete);


CREATE INDEX wagtailsear_body_90c85d_gin ON public.wagtailsearch_indexentry USING gin (body);


CREATE INDEX wagtailsear_title_9caae0_gin ON public.wagtailsearch_indexentry USING gin (title);


CREATE INDEX wagtailsearch_indexentry_content_type_id_62ed694f ON public.wagtailsearch_indexentry USING btree (content_type_id);


CREATE INDEX webinars_addressrequest_course_id_a1841964 ON public.webinars_addressrequest USING btree (course_id);


CREATE INDEX webinars_addressrequest_digest_70d17ac3_like ON public.webinars_addressrequest USING btree (digest varchar_pattern_ops);


CREATE INDEX webinars_addressrequest_email_digest_9852fe43 ON public.webinars_addressrequest USING btree (email_digest);


CREATE INDEX webinars_addressrequest_email_digest_9852fe43_like ON public.webinars_addressrequest USING btree (email_digest varchar_pattern_ops);


CREATE INDEX webinars_completion_enrolment_id_69089b71 ON public.webinars_completion USING btree (enrolment_id);


CREATE INDEX webinars_completion_lesson_id_67e875e4 ON public.webinars_completion USING btree (lesson_id);


CREATE INDEX webinars_course_key_6e43ba00_like ON public.webinars_course USING btree (key varchar_pattern_ops);


CREATE INDEX webinars_coursepage_course_id_e4ce1195 ON public.webinars_coursepage USING btree (course_id);


CREATE INDEX webinars_enrolment_code_digest_6c98dd7f_like ON public.webinars_enrolment USING btree (code_digest varchar_pattern_ops);


CREATE INDEX webinars_enrolment_course_id_42a2d22e ON public.webinars_enrolment USING btree (course_id);


CREATE INDEX webinars_enrolment_email_digest_2d2a28cc ON public.webinars_enrolment USING btree (email_digest);


CREATE INDEX webinars_enrolment_email_digest_2d2a28cc_like ON public.webinars_enrolment USING btree (email_digest varchar_pattern_ops);


CREATE INDEX webinars_enrolment_token_digest_493cb6b4_like ON public.webinars_enrolment USING btree (token_digest varchar_pattern_ops);


CREATE INDEX webinars_lesson_key_357575e8 ON public.webinars_lesson USING btree (key);


CREATE INDEX webinars_lesson_key_357575e8_like ON public.webinars_lesson USING btree (key varchar_pattern_ops);


CREATE INDEX webinars_lesson_module_id_c3222295 ON public.webinars_lesson USING btree (module_id);


CREATE INDEX webinars_lesson_replay_id_953944a9 ON public.webinars_lesson USING btree (replay_id);


CREATE INDEX webinars_lessonpage_lesson_id_30f9ec40 ON public.webinars_lessonpage USING btree (lesson_id);


CREATE INDEX webinars_mediafile_replay_id_83184983 ON public.webinars_mediafile USING btree (replay_id);


CREATE INDEX webinars_module_course_id_cd96d39f ON public.webinars_module USING btree (course_id);


CREATE INDEX webinars_module_key_87f62c77 ON public.webinars_module USING btree (key);


CREATE INDEX webinars_module_key_87f62c77_like ON public.webinars_module USING btree (key varchar_pattern_ops);


CREATE INDEX webinars_passage_transcript_id_7ad8eed7 ON public.webinars_passage USING btree (transcript_id);


CREATE INDEX webinars_quizanswer_enrolment_id_00e06f68 ON public.webinars_quizanswer USING btree (enrolment_id);


CREATE INDEX webinars_quizanswer_question_id_e779487c ON public.webinars_quizanswer USING btree (question_id);


CREATE INDEX webinars_quizoption_question_id_9c8604c6 ON public.webinars_quizoption USING btree (question_id);


CREATE INDEX webinars_quizquestion_key_ba5add67 ON public.webinars_quizquestion USING btree (key);


CREATE INDEX webinars_quizquestion_key_ba5add67_like ON public.webinars_quizquestion USING btree (key varchar_pattern_ops);


CREATE INDEX webinars_quizquestion_lesson_id_beae8228 ON public.webinars_quizquestion USING btree (lesson_id);


CREATE INDEX webinars_replaydocument_document_id_ed06bd38 ON public.webinars_replaydocument USING btree (document_id);


CREATE INDEX webinars_replaydocument_replay_id_72abcff6 ON public.webinars_replaydocument USING btree (replay_id);


CREATE INDEX webinars_transcript_replay_id_89afc586 ON public.webinars_transcript USING btree (replay_id);


CREATE INDEX workflowstate_base_ct_id_idx ON public.wagtailcore_workflowstate USING btree (base_content_type_id, object_id);


CREATE INDEX workflowstate_ct_id_idx ON public.wagtailcore_workflowstate USING btree (content_type_id, object_id);


CREATE TRIGGER charter_follow_government AFTER UPDATE ON public.members_localgovernment FOR EACH ROW WHEN ((((old.kind)::text IS DISTINCT FROM (new.kind)::text) OR ((old.section)::text IS DISTINCT FROM (new.section)::text) OR ((old.country)::text IS DISTINCT FROM (new.country)::text) OR (old.latitude IS DISTINCT FROM new.latitude) OR (old.longitude IS DISTINCT FROM new.longitude) OR (old.search_text IS DISTINCT FROM new.search_text) OR (old.sort_keys IS DISTINCT FROM new.sort_keys) OR (old.population IS DISTINCT FROM new.population) OR (old.population_year IS DISTINCT FROM new.population_year))) EXECUTE FUNCTION public.charter_follow_government();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.calls_call FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.calls_callpage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.calls_criterion FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_certificate FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_charterindexpage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_chartertext FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_charterversion FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_commitment FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_duedatechange FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_evidence FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_groupmember FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_leaf FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_ledgerentry FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_ledgerhead FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_loggedfact FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_logsize FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_redaction FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_reminder FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_schedule FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_signature FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_statuschange FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charter_trustedtime FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_event FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_eventday FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_eventpage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_eventsindexpage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_feedstate FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_meetingreport FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_outsidecalendar FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_outsidecalendar_team FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_outsideevent FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_programme FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_programmeversion FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_question FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_quota FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_reportrelease FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_seatcategory FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.events_zonetables FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.figures_indicator FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.figures_indicatorwords FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.figures_release FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.figures_territory_governments FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.home_action FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.home_actionlink FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.home_contacttopic FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.home_goal FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.home_homepage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.home_standardpage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.home_territorydeliverable FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.home_territorywork FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.members_governmentmerge FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.members_localgovernment FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.members_memberprofile FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.members_membersindexpage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.members_office FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.news_newsindexpage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.news_newspage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.newsletters_consenttext FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.newsletters_edition FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.newsletters_editiontext FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.newsletters_newsletterarchivepage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.newsletters_newsletterindexpage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.newsletters_newsletterpage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.newsletters_sentfile FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.pages_helpline FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.pages_menuitem FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.pages_partner FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.pages_sitewords FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.pages_withdrawnfile FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.resources_documentversion FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.resources_initiativepage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.resources_mechanismpage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.resources_mechanismsindexpage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.resources_resource FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.resources_resourcefile FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.resources_resourcepage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.resources_resourcesindexpage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.resources_theme FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.taggit_tag FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.taggit_taggeditem FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.users_user_groups FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.users_user_user_permissions FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtail_localize_localesynchronization FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtail_localize_overridablesegment FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtail_localize_relatedobjectsegment FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtail_localize_segmentoverride FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtail_localize_string FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtail_localize_stringsegment FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtail_localize_stringtranslation FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtail_localize_template FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtail_localize_templatesegment FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtail_localize_translatableobject FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtail_localize_translation FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtail_localize_translationcontext FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtail_localize_translationlog FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtail_localize_translationsource FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_apitoken FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_collection FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_collectionviewrestriction FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_collectionviewrestriction_groups FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_comment FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_commentreply FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_groupapprovaltask FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_groupapprovaltask_groups FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_groupcollectionpermission FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_grouppagepermission FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_groupsitepermission FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_locale FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_page FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_pagesubscription FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_pageviewrestriction FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_pageviewrestriction_groups FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_referenceindex FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_revision FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_site FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_task FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_taskstate FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_uploadedfile FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_workflow FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_workflowcontenttype FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_workflowpage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_workflowstate FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailcore_workflowtask FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtaildocs_document FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailembeds_embed FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailforms_formsubmission FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailimages_image FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailimages_rendition FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailredirects_redirect FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wagtailusers_userprofile FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.webinars_course FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.webinars_coursepage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.webinars_lesson FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.webinars_lessonpage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.webinars_mediafile FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.webinars_module FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.webinars_passage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.webinars_quizoption FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.webinars_quizquestion FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.webinars_replay FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.webinars_replaydocument FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.webinars_transcript FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER page_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.webinars_webinarsindexpage FOR EACH STATEMENT EXECUTE FUNCTION public.coalition_page_changed();


CREATE TRIGGER pgtrigger_change_of_text_voids_proposal_624c2 AFTER INSERT OR DELETE OR UPDATE ON public.charter_chartertext FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_change_of_text_voids_proposal_624c2();


COMMENT ON TRIGGER pgtrigger_change_of_text_voids_proposal_624c2 ON public.charter_chartertext IS '7acb2161b84823fcbc24cb5c8536a4b463c63167';


CREATE TRIGGER pgtrigger_check_ins_are_kept_aa6ce BEFORE UPDATE ON public.events_checkin FOR EACH ROW WHEN (((old.device IS DISTINCT FROM new.device) OR ((old.device_name)::text IS DISTINCT FROM (new.device_name)::text) OR (old.door_id IS DISTINCT FROM new.door_id) OR (old.id IS DISTINCT FROM new.id) OR (old.moment IS DISTINCT FROM new.moment) OR (old.number IS DISTINCT FROM new.number) OR (old.received_at IS DISTINCT FROM new.received_at) OR (old.registration_id IS DISTINCT FROM new.registration_id) OR (old.undoes IS DISTINCT FROM new.undoes))) EXECUTE FUNCTION public.pgtrigger_check_ins_are_kept_aa6ce();


COMMENT ON TRIGGER pgtrigger_check_ins_are_kept_aa6ce ON public.events_checkin IS '59fa1c53af763aaf88e65788d15bada5a76347ce';


CREATE TRIGGER pgtrigger_check_ins_are_not_deleted_9eace BEFORE DELETE ON public.events_checkin FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_check_ins_are_not_deleted_9eace();


COMMENT ON TRIGGER pgtrigger_check_ins_are_not_deleted_9eace ON public.events_checkin IS 'bc4a76bbd3ad95a138e44f9c958c0da12d72c550';


CREATE TRIGGER pgtrigger_checkpoints_are_kept_193d6 BEFORE DELETE OR UPDATE ON public.charter_checkpoint FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_checkpoints_are_kept_193d6();


COMMENT ON TRIGGER pgtrigger_checkpoints_are_kept_193d6 ON public.charter_checkpoint IS 'c76afef773e63d87056290fc1881d6dba9f115d7';


CREATE TRIGGER pgtrigger_checkpoints_are_not_truncated_61a37 BEFORE TRUNCATE ON public.charter_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_checkpoints_are_not_truncated_61a37();


COMMENT ON TRIGGER pgtrigger_checkpoints_are_not_truncated_61a37 ON public.charter_checkpoint IS '9a072409250154a14857a3d7a85026edb92c01d2';


CREATE TRIGGER pgtrigger_commitments_are_kept_a7867 BEFORE DELETE ON public.charter_commitment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_commitments_are_kept_a7867();


COMMENT ON TRIGGER pgtrigger_commitments_are_kept_a7867 ON public.charter_commitment IS '8a17db7820a1bdad8697ed9f9b39255eb4c45649';


CREATE TRIGGER pgtrigger_consents_are_append_only_22f75 BEFORE DELETE OR UPDATE ON public.privacy_consent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_consents_are_append_only_22f75();


COMMENT ON TRIGGER pgtrigger_consents_are_append_only_22f75 ON public.privacy_consent IS 'd291b0c032d6831e0b4723337fa04cc726e070f1';


CREATE TRIGGER pgtrigger_consents_are_not_truncated_405f7 BEFORE TRUNCATE ON public.privacy_consent FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_consents_are_not_truncated_405f7();


COMMENT ON TRIGGER pgtrigger_consents_are_not_truncated_405f7 ON public.privacy_consent IS '8d8de0cb1d5cd088837c815feae73724ca71827e';


CREATE TRIGGER pgtrigger_due_dates_are_kept_d345d BEFORE DELETE OR UPDATE ON public.charter_duedatechange FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_due_dates_are_kept_d345d();


COMMENT ON TRIGGER pgtrigger_due_dates_are_kept_d345d ON public.charter_duedatechange IS '833d08e7212a8a9237cb9dca0d993b8aa96c9c45';


CREATE TRIGGER pgtrigger_event_revision_never_goes_back_4f3f0 BEFORE UPDATE ON public.events_event FOR EACH ROW WHEN (((new.sequence < old.sequence) OR (new.revised_at < old.revised_at) OR (old.uid IS DISTINCT FROM new.uid))) EXECUTE FUNCTION public.pgtrigger_event_revision_never_goes_back_4f3f0();


COMMENT ON TRIGGER pgtrigger_event_revision_never_goes_back_4f3f0 ON public.events_event IS 'a8b8b097f2d5156ef78f19a8babcb517c2bb1727';


CREATE TRIGGER pgtrigger_facts_are_kept_eea6e BEFORE DELETE OR UPDATE ON public.charter_loggedfact FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_facts_are_kept_eea6e();


COMMENT ON TRIGGER pgtrigger_facts_are_kept_eea6e ON public.charter_loggedfact IS 'c4145b605f29709194a394c4403442a7482b09ee';


CREATE TRIGGER pgtrigger_facts_are_not_truncated_4208a BEFORE TRUNCATE ON public.charter_loggedfact FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_facts_are_not_truncated_4208a();


COMMENT ON TRIGGER pgtrigger_facts_are_not_truncated_4208a ON public.charter_loggedfact IS '66fa7ea8029244bdc3f5f6675f82d1706100ba56';


CREATE TRIGGER pgtrigger_issued_certificates_are_kept_ce052 BEFORE DELETE OR UPDATE ON public.charter_certificate FOR EACH ROW WHEN ((old.issued_at IS NOT NULL)) EXECUTE FUNCTION public.pgtrigger_issued_certificates_are_kept_ce052();


COMMENT ON TRIGGER pgtrigger_issued_certificates_are_kept_ce052 ON public.charter_certificate IS '6688486b580ccbfcf8d21d55bb29732c1a9fbfcd';


CREATE TRIGGER pgtrigger_leaves_are_kept_0d5f0 BEFORE DELETE OR UPDATE ON public.charter_leaf FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_leaves_are_kept_0d5f0();


COMMENT ON TRIGGER pgtrigger_leaves_are_kept_0d5f0 ON public.charter_leaf IS 'ce7d562c37c761a8d0e1f15f9a36b6cb69b6388a';


CREATE TRIGGER pgtrigger_leaves_are_not_truncated_dca46 BEFORE TRUNCATE ON public.charter_leaf FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_leaves_are_not_truncated_dca46();


COMMENT ON TRIGGER pgtrigger_leaves_are_not_truncated_dca46 ON public.charter_leaf IS '40a9dd554014b9ca0d3140bc46ae0f4ea9edf1e6';


CREATE TRIGGER pgtrigger_ledger_is_append_only_de070 BEFORE DELETE OR UPDATE ON public.charter_ledgerentry FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_ledger_is_append_only_de070();


COMMENT ON TRIGGER pgtrigger_ledger_is_append_only_de070 ON public.charter_ledgerentry IS '8004cca4e7f45de231ce06287eee7e46a0656cba';


CREATE TRIGGER pgtrigger_ledger_is_chained_87447 BEFORE INSERT ON public.charter_ledgerentry FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_ledger_is_chained_87447();


COMMENT ON TRIGGER pgtrigger_ledger_is_chained_87447 ON public.charter_ledgerentry IS 'ef6ff7be1271dd2c1be2e9e426bf9cac97de8316';


CREATE TRIGGER pgtrigger_ledger_is_not_truncated_a856d BEFORE TRUNCATE ON public.charter_ledgerentry FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_ledger_is_not_truncated_a856d();


COMMENT ON TRIGGER pgtrigger_ledger_is_not_truncated_a856d ON public.charter_ledgerentry IS '106b4db2f5a4c0f108e870e4dce98bd28e726de0';


CREATE TRIGGER pgtrigger_letter_is_sent_once_e0aa5 BEFORE UPDATE ON public.events_letter FOR EACH ROW WHEN (((old.sent_at IS NOT NULL) AND ((old.sent_at IS DISTINCT FROM new.sent_at) OR (old.states IS DISTINCT FROM new.states) OR (old.categories IS DISTINCT FROM new.categories) OR (old.languages IS DISTINCT FROM new.languages) OR (old.subject IS DISTINCT FROM new.subject) OR (old.text IS DISTINCT FROM new.text)))) EXECUTE FUNCTION public.pgtrigger_letter_is_sent_once_e0aa5();


COMMENT ON TRIGGER pgtrigger_letter_is_sent_once_e0aa5 ON public.events_letter IS '2eb9febd52d8bc5cd97c9284774da41672c737fa';


CREATE TRIGGER pgtrigger_list_published_delete_982ec AFTER DELETE ON public.charter_signature REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_list_published_delete_982ec();


COMMENT ON TRIGGER pgtrigger_list_published_delete_982ec ON public.charter_signature IS 'cf1190cac6cd343d9b30108978c54f5c0562b3fb';


CREATE TRIGGER pgtrigger_list_published_insert_653ec AFTER INSERT ON public.charter_signature REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_list_published_insert_653ec();


COMMENT ON TRIGGER pgtrigger_list_published_insert_653ec ON public.charter_signature IS '6ae6dc253f5d6a934e753016255934d36eda0ada';


CREATE TRIGGER pgtrigger_list_published_update_12dbc AFTER UPDATE ON public.charter_signature REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_list_published_update_12dbc();


COMMENT ON TRIGGER pgtrigger_list_published_update_12dbc ON public.charter_signature IS '15e3272104f5b3b7e19f78d6f8f410013e496b27';


CREATE TRIGGER pgtrigger_merges_are_kept_baf8e BEFORE DELETE ON public.members_governmentmerge FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_merges_are_kept_baf8e();


COMMENT ON TRIGGER pgtrigger_merges_are_kept_baf8e ON public.members_governmentmerge IS '6674f1b16fec52a729ce2f78ebde250a1eb837f1';


CREATE TRIGGER pgtrigger_merges_only_follow_e65d3 BEFORE UPDATE ON public.members_governmentmerge FOR EACH ROW WHEN ((((old.code)::text IS DISTINCT FROM (new.code)::text) OR ((old.slug)::text IS DISTINCT FROM (new.slug)::text) OR (old.names IS DISTINCT FROM new.names) OR (old.merged_at IS DISTINCT FROM new.merged_at) OR (old.merged_by_id IS DISTINCT FROM new.merged_by_id) OR (old.proposed_by_id IS DISTINCT FROM new.proposed_by_id))) EXECUTE FUNCTION public.pgtrigger_merges_only_follow_e65d3();


COMMENT ON TRIGGER pgtrigger_merges_only_follow_e65d3 ON public.members_governmentmerge IS '22d85d7d65a3606609e230d7dcc0f35e70eabbb4';


CREATE TRIGGER pgtrigger_network_changes_status_by_two_f4b86 BEFORE INSERT ON public.charter_statuschange FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_network_changes_status_by_two_f4b86();


COMMENT ON TRIGGER pgtrigger_network_changes_status_by_two_f4b86 ON public.charter_statuschange IS '1d6779a7f7c35345dff3eb9816ea75d8c3591570';


CREATE TRIGGER pgtrigger_new_numbers_are_unconfirmed_e4019 BEFORE INSERT OR UPDATE ON public.pages_helpline FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_new_numbers_are_unconfirmed_e4019();


COMMENT ON TRIGGER pgtrigger_new_numbers_are_unconfirmed_e4019 ON public.pages_helpline IS '85ab39f8100ffc985274d0015b7566237af1fade';


CREATE TRIGGER pgtrigger_published_act_is_frozen_9ce96 BEFORE UPDATE ON public.charter_signature FOR EACH ROW WHEN ((((old.state)::text = ANY (ARRAY[('signed'::character varying)::text, ('on_hold'::character varying)::text, ('withdrawn'::character varying)::text, ('superseded'::character varying)::text])) AND (((((old.act_body)::text IS DISTINCT FROM (new.act_body)::text) OR (old.ad_referendum_until IS DISTINCT FROM new.ad_referendum_until)) AND (NOT ((old.ad_referendum_until IS NOT NULL) AND ((old.state)::text = ANY (ARRAY[('signed'::character varying)::text, ('on_hold'::character varying)::text])) AND (new.ad_referendum_until IS NULL)))) OR ((((old.act_file_sha256)::text IS DISTINCT FROM (new.act_file_sha256)::text) OR ((old.act_file_sent_sha256)::text IS DISTINCT FROM (new.act_file_sent_sha256)::text)) AND (NOT ((old.ad_referendum_until IS NOT NULL) AND ((old.state)::text = ANY (ARRAY[('signed'::character varying)::text, ('on_hold'::character varying)::text])))))))) EXECUTE FUNCTION public.pgtrigger_published_act_is_frozen_9ce96();


COMMENT ON TRIGGER pgtrigger_published_act_is_frozen_9ce96 ON public.charter_signature IS '30547c75a6110727feeff78680ae473a0ca15568';


CREATE TRIGGER pgtrigger_published_delegation_is_frozen_b9b70 BEFORE UPDATE ON public.charter_signature FOR EACH ROW WHEN ((((old.state)::text = ANY (ARRAY[('signed'::character varying)::text, ('on_hold'::character varying)::text, ('withdrawn'::character varying)::text, ('superseded'::character varying)::text])) AND (((old.delegation_number)::text IS DISTINCT FROM (new.delegation_number)::text) OR (old.delegation_date IS DISTINCT FROM new.delegation_date)))) EXECUTE FUNCTION public.pgtrigger_published_delegation_is_frozen_b9b70();


COMMENT ON TRIGGER pgtrigger_published_delegation_is_frozen_b9b70 ON public.charter_signature IS 'e0f4705ea2b0b0ae6457913195c18a22d6efcafb';


CREATE TRIGGER pgtrigger_published_group_is_frozen_in_08641 BEFORE INSERT OR UPDATE ON public.charter_groupmember FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_published_group_is_frozen_in_08641();


COMMENT ON TRIGGER pgtrigger_published_group_is_frozen_in_08641 ON public.charter_groupmember IS 'ee80edbc368c466228b888db850ae94c4517275e';


CREATE TRIGGER pgtrigger_published_group_is_frozen_out_4f13b BEFORE DELETE ON public.charter_groupmember FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_published_group_is_frozen_out_4f13b();


COMMENT ON TRIGGER pgtrigger_published_group_is_frozen_out_4f13b ON public.charter_groupmember IS '5243fc08d61e387974a930cbd7f52aa7e7fefaf0';


CREATE TRIGGER pgtrigger_published_signature_is_corrected_as_entered_0998e BEFORE UPDATE ON public.charter_signature FOR EACH ROW WHEN ((((old.state)::text = ANY (ARRAY[('signed'::character varying)::text, ('on_hold'::character varying)::text, ('withdrawn'::character varying)::text, ('superseded'::character varying)::text])) AND (((old.signatory_name)::text IS DISTINCT FROM (new.signatory_name)::text) OR ((old.signatory_role)::text IS DISTINCT FROM (new.signatory_role)::text) OR ((old.act_number)::text IS DISTINCT FROM (new.act_number)::text) OR (old.act_date IS DISTINCT FROM new.act_date) OR ((old.official_email)::text IS DISTINCT FROM (new.official_email)::text) OR (old.mailbox_verified_at IS DISTINCT FROM new.mailbox_verified_at)) AND (NOT ((old.ad_referendum_until IS NOT NULL) AND ((old.state)::text = ANY (ARRAY[('signed'::character varying)::text, ('on_hold'::character varying)::text])) AND (new.ad_referendum_until IS NULL))))) EXECUTE FUNCTION public.pgtrigger_published_signature_is_corrected_as_entered_0998e();


COMMENT ON TRIGGER pgtrigger_published_signature_is_corrected_as_entered_0998e ON public.charter_signature IS '45be3dd8910158988ba068f4d378a03325a521f7';


CREATE TRIGGER pgtrigger_published_signature_is_frozen_2dade BEFORE UPDATE ON public.charter_signature FOR EACH ROW WHEN ((((old.state)::text = ANY (ARRAY[('signed'::character varying)::text, ('on_hold'::character varying)::text, ('withdrawn'::character varying)::text, ('superseded'::character varying)::text])) AND ((old.version_id IS DISTINCT FROM new.version_id) OR ((old.language)::text IS DISTINCT FROM (new.language)::text) OR ((old.text_digest)::text IS DISTINCT FROM (new.text_digest)::text) OR (old.number IS DISTINCT FROM new.number) OR ((old.verification_code)::text IS DISTINCT FROM (new.verification_code)::text) OR (old.signed_at IS DISTINCT FROM new.signed_at) OR (old.submitted_at IS DISTINCT FROM new.submitted_at) OR (old.checked_by_id IS DISTINCT FROM new.checked_by_id) OR (old.checked_at IS DISTINCT FROM new.checked_at) OR (old.decided_by_id IS DISTINCT FROM new.decided_by_id) OR (old.decided_at IS DISTINCT FROM new.decided_at) OR ((old.salt)::text IS DISTINCT FROM (new.salt)::text)))) EXECUTE FUNCTION public.pgtrigger_published_signature_is_frozen_2dade();


COMMENT ON TRIGGER pgtrigger_published_signature_is_frozen_2dade ON public.charter_signature IS '6d39a9d62f22be6aa06fe1aea9f36472eab0e774';


CREATE TRIGGER pgtrigger_published_signature_is_kept_d3b1c BEFORE DELETE ON public.charter_signature FOR EACH ROW WHEN (((old.state)::text = ANY (ARRAY[('signed'::character varying)::text, ('on_hold'::character varying)::text, ('withdrawn'::character varying)::text, ('superseded'::character varying)::text]))) EXECUTE FUNCTION public.pgtrigger_published_signature_is_kept_d3b1c();


COMMENT ON TRIGGER pgtrigger_published_signature_is_kept_d3b1c ON public.charter_signature IS 'fafe0161f0aabc915e69705d9a36cdffe8e87696';


CREATE TRIGGER pgtrigger_published_signature_keeps_its_government_1391f BEFORE UPDATE ON public.charter_signature FOR EACH ROW WHEN ((((old.state)::text = ANY (ARRAY[('signed'::character varying)::text, ('on_hold'::character varying)::text, ('withdrawn'::character varying)::text, ('superseded'::character varying)::text])) AND (old.government_id IS DISTINCT FROM new.government_id))) EXECUTE FUNCTION public.pgtrigger_published_signature_keeps_its_government_1391f();


COMMENT ON TRIGGER pgtrigger_published_signature_keeps_its_government_1391f ON public.charter_signature IS 'fcfe7bba8604a7dd7a0725444fecf8f91365f950';


CREATE TRIGGER pgtrigger_published_text_is_frozen_b07ef BEFORE INSERT OR DELETE OR UPDATE ON public.charter_chartertext FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_published_text_is_frozen_b07ef();


COMMENT ON TRIGGER pgtrigger_published_text_is_frozen_b07ef ON public.charter_chartertext IS 'bb874dec964b6bc2161ea642b96a821a14a19470';


CREATE TRIGGER pgtrigger_published_version_is_frozen_48cbd BEFORE DELETE OR UPDATE ON public.charter_charterversion FOR EACH ROW WHEN (((old.state)::text = 'published'::text)) EXECUTE FUNCTION public.pgtrigger_published_version_is_frozen_48cbd();


COMMENT ON TRIGGER pgtrigger_published_version_is_frozen_48cbd ON public.charter_charterversion IS 'c8719451d62203e08b41ddaa96cc23e04c499c93';


CREATE TRIGGER pgtrigger_redactions_are_kept_68202 BEFORE INSERT OR DELETE OR UPDATE ON public.charter_redaction FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_redactions_are_kept_68202();


COMMENT ON TRIGGER pgtrigger_redactions_are_kept_68202 ON public.charter_redaction IS 'd53b2b59e899c7078b858c1046182a081a7b44c5';


CREATE TRIGGER pgtrigger_redactions_are_not_truncated_136a4 BEFORE TRUNCATE ON public.charter_redaction FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_redactions_are_not_truncated_136a4();


COMMENT ON TRIGGER pgtrigger_redactions_are_not_truncated_136a4 ON public.charter_redaction IS '1ba6fb5761d830a59c23734cc9b1cd917f13ba2d';


CREATE TRIGGER pgtrigger_releases_are_kept_5e57b BEFORE DELETE ON public.figures_release FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_releases_are_kept_5e57b();


COMMENT ON TRIGGER pgtrigger_releases_are_kept_5e57b ON public.figures_release IS 'af87a25e6925678931d53dff00ca6e4e9fb11bfe';


CREATE TRIGGER pgtrigger_releases_never_change_f4415 BEFORE UPDATE ON public.figures_release FOR EACH ROW WHEN (((old.cells IS DISTINCT FROM new.cells) OR (old.decided_by IS DISTINCT FROM new.decided_by) OR (old.indicator_id IS DISTINCT FROM new.indicator_id) OR (old.number IS DISTINCT FROM new.number) OR (old.places IS DISTINCT FROM new.places) OR (old.released_at IS DISTINCT FROM new.released_at) OR (old.sums IS DISTINCT FROM new.sums) OR (old.withdrawn IS DISTINCT FROM new.withdrawn) OR (old.withheld IS DISTINCT FROM new.withheld) OR (old.wording IS DISTINCT FROM new.wording))) EXECUTE FUNCTION public.pgtrigger_releases_never_change_f4415();


COMMENT ON TRIGGER pgtrigger_releases_never_change_f4415 ON public.figures_release IS '0bd5d2c192c9e8128029e0ff60c7555b143fb9ae';


CREATE TRIGGER pgtrigger_report_releases_are_kept_dc4b9 BEFORE DELETE ON public.events_reportrelease FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_report_releases_are_kept_dc4b9();


COMMENT ON TRIGGER pgtrigger_report_releases_are_kept_dc4b9 ON public.events_reportrelease IS 'bd66b535b4b7b3a75a24df8002a2d59df4dc7d10';


CREATE TRIGGER pgtrigger_report_releases_never_change_bf56b BEFORE UPDATE ON public.events_reportrelease FOR EACH ROW WHEN (((old.at IS DISTINCT FROM new.at) OR (old.report_id IS DISTINCT FROM new.report_id) OR (old.words IS DISTINCT FROM new.words))) EXECUTE FUNCTION public.pgtrigger_report_releases_never_change_bf56b();


COMMENT ON TRIGGER pgtrigger_report_releases_never_change_bf56b ON public.events_reportrelease IS 'efbb86c542dbc9c8a6fb191cb1f7cf877552a2ee';


CREATE TRIGGER pgtrigger_seat_move_stays_b35d3 BEFORE UPDATE ON public.events_seatmove FOR EACH ROW WHEN (((old.at IS DISTINCT FROM new.at) OR (old.category_id IS DISTINCT FROM new.category_id) OR (old.event_id IS DISTINCT FROM new.event_id) OR (old.id IS DISTINCT FROM new.id) OR ((old.kind)::text IS DISTINCT FROM (new.kind)::text) OR (old.passed IS DISTINCT FROM new.passed) OR (old.registration_id IS DISTINCT FROM new.registration_id) OR ((old.state)::text IS DISTINCT FROM (new.state)::text))) EXECUTE FUNCTION public.pgtrigger_seat_move_stays_b35d3();


COMMENT ON TRIGGER pgtrigger_seat_move_stays_b35d3 ON public.events_seatmove IS '3d40d68b115b1982ac5239ddb334cac9bf440027';


CREATE TRIGGER pgtrigger_sent_words_are_frozen_671e9 BEFORE UPDATE ON public.newsletters_editiontext FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_sent_words_are_frozen_671e9();


COMMENT ON TRIGGER pgtrigger_sent_words_are_frozen_671e9 ON public.newsletters_editiontext IS '87dff1070baa60df214d6f0f6b9c0dafc7722485';


CREATE TRIGGER pgtrigger_signatories_are_not_truncated_24c57 BEFORE TRUNCATE ON public.charter_signatory FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_signatories_are_not_truncated_24c57();


COMMENT ON TRIGGER pgtrigger_signatories_are_not_truncated_24c57 ON public.charter_signatory IS 'f088c13fcc2dd00f9890a7ab3cf9790d9b8e47bb';


CREATE TRIGGER pgtrigger_signatories_follow_signatures_5d765 BEFORE INSERT OR DELETE OR UPDATE ON public.charter_signatory FOR EACH ROW WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION public.pgtrigger_signatories_follow_signatures_5d765();


COMMENT ON TRIGGER pgtrigger_signatories_follow_signatures_5d765 ON public.charter_signatory IS '3570b3189ab8b9323d7fe29a264848954ef07ef6';


CREATE TRIGGER pgtrigger_signatures_are_not_truncated_1e185 BEFORE TRUNCATE ON public.charter_signature FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_signatures_are_not_truncated_1e185();


COMMENT ON TRIGGER pgtrigger_signatures_are_not_truncated_1e185 ON public.charter_signature IS '839e380c059ea6f0875476d632363b40367385a1';


CREATE TRIGGER pgtrigger_slugs_of_themes_stay_73dbd BEFORE UPDATE OF slug ON public.resources_theme FOR EACH ROW WHEN (((old.slug)::text IS DISTINCT FROM (new.slug)::text)) EXECUTE FUNCTION public.pgtrigger_slugs_of_themes_stay_73dbd();


COMMENT ON TRIGGER pgtrigger_slugs_of_themes_stay_73dbd ON public.resources_theme IS '72aad1a4a1321e87ba1859dc49c854ce37866316';


CREATE TRIGGER pgtrigger_status_changes_are_kept_be2b8 BEFORE DELETE ON public.charter_statuschange FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_status_changes_are_kept_be2b8();


COMMENT ON TRIGGER pgtrigger_status_changes_are_kept_be2b8 ON public.charter_statuschange IS '798b8ca7f00f1dcc0d1a2246b759e9aca0f469f0';


CREATE TRIGGER pgtrigger_status_changes_are_not_truncated_96f62 BEFORE TRUNCATE ON public.charter_statuschange FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_status_changes_are_not_truncated_96f62();


COMMENT ON TRIGGER pgtrigger_status_changes_are_not_truncated_96f62 ON public.charter_statuschange IS '2cdfb892d19da8d75c1ad794440a5325497828d1';


CREATE TRIGGER pgtrigger_status_changes_lose_words_by_two_bff3b BEFORE UPDATE ON public.charter_statuschange FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_status_changes_lose_words_by_two_bff3b();


COMMENT ON TRIGGER pgtrigger_status_changes_lose_words_by_two_bff3b ON public.charter_statuschange IS '0ebe7fc894e21ab1bfe3ef42325fe0f4c60511ed';


CREATE TRIGGER pgtrigger_texts_are_not_truncated_cd2cb BEFORE TRUNCATE ON public.charter_chartertext FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_texts_are_not_truncated_cd2cb();


COMMENT ON TRIGGER pgtrigger_texts_are_not_truncated_cd2cb ON public.charter_chartertext IS 'fbe3e2b262f234048e3be628a518d436387c90e5';


CREATE TRIGGER pgtrigger_themes_in_use_are_kept_3ff24 BEFORE DELETE ON public.resources_theme FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_themes_in_use_are_kept_3ff24();


COMMENT ON TRIGGER pgtrigger_themes_in_use_are_kept_3ff24 ON public.resources_theme IS 'd604417f833094b78f05c1dbdf51c547a5de727f';


CREATE TRIGGER pgtrigger_town_hall_sends_its_act_5dba4 BEFORE INSERT ON public.charter_statuschange FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_town_hall_sends_its_act_5dba4();


COMMENT ON TRIGGER pgtrigger_town_hall_sends_its_act_5dba4 ON public.charter_statuschange IS '54163cd7c37d9e0eee62a4bc2e0ef270d0dd0950';


CREATE TRIGGER pgtrigger_trusted_times_are_kept_cf147 BEFORE DELETE OR UPDATE ON public.charter_trustedtime FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_trusted_times_are_kept_cf147();


COMMENT ON TRIGGER pgtrigger_trusted_times_are_kept_cf147 ON public.charter_trustedtime IS 'e9615ab7b1ee03a37e4d3aff0bd9c897b22037a9';


CREATE TRIGGER pgtrigger_trusted_times_are_not_truncated_0d43b BEFORE TRUNCATE ON public.charter_trustedtime FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_trusted_times_are_not_truncated_0d43b();


COMMENT ON TRIGGER pgtrigger_trusted_times_are_not_truncated_0d43b ON public.charter_trustedtime IS '63cf7f6d0214f5e62c6a2856095a3d2262425923';


CREATE TRIGGER pgtrigger_version_is_published_by_two_42701 BEFORE INSERT OR UPDATE ON public.charter_charterversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_version_is_published_by_two_42701();


COMMENT ON TRIGGER pgtrigger_version_is_published_by_two_42701 ON public.charter_charterversion IS '22b116c8ed9ec268992ec24666f08a2ccb6972bf';


CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();


CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();


CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();


CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();


CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();


CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();


CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();


ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_users_user_id FOREIGN KEY (user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.calls_call
    ADD CONSTRAINT calls_call_latest_revision_id_3f0cc60a_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.calls_callpage
    ADD CONSTRAINT calls_callpage_call_id_2eb36a31_fk_calls_call_id FOREIGN KEY (call_id) REFERENCES public.calls_call(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.calls_callpage
    ADD CONSTRAINT calls_callpage_page_ptr_id_8393d491_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.calls_criterion
    ADD CONSTRAINT calls_criterion_call_id_f1c1bea6_fk_calls_call_id FOREIGN KEY (call_id) REFERENCES public.calls_call(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.calls_mark
    ADD CONSTRAINT calls_mark_criterion_id_d03fe82e_fk_calls_criterion_id FOREIGN KEY (criterion_id) REFERENCES public.calls_criterion(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.calls_mark
    ADD CONSTRAINT calls_mark_reading_id_ea155126_fk_calls_reading_id FOREIGN KEY (reading_id) REFERENCES public.calls_reading(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.calls_proposal
    ADD CONSTRAINT calls_proposal_call_id_dc44d05a_fk_calls_call_id FOREIGN KEY (call_id) REFERENCES public.calls_call(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.calls_proposal_conflicts
    ADD CONSTRAINT calls_proposal_confl_proposal_id_0f466be1_fk_calls_pro FOREIGN KEY (proposal_id) REFERENCES public.calls_proposal(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.calls_proposal_conflicts
    ADD CONSTRAINT calls_proposal_conflicts_user_id_e52a1dd4_fk_users_user_id FOREIGN KEY (user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.calls_proposal
    ADD CONSTRAINT calls_proposal_decided_by_id_cf87f87a_fk_users_user_id FOREIGN KEY (decided_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.calls_proposal
    ADD CONSTRAINT calls_proposal_page_id_61a89215_fk_resources FOREIGN KEY (page_id) REFERENCES public.resources_initiativepage(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.calls_proposalfile
    ADD CONSTRAINT calls_proposalfile_proposal_id_db24c1f3_fk_calls_proposal_id FOREIGN KEY (proposal_id) REFERENCES public.calls_proposal(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.calls_proposallink
    ADD CONSTRAINT calls_proposallink_proposal_id_ee8000e1_fk_calls_proposal_id FOREIGN KEY (proposal_id) REFERENCES public.calls_proposal(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.calls_reading
    ADD CONSTRAINT calls_reading_proposal_id_3d19df05_fk_calls_proposal_id FOREIGN KEY (proposal_id) REFERENCES public.calls_proposal(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.calls_reading
    ADD CONSTRAINT calls_reading_reader_id_8734d343_fk_users_user_id FOREIGN KEY (reader_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.certificates_issuedfile
    ADD CONSTRAINT certificates_issuedf_certificate_id_c7eb8323_fk_certifica FOREIGN KEY (certificate_id) REFERENCES public.certificates_issuedcertificate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_certificate
    ADD CONSTRAINT charter_certificate_entry_id_d75e7df7_fk_charter_ledgerentry_id FOREIGN KEY (entry_id) REFERENCES public.charter_ledgerentry(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_certificate
    ADD CONSTRAINT charter_certificate_signature_id_f9b3ae7b_fk_charter_s FOREIGN KEY (signature_id) REFERENCES public.charter_signature(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_charterindexpage
    ADD CONSTRAINT charter_charterindex_page_ptr_id_fd0d0452_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_chartertext
    ADD CONSTRAINT charter_chartertext_version_id_8e405e25_fk_charter_c FOREIGN KEY (version_id) REFERENCES public.charter_charterversion(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_charterversion
    ADD CONSTRAINT charter_charterversi_published_by_id_63fc75dc_fk_users_use FOREIGN KEY (published_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_charterversion
    ADD CONSTRAINT charter_charterversion_proposed_by_id_9bd725da_fk_users_user_id FOREIGN KEY (proposed_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_commitment
    ADD CONSTRAINT charter_commitment_government_id_f227b269_fk_members_l FOREIGN KEY (government_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_commitment
    ADD CONSTRAINT charter_commitment_signature_id_1c874699_fk_charter_s FOREIGN KEY (signature_id) REFERENCES public.charter_signature(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_desklink
    ADD CONSTRAINT charter_desklink_change_id_c97d63a8_fk_charter_t FOREIGN KEY (change_id) REFERENCES public.charter_townhallrequest(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_desklink
    ADD CONSTRAINT charter_desklink_member_id_1cbf2bb3_fk_charter_groupmember_id FOREIGN KEY (member_id) REFERENCES public.charter_groupmember(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_duedatechange
    ADD CONSTRAINT charter_duedatechang_commitment_id_551e1c99_fk_charter_c FOREIGN KEY (commitment_id) REFERENCES public.charter_commitment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_duedatechange
    ADD CONSTRAINT charter_duedatechange_changed_by_id_4b43528d_fk_users_user_id FOREIGN KEY (changed_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_evidence
    ADD CONSTRAINT charter_evidence_commitment_id_b867ca18_fk_charter_c FOREIGN KEY (commitment_id) REFERENCES public.charter_commitment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_evidence
    ADD CONSTRAINT charter_evidence_decided_by_id_12f49d3a_fk_users_user_id FOREIGN KEY (decided_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_evidence
    ADD CONSTRAINT charter_evidence_resource_id_7710bc81_fk_resources_resource_id FOREIGN KEY (resource_id) REFERENCES public.resources_resource(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_groupmember
    ADD CONSTRAINT charter_groupmember_accepted_by_id_ad54fd06_fk_users_user_id FOREIGN KEY (accepted_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_groupmember
    ADD CONSTRAINT charter_groupmember_government_id_f4571640_fk_members_l FOREIGN KEY (government_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_groupmember
    ADD CONSTRAINT charter_groupmember_signature_id_523eae0c_fk_charter_s FOREIGN KEY (signature_id) REFERENCES public.charter_signature(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_ledgerentry
    ADD CONSTRAINT charter_ledgerentry_actor_id_05087621_fk_users_user_id FOREIGN KEY (actor_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_ledgerentry
    ADD CONSTRAINT charter_ledgerentry_signature_id_6f8eb979_fk_charter_s FOREIGN KEY (signature_id) REFERENCES public.charter_signature(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_mergeproposal
    ADD CONSTRAINT charter_mergeproposa_into_id_e13afb20_fk_members_l FOREIGN KEY (into_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_mergeproposal
    ADD CONSTRAINT charter_mergeproposa_source_id_46bac604_fk_members_l FOREIGN KEY (source_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_mergeproposal
    ADD CONSTRAINT charter_mergeproposal_proposed_by_id_b7306eb6_fk_users_user_id FOREIGN KEY (proposed_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_redaction
    ADD CONSTRAINT charter_redaction_change_id_13a2954c_fk_charter_statuschange_id FOREIGN KEY (change_id) REFERENCES public.charter_statuschange(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_redaction
    ADD CONSTRAINT charter_redaction_confirmed_by_id_e9db80ec_fk_users_user_id FOREIGN KEY (confirmed_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_redaction
    ADD CONSTRAINT charter_redaction_proposed_by_id_f2b1dd68_fk_users_user_id FOREIGN KEY (proposed_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_reminder
    ADD CONSTRAINT charter_reminder_commitment_id_66c1a7fb_fk_charter_c FOREIGN KEY (commitment_id) REFERENCES public.charter_commitment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_resumelink
    ADD CONSTRAINT charter_resumelink_signature_id_d7179c5e_fk_charter_s FOREIGN KEY (signature_id) REFERENCES public.charter_signature(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_signatory
    ADD CONSTRAINT charter_signatory_government_id_0d16e5b2_fk_members_l FOREIGN KEY (government_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_signatory
    ADD CONSTRAINT charter_signatory_signature_id_0e00d182_fk_charter_signature_id FOREIGN KEY (signature_id) REFERENCES public.charter_signature(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_signature
    ADD CONSTRAINT charter_signature_checked_by_id_10986913_fk_users_user_id FOREIGN KEY (checked_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_signature
    ADD CONSTRAINT charter_signature_decided_by_id_b67f20b2_fk_users_user_id FOREIGN KEY (decided_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_signature
    ADD CONSTRAINT charter_signature_government_id_e0185148_fk_members_l FOREIGN KEY (government_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_signature
    ADD CONSTRAINT charter_signature_reminder_id_d0fb4f14_fk_mail_message_id FOREIGN KEY (reminder_id) REFERENCES public.mail_message(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_signature
    ADD CONSTRAINT charter_signature_version_id_f3eef33c_fk_charter_c FOREIGN KEY (version_id) REFERENCES public.charter_charterversion(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_desklink
    ADD CONSTRAINT charter_signaturelin_signature_id_83c9be69_fk_charter_s FOREIGN KEY (signature_id) REFERENCES public.charter_signature(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_statuschange
    ADD CONSTRAINT charter_statuschange_entry_id_91a7857b_fk_charter_l FOREIGN KEY (entry_id) REFERENCES public.charter_ledgerentry(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_statuschange
    ADD CONSTRAINT charter_statuschange_signature_id_1799edd1_fk_charter_s FOREIGN KEY (signature_id) REFERENCES public.charter_signature(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_statusproposal
    ADD CONSTRAINT charter_statuspropos_signature_id_7c7ad9cc_fk_charter_s FOREIGN KEY (signature_id) REFERENCES public.charter_signature(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_statusproposal
    ADD CONSTRAINT charter_statusproposal_proposed_by_id_fdd50376_fk_users_user_id FOREIGN KEY (proposed_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_townhallrequest
    ADD CONSTRAINT charter_townhallrequ_overruled_by_id_501c6a5f_fk_users_use FOREIGN KEY (overruled_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_townhallrequest
    ADD CONSTRAINT charter_townhallrequ_signature_id_c18a98e4_fk_charter_s FOREIGN KEY (signature_id) REFERENCES public.charter_signature(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_townhallrequest
    ADD CONSTRAINT charter_townhallrequest_checked_by_id_8d951951_fk_users_user_id FOREIGN KEY (checked_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_townhallrequest
    ADD CONSTRAINT charter_townhallrequest_link_id_0e9261ea_fk_charter_desklink_id FOREIGN KEY (link_id) REFERENCES public.charter_desklink(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_townhallrequest
    ADD CONSTRAINT charter_townhallrequest_reviewer_id_e8b468fc_fk_users_user_id FOREIGN KEY (reviewer_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_townhallrequest
    ADD CONSTRAINT charter_townhallrequest_started_by_id_c96f7708_fk_users_user_id FOREIGN KEY (started_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.charter_trustedtime
    ADD CONSTRAINT charter_trustedtime_entry_id_f9ed150f_fk_charter_ledgerentry_id FOREIGN KEY (entry_id) REFERENCES public.charter_ledgerentry(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_calendarreading
    ADD CONSTRAINT events_calendarreadi_calendar_id_6175c4f7_fk_events_ou FOREIGN KEY (calendar_id) REFERENCES public.events_outsidecalendar(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_change
    ADD CONSTRAINT events_change_event_id_2ceb6c6c_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_channel
    ADD CONSTRAINT events_channel_room_id_f2e55d40_fk_events_onlineroom_id FOREIGN KEY (room_id) REFERENCES public.events_onlineroom(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_checkin
    ADD CONSTRAINT events_checkin_by_id_e4cbc93d_fk_users_user_id FOREIGN KEY (by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_checkin
    ADD CONSTRAINT events_checkin_door_id_51306955_fk_events_door_id FOREIGN KEY (door_id) REFERENCES public.events_door(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_checkin
    ADD CONSTRAINT events_checkin_registration_id_65f3cc00_fk_events_re FOREIGN KEY (registration_id) REFERENCES public.events_registration(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_door
    ADD CONSTRAINT events_door_event_id_27ea1ecf_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_host_id_522ba98e_fk_members_localgovernment_id FOREIGN KEY (host_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_latest_revision_id_f8cbabbe_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_eventday
    ADD CONSTRAINT events_eventday_event_id_ab3176a4_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_eventpage
    ADD CONSTRAINT events_eventpage_event_id_4ff3b92f_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_eventpage
    ADD CONSTRAINT events_eventpage_language_id_e9140a5a_fk_wagtailcore_locale_id FOREIGN KEY (language_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_eventpage
    ADD CONSTRAINT events_eventpage_page_ptr_id_c6701067_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_eventpage
    ADD CONSTRAINT events_eventpage_picture_id_2d878413_fk_wagtailimages_image_id FOREIGN KEY (picture_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_eventsindexpage
    ADD CONSTRAINT events_eventsindexpa_page_ptr_id_05df4f2e_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_held
    ADD CONSTRAINT events_held_calendar_id_8243e12a_fk_events_owncalendar_id FOREIGN KEY (calendar_id) REFERENCES public.events_owncalendar(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_held
    ADD CONSTRAINT events_held_registration_id_9c88a1f7_fk_events_registration_id FOREIGN KEY (registration_id) REFERENCES public.events_registration(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_joining
    ADD CONSTRAINT events_joining_registration_id_b247b957_fk_events_re FOREIGN KEY (registration_id) REFERENCES public.events_registration(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_joinlink
    ADD CONSTRAINT events_joinlink_registration_id_3d941cc3_fk_events_re FOREIGN KEY (registration_id) REFERENCES public.events_registration(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_letter
    ADD CONSTRAINT events_letter_event_id_efa9c2af_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_letter
    ADD CONSTRAINT events_letter_sent_by_id_5cd86ed3_fk_users_user_id FOREIGN KEY (sent_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_letter
    ADD CONSTRAINT events_letter_written_by_id_0c9b4ad2_fk_users_user_id FOREIGN KEY (written_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_lettercopy
    ADD CONSTRAINT events_lettercopy_letter_id_dd8e3844_fk_events_letter_id FOREIGN KEY (letter_id) REFERENCES public.events_letter(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_lettercopy
    ADD CONSTRAINT events_lettercopy_registration_id_10664de7_fk_events_re FOREIGN KEY (registration_id) REFERENCES public.events_registration(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_meetingreport
    ADD CONSTRAINT events_meetingreport_event_id_7d0f5d14_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_meetingreport
    ADD CONSTRAINT events_meetingreport_partner_id_fded1f32_fk_members_l FOREIGN KEY (partner_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_namedperson
    ADD CONSTRAINT events_namedperson_leader_id_3d5e5482_fk_events_registration_id FOREIGN KEY (leader_id) REFERENCES public.events_registration(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_namedperson
    ADD CONSTRAINT events_namedperson_registration_id_d8abdaec_fk_events_re FOREIGN KEY (registration_id) REFERENCES public.events_registration(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_onlineroom
    ADD CONSTRAINT events_onlineroom_event_id_d7c031c3_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_outsidecalendar_team
    ADD CONSTRAINT events_outsidecalend_outsidecalendar_id_9e9e9cd5_fk_events_ou FOREIGN KEY (outsidecalendar_id) REFERENCES public.events_outsidecalendar(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_outsidecalendar_team
    ADD CONSTRAINT events_outsidecalendar_team_user_id_4ae534d7_fk_users_user_id FOREIGN KEY (user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_outsideevent
    ADD CONSTRAINT events_outsideevent_calendar_id_c1157ff9_fk_events_ou FOREIGN KEY (calendar_id) REFERENCES public.events_outsidecalendar(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_personalinvitation
    ADD CONSTRAINT events_personalinvit_category_id_9d20507f_fk_events_se FOREIGN KEY (category_id) REFERENCES public.events_seatcategory(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_personalinvitation
    ADD CONSTRAINT events_personalinvit_invited_by_id_489bef4d_fk_users_use FOREIGN KEY (invited_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_personalinvitation
    ADD CONSTRAINT events_personalinvit_registration_id_96b7c095_fk_events_re FOREIGN KEY (registration_id) REFERENCES public.events_registration(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_personalinvitation
    ADD CONSTRAINT events_personalinvitation_event_id_454202c5_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_programme
    ADD CONSTRAINT events_programme_event_id_7d0eb39f_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_programmeversion
    ADD CONSTRAINT events_programmevers_programme_id_c3e29a52_fk_events_pr FOREIGN KEY (programme_id) REFERENCES public.events_programme(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_programmeversion
    ADD CONSTRAINT events_programmevers_released_by_id_83799a38_fk_users_use FOREIGN KEY (released_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_question
    ADD CONSTRAINT events_question_event_id_3edfdfe3_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_quota
    ADD CONSTRAINT events_quota_event_id_66b0249f_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_refusedaddress
    ADD CONSTRAINT events_refusedaddres_programme_id_41c79c09_fk_events_pr FOREIGN KEY (programme_id) REFERENCES public.events_programme(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_registration
    ADD CONSTRAINT events_registration_cancelled_by_id_75940508_fk_users_user_id FOREIGN KEY (cancelled_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_registration
    ADD CONSTRAINT events_registration_category_id_2242c8ae_fk_events_se FOREIGN KEY (category_id) REFERENCES public.events_seatcategory(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_registration
    ADD CONSTRAINT events_registration_event_id_75b6f198_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_registrationrequest
    ADD CONSTRAINT events_registrationr_category_id_49687595_fk_events_se FOREIGN KEY (category_id) REFERENCES public.events_seatcategory(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_registrationrequest
    ADD CONSTRAINT events_registrationr_invitation_id_cdda0d2f_fk_events_pe FOREIGN KEY (invitation_id) REFERENCES public.events_personalinvitation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_registrationrequest
    ADD CONSTRAINT events_registrationrequest_event_id_364803db_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_reportrelease
    ADD CONSTRAINT events_reportrelease_by_id_e01cd046_fk_users_user_id FOREIGN KEY (by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_reportrelease
    ADD CONSTRAINT events_reportrelease_government_id_839729dd_fk_members_l FOREIGN KEY (government_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_reportrelease
    ADD CONSTRAINT events_reportrelease_report_id_e15aa23d_fk_events_me FOREIGN KEY (report_id) REFERENCES public.events_meetingreport(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_room
    ADD CONSTRAINT events_room_programme_id_ab5e1a18_fk_events_programme_id FOREIGN KEY (programme_id) REFERENCES public.events_programme(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_seatcategory
    ADD CONSTRAINT events_seatcategory_event_id_ede29aa3_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_seatmove
    ADD CONSTRAINT events_seatmove_by_id_0202834b_fk_users_user_id FOREIGN KEY (by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_seatmove
    ADD CONSTRAINT events_seatmove_category_id_1fb6b1a6_fk_events_seatcategory_id FOREIGN KEY (category_id) REFERENCES public.events_seatcategory(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_seatmove
    ADD CONSTRAINT events_seatmove_event_id_4287250e_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_seatmove
    ADD CONSTRAINT events_seatmove_registration_id_7d70609a_fk_events_re FOREIGN KEY (registration_id) REFERENCES public.events_registration(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_session
    ADD CONSTRAINT events_session_programme_id_4dbc8cda_fk_events_programme_id FOREIGN KEY (programme_id) REFERENCES public.events_programme(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_session
    ADD CONSTRAINT events_session_room_id_b4763d54_fk_events_room_id FOREIGN KEY (room_id) REFERENCES public.events_room(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_session
    ADD CONSTRAINT events_session_track_id_cf5516cf_fk_events_track_id FOREIGN KEY (track_id) REFERENCES public.events_track(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_sessionchoice
    ADD CONSTRAINT events_sessionchoice_registration_id_6d61be2f_fk_events_re FOREIGN KEY (registration_id) REFERENCES public.events_registration(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_sessionchoice
    ADD CONSTRAINT events_sessionchoice_session_id_717650f2_fk_events_session_id FOREIGN KEY (session_id) REFERENCES public.events_session(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_sessiondocument
    ADD CONSTRAINT events_sessiondocume_document_id_e23c953e_fk_wagtaildo FOREIGN KEY (document_id) REFERENCES public.wagtaildocs_document(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_sessiondocument
    ADD CONSTRAINT events_sessiondocument_session_id_31ed4e76_fk_events_session_id FOREIGN KEY (session_id) REFERENCES public.events_session(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_sessionlanguage
    ADD CONSTRAINT events_sessionlanguage_session_id_a10f3afe_fk_events_session_id FOREIGN KEY (session_id) REFERENCES public.events_session(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_sessionspeaker
    ADD CONSTRAINT events_sessionspeaker_session_id_18a45982_fk_events_session_id FOREIGN KEY (session_id) REFERENCES public.events_session(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_sessionspeaker
    ADD CONSTRAINT events_sessionspeaker_speaker_id_b7666d84_fk_events_speaker_id FOREIGN KEY (speaker_id) REFERENCES public.events_speaker(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_speaker
    ADD CONSTRAINT events_speaker_portrait_id_9bef2a04_fk_wagtailimages_image_id FOREIGN KEY (portrait_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_speaker
    ADD CONSTRAINT events_speaker_programme_id_2b13fb77_fk_events_programme_id FOREIGN KEY (programme_id) REFERENCES public.events_programme(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_speakercontact
    ADD CONSTRAINT events_speakercontact_speaker_id_458bb86e_fk_events_speaker_id FOREIGN KEY (speaker_id) REFERENCES public.events_speaker(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_teammember
    ADD CONSTRAINT events_teammember_acts_for_id_ecd2a02d_fk_members_l FOREIGN KEY (acts_for_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_teammember
    ADD CONSTRAINT events_teammember_event_id_f6adc315_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_teammember
    ADD CONSTRAINT events_teammember_user_id_d91dd3a5_fk_users_user_id FOREIGN KEY (user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_track
    ADD CONSTRAINT events_track_programme_id_b04f3678_fk_events_programme_id FOREIGN KEY (programme_id) REFERENCES public.events_programme(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.figures_entry
    ADD CONSTRAINT figures_entry_checked_by_id_ed3849c8_fk_users_user_id FOREIGN KEY (checked_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.figures_entry
    ADD CONSTRAINT figures_entry_government_id_cd86815f_fk_members_l FOREIGN KEY (government_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.figures_figure
    ADD CONSTRAINT figures_figure_checked_by_id_5a6ac009_fk_users_user_id FOREIGN KEY (checked_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.figures_figure
    ADD CONSTRAINT figures_figure_government_id_529d29cd_fk_members_l FOREIGN KEY (government_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.figures_figure
    ADD CONSTRAINT figures_figure_indicator_id_d817a1bc_fk_figures_indicator_id FOREIGN KEY (indicator_id) REFERENCES public.figures_indicator(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.figures_indicator
    ADD CONSTRAINT figures_indicator_latest_revision_id_52394d65_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.figures_indicatorwords
    ADD CONSTRAINT figures_indicatorwor_indicator_id_1da9fce5_fk_figures_i FOREIGN KEY (indicator_id) REFERENCES public.figures_indicator(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.figures_release
    ADD CONSTRAINT figures_release_indicator_id_58aba208_fk_figures_indicator_id FOREIGN KEY (indicator_id) REFERENCES public.figures_indicator(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.figures_release
    ADD CONSTRAINT figures_release_released_by_id_81534730_fk_users_user_id FOREIGN KEY (released_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.figures_territory_governments
    ADD CONSTRAINT figures_territory_go_localgovernment_id_20bae254_fk_members_l FOREIGN KEY (localgovernment_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.figures_territory_governments
    ADD CONSTRAINT figures_territory_go_territory_id_0c8f2f34_fk_figures_t FOREIGN KEY (territory_id) REFERENCES public.figures_territory(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_action
    ADD CONSTRAINT home_action_goal_id_86aa3d8d_fk_home_goal_id FOREIGN KEY (goal_id) REFERENCES public.home_goal(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_action
    ADD CONSTRAINT home_action_latest_revision_id_0ad63b43_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_actionlink
    ADD CONSTRAINT home_actionlink_action_id_631c123f_fk_home_action_id FOREIGN KEY (action_id) REFERENCES public.home_action(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_actionlink
    ADD CONSTRAINT home_actionlink_event_id_7e9c2f95_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_actionlink
    ADD CONSTRAINT home_actionlink_government_id_82a681c1_fk_members_l FOREIGN KEY (government_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_actionlink
    ADD CONSTRAINT home_actionlink_resource_id_6c538d06_fk_resources_resource_id FOREIGN KEY (resource_id) REFERENCES public.resources_resource(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_contacttopic
    ADD CONSTRAINT home_contacttopic_latest_revision_id_700c21de_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_goal
    ADD CONSTRAINT home_goal_latest_revision_id_534a999e_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_homepage
    ADD CONSTRAINT home_homepage_page_ptr_id_e5b77cf7_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_standardpage
    ADD CONSTRAINT home_standardpage_page_ptr_id_9284d8b1_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_territorydeliverable
    ADD CONSTRAINT home_territorydelive_page_id_51373863_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_territorydeliverable
    ADD CONSTRAINT home_territorydelive_resource_id_0dd7a153_fk_resources FOREIGN KEY (resource_id) REFERENCES public.resources_resource(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_territorydeliverable
    ADD CONSTRAINT home_territorydelive_work_id_257d0466_fk_home_terr FOREIGN KEY (work_id) REFERENCES public.home_territorywork(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_territorydeliverable
    ADD CONSTRAINT home_territorydeliverable_event_id_933f9123_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_territorywork
    ADD CONSTRAINT home_territorywork_government_id_b63b1b74_fk_members_l FOREIGN KEY (government_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.home_territorywork
    ADD CONSTRAINT home_territorywork_latest_revision_id_2a93e420_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.members_contact
    ADD CONSTRAINT members_contact_government_id_37d3dfa0_fk_members_l FOREIGN KEY (government_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.members_governmentmerge
    ADD CONSTRAINT members_governmentme_into_id_76c1ee0a_fk_members_l FOREIGN KEY (into_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.members_governmentmerge
    ADD CONSTRAINT members_governmentme_proposed_by_id_d891e939_fk_users_use FOREIGN KEY (proposed_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.members_governmentmerge
    ADD CONSTRAINT members_governmentmerge_merged_by_id_5857ca47_fk_users_user_id FOREIGN KEY (merged_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.members_localgovernment
    ADD CONSTRAINT members_localgovernm_crest_id_3e74e5f1_fk_wagtailim FOREIGN KEY (crest_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.members_localgovernment
    ADD CONSTRAINT members_localgovernm_latest_revision_id_e9273bfa_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.members_localgovernment
    ADD CONSTRAINT members_localgovernm_portrait_id_daa49bcb_fk_wagtailim FOREIGN KEY (portrait_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.members_memberprofile
    ADD CONSTRAINT members_memberprofil_government_id_93c071a8_fk_members_l FOREIGN KEY (government_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.members_memberprofile
    ADD CONSTRAINT members_memberprofil_picture_id_e67081a4_fk_wagtailim FOREIGN KEY (picture_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.members_membersindexpage
    ADD CONSTRAINT members_membersindex_page_ptr_id_81ada5b6_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.members_office
    ADD CONSTRAINT members_office_government_id_c93cc646_fk_members_l FOREIGN KEY (government_id) REFERENCES public.members_localgovernment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_users_user_id FOREIGN KEY (user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_newsindexpage
    ADD CONSTRAINT news_newsindexpage_page_ptr_id_2c76a819_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_newspage
    ADD CONSTRAINT news_newspage_page_ptr_id_8383d84c_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_newspage
    ADD CONSTRAINT news_newspage_picture_id_16aead41_fk_wagtailimages_image_id FOREIGN KEY (picture_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.newsletters_consenttext
    ADD CONSTRAINT newsletters_consentt_latest_revision_id_521d79a4_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.newsletters_delivery
    ADD CONSTRAINT newsletters_delivery_edition_id_cedf1474_fk_newslette FOREIGN KEY (edition_id) REFERENCES public.newsletters_edition(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.newsletters_delivery
    ADD CONSTRAINT newsletters_delivery_reader_id_3b819d8c_fk_newslette FOREIGN KEY (reader_id) REFERENCES public.newsletters_reader(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.newsletters_delivery
    ADD CONSTRAINT newsletters_delivery_text_id_814ac7f7_fk_newslette FOREIGN KEY (text_id) REFERENCES public.newsletters_editiontext(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.newsletters_edition
    ADD CONSTRAINT newsletters_edition_approved_by_id_41d8b565_fk_users_user_id FOREIGN KEY (approved_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.newsletters_edition
    ADD CONSTRAINT newsletters_edition_sent_by_id_9bbd4448_fk_users_user_id FOREIGN KEY (sent_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.newsletters_editiontext
    ADD CONSTRAINT newsletters_editiont_edition_id_d3522c5c_fk_newslette FOREIGN KEY (edition_id) REFERENCES public.newsletters_edition(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.newsletters_importedaddress
    ADD CONSTRAINT newsletters_imported_batch_id_ae690507_fk_newslette FOREIGN KEY (batch_id) REFERENCES public.newsletters_readerimport(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.newsletters_newsletterindexpage
    ADD CONSTRAINT newsletters_newslett_page_ptr_id_7dbc25a3_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.newsletters_newsletterpage
    ADD CONSTRAINT newsletters_newslett_page_ptr_id_943d29bd_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.newsletters_newsletterarchivepage
    ADD CONSTRAINT newsletters_newslett_page_ptr_id_f0bcc9b3_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.newsletters_readerimport
    ADD CONSTRAINT newsletters_readerimport_by_id_8e82519f_fk_users_user_id FOREIGN KEY (by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.newsletters_sentfile
    ADD CONSTRAINT newsletters_sentfile_document_id_315dad3e_fk_wagtaildo FOREIGN KEY (document_id) REFERENCES public.wagtaildocs_document(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.newsletters_sentfile
    ADD CONSTRAINT newsletters_sentfile_image_id_157e5e5c_fk_wagtailim FOREIGN KEY (image_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.newsletters_sentfile
    ADD CONSTRAINT newsletters_sentpict_edition_id_d90af5c1_fk_newslette FOREIGN KEY (edition_id) REFERENCES public.newsletters_edition(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pages_helpline
    ADD CONSTRAINT pages_helpline_confirmed_by_id_b2fb4239_fk_users_user_id FOREIGN KEY (confirmed_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pages_helpline
    ADD CONSTRAINT pages_helpline_latest_revision_id_b419dc38_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pages_menuitem
    ADD CONSTRAINT pages_menuitem_latest_revision_id_829154db_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pages_menuitem
    ADD CONSTRAINT pages_menuitem_page_id_cfef1432_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pages_partner
    ADD CONSTRAINT pages_partner_latest_revision_id_29c4d63f_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pages_partner
    ADD CONSTRAINT pages_partner_logo_id_c67d49a8_fk_wagtailimages_image_id FOREIGN KEY (logo_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pages_sitewords
    ADD CONSTRAINT pages_sitewords_latest_revision_id_66d3c203_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pages_withdrawnfile
    ADD CONSTRAINT pages_withdrawnfile_document_id_faff2262_fk_wagtaildo FOREIGN KEY (document_id) REFERENCES public.wagtaildocs_document(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.privacy_personrequest
    ADD CONSTRAINT privacy_personrequest_answered_by_id_b70ef414_fk_users_user_id FOREIGN KEY (answered_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.privacy_personrequest
    ADD CONSTRAINT privacy_personrequest_recorded_by_id_270fac7a_fk_users_user_id FOREIGN KEY (recorded_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;


ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;


ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);


ALTER TABLE ONLY public.resources_documenttext
    ADD CONSTRAINT resources_documentte_document_id_44023227_fk_wagtaildo FOREIGN KEY (document_id) REFERENCES public.wagtaildocs_document(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_documentversion
    ADD CONSTRAINT resources_documentve_document_id_5d0540d8_fk_wagtaildo FOREIGN KEY (document_id) REFERENCES public.wagtaildocs_document(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_documentversion
    ADD CONSTRAINT resources_documentve_page_id_a6f874a4_fk_resources FOREIGN KEY (page_id) REFERENCES public.resources_resourcepage(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_initiativepage
    ADD CONSTRAINT resources_initiative_page_ptr_id_901bdbdf_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_initiativepage
    ADD CONSTRAINT resources_initiative_picture_id_fe446f3f_fk_wagtailim FOREIGN KEY (picture_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_mechanismpage
    ADD CONSTRAINT resources_mechanismp_page_ptr_id_fc8f79ef_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_mechanismsindexpage
    ADD CONSTRAINT resources_mechanisms_page_ptr_id_9bf21a9e_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_resource
    ADD CONSTRAINT resources_resource_latest_revision_id_9cf35386_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_resourcefile
    ADD CONSTRAINT resources_resourcefi_document_id_6cfc4ac3_fk_wagtaildo FOREIGN KEY (document_id) REFERENCES public.wagtaildocs_document(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_resourcefile
    ADD CONSTRAINT resources_resourcefi_locale_id_7e99ca5b_fk_wagtailco FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_resourcefile
    ADD CONSTRAINT resources_resourcefi_page_id_31298a3f_fk_resources FOREIGN KEY (page_id) REFERENCES public.resources_resourcepage(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_resourcepage
    ADD CONSTRAINT resources_resourcepa_document_id_4397dc5e_fk_wagtaildo FOREIGN KEY (document_id) REFERENCES public.wagtaildocs_document(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_resourcepage
    ADD CONSTRAINT resources_resourcepa_page_ptr_id_3d1d3034_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_resourcepage
    ADD CONSTRAINT resources_resourcepa_picture_id_56ff05c6_fk_wagtailim FOREIGN KEY (picture_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_resourcepage
    ADD CONSTRAINT resources_resourcepa_resource_id_635b2262_fk_resources FOREIGN KEY (resource_id) REFERENCES public.resources_resource(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_resourcesindexpage
    ADD CONSTRAINT resources_resourcesi_page_ptr_id_8060f6bf_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.resources_theme
    ADD CONSTRAINT resources_theme_latest_revision_id_f1885a4b_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_content_type_id_9957a03c_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_tag_id_f4f5b767_fk_taggit_tag_id FOREIGN KEY (tag_id) REFERENCES public.taggit_tag(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.users_user_groups
    ADD CONSTRAINT users_user_groups_group_id_9afc8d0e_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.users_user_groups
    ADD CONSTRAINT users_user_groups_user_id_5f6f5a90_fk_users_user_id FOREIGN KEY (user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.users_user_user_permissions
    ADD CONSTRAINT users_user_user_perm_permission_id_0b93982e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.users_user_user_permissions
    ADD CONSTRAINT users_user_user_permissions_user_id_20aca447_fk_users_user_id FOREIGN KEY (user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_localesynchronization
    ADD CONSTRAINT wagtail_localize_loc_locale_id_036a3a20_fk_wagtailco FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_localesynchronization
    ADD CONSTRAINT wagtail_localize_loc_sync_from_id_1bc4c2eb_fk_wagtailco FOREIGN KEY (sync_from_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_overridablesegment
    ADD CONSTRAINT wagtail_localize_ove_context_id_eed8c388_fk_wagtail_l FOREIGN KEY (context_id) REFERENCES public.wagtail_localize_translationcontext(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_overridablesegment
    ADD CONSTRAINT wagtail_localize_ove_source_id_5720ac20_fk_wagtail_l FOREIGN KEY (source_id) REFERENCES public.wagtail_localize_translationsource(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_relatedobjectsegment
    ADD CONSTRAINT wagtail_localize_rel_context_id_c0a725be_fk_wagtail_l FOREIGN KEY (context_id) REFERENCES public.wagtail_localize_translationcontext(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_relatedobjectsegment
    ADD CONSTRAINT wagtail_localize_rel_object_id_6c7b58df_fk_wagtail_l FOREIGN KEY (object_id) REFERENCES public.wagtail_localize_translatableobject(translation_key) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_relatedobjectsegment
    ADD CONSTRAINT wagtail_localize_rel_source_id_9a3b1373_fk_wagtail_l FOREIGN KEY (source_id) REFERENCES public.wagtail_localize_translationsource(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_segmentoverride
    ADD CONSTRAINT wagtail_localize_seg_context_id_f827efe0_fk_wagtail_l FOREIGN KEY (context_id) REFERENCES public.wagtail_localize_translationcontext(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_segmentoverride
    ADD CONSTRAINT wagtail_localize_seg_last_translated_by_i_a86448fc_fk_users_use FOREIGN KEY (last_translated_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_segmentoverride
    ADD CONSTRAINT wagtail_localize_seg_locale_id_b1673d41_fk_wagtailco FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_stringtranslation
    ADD CONSTRAINT wagtail_localize_str_context_id_3cc13049_fk_wagtail_l FOREIGN KEY (context_id) REFERENCES public.wagtail_localize_translationcontext(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_stringsegment
    ADD CONSTRAINT wagtail_localize_str_context_id_63235539_fk_wagtail_l FOREIGN KEY (context_id) REFERENCES public.wagtail_localize_translationcontext(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_stringtranslation
    ADD CONSTRAINT wagtail_localize_str_last_translated_by_i_764c7a3f_fk_users_use FOREIGN KEY (last_translated_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_string
    ADD CONSTRAINT wagtail_localize_str_locale_id_2cded126_fk_wagtailco FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_stringtranslation
    ADD CONSTRAINT wagtail_localize_str_locale_id_b9e3730d_fk_wagtailco FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_stringsegment
    ADD CONSTRAINT wagtail_localize_str_source_id_5804129f_fk_wagtail_l FOREIGN KEY (source_id) REFERENCES public.wagtail_localize_translationsource(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_stringsegment
    ADD CONSTRAINT wagtail_localize_str_string_id_6356d5ec_fk_wagtail_l FOREIGN KEY (string_id) REFERENCES public.wagtail_localize_string(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_stringtranslation
    ADD CONSTRAINT wagtail_localize_str_translation_of_id_8eef01d0_fk_wagtail_l FOREIGN KEY (translation_of_id) REFERENCES public.wagtail_localize_string(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_templatesegment
    ADD CONSTRAINT wagtail_localize_tem_context_id_81456b25_fk_wagtail_l FOREIGN KEY (context_id) REFERENCES public.wagtail_localize_translationcontext(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_templatesegment
    ADD CONSTRAINT wagtail_localize_tem_source_id_26b89dc6_fk_wagtail_l FOREIGN KEY (source_id) REFERENCES public.wagtail_localize_translationsource(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_templatesegment
    ADD CONSTRAINT wagtail_localize_tem_template_id_c370b3c8_fk_wagtail_l FOREIGN KEY (template_id) REFERENCES public.wagtail_localize_template(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_translatableobject
    ADD CONSTRAINT wagtail_localize_tra_content_type_id_0d6c5139_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_translationsource
    ADD CONSTRAINT wagtail_localize_tra_locale_id_0ac264c0_fk_wagtailco FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_translationlog
    ADD CONSTRAINT wagtail_localize_tra_locale_id_37619cb4_fk_wagtailco FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_translationsource
    ADD CONSTRAINT wagtail_localize_tra_object_id_6a078fd2_fk_wagtail_l FOREIGN KEY (object_id) REFERENCES public.wagtail_localize_translatableobject(translation_key) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_translationcontext
    ADD CONSTRAINT wagtail_localize_tra_object_id_86263ce7_fk_wagtail_l FOREIGN KEY (object_id) REFERENCES public.wagtail_localize_translatableobject(translation_key) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_translationlog
    ADD CONSTRAINT wagtail_localize_tra_revision_id_e3b62278_fk_wagtailco FOREIGN KEY (revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_translationlog
    ADD CONSTRAINT wagtail_localize_tra_source_id_7228923e_fk_wagtail_l FOREIGN KEY (source_id) REFERENCES public.wagtail_localize_translationsource(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_translation
    ADD CONSTRAINT wagtail_localize_tra_source_id_e326e1e3_fk_wagtail_l FOREIGN KEY (source_id) REFERENCES public.wagtail_localize_translationsource(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_translationsource
    ADD CONSTRAINT wagtail_localize_tra_specific_content_typ_3095eb76_fk_django_co FOREIGN KEY (specific_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtail_localize_translation
    ADD CONSTRAINT wagtail_localize_tra_target_locale_id_8c524f73_fk_wagtailco FOREIGN KEY (target_locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailadmin_editingsession
    ADD CONSTRAINT wagtailadmin_editing_content_type_id_4df7730e_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailadmin_editingsession
    ADD CONSTRAINT wagtailadmin_editingsession_user_id_6e1a9b70_fk_users_user_id FOREIGN KEY (user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailadmin_formstate
    ADD CONSTRAINT wagtailadmin_formsta_content_type_id_e32438b3_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailadmin_formstate
    ADD CONSTRAINT wagtailadmin_formstate_user_id_b910adc2_fk_users_user_id FOREIGN KEY (user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_apitoken
    ADD CONSTRAINT wagtailcore_apitoken_user_id_49b1141b_fk_users_user_id FOREIGN KEY (user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction
    ADD CONSTRAINT wagtailcore_collecti_collection_id_761908ec_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collecti_collectionviewrestri_47320efd_fk_wagtailco FOREIGN KEY (collectionviewrestriction_id) REFERENCES public.wagtailcore_collectionviewrestriction(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collecti_group_id_1823f2a3_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_page_id_108444b5_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_resolved_by_id_a282aa0e_fk_users_user_id FOREIGN KEY (resolved_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_revision_created_id_1d058279_fk_wagtailco FOREIGN KEY (revision_created_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_user_id_0c577ca6_fk_users_user_id FOREIGN KEY (user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentr_comment_id_afc7e027_fk_wagtailco FOREIGN KEY (comment_id) REFERENCES public.wagtailcore_comment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentreply_user_id_d0b3b9c3_fk_users_user_id FOREIGN KEY (user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapp_group_id_2e64b61f_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapp_groupapprovaltask_id_9a9255ea_fk_wagtailco FOREIGN KEY (groupapprovaltask_id) REFERENCES public.wagtailcore_groupapprovaltask(task_ptr_id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupapprovaltask
    ADD CONSTRAINT wagtailcore_groupapp_task_ptr_id_cfe58781_fk_wagtailco FOREIGN KEY (task_ptr_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_collection_id_5423575a_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_group_id_05d61460_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_permission_id_1b626275_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_group_id_fc07e671_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_page_id_710b114a_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_permission_id_05acb22e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_group_id_e5cdbee4_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_permission_id_459b1f38_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_site_id_245de488_fk_wagtailco FOREIGN KEY (site_id) REFERENCES public.wagtailcore_site(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_modellogentry
    ADD CONSTRAINT wagtailcore_modellog_content_type_id_68849e77_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_alias_of_id_12945502_fk_wagtailcore_page_id FOREIGN KEY (alias_of_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_content_type_id_c28424df_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_latest_revision_id_e60fef51_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_live_revision_id_930bd822_fk_wagtailco FOREIGN KEY (live_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_locale_id_3c7e30a6_fk_wagtailcore_locale_id FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_locked_by_id_bcb86245_fk_users_user_id FOREIGN KEY (locked_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_owner_id_fbf7c332_fk_users_user_id FOREIGN KEY (owner_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_pagelogentry
    ADD CONSTRAINT wagtailcore_pageloge_content_type_id_74e7708a_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_pagerevision_user_id_2409d2f4_fk_users_user_id FOREIGN KEY (user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubs_page_id_a085e7a6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubscription_user_id_89d7def9_fk_users_user_id FOREIGN KEY (user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageview_group_id_6460f223_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_pageviewrestriction
    ADD CONSTRAINT wagtailcore_pageview_page_id_15a8bea6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageview_pageviewrestriction__f147a99a_fk_wagtailco FOREIGN KEY (pageviewrestriction_id) REFERENCES public.wagtailcore_pageviewrestriction(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenc_base_content_type_id_313cf40f_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenc_content_type_id_766e0336_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenc_to_content_type_id_93690bbd_fk_django_co FOREIGN KEY (to_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_revision_base_content_type_id_5b4ef7bd_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_revision_content_type_id_c8cb69c0_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_root_page_id_e02fb95c_fk_wagtailcore_page_id FOREIGN KEY (root_page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_task
    ADD CONSTRAINT wagtailcore_task_content_type_id_249ab8ba_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_content_type_id_0a758fdc_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_revision_id_df25a499_fk_wagtailco FOREIGN KEY (revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_workflow_state_id_9239a775_fk_wagtailco FOREIGN KEY (workflow_state_id) REFERENCES public.wagtailcore_workflowstate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstate_finished_by_id_13f98229_fk_users_user_id FOREIGN KEY (finished_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstate_task_id_c3677c34_fk_wagtailcore_task_id FOREIGN KEY (task_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploaded_for_content_type_id_b0fc87b2_fk_django_co FOREIGN KEY (for_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploaded_uploaded_by_user_id_c7580fe8_fk_users_use FOREIGN KEY (uploaded_by_user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_base_content_type_id_a30dc576_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_content_type_id_2bb78ce1_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflow_content_type_id_b261bb37_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_current_task_state_i_3a1a0632_fk_wagtailco FOREIGN KEY (current_task_state_id) REFERENCES public.wagtailcore_taskstate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflow_page_id_81e7bab6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_requested_by_id_4090bca3_fk_users_use FOREIGN KEY (requested_by_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflow_task_id_ce7716fe_fk_wagtailco FOREIGN KEY (task_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_1f18378f_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_56f56ff6_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_9aad7cd2_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_b9717175_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtaildocs_document
    ADD CONSTRAINT wagtaildocs_document_collection_id_23881625_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtaildocs_document
    ADD CONSTRAINT wagtaildocs_document_uploaded_by_user_id_17258b41_fk_users_use FOREIGN KEY (uploaded_by_user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailforms_formsubmission
    ADD CONSTRAINT wagtailforms_formsub_page_id_e48e93e7_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailimages_image
    ADD CONSTRAINT wagtailimages_image_collection_id_c2f8af7e_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailimages_image
    ADD CONSTRAINT wagtailimages_image_uploaded_by_user_id_5d73dc75_fk_users_use FOREIGN KEY (uploaded_by_user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailimages_rendition
    ADD CONSTRAINT wagtailimages_rendit_image_id_3e1fd774_fk_wagtailim FOREIGN KEY (image_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailredirects_redirect
    ADD CONSTRAINT wagtailredirects_red_redirect_page_id_b5728a8f_fk_wagtailco FOREIGN KEY (redirect_page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailredirects_redirect
    ADD CONSTRAINT wagtailredirects_red_site_id_780a0e1e_fk_wagtailco FOREIGN KEY (site_id) REFERENCES public.wagtailcore_site(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexe_content_type_id_62ed694f_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailusers_userprofile
    ADD CONSTRAINT wagtailusers_userprofile_user_id_59c92331_fk_users_user_id FOREIGN KEY (user_id) REFERENCES public.users_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_addressrequest
    ADD CONSTRAINT webinars_addressrequ_course_id_a1841964_fk_webinars_ FOREIGN KEY (course_id) REFERENCES public.webinars_course(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_completion
    ADD CONSTRAINT webinars_completion_enrolment_id_69089b71_fk_webinars_ FOREIGN KEY (enrolment_id) REFERENCES public.webinars_enrolment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_completion
    ADD CONSTRAINT webinars_completion_lesson_id_67e875e4_fk_webinars_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.webinars_lesson(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_coursepage
    ADD CONSTRAINT webinars_coursepage_course_id_e4ce1195_fk_webinars_course_id FOREIGN KEY (course_id) REFERENCES public.webinars_course(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_coursepage
    ADD CONSTRAINT webinars_coursepage_language_id_ac09ebf6_fk_wagtailco FOREIGN KEY (language_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_coursepage
    ADD CONSTRAINT webinars_coursepage_page_ptr_id_16938459_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_enrolment
    ADD CONSTRAINT webinars_enrolment_course_id_42a2d22e_fk_webinars_course_id FOREIGN KEY (course_id) REFERENCES public.webinars_course(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_lesson
    ADD CONSTRAINT webinars_lesson_module_id_c3222295_fk_webinars_module_id FOREIGN KEY (module_id) REFERENCES public.webinars_module(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_lesson
    ADD CONSTRAINT webinars_lesson_replay_id_953944a9_fk_webinars_replay_id FOREIGN KEY (replay_id) REFERENCES public.webinars_replay(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_lessonpage
    ADD CONSTRAINT webinars_lessonpage_language_id_7d1a3686_fk_wagtailco FOREIGN KEY (language_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_lessonpage
    ADD CONSTRAINT webinars_lessonpage_lesson_id_30f9ec40_fk_webinars_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.webinars_lesson(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_lessonpage
    ADD CONSTRAINT webinars_lessonpage_page_ptr_id_4f87542a_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_mediafile
    ADD CONSTRAINT webinars_mediafile_replay_id_83184983_fk_webinars_replay_id FOREIGN KEY (replay_id) REFERENCES public.webinars_replay(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_module
    ADD CONSTRAINT webinars_module_course_id_cd96d39f_fk_webinars_course_id FOREIGN KEY (course_id) REFERENCES public.webinars_course(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_passage
    ADD CONSTRAINT webinars_passage_transcript_id_7ad8eed7_fk_webinars_ FOREIGN KEY (transcript_id) REFERENCES public.webinars_transcript(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_quizanswer
    ADD CONSTRAINT webinars_quizanswer_enrolment_id_00e06f68_fk_webinars_ FOREIGN KEY (enrolment_id) REFERENCES public.webinars_enrolment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_quizanswer
    ADD CONSTRAINT webinars_quizanswer_question_id_e779487c_fk_webinars_ FOREIGN KEY (question_id) REFERENCES public.webinars_quizquestion(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_quizoption
    ADD CONSTRAINT webinars_quizoption_question_id_9c8604c6_fk_webinars_ FOREIGN KEY (question_id) REFERENCES public.webinars_quizquestion(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_quizquestion
    ADD CONSTRAINT webinars_quizquestion_lesson_id_beae8228_fk_webinars_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.webinars_lesson(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_replay
    ADD CONSTRAINT webinars_replay_event_id_7657747b_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_replaydocument
    ADD CONSTRAINT webinars_replaydocum_document_id_ed06bd38_fk_wagtaildo FOREIGN KEY (document_id) REFERENCES public.wagtaildocs_document(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_replaydocument
    ADD CONSTRAINT webinars_replaydocum_replay_id_72abcff6_fk_webinars_ FOREIGN KEY (replay_id) REFERENCES public.webinars_replay(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_transcript
    ADD CONSTRAINT webinars_transcript_replay_id_89afc586_fk_webinars_replay_id FOREIGN KEY (replay_id) REFERENCES public.webinars_replay(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.webinars_webinarsindexpage
    ADD CONSTRAINT webinars_webinarsind_page_ptr_id_8703a762_fk_wagtailco FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


