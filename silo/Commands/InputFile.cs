namespace ShopFloorTwin.Silo.Commands;

/// <summary>Files given on the command line.</summary>
public static class InputFile
{
    /// <exception cref="CommandFailure">It cannot be read.</exception>
    public static async Task<byte[]> ReadAsync(FileInfo file, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(file.FullName, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.BadInput, $"{file} cannot be read: {e.Message}", e);
        }
    }

    /// <exception cref="CommandFailure">It cannot be read.</exception>
    public static FileStream Open(FileInfo file)
    {
        try
        {
            return File.OpenRead(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.BadInput, $"{file} cannot be read: {e.Message}", e);
        }
    }
}
