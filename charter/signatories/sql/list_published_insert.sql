PERFORM charter_list_signatures((SELECT array_agg(id) FROM new_rows WHERE state IN (PUBLISHED)));
RETURN NULL;
