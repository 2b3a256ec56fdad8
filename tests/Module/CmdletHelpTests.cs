using Muster.Tests.Cli;
using Muster.Tests.Module.Reference;

namespace Muster.Tests.Module;

/// <summary>Help is made from the cmdlets' definitions, their comments and their examples; what is committed is held to them.</summary>
public sealed class CmdletHelpTests
{
    private static readonly CmdletPage[] s_pages = [.. CmdletReader.All.Select(cmdlet => cmdlet.Page)];

    public static TheoryData<string> Names => [.. s_pages.Select(page => page.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_is_the_one_that_is_committed(string name) => Snapshot.IsCommitted($"docs/cmdlets/{name}.md", CmdletMarkdown.Page(Page(name)));

    [Fact]
    public void The_index_is_the_one_that_is_committed() => Snapshot.IsCommitted("docs/cmdlets/README.md", CmdletMarkdown.Index(s_pages));

    [Fact]
    public void What_Get_Help_reads_is_what_is_committed() => Snapshot.IsCommitted("module/Files/en-US/Muster.PowerShell.dll-Help.xml", MamlFile.Of(s_pages));

    [Fact]
    public void There_are_pages_and_examples_of_cmdlets_only()
    {
        var names = s_pages.Select(page => page.Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(Directory.GetFiles(Path.Join(Repository.Folder, "docs", "cmdlets")).Select(Path.GetFileNameWithoutExtension).Where(name => name != "README"), name => Assert.Contains(name!, names));
        Assert.All(Directory.GetFiles(CmdletReader.Examples, "*.ps1").Select(Path.GetFileNameWithoutExtension), name => Assert.Contains(name!, names));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_says_what_it_does_and_what_each_parameter_means(string name)
    {
        var page = Page(name);
        Assert.EndsWith(".", page.Synopsis, StringComparison.Ordinal);
        Assert.All(page.Parameters, parameter => Assert.True(parameter.About.Count > 0, $"{name} -{parameter.Name} has no comment."));
        Assert.All(page.Outputs.SelectMany(output => output.Properties), property => Assert.True(property.About.Length > 0, $"{name} gives {property.Name}, which has no comment."));
        Assert.All(page.Outputs, output => Assert.NotEqual("Object", output.Type));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_has_two_examples_or_more_and_the_first_calls_it(string name)
    {
        var shown = Page(name).Examples.Where(example => !example.IsHidden).ToArray();
        Assert.True(shown.Length >= 2, $"module/Help/Examples/{name}.ps1 has {shown.Length} examples; two or more are needed.");
        Assert.Contains(name, shown[0].Code, StringComparison.Ordinal);
        Assert.Equal(shown.Length, shown.Select(example => example.Title).Distinct(StringComparer.Ordinal).Count());
    }

    private static CmdletPage Page(string name) => s_pages.Single(page => page.Name == name);
}
