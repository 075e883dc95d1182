namespace ShopFloorTwin.LoadTests.Figures;

/// <summary>A measured figure beside what was promised.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Floor">What must hold.</param>
/// <param name="Aim">What is wanted.</param>
/// <param name="Unit">Of all three; empty for a ratio.</param>
/// <param name="MoreIsBetter">A ratio; otherwise a time or a size.</param>
internal sealed record Promise(string Name, double Floor, double Aim, string Unit, bool MoreIsBetter = false)
{
    public string Line(double measured)
    {
        var verdict = Meets(measured, Aim) ? "meets the aim" : Meets(measured, Floor) ? "meets the floor" : "BELOW THE FLOOR";
        return $"{Name}: {measured:0.###} {Unit}  (floor {Floor}, aim {Aim})  {verdict}";
    }

    private bool Meets(double measured, double target) => MoreIsBetter ? measured >= target : measured <= target;
}
