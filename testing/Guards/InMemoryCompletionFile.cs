using Muster.Guards;

namespace Muster.Testing.Guards;

/// <summary>A completion file that a test makes and removes.</summary>
public sealed class InMemoryCompletionFile : ICompletionFile
{
    /// <summary>Whether it is there; null: that cannot be told.</summary>
    public bool? IsThere { get; set; } = false;

    /// <inheritdoc />
    public ValueTask<bool?> IsThereAsync(CancellationToken cancel) => ValueTask.FromResult(IsThere);
}
