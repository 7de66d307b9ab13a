-- What was posted never changes, and what was put in the register stays in it.
CREATE TRIGGER asset_charge_no_update BEFORE UPDATE ON asset_charge
BEGIN SELECT RAISE(ABORT, 'asset_charge is append-only'); END;
CREATE TRIGGER asset_charge_no_delete BEFORE DELETE ON asset_charge
BEGIN SELECT RAISE(ABORT, 'asset_charge is append-only'); END;
CREATE TRIGGER asset_revision_no_update BEFORE UPDATE ON asset_revision
BEGIN SELECT RAISE(ABORT, 'asset_revision is append-only'); END;
CREATE TRIGGER asset_revision_no_delete BEFORE DELETE ON asset_revision
BEGIN SELECT RAISE(ABORT, 'asset_revision is append-only'); END;
CREATE TRIGGER asset_disposal_no_update BEFORE UPDATE ON asset_disposal
BEGIN SELECT RAISE(ABORT, 'asset_disposal is append-only'); END;
CREATE TRIGGER asset_disposal_no_delete BEFORE DELETE ON asset_disposal
BEGIN SELECT RAISE(ABORT, 'asset_disposal is append-only'); END;
CREATE TRIGGER asset_sale_no_update BEFORE UPDATE ON asset_sale
BEGIN SELECT RAISE(ABORT, 'asset_sale is append-only'); END;
CREATE TRIGGER asset_sale_no_delete BEFORE DELETE ON asset_sale
BEGIN SELECT RAISE(ABORT, 'asset_sale is append-only'); END;
CREATE TRIGGER fixed_asset_no_delete BEFORE DELETE ON fixed_asset
BEGIN SELECT RAISE(ABORT, 'an asset stays in the register'); END;
CREATE TRIGGER fixed_asset_kept BEFORE UPDATE ON fixed_asset
WHEN OLD.activity_id <> NEW.activity_id OR OLD.account <> NEW.account OR OLD.value <> NEW.value
  OR OLD.residual <> NEW.residual OR OLD.in_service <> NEW.in_service OR OLD.months <> NEW.months
  OR OLD.taken <> NEW.taken OR OLD.taken_through IS NOT NEW.taken_through
  OR OLD.source_entry_id IS NOT NEW.source_entry_id OR OLD.source_line_no IS NOT NEW.source_line_no
BEGIN SELECT RAISE(ABORT, 'what an asset is never changes'); END;
