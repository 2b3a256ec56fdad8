using Muster.PowerShell;
using Muster.Tests.Cli;
using Muster.Tests.Module.Reference;

namespace Muster.Tests.Module;

/// <summary>The topics of <c>Get-Help about_Muster*</c>.</summary>
public sealed class AboutTopicTests
{
    private static readonly string s_folder = Path.Join(Repository.Folder, "module", "Files", "en-US");

    public static TheoryData<string> Topics => [.. Directory.GetFiles(s_folder, "about_*.help.txt").Select(path => Path.GetFileName(path)!)];

    [Fact]
    public void The_topic_about_errors_is_the_one_that_is_committed() => Snapshot.IsCommitted("module/Files/en-US/about_Muster_Errors.help.txt", AboutErrors.Topic());

    [Fact]
    public void Every_error_says_when_it_comes_and_what_helps() => Assert.All(Enum.GetValues<ErrorId>(), id =>
    {
        var (when, cure) = AboutErrors.Of(id);
        Assert.EndsWith(".", when, StringComparison.Ordinal);
        Assert.EndsWith(".", cure, StringComparison.Ordinal);
    });

    [Fact]
    public void The_overview_names_every_cmdlet_and_topic()
    {
        var overview = File.ReadAllText(Path.Join(s_folder, "about_Muster.help.txt"));
        Assert.All(CmdletReader.All, cmdlet => Assert.Contains(cmdlet.Page.Name, overview, StringComparison.Ordinal));
        Assert.All(Topics.Select(row => row.Data), topic => Assert.Contains(topic.Split('.')[0], overview, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_has_its_parts_and_fits_a_narrow_window(string file)
    {
        var lines = File.ReadAllLines(Path.Join(s_folder, file));
        Assert.Equal(["TOPIC", $"    {file.Split('.')[0]}", "", "SHORT DESCRIPTION"], lines.Take(4));
        Assert.Contains("LONG DESCRIPTION", lines);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
    }
}
