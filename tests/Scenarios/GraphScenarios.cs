using System.Text.Json.Nodes;
using Muster.Agent.Processes;
using Muster.Graphs;
using Muster.Jobs;
using Muster.Points;
using Muster.Runs;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

/// <summary>Job graphs run by real engines that are killed, asked to end, and followed by others, on the same machine or as if on another.</summary>
public abstract class GraphScenarios(ScenarioStore store)
{
    private const int Seed = 20_260_101;

    /// <summary>Jobs that write that they run, then one that waits for a gate and needs a result and its checkpoint, then one that needs its result.</summary>
    private const string Gated = """
        queue_name: gated
        max_parallel: 2
        jobs:
        - {job_id: first, command: 'echo first >> "$SCENARIO/ran"; echo 17 > f; echo "{\"number\": 17}" > "$MUSTER_RESULT_FILE"', result_paths: [f]}
        - {job_id: beside, command: 'echo beside >> "$SCENARIO/ran"; echo 4 > f', result_paths: [f]}
        - job_id: gate
          depends_on: [first, beside]
          command: |
            echo "$JOB_ATTEMPT" >> "$MUSTER_CHECKPOINT_DIR/log"
            echo "attempt $JOB_ATTEMPT waits" | tee /dev/stderr
            echo "gate $JOB_ATTEMPT" >> "$SCENARIO/ran"
            while [ ! -e "$SCENARIO/open" ]; do sleep 0.01; done
            echo "$(cat "$MUSTER_RESULTS_FIRST/f" "$MUSTER_RESULTS_BESIDE/f" "$MUSTER_CHECKPOINT_DIR/log")" | tee sum
          result_paths: [sum]
        - {job_id: last, depends_on: [gate], command: 'echo last >> "$SCENARIO/ran"; cat "$MUSTER_RESULTS_GATE/sum"'}
        """;

