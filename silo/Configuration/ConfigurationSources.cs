namespace ShopFloorTwin.Silo.Configuration;

/// <summary>The usual .NET order, the last one wins: appsettings.json, environment, command line.</summary>
public static class ConfigurationSources
{
    /// <exception cref="ConfigurationFault">An appsettings.json that is not JSON.</exception>
    public static IConfigurationRoot Read(IReadOnlyList<KeyValuePair<string, string?>> commandLine)
    {
        var builder = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Logging:LogLevel:Default", "Warning")])
            .AddEnvironmentVariables("DOTNET_")
            .AddEnvironmentVariables("ASPNETCORE_");
        foreach (var folder in ((string[])[AppContext.BaseDirectory, Environment.CurrentDirectory]).Distinct(StringComparer.Ordinal))
            builder.AddJsonFile(Path.Combine(folder, "appsettings.json"), optional: true, reloadOnChange: false);
        try
        {
            return builder.AddEnvironmentVariables().AddInMemoryCollection(LastOfEach(commandLine)).Build();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationFault("appsettings.json", $"cannot be read: {(e.InnerException ?? e).Message}");
        }
    }

    /// <summary>A key may be given twice, as by a script that adds to a command line.</summary>
    private static Dictionary<string, string?> LastOfEach(IReadOnlyList<KeyValuePair<string, string?>> commandLine)
    {
        var last = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in commandLine)
            last[key] = value;
        return last;
    }
}
