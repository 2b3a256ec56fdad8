using Muster.Agent.Guards;
using Muster.Guards;
using Muster.Tests.Conformance;

namespace Muster.Tests.Agent.Guards;

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
