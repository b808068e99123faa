DROP TRIGGER charter_follow_government ON members_localgovernment;
DROP FUNCTION charter_follow_government(), charter_cover(bigint[], bigint[]), charter_list_signatures(bigint[]),
    charter_cell(numeric, numeric);

