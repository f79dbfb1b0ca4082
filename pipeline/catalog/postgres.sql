
-- What the statements for SQLite ask for: the values of a list in JSON, and a list as JSON.
CREATE FUNCTION list_of(list text) RETURNS TABLE (value text) LANGUAGE sql IMMUTABLE ROWS 50 AS
	$$ SELECT jsonb_array_elements_text(CAST(nullif(list, '') AS jsonb)) $$;
CREATE FUNCTION array_of(VARIADIC list text[]) RETURNS text LANGUAGE sql IMMUTABLE AS
	$$ SELECT '[' || string_agg(to_json(x.value)::text, ',' ORDER BY x.place) || ']' FROM unnest(list) WITH ORDINALITY AS x (value, place) $$;
