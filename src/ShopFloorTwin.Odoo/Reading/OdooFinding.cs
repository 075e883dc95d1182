namespace ShopFloorTwin.Odoo.Reading;

/// <summary>A record the reader could not take as it stands: somebody should look at it in Odoo.</summary>
/// <param name="Kind">Stable name of what is wrong, such as <c>unknownUnit</c>.</param>
/// <param name="Model">Such as <c>mrp.bom.line</c>.</param>
/// <param name="Id">Of the record; 0 when the finding is about the model as a whole.</param>
/// <param name="Field">The field it is about; null: the record as a whole.</param>
/// <param name="What">What is wrong, as a sentence.</param>
/// <param name="Instead">What the twin does instead.</param>
public sealed record OdooFinding(string Kind, string Model, long Id, string? Field, string What, string Instead)
{
    public override string ToString() => $"{Model} {Id}{(Field is null ? "" : $" {Field}")}: {What}; {Instead}";
}
