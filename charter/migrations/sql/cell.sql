CREATE FUNCTION charter_cell(latitude numeric, longitude numeric) RETURNS smallint LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN latitude IS NULL OR longitude IS NULL THEN -1
        ELSE least(floor((latitude + 90) / 9), 19) * 40 + least(floor((longitude + 180) / 9), 39)
    END::smallint
$$;

