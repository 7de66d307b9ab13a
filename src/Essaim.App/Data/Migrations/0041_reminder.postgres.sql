-- What was asked of a customer is a proof: it is neither changed nor removed.
CREATE TRIGGER reminder_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON reminder
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON reminder FROM essaim_app;
