-- Grants announced by a convention (subventions): as signed; what came of each is on its open items.
CREATE TABLE announced_grant (
  id {identity},
  activity_id integer NOT NULL REFERENCES activity (id),
  funder text NOT NULL,
  purpose text NOT NULL,
  reference text NOT NULL,
  signed_on date NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  entry_id bigint NULL REFERENCES posted_entry (id),
  made_at text NOT NULL,
  made_by text NOT NULL
);
CREATE INDEX announced_grant_by_activity ON announced_grant (activity_id);

-- Cash that the co-op placed (placements): under which decision, where, for how long.
CREATE TABLE placement (
  id {identity},
  label text NOT NULL,
  bank text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  placed_on date NOT NULL,
  matures_on date NULL,
  resolution text NOT NULL CHECK (resolution <> ''),
  moved_at text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  version integer NOT NULL DEFAULT 0
);

-- What happened to it: placed, earned, returned, and each sharing of its income with the activities.
CREATE TABLE placement_move (
  id bigint PRIMARY KEY,
  placement_id bigint NOT NULL REFERENCES placement (id),
  kind text NOT NULL CHECK (kind IN ('Placed', 'Earned', 'Returned', 'Shared')),
  day date NOT NULL,
  amount bigint NOT NULL,
  income bigint NOT NULL,
  words text NOT NULL,
  entry_id bigint NOT NULL REFERENCES posted_entry (id),
  made_at text NOT NULL,
  made_by text NOT NULL
);
CREATE INDEX placement_move_by_placement ON placement_move (placement_id, id);
