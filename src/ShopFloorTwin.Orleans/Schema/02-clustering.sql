-- Who is in which cluster. A change names the version it was based on and raises it: of two changes based on the same version the one that
-- comes second finds another version, changes nothing, answers false, and its silo reads again and retries.
CREATE TABLE cluster(id text PRIMARY KEY, version int NOT NULL DEFAULT 0);
CREATE TABLE cluster_silo(
    cluster text NOT NULL REFERENCES cluster ON DELETE CASCADE, address text NOT NULL, port int NOT NULL, generation int NOT NULL,
    name text NOT NULL, host text NOT NULL, status int NOT NULL, gateway_port int NOT NULL, suspicions text,
    started_at timestamptz NOT NULL, alive_at timestamptz NOT NULL,
    PRIMARY KEY(cluster, address, port, generation));

INSERT INTO orleansquery VALUES
('InsertMembershipVersionKey', $sql$
WITH made AS (INSERT INTO cluster(id) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
SELECT EXISTS (SELECT FROM made)
$sql$),

('InsertMembershipKey', $sql$
WITH raised AS (
    UPDATE cluster SET version = version + 1
    WHERE id = @DeploymentId AND version = @Version AND NOT EXISTS (
        SELECT FROM cluster_silo WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING id),
joined AS (
    INSERT INTO cluster_silo(cluster, address, port, generation, name, host, status, gateway_port, started_at, alive_at)
    SELECT id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM raised
    RETURNING 1)
SELECT EXISTS (SELECT FROM joined)
$sql$),

('UpdateMembershipKey', $sql$
WITH raised AS (
    UPDATE cluster SET version = version + 1
    WHERE id = @DeploymentId AND version = @Version AND EXISTS (
        SELECT FROM cluster_silo WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING id),
changed AS (
    UPDATE cluster_silo SET status = @Status, suspicions = @SuspectTimes, alive_at = @IAmAliveTime
    FROM raised
    WHERE cluster = raised.id AND address = @Address AND port = @Port AND generation = @Generation
    RETURNING 1)
SELECT EXISTS (SELECT FROM changed)
$sql$),

-- Says nothing about who is a member, and so leaves the version as it is.
('UpdateIAmAlivetimeKey', $sql$
UPDATE cluster_silo SET alive_at = @IAmAliveTime
WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$sql$),

-- The version comes also without a silo.
('MembershipReadRowKey', $sql$
SELECT s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName, s.host AS HostName, s.status AS Status,
    s.gateway_port AS ProxyPort, s.suspicions AS SuspectTimes, s.started_at AS StartTime, s.alive_at AS IAmAliveTime, c.version AS Version
FROM cluster c LEFT JOIN cluster_silo s ON s.cluster = c.id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
WHERE c.id = @DeploymentId
$sql$),

('MembershipReadAllKey', $sql$
SELECT s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName, s.host AS HostName, s.status AS Status,
    s.gateway_port AS ProxyPort, s.suspicions AS SuspectTimes, s.started_at AS StartTime, s.alive_at AS IAmAliveTime, c.version AS Version
FROM cluster c LEFT JOIN cluster_silo s ON s.cluster = c.id
WHERE c.id = @DeploymentId
$sql$),

('GatewaysQueryKey', $sql$
SELECT address AS Address, gateway_port AS ProxyPort, generation AS Generation
FROM cluster_silo WHERE cluster = @DeploymentId AND status = @Status AND gateway_port > 0
$sql$),

-- 3 is a silo that is active, however long it has not been heard of: only the other silos' vote makes it dead.
('CleanupDefunctSiloEntriesKey', $sql$
DELETE FROM cluster_silo WHERE cluster = @DeploymentId AND status <> 3 AND greatest(started_at, alive_at) < @IAmAliveTime
$sql$),

('DeleteMembershipTableEntriesKey', $sql$
DELETE FROM cluster WHERE id = @DeploymentId
$sql$);
