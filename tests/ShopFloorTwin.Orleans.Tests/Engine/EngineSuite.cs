using ShopFloorTwin.Engine.Tests;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Orleans.Tests.Engine;

// The suite of the embedded engine, unchanged, on the cluster engine.

public sealed class OrleansSqliteIntakeTests : IntakeTests<SqlitePlace, OrleansMaker>;

public sealed class OrleansPostgresIntakeTests : IntakeTests<PostgresPlace, OrleansMaker>;

public sealed class OrleansPictureTests : PictureTests<SqlitePlace, OrleansMaker>;

public sealed class OrleansForecastLoopTests : ForecastLoopTests<SqlitePlace, OrleansMaker>;

public sealed class OrleansTraceTests : TraceTests<SqlitePlace, OrleansMaker>;

public sealed class OrleansDecisionLoopTests : DecisionLoopTests<SqlitePlace, OrleansMaker>;

public sealed class OrleansSqliteFourEyesTests : FourEyesTests<SqlitePlace, OrleansMaker>;

public sealed class OrleansPostgresFourEyesTests : FourEyesTests<PostgresPlace, OrleansMaker>;

public sealed class OrleansScenarioUpkeepTests : ScenarioUpkeepTests<SqlitePlace, OrleansMaker>;

public sealed class OrleansSqliteRecoveryTests : RecoveryTests<SqlitePlace, OrleansMaker>;

public sealed class OrleansPostgresRecoveryTests : RecoveryTests<PostgresPlace, OrleansMaker>;

public sealed class OrleansSuggestionTests : SuggestionTests<SqlitePlace, OrleansMaker>;

public sealed class OrleansIdleSuggestionTests : IdleSuggestionTests<SqlitePlace, OrleansMaker>;

public sealed class OrleansScoreTests : ScoreTests<SqlitePlace, OrleansMaker>;

public sealed class OrleansDriftTests : DriftTests<SqlitePlace, OrleansMaker>;

public sealed class OrleansSqliteWhatIfTests : WhatIfTests<SqlitePlace, OrleansMaker>;

public sealed class OrleansPostgresWhatIfTests : WhatIfTests<PostgresPlace, OrleansMaker>;

public sealed class OrleansStudyTests : StudyTests<SqlitePlace, OrleansMaker>;
