namespace Muster.Guards;

/// <summary>The file whose appearance completes an agent's work.</summary>
public interface ICompletionFile
{
    /// <summary>Whether it is there; null: that cannot be told now.</summary>
    ValueTask<bool?> IsThereAsync(CancellationToken cancel);
}
