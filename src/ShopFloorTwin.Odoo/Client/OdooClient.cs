namespace ShopFloorTwin.Odoo.Client;

/// <summary>The client of one instance, over the protocol its connection names.</summary>
public sealed class OdooClient : IOdooClient, IDisposable
{
    private readonly IOdooKeys keys;
    private readonly OdooHttp http;
    private readonly IOdooWire wire;

    public OdooClient(OdooConnection connection, IOdooKeys keys, TimeProvider time)
        : this(connection, keys, time, OdooHttp.NewHandler())
    {
    }

    internal OdooClient(OdooConnection connection, IOdooKeys keys, TimeProvider time, HttpMessageHandler handler)
    {
        this.keys = keys;
        Instance = connection.Instance;
        http = new OdooHttp(connection, new HttpMessageInvoker(handler), time);
        wire = connection.Protocol == OdooProtocol.Json2 ? new Json2Wire(connection, http) : new JsonRpcWire(connection, http);
    }

    public string Instance { get; }

    public async ValueTask<OdooAnswer> CallAsync(OdooCall call, CancellationToken cancellation)
    {
        try
        {
            return await wire.CallAsync(call, keys.Current()[0], cancellation);
        }
        catch (OdooHttpFault fault)
        {
            return OdooAnswer.NotDone(fault.Error == HttpRequestError.ConfigurationLimitExceeded ? OdooOutcome.Refused
                : fault.Sent ? OdooOutcome.Unknown : OdooOutcome.Transient, fault.Message);
        }
    }

    public void Dispose() => http.Dispose();
}
