using Muster.Runs;
using Muster.Tests.Cli.Platform;
using Muster.Tests.Scenarios;

namespace Muster.Tests.Cli;

/// <summary>A row for each exit code of each command. A new command needs its rows here, one for each code that its definition names.</summary>
internal static class CodeCases
{
    public static IReadOnlyList<CodeCase> All { get; } =
    [
        new("submit", 0, "submit {sweep} --dry-run"),
        new("submit", 1, "submit {sweep} --dry-run") { Sweep = "command: 'true'\nresources: {cpus: 4096}\ngrid: {x: [1]}\n" },
        new("submit", 3, "submit {sweep} --dry-run") { OutputIsFull = true },
        new("submit", 64, "submit /there/is/no/such.yaml"),
        new("submit", 124, "submit {sweep} --wait-timeout 1s") { ShownBy = (typeof(ExitCodeScenarios), nameof(ExitCodeScenarios.Watching_that_lasted_long_enough_leaves_the_run_to_an_engine)) },
        new("submit", 130, "submit {sweep}") { ShownBy = (typeof(InterruptScenarios), nameof(InterruptScenarios.Ctrl_C_once_lets_running_points_finish_and_the_same_token_goes_on)) },
        new("run", 0, "run --grid n=1,2 --dry-run -- echo {n}"),
        new("run", 1, "run --grid n=1,2 --cpus 4096 --dry-run -- echo {n}"),
        new("run", 3, "run --grid n=1,2 --dry-run -- echo {n}") { OutputIsFull = true },
        new("run", 64, "run --no-such-option"),
        new("run", 124, "run --wait-timeout 1s -- true") { ShownBy = (typeof(ExitCodeScenarios), nameof(ExitCodeScenarios.Watching_that_lasted_long_enough_leaves_the_run_to_an_engine)) },
        new("run", 130, "run -- true") { ShownBy = (typeof(RunScenarios), nameof(RunScenarios.Ctrl_C_is_heard_and_the_same_token_goes_on)) },
        new("validate", 0, "validate {sweep}"),
        new("validate", 3, "validate {sweep}") { OutputIsFull = true },
        new("validate", 64, "validate {sweep}") { Sweep = "comand: 'true'\n" },
        .. OfReader("template list", "template list"),
        .. OfReader("template show", "template show etl"),
        new("template generate", 0, "template generate simple-sequential --var STEP1=true"),
        new("template generate", 3, "template generate simple-sequential --var STEP1=true") { OutputIsFull = true },
        new("template generate", 64, "template generate simple-sequential"),
        new("template init", 0, "template init") { ShownBy = (typeof(TemplateCommandTests), nameof(TemplateCommandTests.The_wizard_asks_until_each_answer_is_good_and_writes_the_file)) },
        new("template init", 1, "template init") { ShownBy = (typeof(TemplateCommandTests), nameof(TemplateCommandTests.Answers_that_end_early_leave_nothing_behind)) },
        new("template init", 3, "template init -o -") { ShownBy = (typeof(TemplateCommandTests), nameof(TemplateCommandTests.The_wizards_answer_that_cannot_be_written_is_told)) },
        new("template init", 64, "template init"),
        new("template init", 130, "template init") { ShownBy = (typeof(TemplateScenarios), nameof(TemplateScenarios.Ctrl_C_in_the_wizard_leaves_nothing_behind)) },
        .. OfReader("list", "list"),
        new("list", 130, "list --watch") { IsInterrupted = true },
        .. OfRun("status", "status lr"),
        new("status", 1, "status lr --check-complete"),
        new("status", 2, "status lr --check-complete") { Run = RunState.InProgress },
        new("status", 130, "status lr --watch") { Run = RunState.InProgress, IsInterrupted = true },
        new("graph", 0, "graph {sweep}") { Sweep = "jobs: [{job_id: a, command: x}]\n" },
        new("graph", 3, "graph nothing"),
        new("graph", 64, "graph lr"),
        .. OfRun("points", "points lr"),
        .. OfRun("results", "results lr"),
        .. OfRun("acct", "acct lr"),
        .. OfRun("report", "report lr -o -"),
        .. OfRun("logs", "logs lr 1"),
        new("logs", 130, "logs lr --follow") { Run = RunState.InProgress, IsInterrupted = true },
        .. OfRun("why", "why lr"),
        .. OfReader("offers", "offers"),
        .. OfRun("wait", "wait lr", RunState.Complete),
        new("wait", 1, "wait lr"),
        new("wait", 124, "wait lr --timeout 3s") { Run = RunState.InProgress },
        new("wait", 130, "wait lr") { Run = RunState.InProgress, IsInterrupted = true },
        .. OfRun("cancel", "cancel lr", RunState.InProgress),
        .. OfRun("retry", "retry lr"),
        new("retry", 1, "retry lr --wait") { ShownBy = (typeof(ExitCodeScenarios), nameof(ExitCodeScenarios.Retry_that_fails_again_is_told_by_its_code)) },
        new("retry", 130, "retry lr --wait") { IsInterrupted = true },
        .. OfRun("hold", "hold lr", RunState.InProgress),
        .. OfRun("release", "release lr"),
        .. OfRun("update", "update lr --priority urgent"),
        .. OfRun("delete", "delete lr --yes"),
        new("delete", 1, "delete lr") { ShownBy = (typeof(DeleteCommandTests), nameof(DeleteCommandTests.On_a_terminal_it_asks_first)) },
        .. OfReader("prune", "prune --older-than 0s --dry-run"),
        new("prune", 1, "prune --older-than 0s") { ShownBy = (typeof(PruneCommandTests), nameof(PruneCommandTests.On_a_terminal_it_asks_once_for_all)) },
        .. OfRun("export", "export lr -o {sweep}"),
        new("import", 0, "import {archive}"),
        new("import", 3, "import {sweep}"),
        new("import", 64, "import /there/is/no/such.tar.gz"),
        .. OfReader("completion", "completion bash"),
        new("doctor", 0, "doctor") { ShownBy = (typeof(DoctorCommandTests), nameof(DoctorCommandTests.Warnings_and_skipped_checks_fail_nothing)) },
        new("doctor", 1, "doctor") { ShownBy = (typeof(DoctorCommandTests), nameof(DoctorCommandTests.Findings_are_shown_as_a_table_and_in_json)) },
        new("doctor", 3, "doctor") { OutputIsFull = true },
        new("doctor", 64, "doctor --no-such-option"),
        new("agent", 0, "agent --once") { ShownBy = (typeof(AgentScenarios), nameof(AgentScenarios.Four_agents_killed_at_random_finish_a_sweep_of_graphs)) },
        new("agent", 3, "agent --once") { ShownBy = (typeof(AgentScenarios), nameof(AgentScenarios.An_agent_of_a_store_that_cannot_be_used_says_so)) },
        new("agent", 64, "agent --deadline soon"),
        new("agent", 130, "agent") { ShownBy = (typeof(AgentScenarios), nameof(AgentScenarios.An_interrupted_agent_gives_its_points_back_uncharged)) },
        new("agent instance", 0, "agent instance") { ShownBy = (typeof(InstanceScenarios), nameof(InstanceScenarios.Two_instances_run_a_sweep_and_end_with_it)) },
        new("agent instance", 1, "agent instance") { ShownBy = (typeof(InstanceScenarios), nameof(InstanceScenarios.A_killed_agent_that_is_started_again_on_its_machine_has_no_place_any_more)) },
        new("agent instance", 2, "agent instance") { ShownBy = (typeof(InstanceEndTests), nameof(InstanceEndTests.An_instance_that_is_to_be_stopped_goes_on_until_the_platform_has_done_so)) },
        new("agent instance", 3, "agent instance") { ShownBy = (typeof(InstanceScenarios), nameof(InstanceScenarios.A_machine_that_no_platform_launched_is_told_so)) },
        new("agent instance", 64, "agent instance --deadline soon"),
        new("agent instance", 130, "agent instance") { ShownBy = (typeof(InstanceScenarios), nameof(InstanceScenarios.An_instance_that_is_taken_back_gives_its_point_back_and_the_next_one_runs_it)) },
        .. OfReader("agent status", "agent status"),
        new("engine start", 0, "engine start") { ShownBy = (typeof(EngineScenarios), nameof(EngineScenarios.A_started_engine_runs_what_comes_and_stays_until_it_is_stopped)) },
        new("engine start", 3, "engine start") { ShownBy = (typeof(EngineCommandTests), nameof(EngineCommandTests.An_engine_that_cannot_be_started_is_told)) },
        new("engine start", 64, "engine start --no-such-option"),
        new("engine stop", 0, "engine stop"),
        new("engine stop", 3, "engine stop") { ShownBy = (typeof(EngineCommandTests), nameof(EngineCommandTests.An_engine_that_did_not_tell_its_process_is_not_signalled)) },
        new("engine stop", 64, "engine stop --no-such-option"),
        new("engine stop", 124, "engine stop --timeout 1s") { ShownBy = (typeof(EngineScenarios), nameof(EngineScenarios.A_stop_lets_running_points_finish_however_often_it_is_asked_for)) },
        .. OfReader("engine status", "engine status"),
        new("engine run", 0, "engine run") { ShownBy = (typeof(ExitCodeScenarios), nameof(ExitCodeScenarios.Engine_without_work_ends_well)) },
        new("engine run", 3, "engine run") { ShownBy = (typeof(TroubleScenarios), nameof(TroubleScenarios.Damaged_store_is_told_in_a_line_and_left_as_it_is)) },
        new("engine run", 64, "engine run --no-such-option"),
        .. OfReader("man", "man"),
        .. OfCdk("synth"),
        .. OfCdk("deploy"),
        .. OfCdk("destroy"),
        .. OfReader("platform status", "platform status"),
        .. OfReader("schema", "schema sweep"),
        .. OfReader("version", "version"),
    ];

