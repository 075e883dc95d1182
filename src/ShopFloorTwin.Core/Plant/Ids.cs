namespace ShopFloorTwin.Core.Plant;

/// <summary>What an id may look like.</summary>
public static class Ids
{
    internal const string Rule = "must have 1 to 128 characters, no control characters among them";

    /// <summary>1 to <see cref="Limits.IdChars"/> characters, none of them a control character.</summary>
    public static bool IsValid(string id)
    {
        if (id.Length is 0 or > Limits.IdChars)
            return false;
        foreach (var character in id)
        {
            if (char.IsControl(character))
                return false;
        }
        return true;
    }

    /// <summary>A site id goes into addresses and file names: <c>[A-Za-z0-9][A-Za-z0-9._-]{0,63}</c>.</summary>
    public static bool IsValidSite(string site)
    {
        if (site.Length is 0 or > Limits.SiteIdChars || !char.IsAsciiLetterOrDigit(site[0]))
            return false;
        foreach (var character in site)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '_' or '-'))
                return false;
        }
        return true;
    }
}
