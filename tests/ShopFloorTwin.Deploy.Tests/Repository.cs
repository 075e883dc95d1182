namespace ShopFloorTwin.Deploy.Tests;

/// <summary>The files of the source tree.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>The product's version, as <c>Directory.Build.props</c> has it.</summary>
    public static string Version { get; } =
        System.Xml.Linq.XDocument.Load(PathOf("Directory.Build.props")).Descendants("Version").Single().Value;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ShopFloorTwin.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run inside the repository");
        return folder.FullName;
    }
}
