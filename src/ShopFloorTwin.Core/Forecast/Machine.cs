namespace ShopFloorTwin.Core.Forecast;

/// <summary>A work center in the deterministic pass.</summary>
internal sealed class Machine
{
    private TimeLine _line = TimeLine.Always, _calendar = TimeLine.Always;
    private UnitAbsence[] _absences = [];
    private int _gone;

    /// <summary>Sets it to how a floor finds it.</summary>
    public void Prepare(Floor floor, int workCenter)
    {
        _line = floor.Lines[workCenter];
        _calendar = floor.CalendarLines[workCenter];
        Waiting.Clear();
        OpensAt = double.NegativeInfinity;
        (_absences, _gone) = (floor.AbsencesOf(workCenter), 0);
        var units = floor.Capacity[workCenter];
        if (FreeAt.Length != units)
            (FreeAt, FreedBy) = (new double[units], new Binding[units]);
        Array.Clear(FreeAt);
        Array.Clear(FreedBy);
        var down = floor.DownSources[workCenter] ?? [];
        for (var u = 0; u < down.Length && u < units; u++)
        {
            FreeAt[u] = _line.ToWork(floor.Sources[down[u]].Release);
            FreedBy[u] = new Binding(BindingKind.Source, down[u]);
        }
    }

    /// <summary>Operations that could start, best rank first.</summary>
    public PriorityQueue<int, Rank> Waiting { get; } = new();

    /// <summary>By unit: free from here on, in working minutes.</summary>
    public double[] FreeAt { get; private set; } = [];

    /// <summary>By unit: what it is busy with until then.</summary>
    public Binding[] FreedBy { get; private set; } = [];

    /// <summary>The opening that is on the agenda already.</summary>
    public double OpensAt { get; set; } = double.NegativeInfinity;

    /// <summary>The unit that is, or is soonest, free; of several the first.</summary>
    public int EarliestUnit()
    {
        var unit = 0;
        for (var u = 1; u < FreeAt.Length; u++)
        {
            if (FreeAt[u] < FreeAt[unit])
                unit = u;
        }
        return unit;
    }

    /// <summary>Units that go up to a moment, in wall minutes, are busy until they come back: those that are free first.</summary>
    public void PassTo(double now)
    {
        for (; _gone < _absences.Length && _absences[_gone].From <= now; _gone++)
        {
            var back = _line.ToWork(_absences[_gone].To);
            for (var u = 0; u < _absences[_gone].Units; u++)
            {
                var unit = EarliestUnit();
                FreeAt[unit] = Math.Max(FreeAt[unit], back);
            }
        }
    }

    /// <summary>Open minutes lost to planned stops between two wall times.</summary>
    public double StopMinutes(double from, double to) => ReferenceEquals(_line, _calendar)
        ? 0
        : Math.Max(0, _calendar.ToWork(to) - _calendar.ToWork(from) - (_line.ToWork(to) - _line.ToWork(from)));
}
