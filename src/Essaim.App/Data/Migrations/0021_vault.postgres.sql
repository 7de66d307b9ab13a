CREATE TRIGGER cover_publication_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON cover_publication
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cover_leaf_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON cover_leaf
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON cover_publication, cover_leaf FROM essaim_app;
