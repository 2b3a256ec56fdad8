using System.Collections;
using System.Management.Automation;
using Muster.Cli.Stores;
using Muster.Cli.Submitting;
using Muster.Local.Engine;
using Muster.Operations;
using Muster.PowerShell.Completers;
using Muster.PowerShell.Jobs;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Specs;
using Muster.PowerShell.Views;
using Muster.PowerShell.Waiting;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.PowerShell.Submitting;

/// <summary>
/// Submits a run: a sweep file or queue file, a spec that was put together, a template with values, or a command or a script block that is run for each object from the pipeline.
/// The run is in the store when it is given; an engine in the background, or the platform, runs it whatever becomes of this session.
/// </summary>
[Cmdlet(VerbsLifecycle.Submit, "MusterRun", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(MusterRun), typeof(MusterRunPlan), typeof(RunJob))]
public sealed class SubmitMusterRun : StoreCmdlet
{
    private readonly List<(StoreContext Store, RunRecord Run)> submitted = [];
    private PipedPoints? points;

    /// <summary>Sweep files (YAML, JSON or CSV) or queue files (YAML or JSON); wildcards are allowed. Each is a run.</summary>
    [Parameter(Position = 0, ParameterSetName = "Path")]
    public string[] Path { get; set; } = [];

    /// <summary>Specs, as New-MusterSweepSpec and New-MusterQueueSpec give them. Each is a run.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Spec")]
    public MusterSpec[] Spec { get; set; } = [];

    /// <summary>The name of a template of job graphs.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Template")]
    [ArgumentCompleter(typeof(TemplateCompleter))]
    public string? Template { get; set; }

    /// <summary>The values of the template's variables by their names.</summary>
    [Parameter(ParameterSetName = "Template")]
    public IDictionary? Variable { get; set; }

    /// <summary>Shell text that is run for each point, by bash. A point's parameter x is in the variable <c>PARAM_x</c>: write the text in single quotes, since in double quotes PowerShell would put in a variable of its own, which is empty.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Command")]
    public string? Command { get; set; }

    /// <summary>
    /// A script block that is run for each point, by PowerShell on the worker. Its parameters are those of the point that have their names, and <c>$_</c> is the whole point. Values of this session travel
    /// with it as <c>$using:NAME</c>; what cannot travel, such as open files, credentials or functions of the session, is refused. An error ends the point as failed.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = "ScriptBlock")]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>
    /// With a command or a script block, points: objects or hashtables with their parameters; of text and numbers the parameter is called <c>value</c>. Without them, sweep files and queue files,
    /// or specs, each of which is a run.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <summary>The properties that become parameters, in this order. Left out: all.</summary>
    [Parameter(ParameterSetName = "Command")]
    [Parameter(ParameterSetName = "ScriptBlock")]
    public string[] Property { get; set; } = [];

    /// <summary>Values by the names of parameters, such as <c>[ordered]@{ lr = 0.1, 0.01; seed = 1..5 }</c>: each combination is a point, after those of the pipeline.</summary>
    [Parameter(ParameterSetName = "Command")]
    [Parameter(ParameterSetName = "ScriptBlock")]
    public IDictionary? Grid { get; set; }

    /// <summary>The run's name.</summary>
    [Parameter(ParameterSetName = "Command")]
    [Parameter(ParameterSetName = "ScriptBlock")]
    public string? Name { get; set; }

    /// <summary>Settings as a sweep file has them, such as <c>@{ timeout = '1h'; resources = @{ cpus = 2 } }</c>.</summary>
    [Parameter(ParameterSetName = "Command")]
    [Parameter(ParameterSetName = "ScriptBlock")]
    public IDictionary? Setting { get; set; }

    /// <summary>Most points that run at once, in place of the spec's.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxConcurrent { get; set; }

    /// <summary>Which runs go first, in place of the spec's.</summary>
    [Parameter]
    [ValidateSet("Urgent", "Normal", "Low")]
    public string? Priority { get; set; }

    /// <summary>Runs that must have completed before this one starts: names, ids, objects, or <c>last</c>. With <c>any:</c> before it, a run need only have ended.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string[] After { get; set; } = [];

