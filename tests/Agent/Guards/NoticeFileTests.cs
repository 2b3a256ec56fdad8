using Muster.Agent.Guards;

namespace Muster.Tests.Agent.Guards;

public sealed class NoticeFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Jobs_are_told_until_when_they_may_run_and_why_and_never_a_moment_too_late()
    {
        NoticeFile.Write(folder["notice"], new(2026, 3, 1, 14, 2, 0, 999, TimeSpan.FromHours(2)), "The machine ends.");

        Assert.Equal("{\n  \"deadline\": \"2026-03-01T12:02:00Z\",\n  \"deadline_unix\": 1772366520,\n  \"reason\": \"The machine ends.\"\n}\n", File.ReadAllText(folder["notice"]));
        Assert.Equal([folder["notice"]], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task What_jobs_are_told_can_be_given_on_as_a_notice()
    {
        NoticeFile.Write(folder["notice"], DateTimeOffset.FromUnixTimeSeconds(1772366520), "first");
        NoticeFile.Write(folder["notice"], DateTimeOffset.FromUnixTimeSeconds(1772366530), "second");
        var notice = await new FileInterruptionNotices(folder["notice"]).PollAsync(TestContext.Current.CancellationToken);

        Assert.Equal((DateTimeOffset.FromUnixTimeSeconds(1772366530), "second"), (notice!.Deadline, notice.Reason));
    }
}
