using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Exceptions;

namespace ShopFloorTwin.Core.Sites;

public sealed partial class SiteState
{
    internal DecisionBook Decisions => _decisions;

    internal bool HasException(string id) => _exceptions.Contains(id);

    private void Raise(ExceptionRaisedData said, DateTimeOffset time, long position)
    {
        var known = _exceptions.Find(said.Entity);
        if (known is null && _exceptions.Count >= Limits.Exceptions)
            return;
        _exceptions.Put(said.Entity, new ExceptionTwin
        {
            Id = said.Entity,
            Kind = said.Kind,
            About = said.About,
            Text = said.Text,
            Owner = said.Owner,
            Priority = said.Priority,
            Since = known?.Since ?? time,
            HeardAt = time,
            Position = position,
        });
    }

    private void Clear(string id) => _exceptions.RemoveWhere(one => one.Id == id, one => one.Id);
}
