using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Events;

/// <summary>Reads what machines and maintenance report about a work center.</summary>
internal static class MachineEvents
{
    public static IReadOnlyList<EventDefinition> Definitions { get; } =
    [
        new(EventTypes.MachineState, SubjectKinds.WorkCenter, State),
        new(EventTypes.MachineCount, SubjectKinds.WorkCenter, Count),
        new(EventTypes.MachineMeasurement, SubjectKinds.WorkCenter, Measurement),
        new(EventTypes.MachineAlarm, SubjectKinds.WorkCenter, Alarm),
        new(EventTypes.MaintenancePlanned, SubjectKinds.WorkCenter, MaintenancePlanned),
        new(EventTypes.MaintenanceDone, SubjectKinds.WorkCenter, MaintenanceDone),
    ];

    /// <summary>PackML names without regard to case.</summary>
    private static readonly Dictionary<string, MachineState> States =
        Enum.GetValues<MachineState>().ToDictionary(state => state.ToString(), StringComparer.OrdinalIgnoreCase);

    private static EventData? State(ref DataFields data, Subject subject)
    {
        MachineState? state = null;
        string? unit = null, reason = null, code = null;
        while (data.Next())
        {
            if (data.Is("state"u8))
                state = ReadState(ref data);
            else if (data.Is("unit"u8))
                unit = data.Id("unit");
            else if (data.Is("reason"u8))
                reason = data.Text("reason");
            else if (data.Is("code"u8))
                code = data.TextOrNumber("code");
        }
        data.Require(state is not null, "state");
        return new MachineStateData(state ?? default, unit, reason, code) { Entity = subject.Entity };
    }

    private static MachineState? ReadState(ref DataFields data)
    {
        if (data.Text("state") is not { } name)
            return null;
        if (States.TryGetValue(name, out var state))
            return state;
        data.Refuse("state", $"must be a PackML state: {string.Join(' ', States.Keys.Select(known => known.ToLowerInvariant()))}");
        return null;
    }

    private static EventData? Count(ref DataFields data, Subject subject)
    {
        double? good = null, scrap = null;
        string? mode = null, order = null, operation = null, unit = null;
        while (data.Next())
        {
            if (data.Is("good"u8))
                good = data.Quantity("good");
            else if (data.Is("scrap"u8))
                scrap = data.Quantity("scrap");
            else if (data.Is("mode"u8))
                mode = data.Text("mode");
            else if (data.Is("order"u8))
                order = data.Id("order");
            else if (data.Is("operation"u8))
                operation = data.Id("operation");
            else if (data.Is("unit"u8))
                unit = data.Id("unit");
        }
        data.Require(good is not null, "good");
        data.Require(scrap is not null, "scrap");
        data.Require(mode is not null, "mode");
        if (mode is not ("delta" or "total"))
            data.Refuse("mode", "must be delta or total");
        return new MachineCountData(good ?? 0, scrap ?? 0, mode == "total", order, operation, unit) { Entity = subject.Entity };
    }

    private static EventData? Measurement(ref DataFields data, Subject subject)
    {
        string? characteristic = null, uom = null, order = null;
        double? value = null, lower = null, upper = null;
        while (data.Next())
        {
            if (data.Is("characteristic"u8))
                characteristic = data.Id("characteristic");
            else if (data.Is("value"u8))
                value = data.Number("value");
            else if (data.Is("uom"u8))
                uom = data.Text("uom");
            else if (data.Is("lower"u8))
                lower = data.Number("lower");
            else if (data.Is("upper"u8))
                upper = data.Number("upper");
            else if (data.Is("order"u8))
                order = data.Id("order");
        }
        data.Require(characteristic is not null, "characteristic");
        data.Require(value is not null, "value");
        if (lower > upper)
            data.Refuse("lower", "must not be above upper");
        return new MachineMeasurementData(characteristic ?? "", value ?? 0, uom, lower, upper, order) { Entity = subject.Entity };
    }

    private static EventData? Alarm(ref DataFields data, Subject subject)
    {
        string? code = null, severity = null, text = null;
        bool? active = null;
        while (data.Next())
        {
            if (data.Is("code"u8))
                code = data.TextOrNumber("code");
            else if (data.Is("severity"u8))
                severity = data.TextOrNumber("severity");
            else if (data.Is("text"u8))
                text = data.Text("text");
            else if (data.Is("active"u8))
                active = data.Flag("active");
        }
        data.Require(code is not null, "code");
        data.Require(active is not null, "active");
        return new MachineAlarmData(code ?? "", severity, text, active ?? false) { Entity = subject.Entity };
    }

    private static EventData? MaintenancePlanned(ref DataFields data, Subject subject)
    {
        DateTimeOffset? from = null, to = null;
        string? reason = null;
        while (data.Next())
        {
            if (data.Is("from"u8))
                from = data.Instant("from");
            else if (data.Is("to"u8))
                to = data.Instant("to");
            else if (data.Is("reason"u8))
                reason = data.Text("reason");
        }
        data.Require(from is not null, "from");
        data.Require(to is not null, "to");
        if (from >= to)
            data.Refuse("to", "must be later than from");
        return new MaintenancePlannedData(from ?? default, to ?? default, reason) { Entity = subject.Entity };
    }

    private static EventData? MaintenanceDone(ref DataFields data, Subject subject) => new MaintenanceDoneData { Entity = subject.Entity };
}
