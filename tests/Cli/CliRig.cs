using System.Text;
using Muster.Cli;
using Muster.Cli.Stores;
using Muster.Offers;
using Muster.Runs;
using Muster.Stores;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

/// <summary>Runs the real command in this process, over a world in memory.</summary>
internal sealed class CliRig
{
    public RunWorld World { get; init; } = new();

    public Screen Screen { get; init; } = Screen.None;

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal) { ["MUSTER_STORE"] = "/stores/one" };

    /// <summary>The path that was opened last.</summary>
    public string? Opened { get; private set; }

    public bool HasStore { get; init; } = true;

    /// <summary>The platform's records; null: there is no platform.</summary>
    public Muster.Fleet.IFleetStore? Platform { get; init; }

    /// <summary>The platform's spokes; null: there is no platform.</summary>
    public SpokeCatalogues? Spokes { get; init; }

    public CancellationToken Cancel { get; init; }

    /// <summary>What standard input holds.</summary>
    public byte[] Input { get; set; } = [];

    public bool InIsTyped { get; init; }

    /// <summary>What the person at the terminal answers, line by line; null: there is no terminal.</summary>
    public Queue<string>? Answers { get; init; }

    /// <summary>How often an engine was asked for.</summary>
    public int EnginesEnsured { get; private set; }

    /// <summary>Why no engine can be started; null: one can.</summary>
    public string? EngineProblem { get; init; }

    public async Task<Answer> RunAsync(params string[] args)
    {
        using var output = new MemoryStream();
        return await RunOverAsync(output, args);
    }

    public async Task<Answer> RunOverAsync(MemoryStream output, params string[] args)
    {
        using var error = new StringWriter { NewLine = "\n" };
        using var context = new CommandContext
        {
            OutBytes = output,
            Error = error,
            Screen = Screen,
            Environment = name => Environment.GetValueOrDefault(name),
            Time = World.Time,
            OpenStore = Open,
            OpenIn = () => new MemoryStream(Input),
            InIsTyped = InIsTyped,
            GlanceAtRuns = GlanceAsync,
            Cancel = Cancel,
            ErrorScreen = Answers is null ? Screen.None : new(100, false),
            ReadAnswer = Answers is null ? null : () => Answers.TryDequeue(out var line) ? line : null,
        };
        var code = await CommandLine.RunAsync(args, context);
        return new(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    private async Task<IReadOnlyList<RunRecord>> GlanceAsync(StoreAddress address, RunQuery query, CancellationToken cancel)
    {
        Opened = address.Text;
        return HasStore ? await World.Store.ListRunsAsync(query, cancel) : throw new StoreUnavailableException("Nothing answers.");
    }

    private StoreContext? Open(StoreAddress address)
    {
        Opened = address.Text;
        return !HasStore ? null : new(address, World.Ports)
        {
            Spokes = Spokes,
            Platform = Platform is null ? null : new(Platform, World.Time),
            EnsureEngine = (_, _) =>
            {
                EnginesEnsured++;
                return Task.FromResult(EngineProblem);
            },
        };
    }
}

/// <summary>What a command answered.</summary>
internal sealed record Answer(int Code, string Out, string Error);
