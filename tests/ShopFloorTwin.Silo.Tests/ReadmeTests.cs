using System.Text.RegularExpressions;
using ShopFloorTwin.Silo.Commands;
using ShopFloorTwin.Silo.Configuration;

namespace ShopFloorTwin.Silo.Tests;

/// <summary>What the README and the documents name is there.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Documents() =>
        [.. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Concat([Path.Combine(Root, "README.md"), Path.Combine(Root, "deploy", "README.md")]).Select(file => Path.GetRelativePath(Root, file))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_path_and_link_of_a_document_leads_somewhere(string document)
    {
        var text = File.ReadAllText(Path.Combine(Root, document));
        var folder = Path.GetDirectoryName(Path.Combine(Root, document))!;
        var named = RepositoryPath().Matches(text).Select(match => Path.Combine(Root, match.Groups["path"].Value))
            .Concat(Link().Matches(text).Select(match => Path.Combine(folder, match.Groups["path"].Value)));

        var missing = named.Where(path => !File.Exists(path) && !Directory.Exists(path)).Select(path => Path.GetRelativePath(Root, path)).Distinct();

        Assert.Empty(missing);
    }

    [Fact]
    public void The_README_lists_every_configuration_key()
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));

        Assert.All(ConfigurationKeys.All, key => Assert.Contains($"`{key.Name}`", readme));
    }

    [Fact]
    public void The_README_lists_every_exit_code()
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));

        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Contains($"| {(int)code} |", readme));
    }

    [Fact]
    public void The_README_opens_with_the_two_commands()
    {
        var head = string.Join('\n', File.ReadLines(Path.Combine(Root, "README.md")).Take(12));

        Assert.Contains("dotnet run --project silo", head);
        Assert.Contains("./test.sh", head);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ShopFloorTwin.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run inside the repository");
        return folder.FullName;
    }

    /// <summary>A path from the root in a code span; those with a placeholder are patterns, not paths.</summary>
    [GeneratedRegex(@"`(?<path>(src|silo|tests|docs|loadtests|deploy|\.ci)/[\w./-]*\w)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex RepositoryPath();

    /// <summary>A relative link.</summary>
    [GeneratedRegex(@"\]\((?<path>[\w.-][\w./-]*)(#[\w-]*)?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Link();
}
