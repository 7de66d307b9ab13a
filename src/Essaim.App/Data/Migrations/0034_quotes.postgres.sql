-- An answer is a proof: it is neither changed nor removed.
CREATE TRIGGER quote_reply_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON quote_reply
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON quote_reply FROM essaim_app;
