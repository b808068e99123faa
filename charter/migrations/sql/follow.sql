CREATE FUNCTION charter_follow_government() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE charter_signatory SET kind = NEW.kind, section = NEW.section, country = NEW.country, latitude = NEW.latitude, longitude = NEW.longitude, cell = charter_cell(NEW.latitude, NEW.longitude), words = to_tsvector('simple', NEW.search_text), name_en = coalesce(left(NEW.sort_keys #>> '{name,en}', 100), ''), name_fr = coalesce(left(NEW.sort_keys #>> '{name,fr}', 100), ''), name_es = coalesce(left(NEW.sort_keys #>> '{name,es}', 100), ''), name_ar = coalesce(left(NEW.sort_keys #>> '{name,ar}', 100), ''), country_en = coalesce(left(NEW.sort_keys #>> '{country,en}', 100), ''), country_fr = coalesce(left(NEW.sort_keys #>> '{country,fr}', 100), ''), country_es = coalesce(left(NEW.sort_keys #>> '{country,es}', 100), ''), country_ar = coalesce(left(NEW.sort_keys #>> '{country,ar}', 100), '') WHERE government_id = NEW.id;
    UPDATE charter_coveredgovernment SET kind = NEW.kind, section = NEW.section, country = NEW.country, population = NEW.population, population_year = NEW.population_year WHERE government_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER charter_follow_government AFTER UPDATE ON members_localgovernment
FOR EACH ROW WHEN (OLD.kind IS DISTINCT FROM NEW.kind OR OLD.section IS DISTINCT FROM NEW.section OR OLD.country IS DISTINCT FROM NEW.country OR OLD.latitude IS DISTINCT FROM NEW.latitude OR OLD.longitude IS DISTINCT FROM NEW.longitude OR OLD.search_text IS DISTINCT FROM NEW.search_text OR OLD.sort_keys IS DISTINCT FROM NEW.sort_keys OR OLD.population IS DISTINCT FROM NEW.population OR OLD.population_year IS DISTINCT FROM NEW.population_year) EXECUTE FUNCTION charter_follow_government();

