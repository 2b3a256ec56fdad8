using System.Text;
using Muster.Operations;

namespace Muster.Cli;

/// <summary>The world of a command: tests give one of their own.</summary>
public sealed record CommandContext : IDisposable
{
    private TextWriter? writer;

    /// <summary>Standard output as bytes: the answer, and only the answer.</summary>
    public required Stream OutBytes { get; init; }

    /// <summary>Standard error: progress, errors and prose.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What standard output is.</summary>
    public required Screen Screen { get; init; }

    /// <summary>What standard error is.</summary>
    public Screen ErrorScreen { get; init; } = Screen.None;

    /// <summary>The environment's variables.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clocks, and the time zone that times are shown in.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Opens the store at an absolute path; null when there is none, and none is to be made.</summary>
    public required Func<string, StoreContext?> OpenStore { get; init; }

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
        Error = Console.Error,
        Screen = Screen.OfProcess(Console.IsOutputRedirected, System.Environment.GetEnvironmentVariable),
        ErrorScreen = Screen.OfProcess(Console.IsErrorRedirected, System.Environment.GetEnvironmentVariable),
        Environment = System.Environment.GetEnvironmentVariable,
        Time = TimeProvider.System,
        OpenStore = LocalStores.OpenExisting,
    };

    /// <inheritdoc />
    public void Dispose() => writer?.Dispose();
}

/// <summary>A store that a command works with.</summary>
/// <param name="Path">Where it is, for people.</param>
/// <param name="Ports">Its ports.</param>
/// <param name="Close">Closes it; null: nothing to close.</param>
public sealed record StoreContext(string Path, RunPorts Ports, IDisposable? Close = null) : IDisposable
{
    /// <summary>Makes sure that an engine of the store is alive, one without a terminal if need be; gives null, or why there is none.</summary>
    public Func<CancellationToken, Task<string?>> EnsureEngine { get; init; } = _ => Task.FromResult<string?>(null);

    /// <inheritdoc />
    public void Dispose() => Close?.Dispose();
}
