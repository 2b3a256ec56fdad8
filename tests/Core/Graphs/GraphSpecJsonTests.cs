using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Muster.Graphs;
using Muster.Resources;
using Muster.Retries;
using Muster.Sweeps;
using Muster.Tests.Core.Sweeps;

namespace Muster.Tests.Core.Graphs;

public class GraphSpecJsonTests
{
    [Fact]
    public void The_smallest_graph_writes_its_defaults_out() =>
        Assert.Equal(
            """
            {"schema":1,"on_failure":"stop","max_parallel":1,"jobs":[{"job_id":"a","command":"make","depends_on":[],"env":{},"result_paths":[],"retry":{"max_attempts":1,"backoff":"exponential","base_delay":"1s","max_delay":"5m","jitter":0.5,"retry_on_codes":[],"dont_retry_on_codes":[]},"resources":{"cpus":1,"gpus":0}}]}
            """,
            Encoding.UTF8.GetString(GraphSpecJson.Write(new() { Jobs = [new() { Id = "a", Command = "make" }] })));

    [Fact]
    public void Any_graph_comes_back_and_has_the_same_bytes_again() =>
        Prop.ForAll(Any().ToArbitrary(), graph =>
        {
            var bytes = GraphSpecJson.Write(graph);
            var back = GraphSpecJson.Read(bytes);
            Assert.Equivalent(graph, back, strict: true);
            return GraphSpecJson.Write(back).SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_spec_with_a_graph_comes_back_and_one_without_says_nothing_of_it() =>
        Prop.ForAll(Any().ToArbitrary(), graph =>
        {
            var spec = new SweepSpec { Name = "s", Graph = graph };
            Assert.Equivalent(spec, SweepSpecJson.Read(SweepSpecJson.Write(spec)), strict: true);
            return !Encoding.UTF8.GetString(SweepSpecJson.Write(spec with { Graph = null, Command = "x" })).Contains("graph", StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_graphs_have_equal_bytes_whatever_order_their_variables_were_made_in()
    {
        GraphSpec With(params string[] names) => new() { Jobs = [new() { Id = "a", Command = "x", Env = names.ToDictionary(name => name, name => name) }] };

        Assert.Equal(GraphSpecJson.Write(With("B", "A")), GraphSpecJson.Write(With("A", "B")));
    }

    [Theory]
    [InlineData("""{"schema":2,"jobs":[]}""", "This job graph has schema 2, but this Muster reads schema 1. Use the version of Muster that wrote it, or a newer one.")]
    [InlineData("""{"schema":1,"jobs":[],"speed":3}""", "This is no job graph in canonical JSON: It has the unknown key 'speed'.")]
    [InlineData("""{"schema":1,"jobs":[{"job_id":"a","command":"x","cwd":"/"}]}""", "This is no job graph in canonical JSON: A job has the unknown key 'cwd'.")]
    [InlineData("""{"schema":1,"jobs":[{"job_id":"a","command":"x","retry":{"tries":3}}]}""", "This is no job graph in canonical JSON: It has the unknown key 'retry.tries'.")]
    [InlineData("""{"schema":1,"jobs":[],"on_failure":"ignore"}""", "This is no job graph in canonical JSON: It has the unknown value \"ignore\".")]
    public void What_this_version_does_not_know_is_refused(string json, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => GraphSpecJson.Read(Encoding.UTF8.GetBytes(json))).Message);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"schema":1}""")]
    [InlineData("""{"schema":1,"jobs":[{"job_id":"a"}]}""")]
    [InlineData("""{"schema":1,"jobs":[{"command":"a"}]}""")]
    public void What_is_no_graph_is_refused(string json) =>
        Assert.StartsWith("This is no job graph in canonical JSON: ", Assert.Throws<InvalidDataException>(() => GraphSpecJson.Read(Encoding.UTF8.GetBytes(json))).Message, StringComparison.Ordinal);

    private static Gen<GraphSpec> Any() =>
        from jobs in AnyGraph.Sound
        from texts in Texts.Any.NonEmptyListOf()
        from number in Gen.Choose(1, 1000)
        from full in Gen.Elements(true, false)
        select new GraphSpec
        {
            Jobs = [.. jobs.Select((job, i) => Full(job, texts[i % texts.Count], number + i, full))],
            Id = full ? "q" : null,
            OnFailure = full ? OnFailure.Continue : OnFailure.Stop,
            MaxParallel = number,
            ResultBucket = full ? "bucket" : null,
            ResultPrefix = full ? texts[0] : null,
        };

    private static JobSpec Full(JobSpec job, string text, int number, bool full) => job with
    {
        Command = text,
        Timeout = full ? TimeSpan.FromSeconds(number) : null,
        Env = full ? new Dictionary<string, string> { ["B"] = text, ["A"] = "1" } : new Dictionary<string, string>(),
        ResultPaths = [text],
        Retry = full ? new() { MaxAttempts = 3, Backoff = BackoffKind.ExponentialJitter, RetryOnCodes = [number % 255] } : RetryPolicy.None,
        Resources = full ? new() { Cpus = number / 4m, MemoryBytes = number, Gpus = 1 } : ResourceRequest.Default,
    };
}
