namespace ShopFloorTwin.Core.Learning.Flow;

/// <summary>Work centers by number, and how far along an order's way each usually lies.</summary>
internal sealed class FlowPlaces
{
    private const double PriorWeight = 2;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<(double Sum, double Count)> _places = [];

    public FlowPlaces(IEnumerable<FlowPath> done)
    {
        foreach (var path in done)
        {
            var whole = Math.Max(1, path.Minutes);
            foreach (var stretch in path.Stretches)
            {
                var number = NumberOf(stretch.WorkCenter);
                _places[number] = (_places[number].Sum + stretch.To / whole, _places[number].Count + 1);
            }
        }
    }

    /// <summary>Where an order is at a moment; minutes since its start.</summary>
    public FlowLandmark At(FlowPath path, double minutes, FlowScale scale)
    {
        var (last, until, furthest, number) = (-1f, 0f, 0f, -1);
        foreach (var stretch in path.Stretches)
        {
            if (stretch.From > minutes)
                break;
            var to = Math.Min(stretch.To, (float)minutes);
            until = Math.Max(until, to);
            var place = NumberOf(stretch.WorkCenter);
            furthest = Math.Max(furthest, PlaceOf(place));
            if (to >= last)
                (last, number) = (to, place);
        }
        return new FlowLandmark(scale.Of(minutes), scale.Of(minutes - until), furthest, number);
    }

    private float PlaceOf(int number) => (float)((_places[number].Sum + 0.5 * PriorWeight) / (_places[number].Count + PriorWeight));

    private int NumberOf(string workCenter)
    {
        if (_numbers.TryGetValue(workCenter, out var number))
            return number;
        _numbers.Add(workCenter, number = _places.Count);
        _places.Add((0, 0));
        return number;
    }
}