    /// <summary>Submitting the same again under the same token gives the same run.</summary>
    [Parameter]
    public string? ClientToken { get; set; }

    /// <summary>Starts no engine: agents, or an engine that is alive, run it.</summary>
    [Parameter]
    public SwitchParameter NoEngine { get; set; }

    /// <summary>Waits for the run to end, as Wait-MusterRun does: a run that failed is an error.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Waits at most so long, such as <c>90s</c> or <c>2h</c>, or in seconds; the run goes on. With -Wait or -AsJob.</summary>
    [Parameter]
    [TimeArgument]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Gives a job that waits for the run. Stop-Job cancels the run; whoever closes the session loses the job, but not the run.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>Only gives what would be submitted.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <inheritdoc />
    [Parameter]
    public override string? Store { get; set; } // not from the pipeline: a point may have a parameter of that name

    internal override object? Target => Path is [var only] ? only : Template;

    private bool TakesPoints => Command is not null || ScriptBlock is not null;

    private SubmitOptions Options => new()
    {
        Detach = !IsOn(Wait), NoEngine = IsOn(NoEngine), ClientToken = ClientToken, MaxConcurrent = MaxConcurrent, DryRun = IsOn(DryRun),
        Priority = Priority is { } level ? Enum.Parse<Priority>(level, ignoreCase: true) : null,
        After = [.. After.Select(AfterText.Read)],
    };

    internal override async Task ProcessAsync(ICmdletSink sink, CancellationToken cancel)
    {
        if (Timeout is not null && !IsOn(Wait) && !IsOn(AsJob) && !IsOn(DryRun))
            throw new CmdletException(new(ErrorId.InvalidArgument, ErrorCategory.InvalidArgument, "-Timeout says how long to wait, but nothing waits. Give -Wait or -AsJob; the longest time of a point is a setting: -Setting @{ timeout = '1h' }"));
        points ??= new(Property);
        switch (SpecValues.Bare(InputObject))
        {
            case null:
                break;
            case var point when TakesPoints:
                await sink.AskAsync(() => { points.Add(point); return true; }); // on the pipeline's thread: others see no properties that PowerShell adds, such as a file's BaseName
                break;
            case MusterSpec spec:
                await EachAsync(sink, spec, () => SubmitAsync(SubmissionSource.Of(spec), sink, cancel));
                break;
            case FileInfo file:
                await SubmitFilesAsync(file.FullName, sink, cancel);
                break;
            case string path:
                await SubmitFilesAsync(path, sink, cancel);
                break;
            case var other:
                throw new CmdletException(new(ErrorId.InvalidArgument, ErrorCategory.InvalidArgument, $"A {other.GetType().FullName} is nothing to submit. Pipe files or specs; for objects that are points give -Command or -ScriptBlock.", other));
        }
    }

    internal override async Task EndAsync(ICmdletSink sink, CancellationToken cancel)
    {
        foreach (var path in Path)
            await SubmitFilesAsync(path, sink, cancel);
        foreach (var spec in Spec)
            await EachAsync(sink, spec, () => SubmitAsync(SubmissionSource.Of(spec), sink, cancel));
        if (Template is { } template)
            await SubmitAsync(SubmissionSource.Of(template, Variable, await sink.PathAsync(".")), sink, cancel);
        if (Path.Length + Spec.Length == 0 && Template is null && !TakesPoints && MyInvocation is { ExpectingInput: false })
            throw new CmdletException(new(ErrorId.InvalidArgument, ErrorCategory.InvalidArgument, "There is nothing to submit. Give a file, or -Spec, -Template, -Command or -ScriptBlock."));
        if (TakesPoints)
            await SubmitPointsAsync(points ?? new(Property), sink, cancel);
        if (submitted.Count == 0)
            return;
        if (IsOn(AsJob))
            sink.Write(await RunJob.StartAsync(this, submitted, new WaitOrder { Timeout = Timeout }, sink));
        else if (IsOn(Wait))
            await new RunsWait(submitted, new() { Timeout = Timeout }, sink).RunAsync(cancel);
    }

