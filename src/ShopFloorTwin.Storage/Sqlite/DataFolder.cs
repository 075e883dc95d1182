using System.Globalization;

namespace ShopFloorTwin.Storage.Sqlite;

/// <summary>
/// The folder of the SQLite files, held for this process by an open, exclusively locked file.
/// The operating system gives the lock back when the process ends, however it ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    const string LockName = "twin.lock";
    // Beside the lock, for a locked file cannot be read by the one who is refused.
    const string PidName = "twin.pid";

    readonly FileStream? _lock;

    DataFolder(string path, FileStream? held) => (FullPath, _lock) = (path, held);

    public string FullPath { get; }

    public string File(string name) => Path.Combine(FullPath, name);

    /// <exception cref="StoreRefusedException">Another process holds the folder.</exception>
    /// <exception cref="StoreUnavailableException">The folder cannot be made or written.</exception>
    public static DataFolder Take(string path, bool exclusive)
    {
        try
        {
            var full = Path.GetFullPath(path);
            Directory.CreateDirectory(full);
            if (!exclusive)
                return new(full, null);
            var held = Lock(full);
            System.IO.File.WriteAllText(Path.Combine(full, PidName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(full, held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StoreUnavailableException(
                $"The data folder {path} cannot be written ({e.Message}): give this user the right to write there, or set Twin:Data to another folder.", e);
        }
    }

    static FileStream Lock(string folder)
    {
        var path = Path.Combine(folder, LockName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (System.IO.File.Exists(path) && e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new StoreRefusedException(
                $"The data folder {folder} is in use by another process (pid {Owner(folder)}): stop that one, or set Twin:Data to another folder.", e);
        }
    }

    static string Owner(string folder)
    {
        try
        {
            var pid = System.IO.File.ReadAllText(Path.Combine(folder, PidName)).Trim();
            return pid.Length is > 0 and < 12 ? pid : "unknown";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }

    public void Dispose() => _lock?.Dispose();
}
