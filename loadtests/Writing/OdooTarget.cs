using System.CommandLine;
using ShopFloorTwin.Odoo.Client;

namespace ShopFloorTwin.LoadTests.Writing;

/// <summary>A real Odoo that a command writes to: a copy, since what is written stays there.</summary>
internal sealed record OdooTarget(Uri Url, string? Database, string? User, OdooProtocol Protocol, string KeyFile)
{
    private static readonly OdooPatience OneTry = new() { Attempts = 1, BreakFor = TimeSpan.FromMilliseconds(500) };

    /// <summary>Looks with much patience, and at no set rate: it is the load's own look, not the product's.</summary>
    public OdooClient Observer() => Client(Url, 1_000, new OdooPatience { Attempts = 8, BreakFor = TimeSpan.FromMilliseconds(500) });

    /// <summary>As the writer under load has it: every answer comes through as it is.</summary>
    /// <param name="through">A proxy in front; null: none.</param>
    public OdooClient Direct(Uri? through = null) => Client(through ?? Url, 100_000, OneTry);

    private OdooClient Client(Uri url, double rate, OdooPatience patience) => new(
        new OdooConnection { Instance = "main", Url = url, Database = Database, User = User, Protocol = Protocol, RatePerSecond = rate, Patience = patience },
        new FixedKeys(File.ReadAllText(KeyFile).Trim()), TimeProvider.System);
}

/// <summary>The options that name an Odoo; left out, the environment's variables of the same meaning.</summary>
internal sealed class OdooTargetOptions
{
    private readonly Option<string?> _url = Named("--url", "TWIN_TEST_ODOO_URL", "Address of a real Odoo. What is written stays there: take a copy.");
    private readonly Option<string?> _database = Named("--database", "TWIN_TEST_ODOO_DATABASE", "Its database.");
    private readonly Option<string?> _user = Named("--user", "TWIN_TEST_ODOO_USER", "Login of the key's user (jsonrpc).");
    private readonly Option<string?> _keyFile = Named("--key-file", "TWIN_TEST_ODOO_KEY_FILE", "File with the user's API key.");
    private readonly Option<OdooProtocol> _protocol = new("--protocol") { Description = "json2 or jsonrpc.", DefaultValueFactory = _ => OdooProtocol.Json2 };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_url, _database, _user, _keyFile, _protocol])
            command.Options.Add(option);
    }

    /// <summary>Null where no address is named.</summary>
    /// <exception cref="InvalidOperationException">An address without a key.</exception>
    public OdooTarget? Of(ParseResult parsed) => parsed.GetValue(_url) is { Length: > 0 } url
        ? new OdooTarget(new Uri(url), parsed.GetValue(_database), parsed.GetValue(_user), parsed.GetValue(_protocol), Path.GetFullPath(parsed.GetValue(_keyFile) ?? throw new InvalidOperationException("--key-file is missing: name the file with the API key")))
        : null;

    private static Option<string?> Named(string name, string variable, string what) =>
        new(name) { Description = $"{what} As {variable}.", DefaultValueFactory = _ => Environment.GetEnvironmentVariable(variable) };
}
