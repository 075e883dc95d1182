using System.Collections.Concurrent;

namespace ShopFloorTwin.Core.Learning.Yields;

/// <summary>Yields while a single writer learns them. Not safe for concurrent use; <see cref="Publish"/> gives what is.</summary>
internal sealed class YieldBook
{
    private readonly ConcurrentDictionary<YieldKey, int> _places;
    private YieldModel[] _models;
    private int _count;
    private LearnedYields? _published;

    public YieldBook() => (_places, _models) = ([], []);

    public YieldBook(IEnumerable<YieldModel> models)
        : this()
    {
        foreach (var model in models)
            Put(model);
    }

    public LearnedYields Publish() => _published ??= _count == 0 ? LearnedYields.None : new LearnedYields(_places, _models.AsSpan(0, _count).ToArray());

    public YieldBook Copy() => new(_models.Take(_count));

    /// <summary>More pieces of an operation, or fewer than were said before.</summary>
    /// <param name="product">Made.</param>
    /// <param name="operation">Of the product.</param>
    /// <param name="good">Pieces more.</param>
    /// <param name="scrap">Pieces more.</param>
    /// <param name="orders">1 with the first of an order, else 0.</param>
    /// <param name="time">Of the event that says it.</param>
    public void Observe(string product, string operation, double good, double scrap, int orders, DateTimeOffset time)
    {
        var period = YieldModel.PeriodOf(time);
        Add(YieldKey.Site, good, scrap, orders, period);
        Add(YieldKey.Of(operation), good, scrap, orders, period);
        Add(new YieldKey(product, operation), good, scrap, orders, period);
    }

    private void Add(YieldKey key, double good, double scrap, int orders, int period)
    {
        if (PlaceOf(key) is >= 0 and var place)
            _models[place] = _models[place].With(good, scrap, orders, period);
        else if (_count < Limits.LearnedYields)
            Put(new YieldModel { Key = key, Period = period }.With(good, scrap, orders, period));
        _published = null;
    }

    // The site is learned first, with every observation, and found without looking.
    private int PlaceOf(YieldKey key) => _count > 0 && _models[0].Key == key ? 0 : _places.TryGetValue(key, out var place) ? place : -1;

    private void Put(YieldModel model)
    {
        if (_count == _models.Length)
            Array.Resize(ref _models, Math.Max(16, _count * 2));
        _models[_count] = model;
        _places[model.Key] = _count++;
        _published = null;
    }
}
