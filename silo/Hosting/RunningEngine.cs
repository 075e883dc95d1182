using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Silo.Hosting;

/// <summary>An engine that runs in this process.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Stop">Drains and stops it.</param>
/// <param name="NotReadyBecause">Why it takes no calls now; null: it does.</param>
public sealed record RunningEngine(ITwinEngine Engine, IAsyncDisposable Stop, Func<string?> NotReadyBecause);
