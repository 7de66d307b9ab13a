-- An answer is a proof: it is neither changed nor removed.
CREATE TRIGGER quote_reply_no_update BEFORE UPDATE ON quote_reply
BEGIN SELECT RAISE(ABORT, 'quote_reply is append-only'); END;
CREATE TRIGGER quote_reply_no_delete BEFORE DELETE ON quote_reply
BEGIN SELECT RAISE(ABORT, 'quote_reply is append-only'); END;
