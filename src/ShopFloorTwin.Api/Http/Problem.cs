using System.Text.Json.Serialization;
using ShopFloorTwin.Core.Scenarios.Kept;

namespace ShopFloorTwin.Api.Http;

/// <summary>An error as RFC 9457 tells it. Never carries a stack trace or a secret.</summary>
public sealed record Problem
{
    /// <summary>The media type of a problem.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>Stable: <c>urn:shopfloortwin:problem:{name}</c>.</summary>
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }

    /// <summary>What is wrong here, and how to mend it.</summary>
    public required string Detail { get; init; }

    /// <summary>The id of the call, as in the answer's <c>X-Correlation-Id</c> and in the log.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The query parameter that is wrong.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Parameter { get; init; }

    /// <summary>What would be allowed in its place.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>Every place of a document that is wrong.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemError>? Errors { get; init; }

    /// <summary>What has changed since the scenario was kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ScenarioDifference? Difference { get; init; }
}

/// <summary>One wrong place of a document.</summary>
/// <param name="Path">As <c>orders[3].due</c>.</param>
/// <param name="Detail">What is wrong there.</param>
public sealed record ProblemError(string Path, string Detail);

/// <summary>Ends a call with a problem.</summary>
public sealed class ProblemException(Problem problem, TimeSpan? retryAfter = null) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;

    /// <summary>When trying again may help.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
