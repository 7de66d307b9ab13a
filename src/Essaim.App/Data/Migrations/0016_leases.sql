-- Which server does the background work of this co-op (see Lease): a name, whoever holds it, and until when.
CREATE TABLE lease (
  name text PRIMARY KEY,
  holder text NOT NULL,
  until text NOT NULL
);
