using System.Text.Json;
using Muster.Agent.Guards;
using Muster.Guards;
using Muster.Tests.Conformance;

namespace Muster.Tests.Agent.Guards;

public sealed class FileInterruptionNoticesTests : InterruptionNoticesConformance, IDisposable
{
    private readonly TemporaryFolder folder = new();

    protected override IInterruptionNotices Notices => new FileInterruptionNotices(folder["notice.json"]);

    public void Dispose() => folder.Dispose();

    protected override void Give(InterruptionKind kind, DateTimeOffset? deadline, string? reason) => folder.Write(
        "notice.json", JsonSerializer.Serialize(new { deadline = deadline?.ToString("yyyy-MM-dd'T'HH:mm:ssK"), reason, kind = kind == InterruptionKind.AtRisk ? "at_risk" : "ending" }));

    protected override void TakeBack() => File.Delete(folder["notice.json"]);

    [Theory]
    [InlineData("", "a notice that cannot be read (it is empty)")]
    [InlineData("{\"deadline\": \"2026-", "a notice that cannot be read (it is no JSON)")]
    [InlineData("42", "a notice that cannot be read (it is no JSON object)")]
    [InlineData("{}", "no reason is given")]
    [InlineData("{\"deadline\": \"soon\", \"reason\": \"spot\"}", "spot")]
    [InlineData("{\"deadline\": 17, \"reason\": \"spot\"}", "spot")]
    [InlineData("{\"deadline\": \"30s\", \"reason\": \"spot\"}", "spot")]
    public async Task A_notice_that_cannot_be_read_is_one_that_the_machine_ends_without_a_deadline(string content, string reason)
    {
        folder.Write("notice.json", content);
        var notice = await PollAsync();

        Assert.Equal(new() { Kind = InterruptionKind.Ending, Source = folder["notice.json"], Reason = reason, Deadline = null }, notice);
    }

    [Fact]
    public async Task A_notice_of_more_bytes_than_any_notice_has_is_not_read()
    {
        folder.Write("notice.json", new string(' ', 65_537));

        Assert.Equal("a notice that cannot be read (it has more than 65536 bytes)", (await PollAsync())!.Reason);
    }
}
