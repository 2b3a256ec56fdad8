using Muster.Guards;

namespace Muster.Tests.Conformance;

/// <summary>What every completion file does. Each adapter's tests inherit it.</summary>
public abstract class CompletionFileConformance
{
    /// <summary>The file, which is not there at first.</summary>
    protected abstract ICompletionFile File { get; }

    /// <summary>Makes it.</summary>
    protected abstract void Make();

    /// <summary>Removes it.</summary>
    protected abstract void Remove();

    [Fact]
    public async Task A_file_is_there_from_its_making_until_its_removal()
    {
        Assert.False(await IsThereAsync());
        Make();
        Assert.True(await IsThereAsync());
        Assert.True(await IsThereAsync());
        Remove();
        Assert.False(await IsThereAsync());
    }

    private async Task<bool?> IsThereAsync() => await File.IsThereAsync(TestContext.Current.CancellationToken);
}
