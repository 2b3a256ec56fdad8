namespace Muster.Tests.Servers.StandIn;

/// <summary>What goes wrong with one request.</summary>
/// <param name="Status">Answered instead of doing it; null: it is done.</param>
/// <param name="Code">The error's code in the body; null: no body.</param>
/// <param name="Region">Told as the bucket's region; null: none.</param>
internal sealed record StandInFault(int? Status = null, string? Code = null, string? Region = null)
{
    /// <summary>Whether a byte changes on the way, up or down.</summary>
    public bool ChangesByte { get; init; }

    /// <summary>Whether the connection breaks after it was done and the headers were answered.</summary>
    public bool LosesAnswer { get; init; }

    /// <summary>Bytes of the answer before the connection breaks; null: it does not.</summary>
    public long? BreaksAfter { get; init; }

    /// <summary>Whether it is done when somebody says so.</summary>
    public Task Until { get; init; } = Task.CompletedTask;
}
