namespace ShopFloorTwin.Silo.Commands;

/// <summary>Files a command writes.</summary>
public static class OutputFile
{
    /// <summary>Parts one behind the other.</summary>
    /// <exception cref="CommandFailure">It cannot be written.</exception>
    public static async Task WriteAsync(FileInfo file, IEnumerable<ReadOnlyMemory<byte>> parts, CancellationToken cancellation)
    {
        try
        {
            await using var stream = File.Create(file.FullName);
            foreach (var part in parts)
                await stream.WriteAsync(part, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.BadInput, $"{file} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>One a line.</summary>
    /// <exception cref="CommandFailure">It cannot be written.</exception>
    public static Task WriteLinesAsync(FileInfo file, IEnumerable<ReadOnlyMemory<byte>> lines, CancellationToken cancellation) =>
        WriteAsync(file, lines.SelectMany(line => new[] { line, LineEnd }), cancellation);

    private static readonly ReadOnlyMemory<byte> LineEnd = "\n"u8.ToArray();
}
