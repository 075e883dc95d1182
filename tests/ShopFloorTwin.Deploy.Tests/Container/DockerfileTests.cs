using System.Xml.Linq;

namespace ShopFloorTwin.Deploy.Tests.Container;

/// <summary>What can be said of the image without building it.</summary>
public sealed class DockerfileTests
{
    private const string Silo = "silo/ShopFloorTwin.Silo.csproj";
    private static readonly Dockerfile Image = Dockerfile.Product;

    [Fact]
    public void Every_base_image_names_its_version_and_distribution()
    {
        Assert.All(Image.Of("FROM"), from => Assert.Matches(@"^mcr\.microsoft\.com/dotnet/(sdk|aspnet):10\.0(\.\d+)?-[a-z]+", from.Words[0]));
        Assert.Equal(2, Image.Of("FROM").Count());
    }

    [Fact]
    public void The_container_runs_as_a_user_by_number_who_is_not_root()
    {
        Assert.Matches(@"^[1-9]\d*:[1-9]\d*$", Image.User);
        Assert.DoesNotContain(Image.Final.SkipWhile(instruction => instruction.Keyword != "USER").Skip(1), instruction => instruction.Keyword is "RUN" or "COPY" or "USER");
    }

    [Fact]
    public void The_image_knows_the_time_zones_that_sites_are_in()
    {
        var final = Image.Of("FROM").Last().Words[0];

        Assert.True(!final.Contains("chiseled", StringComparison.Ordinal) || final.EndsWith("-extra", StringComparison.Ordinal), $"{final} has no tzdata");
    }

    [Fact]
    public void The_image_is_built_with_the_cluster_engine_unless_told_otherwise()
    {
        Assert.Contains(Image.Of("ARG"), argument => argument.Arguments == "ENGINE=Orleans");
        Assert.All(Image.Of("RUN").Where(run => run.Arguments.StartsWith("dotnet", StringComparison.Ordinal)), run => Assert.Contains("-p:Engine=$ENGINE", run.Words));
    }

    [Fact]
    public void Nothing_is_fetched_and_no_secret_is_built_in()
    {
        Assert.Empty(Image.Of("ADD"));
        var variables = Image.Of("ENV").Concat(Image.Of("ARG")).Select(instruction => instruction.Arguments);
        Assert.All(variables, text => Assert.DoesNotMatch("(?i)password|secret|apikey|token|bootstrapkey|credential", text));
        Assert.All(Image.Of("RUN"), run => Assert.DoesNotMatch(@"(?i)\b(curl|wget|sudo|apt-get|https?:)", run.Arguments));
    }

    [Fact]
    public void Every_file_that_is_copied_is_there_and_reaches_the_builder()
    {
        var sources = Image.Instructions.Where(instruction => instruction.CopiesSource).SelectMany(copy => copy.Words.SkipLast(1)).Select(path => path.TrimEnd('/')).ToList();

        Assert.Contains(Silo, sources);
        Assert.All(sources, path => Assert.True(Path.Exists(Repository.PathOf(path)), $"{path} is not there"));
        Assert.All(sources, path => Assert.False(DockerIgnore.Keeps(path), $".dockerignore keeps {path} out"));
    }

    [Fact]
    public void Restoring_finds_every_project_of_the_silo_and_every_file_that_decides_what_is_restored()
    {
        var copied = CopiedBeforeRestore().SelectMany(copy => copy.Words.SkipLast(1).Select(source => (Source: source, Target: copy.Words[^1]))).ToList();
        var projects = ProjectsOf(Silo).Append("src/ShopFloorTwin.Orleans/ShopFloorTwin.Orleans.csproj").Distinct().Order().ToList();

        Assert.True(projects.Count > 6, string.Join(", ", projects));
        Assert.All(projects, project => Assert.Contains((project, Path.GetDirectoryName(project) + "/"), copied));
        string[] deciding = ["global.json", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "NuGet.config", "nuget.config"];
        Assert.All(deciding.Where(file => File.Exists(Repository.PathOf(file))), file => Assert.Contains((file, "./"), copied));
    }

    [Fact]
    public void A_change_of_code_does_not_restore_anew() =>
        Assert.All(CopiedBeforeRestore().SelectMany(copy => copy.Words.SkipLast(1)), path => Assert.Matches(@"\.(csproj|props|targets|json|config)$", path));

    [Fact]
    public void The_container_starts_what_the_silo_project_makes()
    {
        var assembly = XDocument.Load(Repository.PathOf(Silo)).Descendants("AssemblyName").Single().Value;

        Assert.Equal($"[\"dotnet\", \"{assembly}.dll\"]", Image.Final.Last(instruction => instruction.Keyword == "ENTRYPOINT").Arguments);
        Assert.DoesNotContain(Image.Final, instruction => instruction.Keyword is "CMD" or "HEALTHCHECK" or "SHELL" or "RUN");
    }

    [Fact]
    public void The_ports_it_listens_on_are_those_it_names() =>
        Assert.Equal([Image.Environment["ASPNETCORE_HTTP_PORTS"], "11111"], Image.Final.Single(instruction => instruction.Keyword == "EXPOSE").Words);

    [Theory]
    [InlineData(".git/config")]
    [InlineData("silo/bin/Release/net10.0/silo.dll")]
    [InlineData("src/ShopFloorTwin.Core/obj/project.assets.json")]
    [InlineData("tests/ShopFloorTwin.Core.Tests/BoundariesTests.cs")]
    [InlineData("deploy/secrets/bootstrap-key")]
    [InlineData("data/twin.db")]
    public void What_the_image_is_not_built_from_stays_away_from_the_builder(string path) => Assert.True(DockerIgnore.Keeps(path));

    [Theory]
    [InlineData("src/ShopFloorTwin.Core/Limits.cs")]
    [InlineData("silo/Program.cs")]
    [InlineData("Directory.Packages.props")]
    public void What_the_image_is_built_from_reaches_the_builder(string path) => Assert.False(DockerIgnore.Keeps(path));

    private static IEnumerable<Instruction> CopiedBeforeRestore() =>
        Image.Instructions.TakeWhile(instruction => !(instruction.Keyword == "RUN" && instruction.Arguments.StartsWith("dotnet restore", StringComparison.Ordinal)))
            .Where(instruction => instruction.CopiesSource);

    private static IEnumerable<string> ProjectsOf(string project)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(project))!;
        var references = XDocument.Load(Repository.PathOf(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(folder, reference.Attribute("Include")!.Value.Replace('\\', '/')))));
        return references.SelectMany(ProjectsOf).Prepend(project);
    }
}
