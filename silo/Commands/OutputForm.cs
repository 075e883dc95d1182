namespace ShopFloorTwin.Silo.Commands;

/// <summary>How an answer is written.</summary>
internal enum OutputForm { Table, Json, Csv }

/// <summary>Reads the form from the command line.</summary>
internal static class OutputForms
{
    /// <exception cref="CommandFailure">Both are asked for.</exception>
    public static OutputForm Of(bool json, bool csv) => json && csv ? throw new CommandFailure(ExitCode.Usage, "--json or --csv, not both")
        : json ? OutputForm.Json : csv ? OutputForm.Csv : OutputForm.Table;
}
