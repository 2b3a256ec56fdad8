namespace Muster.Cli.Doctor;

/// <summary>How a check ended.</summary>
internal enum CheckStatus
{
    /// <summary>Nothing is wrong.</summary>
    Ok,
    /// <summary>Runs work, but not for long or not as well as they could.</summary>
    Warn,
    /// <summary>Runs do not work, or nobody can tell.</summary>
    Fail,
    /// <summary>There was nothing to look at.</summary>
    Skip,
}

/// <summary>What a check found.</summary>
internal sealed record Finding
{
    private Finding(CheckStatus status, string message, string? fix) => (Status, Message, Fix) = (status, message, fix);

    /// <summary>How it ended.</summary>
    public CheckStatus Status { get; }

    /// <summary>What was seen.</summary>
    public string Message { get; }

    /// <summary>What to do; null: nothing, or the message says it.</summary>
    public string? Fix { get; }

    /// <summary>Nothing is wrong.</summary>
    public static Finding Ok(string message) => new(CheckStatus.Ok, message, null);

    /// <summary>It works, but.</summary>
    public static Finding Warn(string message, string fix) => new(CheckStatus.Warn, message, fix);

    /// <summary>It does not work.</summary>
    public static Finding Fail(string message, string? fix) => new(CheckStatus.Fail, message, fix);

    /// <summary>There was nothing to look at.</summary>
    public static Finding Skip(string message) => new(CheckStatus.Skip, message, null);
}

/// <summary>A check's name and what it found.</summary>
/// <param name="Name">The check.</param>
/// <param name="Finding">What it found.</param>
internal sealed record NamedFinding(string Name, Finding Finding);
