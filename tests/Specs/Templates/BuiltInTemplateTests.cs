using System.Text;
using Muster.Graphs;
using Muster.Specs;
using Muster.Specs.Templates;
using Muster.Sweeps;

namespace Muster.Tests.Specs.Templates;

public class BuiltInTemplateTests
{
    private const string Hostile = "\"; touch pwned; $(touch pwned) `touch pwned` ' && touch pwned \\ }} {{X}}\ntouch pwned #";

    public static TheoryData<string> Names => [.. BuiltInTemplates.All.Select(template => template.Name)];

    [Theory]
    [InlineData("ml-pipeline", "INPUT", "preprocess, train, evaluate, export", OnFailure.Stop)]
    [InlineData("etl", "SOURCE, DESTINATION", "extract, transform, load, validate", OnFailure.Stop)]
    [InlineData("ci-cd", "REPO_URL, ENDPOINT", "checkout, build, test, deploy, smoke-test", OnFailure.Stop)]
    [InlineData("data-processing", "S3_SOURCE, S3_DESTINATION", "download, process, aggregate, upload", OnFailure.Continue)]
    [InlineData("simple-sequential", "STEP1", "step-1, step-2, step-3", OnFailure.Stop)]
    public void A_template_needs_few_values_and_makes_a_graph_whose_jobs_follow_each_other(string name, string needs, string jobs, OnFailure onFailure)
    {
        var template = Template(name);
        var graph = Read(template, "x").Graph!;

        Assert.Equal(needs, string.Join(", ", template.Variables.Where(variable => variable.IsRequired).Select(variable => variable.Name)));
        Assert.Equal(jobs, string.Join(", ", JobGraph.Of(graph.Jobs).Order()!.Select(job => graph.Jobs[job].Id)));
        Assert.Equal(onFailure, graph.OnFailure);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_timeout_is_a_variable(string name)
    {
        var template = Template(name);
        var timeouts = template.Variables.Where(variable => variable.Name.EndsWith("TIMEOUT", StringComparison.Ordinal)).ToList();
        var spec = Read(template, "x", [.. timeouts.Select((variable, i) => KeyValuePair.Create(variable.Name, $"{i + 1}s"))]);

        Assert.Equal(
            Enumerable.Range(1, timeouts.Count).Select(i => (TimeSpan?)TimeSpan.FromSeconds(i)),
            spec.Graph!.Jobs.Select(job => job.Timeout).Append(spec.Timeout).Order());
        Assert.Equal(spec.Graph.Jobs.Count + 1, timeouts.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_value_changes_a_command(string name)
    {
        var template = Template(name);
        var texts = template.Variables.Where(variable => variable.IsText && variable.Name != "QUEUE_NAME" && !variable.Name.EndsWith("TIMEOUT", StringComparison.Ordinal)).ToList();
        var plain = Read(template, "x");

        var spec = Read(template, "x", [.. texts.Select(variable => KeyValuePair.Create(variable.Name, Hostile))]);

        Assert.Equal(plain.Graph!.Jobs.Select(job => job.Command), spec.Graph!.Jobs.Select(job => job.Command));
        Assert.All(texts, variable => Assert.Equal(Hostile, spec.Env[variable.Name]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_variable_is_explained(string name)
    {
        Assert.NotEqual("", Template(name).Summary);
        Assert.All(Template(name).Variables, variable => Assert.NotEqual("", variable.About));
    }

    [Fact]
    public void The_page_has_all_of_them_with_their_variables() => Assert.Contains(Tables(), File.ReadAllText(Path.Join(AppContext.BaseDirectory, "docs", "templates.md")), StringComparison.Ordinal);

    [Fact]
    public void Every_sample_of_the_page_is_a_template()
    {
        var samples = File.ReadAllText(Path.Join(AppContext.BaseDirectory, "docs", "templates.md")).Split("```").Where((_, i) => i % 2 == 1).Select(sample => sample.Split('\n', 2)).ToList();

        Assert.Equal(["json", "yaml"], samples.Select(sample => sample[0]));
        Assert.All(samples, sample => Read(QueueTemplate.Parse("sample", sample[1], sample[0] == "json" ? SpecFormat.Json : SpecFormat.Yaml), "x"));
    }

    private static string Tables()
    {
        var page = new StringBuilder();
        foreach (var template in BuiltInTemplates.All)
        {
            page.Append($"### {template.Name}\n\n{template.Summary} {template.Details}\n\n| variable | default | meaning |\n|---|---|---|\n");
            foreach (var variable in template.Variables)
                page.Append($"| `{variable.Name}` | {variable.Default switch { null => "must be given", "" => "empty", var given => $"`{given}`" }} | {variable.About} |\n");
            page.Append('\n');
        }

        return page.ToString().TrimEnd();
    }

    private static QueueTemplate Template(string name) => BuiltInTemplates.All.Single(template => template.Name == name);

    private static SweepSpec Read(QueueTemplate template, string required, params KeyValuePair<string, string>[] values)
    {
        var rest = template.Variables.Where(variable => variable.IsRequired && values.All(value => value.Key != variable.Name)).Select(variable => KeyValuePair.Create(variable.Name, required));
        var reading = template.Fill([.. values, .. rest]).Read("/sweeps", () => Stream.Null);
        Assert.Equal("", string.Join('\n', reading.Errors));
        return reading.Spec!;
    }
}
