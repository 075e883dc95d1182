using System.Text;

namespace ShopFloorTwin.Core.Plant;

/// <summary>A place in a document; becomes a path only when something is wrong there.</summary>
internal sealed class Place
{
    private readonly Place? parent;
    private readonly string name;
    private readonly int index;

    private Place(Place? parent, string name, int index)
    {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    /// <summary>The document itself, or another root such as <c>data</c>.</summary>
    public static Place Root(string name = "$") => new(null, name, -1);

    /// <summary>Element <paramref name="itemIndex"/> of the list <paramref name="list"/>.</summary>
    public Place Item(string list, int itemIndex) => new(this, list, itemIndex);

    public override string ToString()
    {
        var path = new StringBuilder();
        Write(path);
        return path.ToString();
    }

    private void Write(StringBuilder path)
    {
        if (parent is not null)
        {
            parent.Write(path);
            path.Append('.');
        }
        path.Append(name);
        if (index >= 0)
            path.Append('[').Append(index).Append(']');
    }
}
