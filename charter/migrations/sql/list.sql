CREATE FUNCTION charter_list_signatures(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO charter_signatory (
        signature_id, government_id, number, status, ad_referendum, signed_at, version, kind, section, country, latitude, longitude, cell, words, name_en, name_fr, name_es, name_ar, country_en, country_fr, country_es, country_ar
    )
    SELECT
        signature.id, government.id, signature.number, signature.state, signature.ad_referendum_until IS NOT NULL,
        signature.signed_at, version.number, government.kind, government.section, government.country, government.latitude, government.longitude, charter_cell(government.latitude, government.longitude), to_tsvector('simple', government.search_text), coalesce(left(government.sort_keys #>> '{name,en}', 100), ''), coalesce(left(government.sort_keys #>> '{name,fr}', 100), ''), coalesce(left(government.sort_keys #>> '{name,es}', 100), ''), coalesce(left(government.sort_keys #>> '{name,ar}', 100), ''), coalesce(left(government.sort_keys #>> '{country,en}', 100), ''), coalesce(left(government.sort_keys #>> '{country,fr}', 100), ''), coalesce(left(government.sort_keys #>> '{country,es}', 100), ''), coalesce(left(government.sort_keys #>> '{country,ar}', 100), '')
    FROM charter_signature AS signature
    JOIN charter_charterversion AS version ON version.id = signature.version_id
    JOIN members_localgovernment AS government ON government.id = signature.government_id
    WHERE signature.id = ANY (ids) AND signature.state IN ('signed', 'on_hold', 'withdrawn', 'superseded')
        AND NOT EXISTS (SELECT 1 FROM charter_signatory AS listed WHERE listed.signature_id = signature.id)
    ORDER BY government.id
    FOR SHARE OF government;
END
$$;

