using System.Text;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Odoo.Reading;

/// <summary>
/// Which id of the twin is which record of Odoo. An id is what people call the record (code, reference, name); where two records
/// would have the same, the one with the lower database id has it and the others have theirs behind a <c>#</c>.
/// Not safe for concurrent use.
/// </summary>
public sealed class OdooLinks
{
    private readonly Dictionary<(string Model, long Id), string> _names = [];
    private readonly Dictionary<(string Model, string Name), long> _ids = [];

    /// <summary>The twin's id of a record; null when it was not read.</summary>
    public string? NameOf(string model, long? id) => id is { } known ? _names.GetValueOrDefault((model, known)) : null;

    /// <summary>The record of a twin's id; null when there is none.</summary>
    public long? IdOf(string model, string name) => _ids.TryGetValue((model, name), out var id) ? id : null;

    /// <summary>All records of a model.</summary>
    public IEnumerable<(long Id, string Name)> Of(string model) => _names.Where(entry => entry.Key.Model == model).Select(entry => (entry.Key.Id, entry.Value));

    /// <summary>Gives a record its id; a record that has one keeps it. Call in the order of database ids.</summary>
    /// <param name="model">Odoo's model.</param>
    /// <param name="id">Database id.</param>
    /// <param name="called">What people call it; null or empty: it is called after its model and id.</param>
    /// <param name="clashes">Takes it when somebody else is called the same.</param>
    public string Name(string model, long id, string? called, FindingList? clashes = null)
    {
        if (_names.TryGetValue((model, id), out var known))
            return known;
        var name = Clean(called) is { Length: > 0 } clean ? clean : $"{model[(model.LastIndexOf('.') + 1)..]}-{id}";
        if (_ids.TryGetValue((model, name), out var other))
        {
            clashes?.Add("sameName", model, id, null, $"is called '{name}', as record {other} is", $"it is '{Numbered(name, id)}' here");
            name = Numbered(name, id);
        }
        _names[(model, id)] = name;
        _ids[(model, name)] = id;
        return name;
    }

    /// <summary>Forgets a record that is gone.</summary>
    public void Forget(string model, long id)
    {
        if (_names.Remove((model, id), out var name))
            _ids.Remove((model, name));
    }

    private static string Numbered(string name, long id) => $"{name[..Math.Min(name.Length, Limits.IdChars - 24)]} #{id}";

    /// <summary>What an id may look like: no control characters, not too long.</summary>
    private static string? Clean(string? called)
    {
        if (called is null)
            return null;
        var clean = new StringBuilder(called.Length);
        foreach (var character in called)
            clean.Append(char.IsControl(character) ? ' ' : character);
        var text = clean.ToString().Trim();
        return text.Length <= Limits.IdChars ? text : text[..Limits.IdChars];
    }
}
