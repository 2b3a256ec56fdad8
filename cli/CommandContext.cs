using System.Text;
using Muster.Cli.Answers;
using Muster.Cli.Stores;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Cli;

/// <summary>The world of a command: tests give one of their own.</summary>
public sealed record CommandContext : IDisposable
{
    private TextWriter? writer;

    /// <summary>Standard output as bytes: the answer, and only the answer.</summary>
    public required Stream OutBytes { get; init => field = new AnswerStream(value, () => HasReader()); }

    /// <summary>Whether somebody may still read the answer.</summary>
    public Func<bool> HasReader { get; init; } = () => true;

    /// <summary>Standard error: progress, errors and prose. Writing to it does not fail.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens standard input; default: there is nothing in it.</summary>
    public Func<Stream> OpenIn { get; init; } = static () => Stream.Null;

    /// <summary>Whether somebody types standard input.</summary>
    public bool InIsTyped { get; init; }

    /// <summary>What standard output is.</summary>
    public required Screen Screen { get; init; }

    /// <summary>What standard output is by now: a terminal's size may change. Null: as <see cref="Screen"/> says.</summary>
    public Func<Screen>? LookAtScreen { get; init; }

    /// <summary>What standard error is.</summary>
    public Screen ErrorScreen { get; init; } = Screen.None;

    /// <summary>The environment's variables.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clocks, and the time zone that times are shown in.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Reads a line that a person writes; it gives null at the end of the input. Null itself: no person sits at the standard input.</summary>
    public Func<string?>? ReadAnswer { get; init; }

    /// <summary>Opens a store; null when there is none, and none is to be made.</summary>
    public required Func<StoreAddress, StoreContext?> OpenStore { get; init; }

    /// <summary>Reads runs of a store that is neither made, changed nor waited for; none when there is no store.</summary>
    public Func<StoreAddress, RunQuery, CancellationToken, Task<IReadOnlyList<RunRecord>>> GlanceAtRuns { get; init; } = (_, _, _) => Task.FromResult<IReadOnlyList<RunRecord>>([]);

    /// <summary>Takes what programs say that the command runs, line by line; null: they say it where the command does.</summary>
    public Action<string>? HearPrograms { get; init; }

    /// <summary>Ends the command.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>Standard output as text. It is buffered: flush it before writing bytes.</summary>
    public TextWriter Out => writer ??= new StreamWriter(OutBytes, new UTF8Encoding(false), 1 << 14, leaveOpen: true) { NewLine = "\n" };

    /// <summary>Says something to standard error, after what was answered so far.</summary>
    public void Say(string text)
    {
        Out.Flush();
        Error.WriteLine(text);
    }

    /// <summary>The context of the process.</summary>
    public static CommandContext OfProcess() => new()
    {
        OutBytes = Console.OpenStandardOutput(),
        HasReader = OutputPipe.HasReader,
        Error = new ProseWriter(Console.Error),
        OpenIn = Console.OpenStandardInput,
        InIsTyped = !Console.IsInputRedirected,
        Screen = Screen.OfProcess(Console.IsOutputRedirected, System.Environment.GetEnvironmentVariable),
        LookAtScreen = () => Screen.OfProcess(Console.IsOutputRedirected, System.Environment.GetEnvironmentVariable),
        ErrorScreen = Screen.OfProcess(Console.IsErrorRedirected, System.Environment.GetEnvironmentVariable),
        ReadAnswer = Console.IsInputRedirected ? null : Console.ReadLine,
        Environment = System.Environment.GetEnvironmentVariable,
        Time = TimeProvider.System,
        OpenStore = address => OpenStores.Existing(address, System.Environment.GetEnvironmentVariable),
        GlanceAtRuns = (address, query, cancel) => OpenStores.GlanceAsync(address, query, System.Environment.GetEnvironmentVariable, cancel),
    };

    /// <inheritdoc />
    public void Dispose() => writer?.Dispose();
}
