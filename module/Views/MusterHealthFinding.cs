using Muster.Cli.Doctor;

namespace Muster.PowerShell.Views;

/// <summary>What a check of the machine or the store found.</summary>
public sealed class MusterHealthFinding
{
    private readonly NamedFinding found;

    internal MusterHealthFinding(NamedFinding found, string store) => (this.found, Store) = (found, store);

    /// <summary>The check.</summary>
    public string Check => found.Name;

    /// <summary>How it ended: Ok, Warn, Fail, or Skip where there was nothing to look at.</summary>
    public string Status => found.Finding.Status.ToString();

    /// <summary>What was seen.</summary>
    public string Message => CmdletWords.Of(found.Finding.Message);

    /// <summary>What to do; null: nothing, or the message says it.</summary>
    public string? Fix => found.Finding.Fix is { } fix ? CmdletWords.Of(fix) : null;

    /// <summary>The store that was looked at.</summary>
    public string Store { get; }

    /// <inheritdoc />
    public override string ToString() => $"{Check}: {Status}";
}
