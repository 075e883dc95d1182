using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ShopFloorTwin.Orleans.Contracts;

/// <summary>
/// What of Core and Engine crosses from silo to silo travels as JSON, without a type's name: fields that one side does not know yet are
/// passed over by the other, so that silos of neighbouring versions understand each other.
/// </summary>
internal static class WireJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AllowMissing } },
    };

    /// <summary>A member that the other side does not know yet is not there, whatever this side demands of its own.</summary>
    private static void AllowMissing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            property.IsRequired = false;
    }

    public static byte[]? Write(object? value) => value is null ? null : JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options);

    public static T? Read<T>(byte[]? utf8) => utf8 is null ? default : JsonSerializer.Deserialize<T>(utf8, Options);
}

/// <summary>
/// A value of Core or Engine on its way to or from a grain. Within a silo it is passed as it is, for it is immutable; to another silo it
/// is written when it leaves, and read by who takes it out.
/// </summary>
[Immutable, Alias("shopfloortwin.carried")]
public sealed class Carried
{
    private readonly object? _value;
    private readonly byte[]? _utf8;

    private Carried(object? value, byte[]? utf8, SiteFault? fault) => (_value, _utf8, Fault) = (value, utf8, fault);

    /// <summary>Why there is no value; null: there is.</summary>
    public SiteFault? Fault { get; }

    /// <summary>Carries a value.</summary>
    public static Carried Of(object? value) => new(value, null, null);

    /// <summary>Carries why there is none. Refusals that are to be expected travel so, and not as exceptions.</summary>
    public static Carried Of(SiteFault fault) => new(null, null, fault);

    /// <summary>The value.</summary>
    /// <exception cref="Exception">The fault, as the engine's exception for it.</exception>
    public T Open<T>() =>
        Fault is not null ? throw Fault.ToException()
        : _utf8 is not null ? WireJson.Read<T>(_utf8)!
        : (T)_value!;

    internal static Carried Arrived(byte[]? utf8, SiteFault? fault) => new(null, utf8, fault);

    internal byte[]? Leave() => _utf8 ?? WireJson.Write(_value);
}

/// <summary>A value between silos.</summary>
[GenerateSerializer, Alias("shopfloortwin.carried-wire")]
public struct CarriedWire
{
    /// <summary>The value as JSON; null: it is null, or there is a fault.</summary>
    [Id(0)] public byte[]? Utf8;

    /// <summary>Why there is none.</summary>
    [Id(1)] public SiteFault? Fault;
}

/// <summary>Writes values when they leave the silo.</summary>
[RegisterConverter]
public sealed class CarriedConverter : IConverter<Carried, CarriedWire>
{
    /// <inheritdoc/>
    public Carried ConvertFromSurrogate(in CarriedWire surrogate) => Carried.Arrived(surrogate.Utf8, surrogate.Fault);

    /// <inheritdoc/>
    public CarriedWire ConvertToSurrogate(in Carried value) => new() { Utf8 = value.Leave(), Fault = value.Fault };
}
