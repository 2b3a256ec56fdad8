using System.Reflection;
using Muster.Cli;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

/// <summary>A command line that gives an exit code. <c>{sweep}</c> in it is a sweep file, <c>{archive}</c> an archive of the run.</summary>
/// <param name="Command">The command's path, such as <c>engine run</c>.</param>
/// <param name="Code">The code.</param>
/// <param name="Line">The words after <c>muster</c>.</param>
internal sealed record CodeCase(string Command, int Code, string Line)
{
    /// <summary>The state of the run <c>lr</c>; of its two points, one failed if it is Error.</summary>
    public RunState Run { get; init; } = RunState.Error;

    /// <summary>The sweep file's text.</summary>
    public string Sweep { get; init; } = "command: 'true'\ngrid: {x: [1, 2]}\n";

    /// <summary>Whether standard output takes nothing.</summary>
    public bool OutputIsFull { get; init; }

    /// <summary>Whether Ctrl-C was pressed.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>The test that shows it, where only real processes do, or checks that are not this machine's.</summary>
    public (Type Tests, string Name)? ShownBy { get; init; }

    /// <summary>Whether this process shows it.</summary>
    public bool IsInMemory => ShownBy is null;

    /// <summary>Whether the test that shows it is there.</summary>
    public bool IsShown => ShownBy is { } test
        && test.Tests.GetMethod(test.Name, BindingFlags.Instance | BindingFlags.Public)?.GetCustomAttributes<FactAttribute>().Any() == true;

    /// <summary>Runs it.</summary>
    /// <param name="screen">What standard output is; null: no terminal.</param>
    /// <param name="more">Words after those of the line.</param>
    public async Task<Answer> RunAsync(Screen? screen = null, params string[] more)
    {
        using var interrupt = new CancellationTokenSource();
        if (IsInterrupted)
            await interrupt.CancelAsync();
        var cli = new CliRig { World = new() { Time = new() { GoesOn = true } }, Cancel = interrupt.Token, Screen = screen ?? Screen.None };
        await AddRunAsync(cli.World);
        var folder = Directory.CreateTempSubdirectory("muster-codes-");
        try
        {
            await File.WriteAllTextAsync(Path.Join(folder.FullName, "sweep.yaml"), Sweep);
            var archive = Path.Join(folder.FullName, "run.tar.gz");
            if (Line.Contains("{archive}", StringComparison.Ordinal))
                await cli.RunAsync("export", "lr", "-o", archive);
            var words = Line.Split(' ').Select(word => word switch { "{sweep}" => Path.Join(folder.FullName, "sweep.yaml"), "{archive}" => archive, _ => word });
            using var output = OutputIsFull ? FullStream.OfFullDisk() : new MemoryStream();
            return await cli.RunOverAsync(output, [.. words, .. more]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task AddRunAsync(RunWorld world)
    {
        var run = await world.AddAsync("lr", 2);
        if (Run == RunState.Ready)
            return;
        await run.StartAsync();
        if (Run == RunState.InProgress)
            return;
        await run.EndAsync(0, PointState.Succeeded, run.Attempt(result: """{"loss": 0.5}""", output: ("out\n", "err\n")));
        await run.EndAsync(1, Run == RunState.Complete ? PointState.Succeeded : PointState.Failed, run.Attempt(Run == RunState.Complete ? 0 : 1, output: ("out\n", "err\n")));
        await run.ReportAsync(Run);
    }

    /// <inheritdoc />
    public override string ToString() => $"{Code}: muster {Line}";
}
