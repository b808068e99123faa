DROP TRIGGER charter_follow_risk ON members_localgovernment;
DROP FUNCTION charter_follow_risk(), charter_follow_awaited(bigint[]), charter_cover(bigint[], bigint[]);
CREATE OR REPLACE FUNCTION public.charter_follow_government()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    UPDATE charter_signatory SET kind = NEW.kind, section = NEW.section, country = NEW.country, latitude = NEW.latitude, longitude = NEW.longitude, cell = charter_cell(NEW.latitude, NEW.longitude), words = to_tsvector('simple', NEW.search_text), name_en = coalesce(left(NEW.sort_keys #>> '{name,en}', 100), ''), name_fr = coalesce(left(NEW.sort_keys #>> '{name,fr}', 100), ''), name_es = coalesce(left(NEW.sort_keys #>> '{name,es}', 100), ''), name_ar = coalesce(left(NEW.sort_keys #>> '{name,ar}', 100), ''), country_en = coalesce(left(NEW.sort_keys #>> '{country,en}', 100), ''), country_fr = coalesce(left(NEW.sort_keys #>> '{country,fr}', 100), ''), country_es = coalesce(left(NEW.sort_keys #>> '{country,es}', 100), ''), country_ar = coalesce(left(NEW.sort_keys #>> '{country,ar}', 100), '') WHERE government_id = NEW.id;
    RETURN NULL;
END
$function$;
