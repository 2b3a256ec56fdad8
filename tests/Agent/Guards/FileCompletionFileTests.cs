using Muster.Agent.Guards;
using Muster.Guards;
using Muster.Tests.Conformance;

namespace Muster.Tests.Agent.Guards;

public sealed class FileCompletionFileTests : CompletionFileConformance, IDisposable
{
    private readonly TemporaryFolder folder = new();

    protected override ICompletionFile File => new CompletionFile(folder["sub/done"]);

    public void Dispose() => folder.Dispose();

    protected override void Make() => folder.Write("sub/done", "");

    protected override void Remove() => Directory.Delete(folder["sub"], recursive: true);

    [Fact]
    public async Task A_file_that_may_not_be_looked_at_is_unknown()
    {
        folder.Write("sub", "a file where a folder should be");

        // "Not a directory" is an answer: nothing is there.
        Assert.False(await File.IsThereAsync(TestContext.Current.CancellationToken));
        var tooLong = new CompletionFile(folder[new string('x', 300)]);
        Assert.Null(await tooLong.IsThereAsync(TestContext.Current.CancellationToken));
    }
}
