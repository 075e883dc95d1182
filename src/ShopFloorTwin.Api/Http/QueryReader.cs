using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Api.Http;

/// <summary>Reads query parameters; a wrong one is a problem that names it and what is allowed.</summary>
internal readonly struct QueryReader(HttpRequest request)
{
    private const int ListMax = 32;
    private readonly IQueryCollection _query = request.Query;

    /// <summary>The text of a parameter given once; null when left out or empty.</summary>
    public string? Text(QueryParameter parameter, int charsMax = Limits.IdChars)
    {
        var values = _query[parameter.Name];
        if (values.Count > 1)
            throw Problems.BadParameter(parameter.Name, $"'{parameter.Name}' may be given once.");
        var text = values.ToString();
        if (text.Length > charsMax)
            throw Problems.BadParameter(parameter.Name, $"'{parameter.Name}' may have {charsMax} characters.");
        return text.Length == 0 ? null : text;
    }

    public long? Whole(QueryParameter parameter, long min, long max)
    {
        if (Text(parameter) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Problems.BadParameter(parameter.Name, $"'{parameter.Name}' is a whole number from {min} to {max}, not '{text}'.");
    }

    public bool Flag(QueryParameter parameter) => Text(parameter) switch
    {
        null or "false" => false,
        "true" => true,
        var other => throw Problems.BadParameter(parameter.Name, $"'{parameter.Name}' is true or false, not '{other}'.", ["true", "false"]),
    };

    public DateTimeOffset? Instant(QueryParameter parameter)
    {
        if (Text(parameter) is not { } text)
            return null;
        // The plus sign of an offset arrives as a space when the address was not escaped.
        return Instants.TryParse(Encoding.UTF8.GetBytes(text.TrimEnd().Replace(' ', '+')), out var time)
            ? time
            : throw Problems.BadParameter(parameter.Name, $"'{parameter.Name}' is an instant as {Instants.Example}, not '{text}'.");
    }

    /// <summary>A parameter that is repeated, or a comma list, or both; of the allowed names only.</summary>
    public IReadOnlyList<T> Names<T>(QueryParameter parameter, IReadOnlyDictionary<string, T> allowed)
    {
        var found = new List<T>();
        foreach (var value in _query[parameter.Name])
        {
            foreach (var name in (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (!allowed.TryGetValue(name, out var known) || found.Count == ListMax)
                    throw Problems.BadParameter(parameter.Name, $"'{parameter.Name}' is a list of {string.Join(", ", allowed.Keys)}, not '{name}'.", [.. allowed.Keys]);
                found.Add(known);
            }
        }
        return found;
    }

    /// <summary>One of the allowed texts.</summary>
    public string? OneOf(QueryParameter parameter) =>
        Text(parameter) is not { } text ? null
        : parameter.Allowed!.Contains(text) ? text
        : throw Problems.BadParameter(parameter.Name, $"'{parameter.Name}' is one of {string.Join(", ", parameter.Allowed!)}, not '{text}'.", parameter.Allowed);

    public int Limit() =>
        (int)(Whole(CommonParameters.Limit, 1, Limits.PageItemsMax) ?? Limits.PageItemsDefault);

    public string? After() => Text(CommonParameters.After, CursorChars);

    public ListQuery Page() => new(After(), Limit());

    /// <summary>The past moment asked for, by position or instant; null: now.</summary>
    public PastMoment? Past()
    {
        var position = Whole(CommonParameters.Position, 1, long.MaxValue);
        var at = Instant(CommonParameters.At);
        if (position is not null && at is not null)
            throw Problems.BadParameter(CommonParameters.At.Name, "Give 'position' or 'at', not both.");
        return position is null && at is null ? null : new PastMoment(position, at);
    }

    private const int CursorChars = 1024;
}
