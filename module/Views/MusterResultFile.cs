namespace Muster.PowerShell.Views;

/// <summary>A file that a point or a job of it left as a result.</summary>
public sealed class MusterResultFile
{
    /// <summary>The id of the run.</summary>
    public required string Run { get; init; }

    /// <summary>The index of the point, counted from 0.</summary>
    public required long Index { get; init; }

    /// <summary>The id of the job; null: it is of the point's command.</summary>
    public string? Job { get; init; }

    /// <summary>Of a job: its path below the job's directory. Of a point: its absolute path, or its URI.</summary>
    public required string Path { get; init; }

    /// <summary>Its bytes; null: not looked at.</summary>
    public long? Length { get; init; }

    /// <summary>Its SHA-256 as it was written; null: not known.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Where it is kept; null: as its path says.</summary>
    public string? Uri { get; init; }

    /// <summary>The store that the run is in.</summary>
    public required string Store { get; init; }

    /// <inheritdoc />
    public override string ToString() => Path;
}
