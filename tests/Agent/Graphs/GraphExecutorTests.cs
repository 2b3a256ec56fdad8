using System.Text.Json;
using Muster.Graphs;
using Muster.Outputs;
using Muster.Points;
using Muster.Retries;
using Muster.Sweeps;

namespace Muster.Tests.Agent.Graphs;

public sealed class GraphExecutorTests
{
    private static readonly RetryPolicy Twice = new() { MaxAttempts = 2, BaseDelay = TimeSpan.Zero };

    [Fact]
    public async Task Jobs_find_their_variables_over_those_of_the_queue_and_their_directory_is_their_own()
    {
        await using var rig = new ExecutorRig(new()
        {
            Id = "q-1",
            Jobs =
            [
                new() { Id = "first", Command = "printf '%s|' \"$JOB_ID\" \"$JOB_ATTEMPT\" \"$QUEUE_ID\" \"$BOTH\" \"$QUEUE\" \"$PARAM_x\" \"$SWEEP_INDEX\" \"${MUSTER_RESULTS_FIRST-none}\"; ls -A | wc -l; echo left > left", Env = Env(("BOTH", "job")) },
                new() { Id = "second.one", Command = "ls -A | wc -l; [ -d \"$MUSTER_RESULTS_FIRST\" ] && ls -A \"$MUSTER_RESULTS_FIRST\" | wc -l; [ \"$PWD\" = \"$MUSTER_POINT_DIR\" ] && echo \"${BOTH}\"", DependsOn = ["first"] },
            ],
        });
        rig.Spec = rig.Spec with { Env = Env(("BOTH", "queue"), ("QUEUE", "queue")), Defaults = [new("x", ParameterValue.FromText("17"))] };

        Assert.Equal((AttemptEnd.Exited, 0), Ending(await rig.RunAsync()));
        Assert.Equal("first|1|q-1|job|queue|17|0|none|0\n", await rig.OutputAsync((await rig.JobAsync("first")).Last!));
        Assert.Equal("0\n0\nqueue\n", await rig.OutputAsync((await rig.JobAsync("second.one")).Last!));
    }

    [Fact]
    public async Task Without_an_id_of_the_queue_jobs_find_that_of_the_run()
    {
        await using var rig = new ExecutorRig(new() { Jobs = [new() { Id = "a", Command = "printf %s \"$QUEUE_ID\"" }] });

        await rig.RunAsync();
        Assert.Equal(rig.Run.Id.Value, await rig.OutputAsync((await rig.JobAsync("a")).Last!));
    }

    [Fact]
    public async Task Results_are_found_by_those_that_depend_on_them_under_the_same_paths_and_kept_with_a_manifest()
    {
        await using var rig = new ExecutorRig(new()
        {
            Jobs =
            [
                new() { Id = "make-it", Command = "mkdir -p out/deep; echo one > out/deep/a.txt; echo no > out/b.log; echo two > c.txt; echo three > \"$RIG/d\"", ResultPaths = ["**/*.txt", "/**/d"] },
                new() { Id = "use", Command = "cd \"$MUSTER_RESULTS_MAKE_IT\"; cat out/deep/a.txt c.txt; [ ! -e out/b.log ] && cat \".$RIG/d\"", DependsOn = ["make-it"] },
            ],
        });
        rig.Spec = rig.Spec with { Graph = rig.Spec.Graph! with { Jobs = [rig.Spec.Graph.Jobs[0] with { ResultPaths = ["**/*.txt", rig.Folder["d"]] }, rig.Spec.Graph.Jobs[1]] } };

        Assert.Equal((AttemptEnd.Exited, 0), Ending(await rig.RunAsync()));
        Assert.Equal("one\ntwo\nthree\n", await rig.OutputAsync((await rig.JobAsync("use")).Last!));
        var files = await rig.FilesAsync((await rig.JobAsync("make-it")).Last!.Result!);
        Assert.Equal(["c.txt", "out/deep/a.txt", rig.Folder["d"][1..]], files.Keys);
        Assert.Equal(["two\n", "one\n", "three\n"], files.Values);
    }

