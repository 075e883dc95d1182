namespace ShopFloorTwin.Odoo.Reading.Calls;

/// <summary>Counts what a reading cost the other side.</summary>
internal sealed class ReadMeter
{
    public int Calls { get; private set; }
    public int Rows { get; private set; }

    public void Count(int rows)
    {
        Calls++;
        Rows += rows;
    }
}