    [Fact]
    public async Task A_graph_runs_in_order_with_its_logs_results_and_metrics_in_the_store()
    {
        await using var scenario = await store.NewAsync();
        scenario.Write("open", "");
        var answer = await scenario.RunAsync("submit", scenario.Write("gated.yaml", Gated));
        Assert.Equal(0, answer.Code);
        Assert.Matches("^  JOB +STATE (?s:.*) gate +succeeded +1 (?s:.*) last +succeeded +1 (?s:.*)\n\n.*number.*\n(?s:.*)17", answer.Out);
        Assert.Matches("^Run [a-z0-9]+ \\(gated\\): 4 jobs\n(?s:.*)Complete: of 4 jobs 4 succeeded in ", answer.Error);

        Assert.Equal(["gate 1", "last"], scenario.Lines("ran").Skip(2));
        Assert.Equal("17\n4\n1\n", (await scenario.RunAsync("logs", "last", "--job", "last")).Out);
        Assert.Contains("17", (await scenario.RunAsync("results", "last")).Out, StringComparison.Ordinal);
        Assert.Equal([(JobState.Succeeded, 1), (JobState.Succeeded, 1), (JobState.Succeeded, 1), (JobState.Succeeded, 1)], await StandAsync(scenario));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_sweep_of_graphs_runs_one_for_each_point_with_its_variables()
    {
        await using var scenario = await store.NewAsync();
        var file = scenario.Write("sweep.yaml", """
            name: sweep
            grid: {x: [1, 2, 3], y: [a, b]}
            jobs:
            - {job_id: make, command: 'echo "$PARAM_x$PARAM_y" > f', result_paths: [f]}
            - {job_id: check, command: '[ "$(cat "$MUSTER_RESULTS_MAKE/f")" = "$PARAM_x$PARAM_y" ] && [ "$PARAM_x" != 2 ] && cp "$MUSTER_RESULTS_MAKE/f" "$SCENARIO/$SWEEP_INDEX"', depends_on: [make]}
            """);

        Assert.Equal(1, (await scenario.RunAsync("submit", file)).Code);
        var run = await scenario.RunRecordAsync();
        Assert.Equal((RunState.Error, new PointCounts(4, 2, 0)), (run.State, run.Counts));
        Assert.Equal(["1a", "1b", "3a", "3b"], new[] { 0, 1, 4, 5 }.Select(index => Assert.Single(scenario.Lines($"{index}"))));
        Assert.All((await scenario.PointsAsync(run)).Where(point => point.Entry.State == PointState.Failed), point => Assert.Equal("Job 'check' failed with exit code 1.", point.Entry.Last!.Note));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_kill_what_had_finished_does_not_run_again_and_what_ran_is_lost_and_tried_again(bool onAnotherMachine)
    {
        await using var scenario = await store.NewAsync();
        var file = scenario.Write("gated.yaml", Gated);
        using (var engine = scenario.Start("submit", file, "--client-token", "t"))
        {
            await scenario.LinesAsync("ran", 3);
            if (onAnotherMachine)
                await scenario.UntilAsync("the state in the store", async () => (await StandAsync(scenario)) is [{ State: JobState.Succeeded }, { State: JobState.Succeeded }, ..]);
            await engine.KillAsync();
        }

        if (onAnotherMachine)
            await ForgetMachineAsync(scenario);
        scenario.Write("open", "");
        Assert.Equal(0, (await scenario.RunAsync("submit", file, "--client-token", "t")).Code);

        Assert.Equal(["beside", "first", "gate 1", "gate 2", "last"], scenario.Lines("ran").Order(StringComparer.Ordinal));
        // What a job that is lost left in its checkpoint folder is there where it ran, and nowhere else.
        Assert.Equal(onAnotherMachine ? "17\n4\n2\n" : "17\n4\n1\n2\n", (await scenario.RunAsync("logs", "last", "--job", "last")).Out);
        Assert.Contains("17", (await scenario.RunAsync("results", "last")).Out, StringComparison.Ordinal);
        var gate = (await StateAsync(scenario))!.Jobs[2];
        Assert.Equal([AttemptEnd.Lost, AttemptEnd.Exited], gate.Attempts.Select(attempt => attempt.End));
        Assert.Equal(1, gate.ChargedAttempts);
        var lost = await scenario.RunAsync("logs", "last", "--job", "gate", "--attempt", "1");
        // Until the next engine ended it, what was lost ran on; it may have seen the gate open.
        if (onAnotherMachine)
            Assert.Contains("What it wrote is not known: it was on the machine that was lost.", lost.Error, StringComparison.Ordinal);
        else
            Assert.StartsWith("attempt 1 waits\n", lost.Out, StringComparison.Ordinal);
        Assert.Equal(onAnotherMachine ? "" : "attempt 1 waits\n", (await scenario.RunAsync("logs", "last", "--job", "gate", "--attempt", "1", "--stderr")).Out);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task What_a_running_job_writes_is_shown_and_followed_while_it_does()
    {
        await using var scenario = await store.NewAsync();
        using var engine = scenario.Start("submit", scenario.Write("gated.yaml", Gated));
        await scenario.LinesAsync("ran", 3);
        Assert.Equal("attempt 1 waits\n", (await scenario.RunAsync("logs", "last", "--job", "gate")).Out);
        using (var follow = scenario.Start("logs", "last", "--job", "gate", "--follow"))
        {
            await scenario.UntilAsync("what the job wrote", () => follow.Out == "attempt 1 waits\n");
            scenario.Write("open", "");
            Assert.Equal("attempt 1 waits\n17\n4\n1\n", (await follow.EndAsync()).Out);
        }

        Assert.Equal(0, (await engine.EndAsync()).Code);
    }

    [Fact]
    public async Task A_graph_whose_engine_is_killed_at_random_moments_runs_each_job_until_it_has_finished_and_never_again()
    {
        const int length = 20;
        await using var scenario = await store.NewAsync();
        var jobs = Enumerable.Range(0, length).SelectMany(job => (string[])["a", "b"], (job, chain) =>
            $"- {{job_id: {chain}{job}, command: 'echo {job} >> \"$SCENARIO/{chain}\"; sleep 0.05', depends_on: [{(job == 0 ? "" : $"{chain}{job - 1}")}]}}");
        var file = scenario.Write("chains.yaml", $"queue_name: chains\nmax_parallel: 2\njobs:\n{string.Join('\n', jobs)}\n");
#pragma warning disable RS0030 // seeded
        var chance = new Random(Seed);
#pragma warning restore RS0030
        var kills = 0;
        for (; kills < 6; kills++)
        {
            var before = scenario.Lines("a").Count;
            using var engine = scenario.Start("submit", file, "--client-token", "t");
            await scenario.LinesAsync("a", before + chance.Next(1, 4));
            Assert.False(engine.HasExited, engine.Told);
            await engine.KillAsync();
        }

        Assert.Equal(0, (await scenario.RunAsync("submit", file, "--client-token", "t")).Code);
        foreach (var chain in (string[])["a", "b"])
        {
            var ran = scenario.Lines(chain).Select(int.Parse).ToList();
            // A job starts when the one before it has finished: so none may run after its successor did.
            Assert.Equal(ran.Order(), ran);
            Assert.Equal(Enumerable.Range(0, length), ran.Distinct());
            Assert.InRange(ran.Count, length, length + kills);
        }

        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task An_engine_that_is_asked_to_end_gives_its_chunks_back_with_checkpoints_and_the_next_one_goes_on_on_another_machine()
    {
        await using var scenario = await store.NewAsync();
        var file = scenario.Write("gated.yaml", Gated);
        using (var engine = scenario.Start("submit", file, "--client-token", "t"))
        {
            await scenario.LinesAsync("ran", 3);
            engine.Signal(Signals.NumberOf("TERM"));
            Assert.Equal(130, (await engine.EndAsync()).Code);
        }

        var point = Assert.Single(await scenario.PointsAsync());
        Assert.Equal((null, PointState.Pending, 0), (point.Owner, point.Entry.State, point.Entry.ChargedAttempts));
        Assert.Equal([AttemptEnd.Interrupted], (await StateAsync(scenario))!.Jobs[2].Attempts.Select(attempt => attempt.End));
        await scenario.AssertNothingLeftAsync();
        await ForgetMachineAsync(scenario);
        scenario.Write("open", "");

        Assert.Equal(0, (await scenario.RunAsync("submit", file, "--client-token", "t")).Code);
        Assert.Equal(["gate 1", "gate 2", "last"], scenario.Lines("ran").Skip(2));
        Assert.Equal("17\n4\n1\n2\n", (await scenario.RunAsync("logs", "last", "--job", "last")).Out);
        Assert.Equal([(JobState.Succeeded, 1), (JobState.Succeeded, 1), (JobState.Succeeded, 2), (JobState.Succeeded, 1)], await StandAsync(scenario));
        Assert.Equal(1, Assert.Single(await scenario.PointsAsync()).Entry.ChargedAttempts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Jobs_that_survive_their_engine_are_adopted_with_their_exit_codes_and_output(bool engineWasKilledBeforeItHadIdentifiedThem)
    {
        await using var scenario = await store.NewAsync();
        var file = scenario.Write("survive.yaml", """
            name: survive
            survive: true
            on_failure: continue
            max_parallel: 2
            grid: {x: [1]}
            jobs:
            - {job_id: good, command: 'echo good >> "$SCENARIO/ran"; while [ ! -e "$SCENARIO/open" ]; do sleep 0.01; done; echo good; echo 5 > f', result_paths: [f]}
            - {job_id: bad, command: 'echo bad >> "$SCENARIO/ran"; while [ ! -e "$SCENARIO/open" ]; do sleep 0.01; done; exit 7'}
            - {job_id: after, command: 'cat "$MUSTER_RESULTS_GOOD/f"', depends_on: [good]}
            """);
        using (var engine = scenario.Start("submit", file, "--client-token", "t"))
        {
            await scenario.LinesAsync("ran", 2);
            await scenario.UntilAsync("the notes of both", () => Notes(scenario).Count == 2);
            await engine.KillAsync();
        }

        Assert.NotEmpty(scenario.Running());
        if (engineWasKilledBeforeItHadIdentifiedThem)
            ForgetIdentities(scenario);
        using var next = scenario.Start("submit", file, "--client-token", "t");
        await scenario.UntilAsync("the jobs' adoption", () => Notes(scenario).Count == 2);
        scenario.Write("open", "");
        Assert.Equal(1, (await next.EndAsync()).Code);

        Assert.Equal(["bad", "good"], scenario.Lines("ran").Order(StringComparer.Ordinal));
        Assert.Equal("good\n", (await scenario.RunAsync("logs", "last", "--job", "good")).Out);
        Assert.Equal("5\n", (await scenario.RunAsync("logs", "last", "--job", "after")).Out);
        var state = (await StateAsync(scenario))!;
        Assert.Equal([(AttemptEnd.Exited, 0), (AttemptEnd.Exited, 7), (AttemptEnd.Exited, 0)], state.Jobs.Select(job => (Assert.Single(job.Attempts).End, job.Last!.ExitCode)));
        await scenario.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_job_that_was_to_survive_and_was_killed_is_lost_and_runs_again(bool engineWasKilledBeforeItHadIdentifiedIt)
    {
        await using var scenario = await store.NewAsync();
        var file = scenario.Write("survive.yaml", """
            name: survive
            survive: true
            grid: {x: [1]}
            jobs:
            - {job_id: only, command: 'echo "$JOB_ATTEMPT" >> "$SCENARIO/ran"; while [ ! -e "$SCENARIO/open" ]; do sleep 0.01; done'}
            """);
        using (var engine = scenario.Start("submit", file, "--client-token", "t"))
        {
            await scenario.LinesAsync("ran", 1);
            await scenario.UntilAsync("its note", () => Notes(scenario).Count == 1);
            await engine.KillAsync();
        }

        Assert.Empty(await scenario.KillAllAsync());
        if (engineWasKilledBeforeItHadIdentifiedIt)
            ForgetIdentities(scenario);
        scenario.Write("open", "");
        Assert.Equal(0, (await scenario.RunAsync("submit", file, "--client-token", "t")).Code);
        Assert.Equal(["1", "2"], scenario.Lines("ran"));
        Assert.Equal([AttemptEnd.Lost, AttemptEnd.Exited], Assert.Single((await StateAsync(scenario))!.Jobs).Attempts.Select(attempt => attempt.End));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends_the_jobs_that_run_and_starts_no_others()
    {
        await using var scenario = await store.NewAsync();
        using var engine = scenario.Start("submit", scenario.Write("gated.yaml", Gated));
        await scenario.LinesAsync("ran", 3);

        Assert.Equal(0, (await scenario.RunAsync("cancel", "gated")).Code);
        Assert.NotEqual(0, (await engine.EndAsync()).Code);
        Assert.Equal(AttemptEnd.Cancelled, Assert.Single(await scenario.PointsAsync()).Entry.Last!.End);
        Assert.Equal([(JobState.Succeeded, 1), (JobState.Succeeded, 1), (JobState.Cancelled, 1), (JobState.Cancelled, 0)], await StandAsync(scenario));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task When_the_global_timeout_is_over_what_runs_ends_with_all_that_it_started()
    {
        await using var scenario = await store.NewAsync();
        var file = scenario.Write("late.yaml", """
            queue_name: late
            global_timeout: 1s
            jobs:
            - {job_id: slow, command: 'sleep 600 & sleep 600; wait'}
            - {job_id: next, command: 'echo ran >> "$SCENARIO/ran"'}
            """);

        Assert.Equal(1, (await scenario.RunAsync("submit", file)).Code);
        var entry = Assert.Single(await scenario.PointsAsync()).Entry;
        Assert.Equal((PointState.Failed, AttemptEnd.TimedOut, "Job 'slow' timed out; 1 was skipped. The time of all jobs together was up."), (entry.State, entry.Last!.End, entry.Last.Note));
        Assert.Empty(scenario.Lines("ran"));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_point_that_is_tried_again_runs_only_the_jobs_that_did_not_succeed()
    {
        await using var scenario = await store.NewAsync();
        var file = scenario.Write("again.yaml", """
            name: again
            retry: {max_attempts: 3, base_delay: 10ms}
            grid: {x: [1]}
            jobs:
            - {job_id: once, command: 'echo once >> "$SCENARIO/ran"'}
            - {job_id: thrice, command: 'echo thrice >> "$SCENARIO/ran"; [ $(grep -c thrice "$SCENARIO/ran") = 3 ]', depends_on: [once]}
            """);

        Assert.Equal(0, (await scenario.RunAsync("submit", file)).Code);
        Assert.Equal(["once", "thrice", "thrice", "thrice"], scenario.Lines("ran"));
        Assert.Equal(3, Assert.Single(await scenario.PointsAsync()).Entry.Attempts.Count);
    }

    /// <summary>The notes of jobs that survive their engine, once they say which processes these are.</summary>
    private static IReadOnlyList<string> Notes(Scenario scenario) =>
        [.. Directory.EnumerateFiles(scenario.Store.Points, "*", SearchOption.AllDirectories).Where(note => note.Contains("/survivors/", StringComparison.Ordinal) && File.ReadAllText(note).Contains("BootId", StringComparison.Ordinal))];

    /// <summary>Makes the notes what they are between an attempt's announcement and its start.</summary>
    private static void ForgetIdentities(Scenario scenario)
    {
        foreach (var note in Notes(scenario))
        {
            var text = JsonNode.Parse(File.ReadAllText(note))!;
            text["Identity"] = null;
            File.WriteAllText(note, text.ToJsonString());
        }
    }

    private static async Task<GraphState?> StateAsync(Scenario scenario)
    {
        using var opened = scenario.OpenStore();
        var run = await scenario.RunRecordAsync();
        var graph = await JobReader.GraphAsync(opened.Ports.Blobs, run, TestContext.Current.CancellationToken);
        return Assert.Single(await scenario.PointsAsync(run)).Entry.Graph is { } reference
            ? await GraphBlobs.ReadStateAsync(opened.Ports.Blobs, run.Id, graph, reference, TestContext.Current.CancellationToken)
            : null;
    }

    private static async Task<IReadOnlyList<(JobState State, int Attempts)>> StandAsync(Scenario scenario) =>
        await StateAsync(scenario) is { } state ? [.. state.Jobs.Select(job => (job.State, job.Attempts.Count))] : [];

    /// <summary>As if the next engine were on another machine: all that ran here ends, and all that was written here but the store is gone.</summary>
    private static async Task ForgetMachineAsync(Scenario scenario)
    {
        Assert.Empty(await scenario.KillAllAsync());
        Directory.Delete(scenario.Store.Points, recursive: true);
    }
}

public sealed class LocalGraphScenarios() : GraphScenarios(ScenarioStore.Local);

public sealed class AwsGraphScenarios(DynamoServer dynamo, S3Server s3) : GraphScenarios(ScenarioStore.OnAws(dynamo, s3));
