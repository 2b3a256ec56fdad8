using System.Text.Json;
using Muster.Agent.Guards;
using Muster.Fleet;
using Muster.Guards;
using Muster.Testing.Fleet;
using Muster.Testing.Guards;
using Muster.Tests.Conformance;

namespace Muster.Tests.Agent.Guards;

public sealed class InMemoryGuardMemoryTests : GuardMemoryConformance
{
    private readonly InMemoryGuardMemory memory = new();

    protected override IGuardMemory Open() => memory;
}

public sealed class InMemoryMachineIntentsTests : MachineIntentsConformance
{
    private readonly InMemoryMachineIntents intents = new();

    protected override IMachineIntents Open() => intents;
}

public sealed class InMemoryNoticesTests : InterruptionNoticesConformance
{
    private readonly InMemoryNotices notices = new();

    protected override IInterruptionNotices Notices => notices;

    protected override void Give(InterruptionKind kind, DateTimeOffset? deadline, string? reason) =>
        notices.Notice = new() { Kind = kind, Source = "test", Reason = reason ?? "no reason is given", Deadline = deadline };

    protected override void TakeBack() => notices.Notice = null;
}

public sealed class InMemoryCompletionFileTests : CompletionFileConformance
{
    private readonly InMemoryCompletionFile file = new();

    protected override ICompletionFile File => file;

    protected override void Make() => file.IsThere = true;

    protected override void Remove() => file.IsThere = false;
}

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

public sealed class FileGuardMemoryTests : GuardMemoryConformance, IDisposable
{
    private readonly TemporaryFolder folder = new();

    protected override IGuardMemory Open() => new FileGuardMemory(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_kept_deadline_can_be_read_by_people_and_nothing_else_is_left_in_the_folder()
    {
        Open().Write(new("8h", new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero), new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));

        Assert.Equal(
            "{\n  \"deadline_option\": \"8h\",\n  \"deadline\": \"2026-03-01T20:00:00Z\",\n  \"set_at\": \"2026-03-01T12:00:00Z\"\n}\n",
            File.ReadAllText(folder["guards.json"]));
        Assert.Equal([folder["guards.json"]], Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{\"deadline_option\": \"8h\", \"dead", "it is no JSON")]
    [InlineData("[]", "it is no JSON object")]
    [InlineData("{}", "its \"deadline_option\" is missing or no text")]
    [InlineData("{\"deadline_option\": \"8h\", \"deadline\": null}", "its \"deadline\" is missing or no text")]
    [InlineData("{\"deadline_option\": \"8h\", \"deadline\": \"never\"}", "its \"deadline\" is 'never', which is no time such as 2026-03-01T20:00:00Z")]
    [InlineData("{\"deadline_option\": \"8h\", \"deadline\": \"8h\"}", "its \"deadline\" is '8h', which is no time such as 2026-03-01T20:00:00Z")]
    public void A_damaged_file_is_an_error_that_says_what_to_do_and_is_left_as_it_is(string content, string finding)
    {
        folder.Write("guards.json", content);
        var error = Assert.Throws<GuardMemoryException>(() => DeadlineChoice.Make(DeadlineOption.Parse("8h"), Open(), DateTimeOffset.UnixEpoch));

        Assert.Equal(
            $"{folder["guards.json"]}, which keeps this agent's deadline, is damaged: {finding}. The agent does not start, as it would not know when to stop. Restore it from a copy, or remove it: then --deadline counts from now.",
            error.Message);
        Assert.Equal(content, File.ReadAllText(folder["guards.json"]));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_an_error_that_says_what_to_do()
    {
        Directory.CreateDirectory(folder["guards.json"]);
        var error = Assert.Throws<GuardMemoryException>(() => Open().Write(new("8h", default, default)));

        Assert.StartsWith($"{folder["guards.json"]}, which keeps this agent's deadline, cannot be read or written: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(". The agent does not start, as a restart would extend its deadline. Let this user read and write it, or make room on its disk.", error.Message, StringComparison.Ordinal);
        Assert.Equal([folder["guards.json"]], Directory.GetFileSystemEntries(folder.Path));
    }
}

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
