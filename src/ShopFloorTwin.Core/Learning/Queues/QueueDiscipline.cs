using System.Text.Json.Serialization;

namespace ShopFloorTwin.Core.Learning.Queues;

/// <summary>Who goes first where work waits. A higher priority always does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QueueDiscipline>))]
public enum QueueDiscipline
{
    /// <summary>The latest start that still meets the date it is needed by, the earliest first: the product's own rule.</summary>
    [JsonStringEnumMemberName("slack")] Slack,

    /// <summary>What has waited longest.</summary>
    [JsonStringEnumMemberName("firstCome")] FirstCome,

    /// <summary>The earliest due date of the order.</summary>
    [JsonStringEnumMemberName("dueDate")] DueDate,

    /// <summary>The fewest planned minutes.</summary>
    [JsonStringEnumMemberName("shortest")] Shortest,
}
