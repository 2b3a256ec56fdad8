using Muster.Agent.Guards;
using Muster.Fleet;
using Muster.Tests.Conformance;

namespace Muster.Tests.Agent.Guards;

public sealed class FileMachineIntentsTests : MachineIntentsConformance, IDisposable
{
    private readonly TemporaryFolder folder = new();

    protected override IMachineIntents Open() => new FileMachineIntents(folder.Path);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{\"instance\": \"i-0abc\", \"wish\": \"burn\"}", "its \"wish\" is 'burn', which is none of stop, terminate, hibernate")]
    [InlineData("{\"instance\": \"i-0abc\", \"wish\": \"7\"}", "its \"wish\" is '7', which is none of stop, terminate, hibernate")]
    public async Task A_damaged_file_is_an_error_that_says_what_to_do(string content, string finding)
    {
        folder.Write("machine-intent.json", content);
        var error = await Assert.ThrowsAsync<IOException>(() => Open().FindAsync("i-0abc", TestContext.Current.CancellationToken));

        Assert.Equal($"{folder["machine-intent.json"]}, which holds what this agent wishes for its machine, is damaged: {finding}. Nothing was changed. Remove it.", error.Message);
    }
}
