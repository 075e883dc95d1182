namespace ShopFloorTwin.Silo.Configuration;

/// <summary>
/// Takes the configuration out of a command line: <c>--Twin:Data=x</c>, <c>--Twin:Data x</c>, <c>--urls x</c>.
/// What is left is the command's own, and is parsed strictly.
/// </summary>
/// <param name="Values">Key and value, in order.</param>
/// <param name="Command">The rest.</param>
public sealed record ConfigurationArguments(IReadOnlyList<KeyValuePair<string, string?>> Values, IReadOnlyList<string> Command)
{
    /// <exception cref="ConfigurationFault">A key without a value, or of a section nobody reads.</exception>
    public static ConfigurationArguments Split(IReadOnlyList<string> arguments)
    {
        var values = new List<KeyValuePair<string, string?>>();
        var command = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (KeyOf(arguments[i]) is not { } key)
            {
                command.Add(arguments[i]);
                continue;
            }
            CheckSection(key);
            var equals = arguments[i].IndexOf('=', StringComparison.Ordinal);
            if (equals >= 0)
                values.Add(new(key, arguments[i][(equals + 1)..]));
            else if (i + 1 < arguments.Count)
                values.Add(new(key, arguments[++i]));
            else
                throw new ConfigurationFault(key, $"has no value on the command line: write --{key}=…");
        }
        return new ConfigurationArguments(values, command);
    }

    /// <summary>A configuration key has a colon, which no option of a command has; <c>--urls</c> is the one without.</summary>
    private static string? KeyOf(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal))
            return null;
        var name = argument[2..].Split('=')[0];
        return name.Contains(':', StringComparison.Ordinal) || name.Equals("urls", StringComparison.OrdinalIgnoreCase) ? name : null;
    }

    private static void CheckSection(string key)
    {
        var section = key.Split(':')[0];
        if (key.Contains(':', StringComparison.Ordinal) && !ConfigurationKeys.Sections.Contains(section, StringComparer.OrdinalIgnoreCase))
            throw new ConfigurationFault(key, $"is not a key of ShopFloorTwin; the nearest is {ConfigurationKeys.Nearest(key)}");
    }
}
