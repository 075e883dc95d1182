namespace ShopFloorTwin.Odoo.Client;

/// <summary>What became of a call: every way Odoo, or what lies between, answers.</summary>
public enum OdooOutcome
{
    /// <summary>Carried out; the value is the method's.</summary>
    Done,

    /// <summary>Odoo said no, or the call is wrong: a business rule, a constraint, a field or method it does not have. Not done, and the same call will not do.</summary>
    Refused,

    /// <summary>Somebody else changed the record meanwhile, or holds it. Not done; the same call again may do.</summary>
    Conflict,

    /// <summary>The user has not the right. Not done until somebody grants it.</summary>
    Access,

    /// <summary>The record is not there. Not done.</summary>
    Missing,

    /// <summary>Odoo is away, busy or out of breath. Not done; again later.</summary>
    Transient,

    /// <summary>The call may or may not have been carried out: the answer was lost, cut or unreadable.</summary>
    Unknown,

    /// <summary>The key or the login is not accepted. Not done until the configuration is mended.</summary>
    Credentials,

    /// <summary>No such database, or PostgreSQL behind Odoo is down: Odoo does not tell them apart. Not done.</summary>
    Database,

    /// <summary>What answers there is no Odoo that speaks this protocol. Not done until the configuration is mended.</summary>
    Address,
}

/// <summary>What follows from an outcome.</summary>
public static class OdooOutcomes
{
    /// <summary>Not done, and nothing but a changed call, record or right will change that.</summary>
    public static bool IsFinal(this OdooOutcome outcome) =>
        outcome is OdooOutcome.Refused or OdooOutcome.Access or OdooOutcome.Missing;

    /// <summary>Not done because of the connection, not of the call: it waits, and every other call with it.</summary>
    public static bool IsOutage(this OdooOutcome outcome) =>
        outcome is OdooOutcome.Transient or OdooOutcome.Credentials or OdooOutcome.Database or OdooOutcome.Address;
}
