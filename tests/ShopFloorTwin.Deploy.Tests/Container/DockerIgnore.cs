using System.Text.RegularExpressions;

namespace ShopFloorTwin.Deploy.Tests.Container;

/// <summary>What <c>.dockerignore</c> keeps from the builder: a pattern takes a file, or a folder with everything below it.</summary>
internal static class DockerIgnore
{
    private static readonly IReadOnlyList<Regex> Patterns =
        [.. Repository.Read(".dockerignore").Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')).Select(PatternOf)];

    public static bool Keeps(string path) => Patterns.Any(pattern => pattern.IsMatch(path));

    private static Regex PatternOf(string line)
    {
        if (line.StartsWith('!'))
            throw new NotSupportedException("exceptions are not read here: write the file without them");
        var expression = Regex.Escape(line).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        return new Regex($"^{expression}(/.*)?$", RegexOptions.None, TimeSpan.FromSeconds(1));
    }
}
