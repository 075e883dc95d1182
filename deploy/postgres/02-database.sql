-- The database and the schema of the silos. They create and migrate their tables themselves at the start, those of the
-- cluster too; this gives them a place to do it in. Any number of runs leave the same. Run after 01-role.sql, likewise.
\set ON_ERROR_STOP on
\if :{?role}
\else
  \set role twin
\endif
\if :{?database}
\else
  \set database twin
\endif
\if :{?schema}
\else
  \set schema shopfloortwin
\endif

-- The C locale: texts are compared as bytes, so that no update of the operating system can break a unique index.
SELECT format('CREATE DATABASE %I TEMPLATE template0 ENCODING ''UTF8'' LOCALE ''C''', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec

REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"role";

-- A bound above the silo's own (30 s a statement), for what it can no longer give up itself.
ALTER ROLE :"role" IN DATABASE :"database" SET statement_timeout = '120s';
-- A transaction that waits for its client holds locks; the silo's never wait that long.
ALTER ROLE :"role" IN DATABASE :"database" SET idle_in_transaction_session_timeout = '60s';
-- Never cut here: a silo's leases and locks live on sessions that are idle while nothing comes in.
ALTER ROLE :"role" IN DATABASE :"database" SET idle_session_timeout = '0';

\connect :"database"

CREATE SCHEMA IF NOT EXISTS :"schema";
GRANT USAGE, CREATE ON SCHEMA :"schema" TO :"role";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
