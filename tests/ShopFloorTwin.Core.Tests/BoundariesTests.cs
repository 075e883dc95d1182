using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Tests;

public sealed partial class BoundariesTests
{
    [Fact]
    public void Core_references_nothing_but_the_base_class_library_and_its_numeric_packages()
    {
        var foreign = typeof(SiteState).Assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !BaseLibrary().IsMatch(name) || Infrastructure().IsMatch(name));
        Assert.Empty(foreign);
    }

    [Fact]
    public void Core_asks_for_no_package_but_the_numeric_ones()
    {
        var project = File.ReadAllText(Path.Combine(CoreFolder(), "ShopFloorTwin.Core.csproj"));
        Assert.Equal(["System.Numerics.Tensors"], Package().Matches(project).Select(match => match.Groups[1].Value));
        Assert.DoesNotContain("FrameworkReference", project, StringComparison.Ordinal);
        Assert.DoesNotContain("ProjectReference", project, StringComparison.Ordinal);
    }

    [Fact]
    public void Core_knows_no_clock_no_chance_and_no_outside()
    {
        var files = Directory.EnumerateFiles(CoreFolder(), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(CoreFolder(), file).StartsWith("obj", StringComparison.Ordinal))
            .ToList();
        Assert.True(files.Count > 30, $"only {files.Count} source files found under {CoreFolder()}");
        Assert.Empty(files.Where(file => Impure().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName));
    }

    private static string CoreFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "ShopFloorTwin.Core"));

    [GeneratedRegex(@"^(System(\.|$)|netstandard$|mscorlib$|Microsoft\.CSharp$)")]
    private static partial Regex BaseLibrary();

    [GeneratedRegex(@"^System\.(Net|Data|IO\.Pipes|IO\.FileSystem|Diagnostics\.Process)(\.|$)")]
    private static partial Regex Infrastructure();

    [GeneratedRegex("""<PackageReference Include="([^"]+)" """)]
    private static partial Regex Package();

    [GeneratedRegex(@"\b(DateTimeOffset|DateTime)\.(UtcNow|Now)\b|\bTimeProvider\b|\bnew Random\b|\bRandom\.Shared\b|\bStopwatch\b|\bThread\.|\bTask\.|\basync\b|\bFile\.|\bHttpClient\b|\bConsole\.|\bGuid\.NewGuid\b")]
    private static partial Regex Impure();
}
