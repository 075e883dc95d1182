-- The statements Orleans' ADO.NET providers run: they read them here by key when a silo starts. The table's name and its columns' are
-- theirs, and so are the parameters (@…) and the columns in what a statement returns; all else is ours.
CREATE TABLE orleansquery(querykey text PRIMARY KEY, querytext text NOT NULL);

-- Versions of reminders and grain states. None is given twice, so that one kept since before a row was deleted and made anew fits nothing.
CREATE SEQUENCE etag AS int CYCLE;
