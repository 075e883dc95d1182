-- What wakes a grain. A silo reads those whose grain's hash, as a signed number, is in its range of the ring.
CREATE TABLE reminder(
    service text NOT NULL, grain text NOT NULL, name text NOT NULL, grain_hash int NOT NULL,
    start_at timestamptz NOT NULL, period_ms bigint NOT NULL, version int NOT NULL,
    PRIMARY KEY(service, grain, name));
CREATE INDEX reminder_range ON reminder(service, grain_hash);

INSERT INTO orleansquery VALUES
('UpsertReminderRowKey', $sql$
INSERT INTO reminder AS r (service, grain, name, grain_hash, start_at, period_ms, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period, nextval('etag'))
ON CONFLICT (service, grain, name) DO UPDATE
    SET grain_hash = excluded.grain_hash, start_at = excluded.start_at, period_ms = excluded.period_ms, version = excluded.version
RETURNING r.version AS Version
$sql$),

('ReadReminderRowKey', $sql$
SELECT grain AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM reminder WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName
$sql$),

('ReadReminderRowsKey', $sql$
SELECT grain AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM reminder WHERE service = @ServiceId AND grain = @GrainId
$sql$),

('ReadRangeRows1Key', $sql$
SELECT grain AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM reminder WHERE service = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
$sql$),

-- The range that goes over the ring's end; with its begin as its end, the whole ring.
('ReadRangeRows2Key', $sql$
SELECT grain AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM reminder WHERE service = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
$sql$),

('DeleteReminderRowKey', $sql$
WITH deleted AS (
    DELETE FROM reminder WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName AND version = @Version RETURNING 1)
SELECT EXISTS (SELECT FROM deleted)
$sql$),

('DeleteReminderRowsKey', $sql$
DELETE FROM reminder WHERE service = @ServiceId
$sql$);
