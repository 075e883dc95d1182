namespace ShopFloorTwin.Deploy.Tests.Compose;

/// <summary>What <c>deploy/secrets.sh</c> makes, in a folder of its own.</summary>
internal sealed class Secrets : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private Secrets() => File.Copy(Repository.PathOf("deploy/secrets.sh"), _folder.File("secrets.sh"));

    public IReadOnlyList<string> Files => Directory.GetFiles(_folder.File("secrets"));

    public static async Task<Secrets> MakeAsync()
    {
        var secrets = new Secrets();
        await secrets.MakeAgainAsync();
        return secrets;
    }

    public string PathOf(string name) => Path.Combine(_folder.File("secrets"), name);

    public async Task MakeAgainAsync()
    {
        var (code, output) = await Shell.RunAsync("bash", [_folder.File("secrets.sh")]);
        Assert.True(code == 0, output);
    }

    public void Dispose() => _folder.Dispose();
}
