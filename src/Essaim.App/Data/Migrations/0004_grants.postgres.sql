-- Everything but migrations runs as this role, which may add to the books and read them, but not change what is posted,
-- nor truncate, nor drop. Roles belong to the whole server: another co-op's migration may be making it right now.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'essaim_app') THEN
    BEGIN
      CREATE ROLE essaim_app NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END IF;
  IF NOT pg_has_role(current_user, 'essaim_app', 'MEMBER') THEN
    EXECUTE format('GRANT essaim_app TO %I', current_user);
  END IF;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE EXCEPTION 'Il manque un droit sur le rôle essaim_app. L’administrateur du serveur PostgreSQL le donne par : '
    'CREATE ROLE essaim_app NOLOGIN; GRANT essaim_app TO %; Puis recommencez.', current_user;
END $$;

GRANT USAGE ON SCHEMA public TO essaim_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO essaim_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO essaim_app;
-- Tables of later steps: a step that adds one that must not change revokes there.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO essaim_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO essaim_app;

REVOKE INSERT, UPDATE, DELETE ON schema_step FROM essaim_app;
REVOKE UPDATE, DELETE ON posted_entry, posted_line, invoice, issued_file, payslip, receipt, payment, purchase,
  internal_sale, item_settlement, settlement_change FROM essaim_app;
REVOKE UPDATE, DELETE ON month_lock FROM essaim_app;
