-- The grains' states. A grain's identity is unique, also where it has no text (a number or a GUID alone): of two first writes at once one
-- succeeds, and the other returns no version, which its grain is told as an InconsistentStateException. The hashes only lead the index.
CREATE TABLE grain_state(
    id_hash int NOT NULL, type_hash int NOT NULL, service text NOT NULL, type text NOT NULL, id_0 bigint NOT NULL, id_1 bigint NOT NULL, id_text text,
    version int NOT NULL, written_at timestamptz NOT NULL, payload bytea,
    CONSTRAINT grain_state_identity UNIQUE NULLS NOT DISTINCT (id_hash, type_hash, service, type, id_0, id_1, id_text));

INSERT INTO orleansquery VALUES
('ReadFromStorageKey', $sql$
SELECT payload AS PayloadBinary, version AS Version FROM grain_state
WHERE id_hash = @GrainIdHash AND type_hash = @GrainTypeHash AND service = @ServiceId AND type = @GrainTypeString
    AND id_0 = @GrainIdN0 AND id_1 = @GrainIdN1 AND id_text IS NOT DISTINCT FROM @GrainIdExtensionString
$sql$),

-- Without a version it is a first write; with one it is never one, even where the row is gone.
('WriteToStorageKey', $sql$
WITH first AS (
    INSERT INTO grain_state(id_hash, type_hash, service, type, id_0, id_1, id_text, version, written_at, payload)
    SELECT @GrainIdHash, @GrainTypeHash, @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString, nextval('etag'), now(), @PayloadBinary
    WHERE @GrainStateVersion IS NULL
    ON CONFLICT ON CONSTRAINT grain_state_identity DO NOTHING
    RETURNING version),
later AS (
    UPDATE grain_state SET version = nextval('etag'), written_at = now(), payload = @PayloadBinary
    WHERE id_hash = @GrainIdHash AND type_hash = @GrainTypeHash AND service = @ServiceId AND type = @GrainTypeString
        AND id_0 = @GrainIdN0 AND id_1 = @GrainIdN1 AND id_text IS NOT DISTINCT FROM @GrainIdExtensionString
        AND version = @GrainStateVersion
    RETURNING version)
SELECT version AS NewGrainStateVersion FROM first UNION ALL SELECT version FROM later
$sql$),

-- Keeps the row, so that who does not know of the clearing is still told of a conflict.
('ClearStorageKey', $sql$
UPDATE grain_state SET version = nextval('etag'), written_at = now(), payload = NULL
WHERE id_hash = @GrainIdHash AND type_hash = @GrainTypeHash AND service = @ServiceId AND type = @GrainTypeString
    AND id_0 = @GrainIdN0 AND id_1 = @GrainIdN1 AND id_text IS NOT DISTINCT FROM @GrainIdExtensionString
    AND version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion
$sql$),

-- No version is left; what is returned must only differ from the one given.
('DeleteStorageKey', $sql$
DELETE FROM grain_state
WHERE id_hash = @GrainIdHash AND type_hash = @GrainTypeHash AND service = @ServiceId AND type = @GrainTypeString
    AND id_0 = @GrainIdN0 AND id_1 = @GrainIdN1 AND id_text IS NOT DISTINCT FROM @GrainIdExtensionString
    AND version = @GrainStateVersion
RETURNING 0 AS NewGrainStateVersion
$sql$);
