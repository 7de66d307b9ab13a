-- What was posted never changes, and what was put in the register stays in it.
CREATE TRIGGER asset_charge_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON asset_charge
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER asset_revision_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON asset_revision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER asset_disposal_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON asset_disposal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER asset_sale_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON asset_sale
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fixed_asset_no_delete BEFORE DELETE OR TRUNCATE ON fixed_asset
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON asset_charge, asset_revision, asset_disposal, asset_sale FROM essaim_app;
REVOKE DELETE ON fixed_asset FROM essaim_app;

CREATE FUNCTION guard_fixed_asset() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.activity_id, OLD.account, OLD.value, OLD.residual, OLD.in_service, OLD.months, OLD.taken, OLD.taken_through,
      OLD.source_entry_id, OLD.source_line_no)
    IS DISTINCT FROM (NEW.activity_id, NEW.account, NEW.value, NEW.residual, NEW.in_service, NEW.months, NEW.taken,
      NEW.taken_through, NEW.source_entry_id, NEW.source_line_no) THEN
    RAISE EXCEPTION 'what an asset is never changes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fixed_asset_kept BEFORE UPDATE ON fixed_asset
  FOR EACH ROW EXECUTE FUNCTION guard_fixed_asset();
