using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary><c>bench</c>: BenchmarkDotNet over the forecast's kernels and the reading of events.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var filter = new Option<string>("--filter") { Description = "Which benchmarks, as *SampledPass*.", DefaultValueFactory = _ => "*" };
        var command = new Command("bench", "The kernels by themselves, by BenchmarkDotNet.") { filter };
        command.SetAction(parsed =>
        {
            // In this process: the kernels are internal, and a generated project would be built under this repository's rules.
            var config = ManualConfig.Create(DefaultConfig.Instance)
                .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
                .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "twin-bench"));
            BenchmarkSwitcher.FromAssembly(typeof(BenchCommand).Assembly).Run(["--filter", parsed.GetRequiredValue(filter)], config);
        });
        return command;
    }
}