    [Fact]
    public async Task A_path_that_matched_no_file_is_noted_of_what_succeeded_and_its_results_are_an_empty_folder_named_after_it()
    {
        await using var rig = new ExecutorRig(new()
        {
            OnFailure = OnFailure.Continue,
            Jobs =
            [
                new() { Id = "part", Command = "echo a > a", ResultPaths = ["a", "out/app.bin"] },
                new() { Id = "empty", Command = "true", ResultPaths = ["b*", "out/**"] },
                new() { Id = "bad", Command = "exit 3", ResultPaths = ["b"] },
                new() { Id = "use", Command = "basename \"$MUSTER_RESULTS_EMPTY\"; [ -d \"$MUSTER_RESULTS_EMPTY\" ]", DependsOn = ["empty"] },
            ],
        });

        await rig.RunAsync();

        Assert.Equal(["out/app.bin matched no file", "b*, out/** matched no file", null, null], (await rig.StateAsync()).Jobs.Select(job => job.Last!.Note));
        var use = (await rig.JobAsync("use")).Last!;
        Assert.Equal((0, "empty\n"), (use.ExitCode, await rig.OutputAsync(use)));
    }

    [Fact]
    public async Task A_failed_attempt_keeps_its_own_logs_and_results_and_the_next_begins_in_an_empty_directory()
    {
        await using var rig = new ExecutorRig(new()
        {
            Jobs = [new() { Id = "a", Command = "ls -A; echo \"try $JOB_ATTEMPT\" | tee f; echo \"error $JOB_ATTEMPT\" >&2; [ $JOB_ATTEMPT = 2 ] || exit 7", ResultPaths = ["f"], Retry = Twice }],
        });

        Assert.Equal((AttemptEnd.Exited, 0), Ending(await rig.RunAsync()));
        var job = await rig.JobAsync("a");
        Assert.Equal([7, 0], job.Attempts.Select(attempt => attempt.ExitCode));
        foreach (var attempt in job.Attempts)
        {
            Assert.Equal($"try {attempt.Number}\n", await rig.OutputAsync(attempt));
            Assert.Equal($"error {attempt.Number}\n", await rig.OutputAsync(attempt, error: true));
            Assert.Equal($"try {attempt.Number}\n", Assert.Single(await rig.FilesAsync(attempt.Result!)).Value);
        }
    }

