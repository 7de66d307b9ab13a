CREATE TRIGGER cover_publication_no_update BEFORE UPDATE ON cover_publication
BEGIN SELECT RAISE(ABORT, 'cover_publication is append-only'); END;
CREATE TRIGGER cover_publication_no_delete BEFORE DELETE ON cover_publication
BEGIN SELECT RAISE(ABORT, 'cover_publication is append-only'); END;
CREATE TRIGGER cover_leaf_no_update BEFORE UPDATE ON cover_leaf
BEGIN SELECT RAISE(ABORT, 'cover_leaf is append-only'); END;
CREATE TRIGGER cover_leaf_no_delete BEFORE DELETE ON cover_leaf
BEGIN SELECT RAISE(ABORT, 'cover_leaf is append-only'); END;