    private async Task SubmitFilesAsync(string path, ICmdletSink sink, CancellationToken cancel)
    {
        foreach (var file in await sink.PathsAsync(path))
            await EachAsync(sink, file, () => SubmitAsync(SubmissionSource.Of(file), sink, cancel));
    }

    private async Task SubmitPointsAsync(PipedPoints piped, ICmdletSink sink, CancellationToken cancel)
    {
        var work = ScriptBlock is { } block ? await sink.AskAsync(() => ScriptWork.Of(block, SessionState, InvokeProvider, piped)) : null;
        if (work is null)
            WarnIfUnused(piped, Command!, sink);
        else
            await CheckPowerShellAsync(work, sink);
        var draft = new SpecDraft().With("name", Name ?? (work is null ? null : "script"), "-Name").With("command", work?.Command ?? Command, work is null ? "-Command" : "-ScriptBlock")
            .With("env", work?.Env, "-ScriptBlock").With("grid", NewMusterSweepSpec.GridOf(Grid, areParametersOnly: true), "-Grid").WithSettings(Setting);
        var sweep = new PipedSweep(piped, draft, await sink.PathAsync("."));
        await SubmitAsync(new(Name ?? "The points", sweep.Read) { Locate = sweep.Located }, sink, cancel);
    }

    private void WarnIfUnused(PipedPoints piped, string command, ICmdletSink sink)
    {
        var names = piped.Names.Concat(SpecValues.MembersOf(Grid)?.Select(axis => axis.Key) ?? []).ToList();
        if (names.Count > 0 && !names.Exists(name => command.Contains(ParameterName.Variable(name), StringComparison.Ordinal)))
            sink.Warn($"The command uses none of the parameters {string.Join(", ", names)}, so it does the same for each point: {command}. In double quotes PowerShell puts in its own variables, which are empty. Write it in single quotes: '... ${ParameterName.Variable(names[0])}'");
    }

    private async Task CheckPowerShellAsync(ScriptWork work, ICmdletSink sink)
    {
        foreach (var warning in work.Warnings)
            sink.Warn(warning);
        if ((await AddressAsync(sink)).Aws is null)
            work.FindPowerShell();
    }

    private async Task SubmitAsync(SubmissionSource source, ICmdletSink sink, CancellationToken cancel)
    {
        using var sweep = source.Read();
        if (sweep.Reading.Errors.Count > 0)
        {
            sink.Fail(SpecErrors.Of($"{source.Name} cannot be submitted", [.. source.Locate(sweep.Reading.Errors)], source.HasPlaces));
            return;
        }

        if (sweep.Reading.Notice is { } notice)
            sink.Warn(notice);
        var engine = LocalEngineOptions.Of(TimeProvider.System, Environment.GetEnvironmentVariable);
        var submission = new RunSubmission(Options, engine, text => sink.Warn(CmdletWords.Of(text)));
        var address = await AddressAsync(sink);
        submission.Check(sweep.Reading.Spec!, address);
        var plan = new MusterRunPlan(SubmissionPlan.Of(sweep.Reading.Kind, sweep.Reading.Spec!, sweep.Points!, Options), engine.UsdPerHour);
        if (IsOn(DryRun))
            sink.Write(plan);
        else if (await sink.MayAsync($"{plan.Name} in {address.Text}", plan.Numbers))
            await SubmitAsync(sweep, submission, sink, cancel);
    }

    private async Task SubmitAsync(ReadSweep sweep, RunSubmission submission, ICmdletSink sink, CancellationToken cancel)
    {
        var store = await OrMakeStoreAsync(sink);
        var run = await submission.SubmitAsync(sweep, store, cancel);
        await submission.StartAsync(run, cancel);
        if (await submission.LeaveAsync(store, run, cancel) is { } problem)
            sink.Fail(new(ErrorId.EngineFailed, ErrorCategory.ResourceUnavailable, CmdletWords.Of(problem), run.Id.Value) { Cure = "Start one: Start-MusterEngine" });
        submitted.Add((store, run));
        if (!IsOn(Wait) && !IsOn(AsJob))
            sink.Write(new MusterRun(await new StatusReader(store.Ports).ReadAsync(run.Id, cancel), store.Address.Text));
    }
}
