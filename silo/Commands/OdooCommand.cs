using System.CommandLine;

namespace ShopFloorTwin.Silo.Commands;

/// <summary><c>odoo</c>: what is done with the configured Odoo instances by hand.</summary>
public static class OdooCommand
{
    public static Command Create(CommandContext context) => new("odoo", "Works with the configured Odoo instances.")
    {
        OdooCheckCommand.Create(context),
        OdooImportCommand.Create(context),
        OdooReconcileCommand.Create(context),
    };
}