    [Fact]
    public async Task A_directory_that_cannot_be_removed_does_not_hinder_the_next_attempt()
    {
        await using var rig = new ExecutorRig(new() { Jobs = [new() { Id = "a", Command = "ls -A; touch $'\\xff' left; [ $JOB_ATTEMPT = 2 ]", Retry = Twice }] });

        Assert.Equal((AttemptEnd.Exited, 0), Ending(await rig.RunAsync()));
        Assert.Equal("-", (await rig.JobAsync("a")).Last!.Output);
        using var bash = System.Diagnostics.Process.Start("rm", ["-rf", rig.GraphFolder]);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Long_output_is_kept_whole()
    {
        await using var rig = new ExecutorRig(new() { Jobs = [new() { Id = "a", Command = "seq 200000; seq 5 >&2" }] });

        await rig.RunAsync();
        var attempt = (await rig.JobAsync("a")).Last!;
        Assert.Equal(string.Concat(Enumerable.Range(1, 200_000).Select(number => $"{number}\n")), await rig.OutputAsync(attempt));
        Assert.Equal("1\n2\n3\n4\n5\n", await rig.OutputAsync(attempt, error: true));
    }

    [Fact]
    public async Task Metrics_of_all_jobs_are_the_points_and_those_of_the_later_job_win()
    {
        await using var rig = new ExecutorRig(new()
        {
            Jobs =
            [
                new() { Id = "b", Command = "echo '{\"x\": 1, \"y\": \"Größe\", \"only\": [1]}' > \"$MUSTER_RESULT_FILE\"" },
                new() { Id = "none", Command = "[ ! -e \"$MUSTER_RESULT_FILE\" ]" },
                new() { Id = "a", Command = "echo '{\"x\": 2.50}' > \"$MUSTER_RESULT_FILE\"" },
            ],
        });

        var record = await rig.RunAsync();
        Assert.Equal("""{"x":2.50,"y":"Größe","only":[1]}""", await rig.ReadAsync(OutputRef.Parse(record.Result!)));
    }

    [Fact]
    public async Task A_result_file_that_is_no_object_is_noted_and_the_job_succeeds()
    {
        await using var rig = new ExecutorRig(new() { Jobs = [new() { Id = "a", Command = "echo oops > \"$MUSTER_RESULT_FILE\"" }] });

        var record = await rig.RunAsync();
        Assert.Equal((AttemptEnd.Exited, 0, null), (record.End, record.ExitCode, record.Result));
        Assert.NotNull((await rig.JobAsync("a")).Last!.Note);
    }

    [Fact]
    public async Task Checkpoints_are_found_by_further_attempts_also_on_another_machine()
    {
        await using var rig = new ExecutorRig(new()
        {
            Jobs = [new() { Id = "a", Command = "cd \"$MUSTER_CHECKPOINT_DIR\"; mkdir -p deep; echo \"$JOB_ATTEMPT\" >> deep/log; cat deep/log; [ $JOB_ATTEMPT = 4 ]", Retry = Twice }],
        });

        Assert.Equal((AttemptEnd.Exited, 1), Ending(await rig.RunAsync()));
        rig.MoveToAnotherMachine();
        Assert.Equal((AttemptEnd.Exited, 0), Ending(await rig.RunAsync(charged: 1)));
        var job = await rig.JobAsync("a");
        Assert.Equal("1\n2\n3\n4\n", await rig.OutputAsync(job.Last!));
        Assert.Equal("1\n2\n3\n", Assert.Single(await rig.FilesAsync(job.Checkpoint!)).Value);
    }

    [Fact]
    public async Task Another_machine_goes_on_from_the_store_and_fetches_results_once_for_all_that_need_them()
    {
        await using var rig = new ExecutorRig(new()
        {
            MaxParallel = 4,
            Jobs =
            [
                new() { Id = "a", Command = "echo a >> \"$RIG/ran\"; for i in $(seq 200); do echo $i > $i; done; echo '{\"a\": 1}' > \"$MUSTER_RESULT_FILE\"", ResultPaths = ["*"] },
                new() { Id = "gate", Command = "[ -e \"$RIG/open\" ] || exit 3", DependsOn = ["a"] },
                .. Enumerable.Range(0, 4).Select(user => new JobSpec { Id = $"u{user}", Command = "cat \"$MUSTER_RESULTS_A\"/* | sort -n | tail -1; ls \"$MUSTER_RESULTS_A\" | wc -l", DependsOn = ["a", "gate"] }),
            ],
        });
        Assert.Equal((AttemptEnd.Exited, 3), Ending(await rig.RunAsync()));
        rig.Folder.Write("open", "");
        rig.MoveToAnotherMachine();
        var record = await rig.RunAsync(charged: 1);

        Assert.Equal((AttemptEnd.Exited, 0), Ending(record));
        Assert.Equal(["a"], rig.Lines("ran"));
        Assert.Equal("""{"a":1}""", await rig.ReadAsync(OutputRef.Parse(record.Result!)));
        foreach (var user in Enumerable.Range(0, 4))
            Assert.Equal("200\n200\n", await rig.OutputAsync((await rig.JobAsync($"u{user}")).Last!));
        Assert.Empty(rig.Troubles);
    }

    [Fact]
    public async Task At_its_timeout_the_whole_process_group_of_a_job_ends_and_what_it_left_is_kept()
    {
        await using var rig = new ExecutorRig(new()
        {
            Jobs = [new() { Id = "a", Command = "echo begun | tee f; sleep 600 & echo $! > \"$RIG/child\"; wait", Timeout = TimeSpan.FromSeconds(2), ResultPaths = ["f"] }],
        });

        Assert.Equal((AttemptEnd.Exited, 124), Ending(await rig.RunAsync()));
        var attempt = (await rig.JobAsync("a")).Last!;
        Assert.Equal(AttemptEnd.TimedOut, attempt.End);
        Assert.Equal("begun\n", await rig.OutputAsync(attempt));
        Assert.Equal("begun\n", Assert.Single(await rig.FilesAsync(attempt.Result!)).Value);
        Assert.False(Runs(Assert.Single(rig.Lines("child"))));
    }

    /// <summary>Whether a process runs: one that has ended may be listed for a moment more, until the system's first process has heard of it.</summary>
    private static bool Runs(string pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (Exception error) when (error is IOException)
        {
            return false;
        }
    }

    [Fact]
    public async Task When_the_time_of_all_jobs_is_up_the_point_is_timed_out()
    {
        await using var rig = new ExecutorRig(new() { MaxParallel = 2, Jobs = [new() { Id = "a", Command = "sleep 600" }, new() { Id = "b", Command = "true" }, new() { Id = "c", Command = "true", DependsOn = ["a"] }] });
        rig.Spec = rig.Spec with { Timeout = TimeSpan.FromMilliseconds(300) };

        var record = await rig.RunAsync();
        Assert.Equal((AttemptEnd.TimedOut, null, "Job 'a' timed out; 1 was skipped. The time of all jobs together was up."), (record.End, record.ExitCode, record.Note));
    }

    [Fact]
    public async Task By_stop_what_runs_is_ended_and_by_continue_it_is_not()
    {
        var jobs = new JobSpec[] { new() { Id = "a", Command = "touch \"$RIG/a\"; while [ ! -e \"$RIG/failing\" ]; do sleep 0.01; done; sleep 0.2; echo done >> \"$RIG/done\"" }, new() { Id = "b", Command = "while [ ! -e \"$RIG/a\" ]; do sleep 0.01; done; touch \"$RIG/failing\"; exit 5" } };
        await using var stop = new ExecutorRig(new() { MaxParallel = 2, Jobs = jobs });
        await using var goOn = new ExecutorRig(new() { MaxParallel = 2, Jobs = jobs, OnFailure = OnFailure.Continue });

        Assert.Equal("Job 'b' failed with exit code 5; 1 was ended.", (await stop.RunAsync()).Note);
        Assert.Empty(stop.Lines("done"));
        Assert.Equal("Job 'b' failed with exit code 5.", (await goOn.RunAsync()).Note);
        Assert.Equal(["done"], goOn.Lines("done"));
    }

    [Fact]
    public async Task An_interrupted_job_reads_its_notice_and_the_next_worker_goes_on_with_its_checkpoint()
    {
        await using var rig = new ExecutorRig(new()
        {
            Jobs =
            [
                new() { Id = "done", Command = "echo done >> \"$RIG/ran\"" },
                new()
                {
                    Id = "a",
                    Command = """
                        [ "$JOB_ATTEMPT" = 1 ] || { cat "$MUSTER_CHECKPOINT_DIR/saved"; exit 0; }
                        trap 'cat "$MUSTER_NOTICE_FILE" > "$RIG/notice"; echo half > "$MUSTER_CHECKPOINT_DIR/saved"; exit 1' TERM
                        [ ! -e "$MUSTER_NOTICE_FILE" ] && touch "$RIG/started"
                        while true; do sleep 0.01; done
                        """,
                    DependsOn = ["done"],
                },
            ],
        });
        var before = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var point = await rig.StartAsync();
        await point.UntilAsync(() => File.Exists(rig.Folder["started"]));
        point.End(AttemptEnd.Interrupted);

        Assert.Equal((AttemptEnd.Interrupted, null), Ending(await point.EndAsync()));
        using var notice = JsonDocument.Parse(File.ReadAllText(rig.Folder["notice"]));
        Assert.InRange(notice.RootElement.GetProperty("deadline").GetDateTimeOffset(), before, TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(2));
        rig.MoveToAnotherMachine();
        Assert.Equal((AttemptEnd.Exited, 0), Ending(await rig.RunAsync()));
        var job = await rig.JobAsync("a");
        Assert.Equal([AttemptEnd.Interrupted, AttemptEnd.Exited], job.Attempts.Select(attempt => attempt.End));
        Assert.Equal(("half\n", 1), (await rig.OutputAsync(job.Last!), job.ChargedAttempts));
        Assert.Equal(["done"], rig.Lines("ran"));
    }

    [Fact]
    public async Task A_notice_that_comes_ahead_is_told_to_the_jobs_that_run()
    {
        await using var rig = new ExecutorRig(new() { Jobs = [new() { Id = "a", Command = "touch \"$RIG/started\"; while [ ! -e \"$MUSTER_NOTICE_FILE\" ]; do sleep 0.01; done; cat \"$MUSTER_NOTICE_FILE\"" }] });
        var point = await rig.StartAsync();
        await point.UntilAsync(() => File.Exists(rig.Folder["started"]));
        rig.Interruption.Tell(new(2030, 1, 1, 0, 0, 5, TimeSpan.Zero), "The machine goes.");

        Assert.Equal((AttemptEnd.Exited, 0), Ending(await point.EndAsync()));
        using var notice = JsonDocument.Parse(await rig.OutputAsync((await rig.JobAsync("a")).Last!));
        Assert.Equal("2030-01-01T00:00:00Z", notice.RootElement.GetProperty("deadline").GetString());
        Assert.Equal("The machine goes.", notice.RootElement.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_cancelled_graph_ends_what_runs_and_says_so()
    {
        await using var rig = new ExecutorRig(new() { Jobs = [new() { Id = "a", Command = "touch \"$RIG/started\"; sleep 600" }, new() { Id = "b", Command = "true" }] });
        var point = await rig.StartAsync();
        await point.UntilAsync(() => File.Exists(rig.Folder["started"]));
        point.End(AttemptEnd.Cancelled);

        Assert.Equal((AttemptEnd.Cancelled, null), Ending(await point.EndAsync()));
        Assert.Equal([JobState.Cancelled, JobState.Cancelled], (await rig.StateAsync()).Jobs.Select(job => job.State));
    }

    [Fact]
    public async Task While_the_blobs_cannot_be_had_a_graph_goes_on_and_ends_when_all_is_kept()
    {
        var blobs = new FlakyBlobs { IsDown = true };
        await using var rig = new ExecutorRig(new() { Jobs = [new() { Id = "a", Command = "echo a; echo a > f", ResultPaths = ["f"] }, new() { Id = "b", Command = "cat \"$MUSTER_RESULTS_A/f\"; touch \"$RIG/b\"", DependsOn = ["a"] }] }, blobs);
        var point = await rig.StartAsync();
        await point.UntilAsync(() => File.Exists(rig.Folder["b"]) && rig.Troubles.Count > 0);
        Assert.False(point.HasEnded);
        Assert.StartsWith("What the jobs of point 0 left could not be kept: The blobs are away.", rig.Troubles[0], StringComparison.Ordinal);
        blobs.IsDown = false;

        Assert.Equal((AttemptEnd.Exited, 0), Ending(await point.EndAsync()));
        Assert.Equal("a\n", await rig.OutputAsync((await rig.JobAsync("a")).Last!));
        Assert.Equal("a\n", await rig.OutputAsync((await rig.JobAsync("b")).Last!));
    }

    [Fact]
    public async Task An_interruption_does_not_wait_for_blobs_that_cannot_be_had_and_this_machine_goes_on_from_its_journal()
    {
        var blobs = new FlakyBlobs { IsDown = true };
        await using var rig = new ExecutorRig(
            new() { Jobs = [new() { Id = "a", Command = "echo a >> \"$RIG/ran\"; echo result > f", ResultPaths = ["f"] }, new() { Id = "b", Command = "[ -e \"$RIG/open\" ] || { touch \"$RIG/started\"; sleep 600; }; cat \"$MUSTER_RESULTS_A/f\"", DependsOn = ["a"] }] }, blobs);
        var point = await rig.StartAsync();
        await point.UntilAsync(() => File.Exists(rig.Folder["started"]));
        point.End(AttemptEnd.Interrupted);
        Assert.Equal((AttemptEnd.Interrupted, null), Ending(await point.EndAsync()));
        Assert.Empty(rig.Kept);
        blobs.IsDown = false;
        rig.Folder.Write("open", "");

        Assert.Equal((AttemptEnd.Exited, 0), Ending(await rig.RunAsync()));
        Assert.Equal(["a"], rig.Lines("ran"));
        Assert.Equal("result\n", Assert.Single(await rig.FilesAsync((await rig.JobAsync("a")).Last!.Result!)).Value);
        Assert.Equal("result\n", await rig.OutputAsync((await rig.JobAsync("b")).Last!));
    }

    [Fact]
    public async Task A_graph_that_ended_is_not_forgotten_here_before_the_points_line_names_its_last_state()
    {
        await using var rig = new ExecutorRig(new() { Jobs = [new() { Id = "a", Command = "echo a >> \"$RIG/ran\"; touch stays" }] }) { Stores = false };
        await rig.RunAsync();
        rig.Kept.Clear(); // its worker was killed before the line was written
        rig.Stores = true;

        Assert.Equal((AttemptEnd.Exited, 0), Ending(await rig.RunAsync()));
        Assert.Equal(["a"], rig.Lines("ran"));
        Assert.Equal([Path.Join(rig.GraphFolder, "jobs")], Directory.EnumerateFileSystemEntries(rig.GraphFolder));
    }

    [Fact]
    public async Task Of_the_states_that_were_kept_on_the_way_the_last_one_stays()
    {
        await using var rig = new ExecutorRig(new() { Jobs = [.. Enumerable.Range(0, 3).Select(job => new JobSpec { Id = $"j{job}", Command = "sleep 1.05" })] });
        await rig.RunAsync();

        Assert.True(rig.Kept.Count > 1, "Only the end was kept.");
        var states = new List<string>();
        await foreach (var blob in rig.Blobs.ListAsync(GraphBlobs.KeyOf(rig.Run.Id, "graphs/1-0/state-"), TestContext.Current.CancellationToken))
            states.Add(blob.Key);
        Assert.Equal([GraphBlobs.KeyOf(rig.Run.Id, rig.Kept[^1])], states);
    }

    [Fact]
    public async Task A_job_whose_environment_is_too_large_fails_and_is_not_tried_for_ever()
    {
        await using var rig = new ExecutorRig(new() { Jobs = [new() { Id = "a", Command = "true", Env = Env(("X", new('x', 200_000))) }] });

        Assert.Equal((AttemptEnd.Exited, 126), Ending(await rig.RunAsync()));
        Assert.Equal(AttemptEnd.NotStarted, (await rig.JobAsync("a")).Last!.End);
    }

    private static (AttemptEnd, int?) Ending(AttemptRecord record) => (record.End, record.ExitCode);

    private static Dictionary<string, string> Env(params (string Name, string Value)[] variables) => variables.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
}
