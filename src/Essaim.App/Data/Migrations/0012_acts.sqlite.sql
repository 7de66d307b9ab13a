CREATE TRIGGER act_no_update BEFORE UPDATE ON act
BEGIN SELECT RAISE(ABORT, 'act is append-only'); END;
CREATE TRIGGER act_no_delete BEFORE DELETE ON act
BEGIN SELECT RAISE(ABORT, 'act is append-only'); END;
CREATE TRIGGER act_detail_no_update BEFORE UPDATE ON act_detail
BEGIN SELECT RAISE(ABORT, 'act_detail is never changed'); END;
