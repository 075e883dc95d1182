-- The role the silos connect with: logs in, owns what it creates, may nothing else. Any number of runs leave the same.
--
--   psql -h db -U postgres -v password="$(cat secrets/twin-password)" -f 01-role.sql -f 02-database.sql
--
-- Run by whoever may create roles and databases. Variables: password (or the environment's TWIN_PASSWORD_FILE names a file
-- that holds it); role and database, both `twin` unless given; schema, `shopfloortwin`.
\set ON_ERROR_STOP on
\if :{?role}
\else
  \set role twin
\endif
\getenv password_file TWIN_PASSWORD_FILE
\if :{?password}
\elif :{?password_file}
  \set password `cat "$TWIN_PASSWORD_FILE"`
\else
  \set password ''
\endif

SELECT :'password' = '' AS is_missing \gset
\if :is_missing
  DO $$ BEGIN RAISE EXCEPTION 'give the password of the role: -v password=…, or TWIN_PASSWORD_FILE'; END $$;
\endif

-- A role that was there before is not taken over when it may do more than a silo should.
SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role' AND (rolsuper OR rolreplication OR rolbypassrls)) AS has_too_much \gset
\if :has_too_much
  DO $$ BEGIN RAISE EXCEPTION 'the role is there already, as a superuser or with replication or bypassrls: take another name with -v role=…'; END $$;
\endif

-- The statement with the password stays out of the server's log, where the one who runs this may say so.
SELECT set_config('log_statement', 'none', false), set_config('log_min_duration_statement', '-1', false), set_config('log_min_error_statement', 'panic', false)
FROM pg_roles WHERE rolname = current_user AND rolsuper \g /dev/null

SELECT format('CREATE ROLE %I', :'role') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
ALTER ROLE :"role" LOGIN NOCREATEDB NOCREATEROLE INHERIT PASSWORD :'password';
