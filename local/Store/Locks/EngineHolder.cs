using System.Globalization;
using Muster.Agent.Processes;

namespace Muster.Local.Store;

/// <summary>The engine that holds a store's lock, as it said itself. A member is null when it did not say it yet.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="StartedAt">When it started (UTC).</param>
/// <param name="Host">The machine it runs on; another one than this only in containers that share a directory.</param>
public sealed record EngineHolder(int? ProcessId, DateTimeOffset? StartedAt, string? Host)
{
    /// <summary>What tells the process from later ones of its id; null also where the system does not tell.</summary>
    public ProcessIdentity? Identity { get; init; }

    /// <summary>Its name as owner of locks and as instance of workers.</summary>
    public string? Engine { get; init; }

    /// <summary>What it is.</summary>
    public EngineRole? Role { get; init; }

    /// <summary>Whether it was asked to end.</summary>
    public bool IsStopping { get; init; }

    /// <summary>Whether it is of this machine.</summary>
    public bool IsHere => Host == Environment.MachineName;

    /// <summary>This process as a holder.</summary>
    /// <param name="now">The time (UTC).</param>
    /// <param name="role">What it is.</param>
    public static EngineHolder OfThisProcess(DateTimeOffset now, EngineRole role) =>
        new(Environment.ProcessId, now, Environment.MachineName) { Identity = ProcessTable.OwnIdentity(), Role = role };

    internal string ToText() => string.Create(
        CultureInfo.InvariantCulture,
        $"{ProcessId}\n{StartedAt:O}\n{Host}\n{Engine}\n{Role}\n{(IsStopping ? "stopping" : "")}\n{Identity?.EarliestStart}\n{Identity?.BootId}\n");

    internal static EngineHolder FromText(string text)
    {
        var lines = text.Split('\n');
        int? id = int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return new(
            id,
            lines.Length > 1 && DateTimeOffset.TryParse(lines[1], CultureInfo.InvariantCulture, out var started) ? started : null,
            lines.Length > 3 ? lines[2] : null)
        {
            Engine = Line(3),
            Role = Enum.TryParse<EngineRole>(Line(4), out var role) ? role : null,
            IsStopping = Line(5) is not null,
            Identity = id is { } pid && long.TryParse(Line(6), NumberStyles.None, CultureInfo.InvariantCulture, out var start) && Line(7) is { } boot ? new(pid, start, start, boot) : null,
        };

        // Text after the last line's end may be cut off.
        string? Line(int at) => lines.Length > at + 1 && lines[at].Length > 0 ? lines[at] : null;
    }
}

/// <summary>What the process of an engine is.</summary>
public enum EngineRole
{
    /// <summary>A submission that somebody watches; it ends with its run.</summary>
    Watched,
    /// <summary>An engine without a terminal that ends when nothing wants work.</summary>
    UntilIdle,
    /// <summary>An engine that stays until it is stopped.</summary>
    Staying,
}
