namespace ShopFloorTwin.Silo.Commands;

/// <summary>What a command ends with. The README lists them; scripts depend on them.</summary>
public enum ExitCode
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>It ran, and the answer is no: <c>verify</c> found a fault, <c>odoo check</c> something to mend, <c>scenario commit</c> a floor that is another one, or something unexpected happened.</summary>
    Failed = 1,

    /// <summary>The command line or the configuration is wrong.</summary>
    Usage = 2,

    /// <summary>A file given cannot be read, or does not hold what it should.</summary>
    BadInput = 3,

    /// <summary>The store is in use by another process, or cannot be reached or written.</summary>
    StoreUnavailable = 4,

    /// <summary>The address to listen on is taken or not allowed.</summary>
    AddressUnavailable = 5,

    /// <summary>An Odoo cannot be reached, or does not let the twin in: its address, protocol, database or key.</summary>
    OdooUnavailable = 6,

    /// <summary>The other silos of the cluster take this one for dead and run its sites: it is to be started again.</summary>
    VotedOut = 7,

    /// <summary>Stopped by Ctrl-C or SIGTERM before the work was done. <c>serve</c> ends with 0 then: stopping is how it ends.</summary>
    Interrupted = 130,
}
