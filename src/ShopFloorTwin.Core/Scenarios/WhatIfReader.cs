using System.Text.Json;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>What came of reading a question: it, or what is wrong with it.</summary>
public sealed record WhatIfReading(WhatIfQuestion? Question, IReadOnlyList<PlantProblem> Problems);

/// <summary>Reads <c>{name?, edits:[…], samples?}</c>, or the list of edits alone. Whether they fit the site is said by <see cref="WhatIf"/>.</summary>
public static class WhatIfReader
{
    private sealed record Body
    {
        public string? Name { get; init; }
        public required IReadOnlyList<Edit?> Edits { get; init; }
        public int? Samples { get; init; }
    }

    /// <summary>Never throws for what the bytes hold.</summary>
    public static WhatIfReading Read(ReadOnlySpan<byte> utf8)
    {
        if (IsList(utf8))
        {
            var list = EditReader.Read(utf8);
            return list.Edits is null ? new WhatIfReading(null, list.Problems) : new WhatIfReading(new WhatIfQuestion(list.Edits), []);
        }
        var (body, problems) = EditReader.Read<Body>(utf8, "must be an object with edits");
        if (body is null)
            return new WhatIfReading(null, problems);
        if (body.Name is { Length: > Limits.IdChars })
            return Refused("$.name", $"has {body.Name.Length} characters; the limit is {Limits.IdChars}");
        if (EditReader.Fault(body.Edits, "$.edits") is { } fault)
            return new WhatIfReading(null, [fault]);
        return new WhatIfReading(new WhatIfQuestion(body.Edits!, body.Samples, body.Name), []);
    }

    private static bool IsList(ReadOnlySpan<byte> utf8) => utf8.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];

    private static WhatIfReading Refused(string path, string detail) => new(null, [new PlantProblem(path, detail)]);
}
