using Muster.Graphs;
using Muster.Resources;

namespace Muster.Tests.Core.Graphs;

public class JobPartsTests
{
    [Theory]
    [InlineData("build", "MUSTER_RESULTS_BUILD")]
    [InlineData("unit-tests.2", "MUSTER_RESULTS_UNIT_TESTS_2")]
    [InlineData("7", "MUSTER_RESULTS_7")]
    public void The_variable_of_a_jobs_results_is_its_id_in_capitals(string id, string variable) => Assert.Equal(variable, JobVariable.OfResults(id));

    [Fact]
    public void A_result_path_begins_at_the_jobs_directory_or_at_the_root()
    {
        var (below, root) = (ResultPath.Parse("out/**/*.txt"), ResultPath.Parse("/tmp/models/*.bin"));

        Assert.Equal((false, true), (below.FromRoot, below.Glob.IsMatch("out/a/b.txt")));
        Assert.Equal((true, true), (root.FromRoot, root.Glob.IsMatch("tmp/models/x.bin")));
        Assert.Equal("tmp/models/*.bin", root.Glob.Text);
    }

    [Theory]
    [InlineData("../x", "it has a segment '..'")]
    [InlineData("/tmp/../etc", "it has a segment '..'")]
    [InlineData("//tmp", "it starts at the root")]
    [InlineData("/", "it is the root itself")]
    [InlineData("", "it is empty")]
    [InlineData("/tmp/x", null)]
    public void A_result_path_never_leads_out_of_where_it_begins(string text, string? problem) => Assert.Equal(problem, ResultPath.ProblemOf(text));

    [Fact]
    public void A_machine_must_have_the_most_that_any_job_needs_of_each_resource()
    {
        JobSpec Job(ResourceRequest resources) => new() { Id = "a", Command = "x", Resources = resources };

        Assert.Equal(
            new ResourceRequest { Cpus = 4, MemoryBytes = 512, Gpus = 2 },
            LeastResources.Of([Job(new() { Cpus = 4 }), Job(new() { MemoryBytes = 512, Gpus = 1 }), Job(new() { Cpus = 0.5m, MemoryBytes = 100, Gpus = 2 })]));
        Assert.Equal(new ResourceRequest { Cpus = 0.5m }, LeastResources.Of([Job(new() { Cpus = 0.5m })]));
    }
}
