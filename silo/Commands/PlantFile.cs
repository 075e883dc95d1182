using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Silo.Commands;

/// <summary>A plant document read from a file, with its bytes as they stand there.</summary>
public sealed record PlantFile(PlantDocument Document, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Problems shown; the rest is counted.</summary>
    private const int ProblemsShown = 20;

    /// <exception cref="CommandFailure">It cannot be read, or is not valid; every place is named on stderr.</exception>
    public static async Task<PlantFile> ReadAsync(FileInfo file, Terminal terminal, CancellationToken cancellation)
    {
        var bytes = await InputFile.ReadAsync(file, cancellation);
        var reading = PlantReader.Read(bytes);
        if (reading.Document is { } document)
            return new PlantFile(document, bytes);
        foreach (var problem in reading.Problems.Take(ProblemsShown))
            terminal.Error.WriteLine(problem);
        throw new CommandFailure(ExitCode.BadInput, $"{file} is not a valid plant document: {reading.Problems.Count} problems");
    }
}
