CREATE OR REPLACE FUNCTION public.charter_follow_government()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    UPDATE charter_signatory SET kind = NEW.kind, section = NEW.section, country = NEW.country, latitude = NEW.latitude, longitude = NEW.longitude, cell = charter_cell(NEW.latitude, NEW.longitude), words = to_tsvector('simple', NEW.search_text) WHERE government_id = NEW.id;
    RETURN NULL;
END
$function$;
CREATE OR REPLACE FUNCTION public.charter_list_signatures(ids bigint[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
$function$;
