using System.Text.RegularExpressions;

namespace ShopFloorTwin.Deploy.Tests.Container;

/// <summary>One instruction of a Dockerfile.</summary>
/// <param name="Stage">Of the <c>FROM</c> above it, from 0.</param>
/// <param name="Keyword">In capitals.</param>
/// <param name="Arguments">Everything behind it, continued lines joined.</param>
public sealed record Instruction(int Stage, string Keyword, string Arguments)
{
    /// <summary>The words that are no flags.</summary>
    public IReadOnlyList<string> Words => [.. Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith("--", StringComparison.Ordinal))];

    /// <summary>Takes files of the source tree, not of another stage.</summary>
    public bool CopiesSource => Keyword == "COPY" && !Arguments.Contains("--from=", StringComparison.Ordinal);
}

/// <summary>The product's Dockerfile, taken apart.</summary>
public sealed partial class Dockerfile
{
    public static Dockerfile Product { get; } = new(Repository.Read("Dockerfile"));

    public Dockerfile(string text)
    {
        var stage = -1;
        var lines = text.Split('\n').Where(line => !line.TrimStart().StartsWith('#'));
        foreach (var line in string.Join('\n', lines).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Where(line => line.Trim().Length > 0))
        {
            var parts = line.Trim().Split(' ', 2);
            if (parts[0] == "FROM")
                stage++;
            Instructions = [.. Instructions, new(stage, parts[0], parts[1].Trim())];
        }
    }

    public IReadOnlyList<Instruction> Instructions { get; } = [];

    public IEnumerable<Instruction> Of(string keyword) => Instructions.Where(instruction => instruction.Keyword == keyword);

    /// <summary>What the image is made with; the stages before it are left behind.</summary>
    public IEnumerable<Instruction> Final => Instructions.Where(instruction => instruction.Stage == Instructions[^1].Stage);

    /// <summary>The variables of the image.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        Final.Where(instruction => instruction.Keyword == "ENV").SelectMany(instruction => Assignment().Matches(instruction.Arguments))
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value.Trim('"'));

    /// <summary>The last user: what the container runs as.</summary>
    public string User => Final.Last(instruction => instruction.Keyword == "USER").Arguments;

    [GeneratedRegex("(?<name>\\w+)=(?<value>\"[^\"]*\"|\\S*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Assignment();
}
