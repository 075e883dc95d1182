namespace ShopFloorTwin.Core.Sites;

/// <summary>A query that cannot be answered as asked: which parameter, and what would be right.</summary>
/// <param name="parameter">Name of the parameter as the caller wrote it: <c>limit</c>, <c>after</c>, <c>sort</c>.</param>
/// <param name="detail">One sentence that names the mend.</param>
public sealed class QueryException(string parameter, string detail) : Exception(detail)
{
    public string Parameter { get; } = parameter;
    public string Detail { get; } = detail;
}