    /// <summary>Commands that answer in prose, or with what is not theirs: their lines may be longer than the terminal is wide, which breaks them.</summary>
    public static IReadOnlySet<string> Prose { get; } = new HashSet<string>(["submit", "run", "report", "status", "graph", "why", "logs", "wait", "validate", "template show", "template generate", "template init", "agent", "agent instance", "agent status", "platform synth", "platform deploy", "platform destroy", "platform status", "completion", "engine start", "engine stop", "engine status", "engine run", "man", "schema", "version"], StringComparer.Ordinal);

    /// <summary>The rows that every command has.</summary>
    private static CodeCase[] OfReader(string command, string line) =>
    [
        new(command, 0, line),
        new(command, 3, line) { OutputIsFull = true },
        new(command, 64, $"{line} --no-such-option"),
    ];

    /// <summary>The rows of a command that runs the CDK.</summary>
    private static CodeCase[] OfCdk(string verb) =>
    [
        new($"platform {verb}", 0, $"platform {verb}") { ShownBy = (typeof(CdkRunTests), nameof(CdkRunTests.Templates_are_written_with_what_was_published_and_all_that_is_run_is_told)) },
        new($"platform {verb}", 1, $"platform {verb}") { ShownBy = (typeof(CdkRunTests), nameof(CdkRunTests.Without_the_hub_nothing_is_uploaded_and_no_spoke_is_deployed)) },
        new($"platform {verb}", 3, $"platform {verb}") { ShownBy = (typeof(CdkRunTests), nameof(CdkRunTests.An_app_that_cannot_be_read_is_told)) },
        new($"platform {verb}", 64, $"platform {verb} --app /there/is/no/such"),
    ];

    /// <summary>The rows of a command over the run <c>lr</c>.</summary>
    private static CodeCase[] OfRun(string command, string line, RunState state = RunState.Error) =>
    [
        new(command, 0, line) { Run = state },
        new(command, 3, line.Replace("lr", "nothing", StringComparison.Ordinal)),
        new(command, 64, $"{line} --no-such-option"),
    ];
}
